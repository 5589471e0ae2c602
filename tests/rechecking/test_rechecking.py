"""What a look at a page means for the quotes that were taken from it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.articles.page import EXTRACTOR
from digests.model import (
    Article,
    CitedText,
    Citing,
    PageGone,
    PageLook,
    PageText,
    PageUnseen,
    Quote,
    SamePage,
    SourceCheck,
    SourceState,
)
from digests.rechecking import due_tonight, judge, nobody_was_reached, state_for
from tests.builders import MONDAY, an_article
from tests.render.digests import sample_digest

DAY = timedelta(days=1)
TITLE = "Alibaba Cloud joins the PyTorch Foundation"
JOINED = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member."
PAID = "Members of that tier pay a yearly fee of $500,000 to the foundation."
OTHERS = (
    "The company names Junhua Wang to the Governing Board of the foundation.",
    "It has contributed kernels for its own accelerators since last summer.",
    "The foundation counts fourteen Platinum members after this announcement.",
)
BODY = (JOINED, PAID, *OTHERS)
FROM_PAGE = an_article("\n".join(BODY), title=TITLE, extractor=EXTRACTOR)
FROM_FEED = an_article("\n".join(BODY), title=TITLE)
UNREACHED = PageUnseen(reason="the server does not accept connections", unreachable=True)


def quote(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote(article_id=article.id, start=start, end=start + len(words))


def cited(article: Article, *words: str) -> CitedText:
    return CitedText(article=article, quotes=frozenset(quote(article, one) for one in words))


def page(*sentences: str, title: str = TITLE, beside: str = "") -> PageText:
    body = "\n".join(sentences)
    return PageText(
        title=title, body=body, everything=f"{title}\n{body}\n{beside}", extractor=EXTRACTOR
    )


def look(
    text: CitedText, found: PageLook, before: SourceCheck | None = None, *, nights: int = 1
) -> SourceCheck:
    check = judge(text, found, before, now=MONDAY + nights * DAY, alone=False)
    assert check is not None
    return check


def test_the_same_text_is_unchanged() -> None:
    check = look(cited(FROM_PAGE, JOINED), page(*BODY))
    assert (check.state, check.held) == (
        SourceState.UNCHANGED,
        frozenset({quote(FROM_PAGE, JOINED)}),
    )


@pytest.mark.parametrize(
    "now",
    [
        (JOINED, *OTHERS, "A new sentence stands at the end of it."),
        (*OTHERS, PAID, JOINED),
        (JOINED.replace(" ", "\u00a0"), *OTHERS),
    ],
    ids=["another sentence", "another place", "another way to write it"],
)
def test_what_changes_beside_the_quotes_changes_elsewhere(now: tuple[str, ...]) -> None:
    check = look(cited(FROM_PAGE, JOINED), page(*now))
    assert (check.state, check.lost) == (SourceState.CHANGED_ELSEWHERE, frozenset())


def test_a_quote_that_moved_to_the_side_of_the_page_still_stands() -> None:
    check = look(cited(FROM_PAGE, JOINED), page(PAID, *OTHERS, beside=JOINED))
    assert check.state is SourceState.CHANGED_ELSEWHERE


@pytest.mark.parametrize(
    "instead",
    [
        "",
        "Alibaba Cloud has joined the PyTorch Foundation as a Gold member.",
        f"{JOINED[:-1]}ship.",
    ],
)
def test_a_quote_that_is_gone_or_other_is_lost(instead: str) -> None:
    check = look(cited(FROM_PAGE, JOINED, PAID), page(*filter(None, [instead]), PAID, *OTHERS))
    assert check.state is SourceState.CHANGED_UNDER_QUOTE
    assert check.lost == {quote(FROM_PAGE, JOINED)}
    assert check.held == {quote(FROM_PAGE, PAID)}


@pytest.mark.parametrize(
    "wall",
    [
        page("Before you go on, tell us whether we may count what you read here."),
        page(OTHERS[0], "Subscribe to read on, for 3 euros a week and not more than that."),
        page("The weather stays dry in Oslo until Friday, with wind from the north.", title="Home"),
    ],
    ids=["consent", "teaser", "another page"],
)
def test_a_page_that_does_not_show_the_article_says_nothing(wall: PageText) -> None:
    before = look(cited(FROM_PAGE, JOINED), page(*BODY), nights=0)
    check = look(cited(FROM_PAGE, JOINED), wall, before)
    assert (check.state, check.lost, check.held) == (SourceState.UNKNOWN, frozenset(), before.held)
    assert check.reason


def test_a_note_of_withdrawal_in_its_place_is_a_change() -> None:
    note = page("This article has been retracted by its editors, who regret the error.")
    assert look(cited(FROM_PAGE, JOINED), note).state is SourceState.CHANGED_UNDER_QUOTE


def test_a_text_of_the_feed_is_not_changed_by_what_its_page_has_more() -> None:
    more = page(*BODY, "The page goes on for a long time after what the feed has of it.")
    assert look(cited(FROM_FEED, JOINED), more).state is SourceState.UNCHANGED


def test_what_the_feed_alone_ever_had_is_not_lost() -> None:
    other = page("A page that words the news in its own way, from the first to the last.")
    check = look(cited(FROM_FEED, JOINED), other)
    assert (check.state, check.lost) == (SourceState.UNKNOWN, frozenset())


def test_what_stood_on_the_page_of_a_feeds_text_can_be_lost() -> None:
    text = cited(FROM_FEED, JOINED)
    changed = page(JOINED.replace("Platinum", "Gold"), PAID, *OTHERS)
    assert look(text, changed).state is SourceState.CHANGED_UNDER_QUOTE
    short = an_article(JOINED, title=TITLE)
    before = look(cited(short, JOINED), page(*BODY), nights=0)
    assert before.state is SourceState.UNCHANGED
    assert look(cited(short, JOINED), changed, before).state is SourceState.CHANGED_UNDER_QUOTE


def test_a_title_is_lost_only_where_the_page_was_seen_with_it() -> None:
    text = cited(FROM_PAGE, TITLE)
    other = page(*BODY, title="Alibaba Cloud in talks with the PyTorch Foundation")
    assert look(text, other).lost == frozenset()
    before = look(text, page(*BODY), nights=0)
    assert look(text, other, before).state is SourceState.CHANGED_UNDER_QUOTE


def test_a_new_extractor_compares_quotes_only() -> None:
    old = replace(FROM_PAGE, extractor="trafilatura 1.0")
    assert look(cited(old, JOINED), page(JOINED, OTHERS[0])).state is SourceState.UNCHANGED


def test_gone_is_gone_and_what_was_known_of_it_is_not_forgotten() -> None:
    before = look(cited(FROM_PAGE, JOINED), page(*BODY), nights=0)
    check = look(cited(FROM_PAGE, JOINED), PageGone(reason="the page answers 410"), before)
    assert (check.state, check.held) == (SourceState.GONE, before.held)
    assert look(cited(FROM_PAGE, JOINED), SamePage(), check).state is SourceState.UNCHANGED


def test_only_nights_in_a_row_make_it_gone() -> None:
    text = cited(FROM_PAGE, JOINED)
    check: SourceCheck | None = None
    found = []
    looks: list[PageLook] = [UNREACHED, UNREACHED, page(*BODY), *[UNREACHED] * 3]
    for night, seen in enumerate(looks):
        check = look(text, seen, check, nights=night)
        found.append(check.state)
    unknown = SourceState.UNKNOWN
    assert found == [unknown, unknown, SourceState.UNCHANGED, unknown, unknown, SourceState.GONE]


def test_the_same_day_counts_once_and_a_refusal_never() -> None:
    text = cited(FROM_PAGE, JOINED)
    check: SourceCheck | None = None
    for minutes in range(9):
        now = MONDAY + timedelta(minutes=minutes)
        check = judge(text, UNREACHED, check, now=now, alone=False)
    assert check is not None
    assert check.failures == 1
    refused = PageUnseen(reason="the page answers 403")
    states = {look(text, refused, check, nights=n).state for n in range(1, 9)}
    assert states == {SourceState.UNKNOWN}


def test_a_host_that_was_left_in_peace_was_not_looked_at() -> None:
    rest = PageUnseen(reason="asked for later", unreachable=True, asked=False)
    assert judge(cited(FROM_PAGE), rest, None, now=MONDAY, alone=False) is None


def test_a_night_without_any_answer_counts_for_nothing() -> None:
    assert nobody_was_reached([UNREACHED, UNREACHED])
    assert not nobody_was_reached([UNREACHED, PageGone(reason="404")])
    assert not nobody_was_reached([UNREACHED, PageUnseen(reason="the page answers 403")])
    check: SourceCheck | None = None
    for night in range(5):
        now = MONDAY + night * DAY
        check = judge(cited(FROM_PAGE, JOINED), UNREACHED, check, now=now, alone=True)
    assert check is not None
    assert check.state is SourceState.UNKNOWN


def citing(name: str, host: str = "a.example") -> Citing:
    return Citing(
        published_id="digest-1",
        article_id=name,
        text_sha256="0" * 64,
        url=f"https://{host}/{name}" if host else None,
    )


def checked(name: str, ago: timedelta) -> SourceCheck:
    state = SourceState.UNCHANGED
    return SourceCheck(article_id=name, text_sha256="0" * 64, state=state, checked_at=MONDAY - ago)


def due(
    *wanted: Citing, checks: tuple[SourceCheck, ...] = (), most: int = 10, most_of_host: int = 10
) -> list[str]:
    return due_tonight(wanted, checks, now=MONDAY, most=most, most_of_host=most_of_host)


def test_what_was_never_looked_at_comes_first_then_what_was_longest_ago() -> None:
    checks = (checked("b", DAY), checked("c", 5 * DAY), checked("d", DAY / 2))
    assert due(*map(citing, "dbca"), citing("e", ""), checks=checks) == ["a", "c", "b"]
    assert due_tonight([citing("d")], checks, now=MONDAY, most=1, most_of_host=1, again=True) == [
        "d"
    ]


def test_a_night_asks_for_so_many_pages_and_so_many_of_a_host() -> None:
    wanted = [citing(f"a{n}") for n in range(5)] + [citing(f"b{n}", "b.example") for n in range(5)]
    assert due(*wanted, most_of_host=2) == ["a0", "a1", "b0", "b1"]
    assert due(*wanted, most=3, most_of_host=2) == ["a0", "a1", "b0"]


def test_a_digest_has_the_state_of_what_it_quotes_itself() -> None:
    digest = sample_digest()
    article = digest.provenance.sources[0].article
    own = [q for c in digest.claims() for q in c.quotes if q.article_id == article.id]
    other = Quote(article_id=article.id, start=0, end=1)
    check = SourceCheck(
        article_id=article.id,
        text_sha256=article.text_sha256,
        state=SourceState.CHANGED_UNDER_QUOTE,
        checked_at=MONDAY,
        lost=frozenset({own[0]}),
        held=frozenset(own[1:]),
    )
    assert state_for(digest, article.id, check) is SourceState.CHANGED_UNDER_QUOTE
    elsewhere = replace(check, lost=frozenset({other}), held=frozenset(own))
    assert state_for(digest, article.id, elsewhere) is SourceState.CHANGED_ELSEWHERE
    unjudged = replace(elsewhere, held=frozenset())
    assert state_for(digest, article.id, unjudged) is SourceState.UNKNOWN
    for state in (SourceState.GONE, SourceState.UNKNOWN):
        assert state_for(digest, article.id, replace(check, state=state)) is state
