"""A channel is told what is new since the digests that it was sent, and nothing twice."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.present import present
from bot.render import RENDERERS
from digests.model import Article, Digest, Novelty, Window
from digests.pipeline import recheck
from tests.builders import MONDAY
from tests.pipeline.weeks import WEEK, Channel, items, report, said

JOINED = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member on April 7, 2026."
SEAT = "As a Platinum member, Alibaba Cloud is granted one seat to the PyTorch Foundation Governing Board, held by Junhua Wang."
JOINS = report(
    "pytorch-foundation",
    "Alibaba Cloud joins the PyTorch Foundation as a Platinum member",
    *(JOINED, SEAT),
)
FASTER = "PyTorch 2.9 trains transformer models 38% faster than PyTorch 2.8 on H100 GPUs."
RELEASE = report("pytorch-foundation", "PyTorch 2.9 is out with a faster compiler", FASTER)
TREASURER = "The Governing Board elected Junhua Wang of Alibaba Cloud as its treasurer on Thursday."
SEATED = report(
    "register",
    "Alibaba Cloud names a treasurer for its Platinum seat at the PyTorch Foundation",
    *("Alibaba Cloud joined the PyTorch Foundation as a Platinum member.", TREASURER),
    week=2,
)
AGAIN = report(
    "stack",
    "Alibaba Cloud joins PyTorch Foundation as Platinum member",
    "Alibaba Cloud joined the PyTorch Foundation as a Platinum member.",
    week=2,
)
ELSEWHERE = report(
    "stack",
    "Bergen University opens its PyTorch network for X-rays",
    "Bergen University opened its PyTorch network for X-rays to nine hospitals in Norway.",
    week=2,
)


async def two_weeks(*second: Article) -> tuple[Digest, Digest, Channel]:
    channel = Channel()
    first = await channel.monday(1, JOINS, RELEASE)
    return first, await channel.monday(2, *second), channel


async def test_a_first_digest_marks_nothing() -> None:
    first, _, _ = await two_weeks()
    assert [item.novelty for item in items(first)] == [None, None]
    assert first.provenance.coverage.unchanged == 0


async def test_a_story_that_was_not_shown_is_new() -> None:
    _, second, _ = await two_weeks(ELSEWHERE)
    (item,) = items(second)
    assert (item.novelty, item.seen_on) == (Novelty.NEW, None)
    assert second.provenance.coverage.unchanged == 0


async def test_a_shown_story_goes_on_with_what_is_new_and_says_since_when_it_is_known() -> None:
    first, second, channel = await two_weeks(SEATED)
    assert {JOINED, SEAT} <= set(said(first))
    (item,) = items(second)
    assert (item.novelty, item.seen_on) == (Novelty.DEVELOPING, date(2026, 4, 13))
    assert [claim.text for claim in item.claims] == [TREASURER]
    assert item.also == (SEATED.id,)
    for name in ("terminal", "markdown", "html", "slack", "discord"):
        shown = RENDERERS[name](second, present(second))
        assert "Developing: you saw this on 13 April 2026; 1 more report" in shown
    assert '"novelty": "developing"' in RENDERERS["json"](second, present(second))
    assert await recheck(second, store=channel.store) == []


async def test_it_is_known_since_the_first_digest_that_had_it() -> None:
    third = "Alibaba Cloud pays the PyTorch Foundation a yearly fee of $500,000, Junhua Wang said."
    paid = report(
        "register",
        "Alibaba Cloud pays for its Platinum seat at the PyTorch Foundation",
        third,
        SEAT,
        week=3,
    )
    _, second, channel = await two_weeks(SEATED)
    channel.shown.pop()  # only the last one is remembered, which says since when
    (item,) = items(await channel.monday(3, paid))
    assert items(second)[0].novelty is Novelty.DEVELOPING
    assert (item.novelty, item.seen_on) == (Novelty.DEVELOPING, date(2026, 4, 13))
    assert third in said(channel.shown[0])


async def test_a_story_with_nothing_new_is_left_out_and_counted() -> None:
    _, second, _ = await two_weeks(AGAIN, ELSEWHERE)
    assert [item.headline.text for item in items(second) if item.headline] == [ELSEWHERE.title]
    assert items(second, "joined") == ()
    coverage = second.provenance.coverage
    assert (coverage.stories, coverage.unchanged) == (2, 1)
    shown = RENDERERS["slack"](second, present(second))
    assert "1 of 2 stories · 1 unchanged story left out" in shown


async def test_a_copy_of_what_was_shown_is_unchanged() -> None:
    copied = report("stack", JOINS.title, JOINED, SEAT, week=2)
    _, second, _ = await two_weeks(copied)
    assert second.quiet
    assert second.provenance.coverage.unchanged == 1


async def test_a_week_in_which_all_is_unchanged_is_quiet_and_holds() -> None:
    _, second, channel = await two_weeks(AGAIN)
    assert second.quiet
    assert second.provenance.sources == ()
    shown = RENDERERS["markdown"](second, present(second))
    assert "Nothing new in 2 feeds since 13 April" in shown
    assert "1 unchanged story left out" in shown
    assert await recheck(second, store=channel.store) == []


async def test_a_correction_of_a_shown_number_is_new() -> None:
    right = FASTER.replace("38%", "31%")
    corrected = report("pytorch-foundation", RELEASE.title, right, week=2, name="corrected")
    first, second, _ = await two_weeks(corrected)
    assert FASTER in said(first)
    (item,) = items(second)
    assert (item.novelty, [claim.text for claim in item.claims]) == (Novelty.DEVELOPING, [right])


async def test_a_plan_that_is_carried_out_is_new() -> None:
    plan = "Cerebras will open a PyTorch laboratory in Toulouse with 300 engineers."
    done = "Cerebras has opened a PyTorch laboratory in Toulouse with 300 engineers."
    channel = Channel()
    first = await channel.monday(1, report("register", "Cerebras expands to Toulouse", plan))
    second = await channel.monday(2, report("stack", "Cerebras opens in Toulouse", done, week=2))
    assert plan in [claim.text for claim in first.claims()]
    assert said(second) == [done]


async def test_somebody_else_who_does_the_same_is_new() -> None:
    huawei = "Huawei has joined the PyTorch Foundation as a Platinum member on April 15, 2026."
    other = report("pytorch-foundation", "Huawei joins the PyTorch Foundation", huawei, week=2)
    _, second, _ = await two_weeks(other)
    assert said(second) == [huawei]
    assert [item.label for item in items(second, "joined")] == ["Huawei"]


async def test_numbers_and_things_to_watch_are_not_shown_again() -> None:
    ahead = "The PyTorch Foundation will open a test laboratory in Paris in October 2026."
    plans = report(
        "pytorch-foundation", "PyTorch Foundation announces plans for the autumn", ahead, FASTER
    )
    more = "Visitors of the PyTorch Conference get a badge made of recycled circuit boards."
    later = report(
        "register",
        "PyTorch Foundation announces plans for autumn and winter",
        ahead,
        FASTER,
        more,
        week=2,
    )
    channel = Channel()
    first = await channel.monday(1, plans)
    second = await channel.monday(2, later)
    printed = {claim.text for claim in first.claims()}
    assert {ahead, FASTER} <= printed
    assert not {ahead, FASTER} & {claim.text for claim in second.claims()}


async def test_an_article_that_was_shown_is_not_news_where_windows_overlap() -> None:
    rest = (
        "Junhua Wang leads the PyTorch compiler group of Alibaba Cloud, which has 90 engineers.",
        "Alibaba Cloud will contribute a graph compiler to PyTorch by December 2026.",
        "Alibaba Cloud gives the PyTorch Foundation 400 GPUs for its build servers.",
    )
    long = report("pytorch-foundation", JOINS.title, JOINED, SEAT, *rest)
    channel = Channel()
    first = await channel.monday(1, long, RELEASE)
    assert not set(rest) <= {claim.text for claim in first.claims()}
    fortnight = Window(since=MONDAY - WEEK, until=MONDAY + WEEK)
    second = await channel.monday(2, ELSEWHERE, window=fortnight)
    assert [item.headline.text for item in items(second) if item.headline] == [ELSEWHERE.title]
    assert second.provenance.coverage.entries_read == 3


async def test_a_known_story_goes_on_under_a_title_that_is_not_known() -> None:
    same = report("pytorch-foundation", JOINS.title, JOINED, SEAT, TREASURER, week=2, name="b")
    fee = "Alibaba Cloud pays the PyTorch Foundation a yearly fee of $500,000 for the seat."
    titled = report(
        "register",
        "Alibaba Cloud pays $500,000 a year for its PyTorch Foundation seat",
        JOINED,
        fee,
        week=2,
    )
    _, second, _ = await two_weeks(same, titled)
    (item,) = items(second)
    assert item.novelty is Novelty.DEVELOPING
    assert item.headline
    assert item.headline.text == titled.title
    assert [claim.text for claim in item.claims] == [TREASURER]  # the title says the fee
    _, second, _ = await two_weeks(same)
    (item,) = items(second)
    assert item.headline
    assert (item.headline.text, said(second)) == (JOINS.title, [TREASURER])


async def test_a_title_alone_is_told_once_and_a_like_one_of_another_story_is_told() -> None:
    channel = Channel()
    title = "Hospitals in Norway read X-rays by PyTorch"
    bare = report("stack", title, "Read more.", name="bare")
    first = await channel.monday(1, bare)
    assert [claim.text for claim in first.claims()] == [title]
    again = replace(bare, id="article-again", published_at=bare.published_at + WEEK)
    assert (await channel.monday(2, again)).quiet


async def test_a_known_story_goes_on_by_a_title_where_nothing_else_can_be_quoted() -> None:
    title = "Alibaba Cloud donates its PyTorch Foundation Platinum membership to Ant Group"
    _, second, _ = await two_weeks(report("register", title, "Read more.", week=2))
    (item,) = items(second)
    assert (item.novelty, item.claims) == (Novelty.DEVELOPING, ())
    assert item.headline
    assert item.headline.text == title


async def test_two_channels_that_know_different_things_get_different_digests() -> None:
    _, second, channel = await two_weeks(SEATED, ELSEWHERE)
    channel.shown = []
    week = Window(since=MONDAY, until=MONDAY + WEEK)
    fresh = await channel.ask(week, now=MONDAY + WEEK)
    assert fresh.id != second.id
    assert fresh.provenance.content_sha256 != second.provenance.content_sha256
    kept = await channel.store.digest(second.id)
    assert kept == second


async def test_only_stories_with_wanted_tags_are_told() -> None:
    channel = Channel()
    everything = await channel.monday(1, JOINS, RELEASE)
    channel.shown = []
    tags = {item.headline.text: item.tags for item in items(everything) if item.headline}
    assert "membership" in tags[JOINS.title]
    assert "membership" not in tags[RELEASE.title]
    wanted = await channel.monday(1, tags_in=["membership", "funding"])
    channel.shown = []
    unwanted = await channel.monday(1, tags_out=["membership"])
    assert [item.headline.text for item in items(wanted) if item.headline] == [JOINS.title]
    assert [item.headline.text for item in items(unwanted) if item.headline] == [RELEASE.title]
    assert items(wanted, "joined")
    assert items(unwanted, "joined") == ()
    assert len({everything.id, wanted.id, unwanted.id}) == 3
    none = await channel.monday(1, tags_in=["education"])
    assert none.quiet


async def test_a_story_keeps_the_tags_that_it_was_shown_with() -> None:
    channel = Channel()
    await channel.monday(1, JOINS, tags_in=["membership"])
    second = await channel.monday(2, SEATED, ELSEWHERE, tags_in=["membership"])
    assert said(second) == [TREASURER]


COMPANIES = ("Orbweaver", "Quillon", "Tessaract", "Brightloom")
WORDINGS = (
    ("{0} has joined the PyTorch Foundation as a Gold member.", "{0} joined the PyTorch Foundation as a Gold member."),
    ("{0} opened a research centre in Zurich for 200 PyTorch engineers.", "In Zurich, {0} opened a research centre for 200 PyTorch engineers."),
    ("{0} will contribute a graph compiler to PyTorch by December 2026.", "By December 2026, {0} will contribute a graph compiler to PyTorch."),
    ("{0} cut the cost of training PyTorch models by 40% with sparse kernels.", "{0} has cut the cost of training PyTorch models by 40% with sparse kernels."),
    ("{0} acquired the chip designer Silica for $90 million in cash.", "{0} has acquired the chip designer Silica for $90 million in cash."),
    ("{0} named Ada Brandt as chief scientist of its PyTorch group.", "{0} has named Ada Brandt as chief scientist of its PyTorch group."),
)  # fmt: skip
"""Two wordings each of six things that a company may do."""


@st.composite
def weeks(draw: st.DrawFn) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    """Draw some weeks of reports: feed, title, sentences."""
    one = st.tuples(
        st.sampled_from(COMPANIES),
        st.sampled_from(("pytorch-foundation", "register", "stack")),
        st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True),
        st.integers(0, 1),
    )
    drawn = draw(st.lists(st.lists(one, max_size=5), min_size=2, max_size=4))
    return [
        [
            (feed, f"{company} and PyTorch, report {week}.{place}", tuple(
                WORDINGS[deed][wording].format(company) for deed in deeds
            ))
            for place, (company, feed, deeds, wording) in enumerate(reports)
        ]
        for week, reports in enumerate(drawn, start=1)
    ]  # fmt: skip


DEEDS = {
    wording.format(company): (company, deed)
    for company in COMPANIES
    for deed, wordings in enumerate(WORDINGS)
    for wording in wordings
}


@given(news=weeks())
@settings(deadline=None, max_examples=25)
async def test_no_sentence_is_printed_twice_to_one_channel(
    news: list[list[tuple[str, str, tuple[str, ...]]]],
) -> None:
    channel = Channel()
    told: list[tuple[str, int]] = []
    titled = False
    for week, reports in enumerate(news, start=1):
        articles = [report(feed, title, *text, week=week) for feed, title, text in reports]
        digest = await channel.monday(week, *articles)
        assert await recheck(digest, store=channel.store) == []
        printed = {text for part in ("stories", "watch", "numbers") for text in said(digest, part)}
        told += [DEEDS[text] for text in printed]
        titled = titled or bool(items(digest, "headlines"))
        if not digest.quiet and week > 1:
            assert all(item.novelty for item in items(digest))
    assert len(set(told)) == len(told)
    # A plan alone may be no story: its title is listed.
    assert told or titled or not any(news)


async def test_what_was_shown_more_than_three_weeks_before_draws_no_reports() -> None:
    channel = Channel()
    await channel.monday(1, JOINS)
    channel.shown = [replace(digest, created_at=MONDAY) for digest in channel.shown]
    late = replace(SEATED, published_at=SEATED.published_at + timedelta(days=28))
    (item,) = items(await channel.monday(6, late))
    assert item.novelty is Novelty.NEW
    assert [claim.text for claim in item.claims] == [TREASURER]
