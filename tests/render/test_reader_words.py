"""What a subscriber reads beside the quotes: who speaks, who reports and when, what is left out."""

from datetime import date

from bot.document import Card, Lines
from bot.present import present
from bot.present.wording import receipt, reports
from bot.render.spans import plain
from digests.model import Article, Claim, Coverage, Mode, Section
from tests.builders import an_article
from tests.render.digests import (
    RELEASE,
    a_claim,
    a_digest,
    a_headline,
    an_item,
    stories_section,
)

COVERAGE = Coverage(
    feeds_ok=7, feeds_failed=0, entries_read=41, stories=3, claims_matched=5, claims_dropped=0
)


def first_line(claim: Claim, article: Article) -> str:
    digest = a_digest([stories_section(an_item(claim, headline=a_headline(article)))], [article])
    card = next(b for b in present(digest).blocks if isinstance(b, Card))
    return plain(card.lines[0].spans).replace("\u00a0", " ")


def test_a_source_that_says_we_is_named_before_its_words() -> None:
    words = "We welcome Junhua Wang, Vice President of Alibaba Cloud, to our board."
    assert first_line(a_claim(RELEASE, words), RELEASE) == f"PyTorch Foundation: “{words}” [1]"


def test_one_report_says_who_and_when() -> None:
    item = an_item(headline=a_headline(RELEASE), also=(RELEASE.id,))
    digest = a_digest([stories_section(item)], [RELEASE])
    card = next(b for b in present(digest).blocks if isinstance(b, Card))
    assert card.remark == "1 report: PyTorch Foundation · 7 April 2026 · primary"


def test_reports_are_counted_from_the_event_outwards() -> None:
    kinds = ["declares itself AI-written", "aggregator", "press", "primary", "press"]
    assert reports(kinds) == (
        "5 reports: 1 primary · 2 press · 1 aggregator · 1 declares itself AI-written"
    )


def test_a_date_that_is_past_is_not_called_next() -> None:
    item = an_item(a_claim(RELEASE, "Tao Ma joins"), label="Council", on=date(2026, 4, 1))
    section = Section(id="watch", title="What to watch", mode=Mode.QUESTION, items=(item,))
    lines = next(b for b in present(a_digest([section], [RELEASE])).blocks if isinstance(b, Lines))
    assert "next" not in plain(lines.lines[0].spans)


def test_the_receipt_says_how_many_of_the_stories_are_told() -> None:
    assert "· 2 of 3 stories ·" in receipt(COVERAGE, told=2)
    assert "· 3 stories ·" in receipt(COVERAGE, told=3)


def test_an_item_of_a_list_is_quoted_from_its_first_word() -> None:
    article = an_article("The partners are:\n- Amii will use Claude in Edmonton.\n- Mila will too.")
    claim = a_claim(article, "Amii will use Claude in Edmonton.")
    assert first_line(claim, article).startswith("“Amii")
