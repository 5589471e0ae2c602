"""Sources & quotes: every statement once, with its quotes, in pages that any chat can show."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.document import Actions, Cite, Document, Line, Lines, Remark, Style, Text
from bot.present import present, present_evidence
from bot.present.evidence import statements_on
from bot.render import discord, discord_limits, slack, slack_limits
from bot.render.slack_limits import BUDGET
from digests.model import Digest, Published, SourceAuthorship, Wrote
from tests.builders import an_article
from tests.render.digests import (
    RELEASE,
    a_claim,
    a_digest,
    a_headline,
    a_quote,
    an_item,
    sample_digest,
    stories_section,
)
from tests.render.reading import discord_texts, slack_context
from tests.render.test_packing import LENGTHS, a_random_digest
from tests.render.validators import refusals

A_SENTENCE = "Alibaba Cloud has joined as a Platinum member."
RECORD = "https://citewire.example/r/digest-1"


def pages(
    published: Published, *, story_id: str | None = None, record_url: str | None = None
) -> list[Document]:
    """Return all pages, as the buttons lead through them."""
    found = [present_evidence(published, story_id=story_id, record_url=record_url)]
    while "next" in (following := actions(found[-1])):
        assert following["next"].endswith(f":{len(found) + 1}")
        found.append(
            present_evidence(
                published, page=len(found) + 1, story_id=story_id, record_url=record_url
            )
        )
    return found


def actions(document: Document) -> dict[str, str]:
    (row,) = [block for block in document.blocks if isinstance(block, Actions)]
    return {action.id: action.value for action in row.actions}


def blocks(document: Document) -> list[tuple[Line, ...]]:
    return [block.lines for block in document.blocks if isinstance(block, Lines)]


def words(line: Line, *styles: Style) -> Iterator[str]:
    for span in line.spans:
        if isinstance(span, Text) and (not styles or span.style in styles):
            yield span.text


def said_of(lines: tuple[Line, ...]) -> str:
    return "\n".join(" ".join(words(line)) for line in lines)


def said(document: Document) -> str:
    return "\n".join(map(said_of, blocks(document)))


def check_page(document: Document) -> None:
    """One Discord message and one Slack view hold the page."""
    (message,) = discord.messages(document)
    assert discord_limits.faults(message) == []
    assert discord_texts(message)
    first, *more = slack.messages(document)
    assert more == []
    assert slack_limits.faults(first) == []
    assert refusals(first) == []
    assert slack_context(first)[0].replace("*", "") == document.authorship.visible_label
    assert sum(len(text) for text in slack_context(first)) < BUDGET


paged = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@paged
@given(
    st.lists(LENGTHS, min_size=1, max_size=120),
    st.integers(0, 2**32),
    st.sampled_from([None, RECORD, f"https://citewire.example/{'r' * 950}"]),
)
def test_every_statement_stands_on_one_page_with_all_its_quotes_and_nothing_is_over_a_limit(
    lengths: list[int], seed: int, record_url: str | None
) -> None:
    digest = a_random_digest(lengths, seed)
    found = pages(digest, record_url=record_url)
    printed = [claim.id for claim in digest.claims()]
    shown = [
        one.claim
        for page in range(1, len(found) + 1)
        for one in statements_on(digest, page=page, record_url=record_url)
    ]
    assert [claim.id for claim in shown] == printed
    statements = [lines for document in found for lines in blocks(document)]
    assert len(statements) == len(shown)
    for number, (lines, claim) in enumerate(zip(statements, shown, strict=True), 1):
        assert next(words(lines[0])) == f"{number}."
        cited = [s.claim_id for line in lines for s in line.spans if isinstance(s, Cite)]
        text = " ".join(word for line in lines for word in words(line))
        left = re.search(r"and (\d+) more quotes?", text)
        assert len(cited) + (int(left[1]) if left else 0) == len(claim.quotes)
        assert set(cited) == {claim.id}
        if "too long for chat" in text:
            assert max(len(claim.text), *(q.end - q.start for q in claim.quotes)) > 300
        else:
            assert claim.text in text
    for document in found:
        check_page(document)
    assert "previous" not in actions(found[0])
    assert all(
        actions(document)["previous"].endswith(f":{n}") for n, document in enumerate(found[1:], 1)
    )


def test_a_quote_stands_in_its_surroundings_with_who_published_and_wrote_it_and_when() -> None:
    text = "\n".join(map(said, pages(sample_digest())))
    assert A_SENTENCE in text
    assert "published 7 April 2026, 13:00 UTC · fetched 7 April 2026, 14:05 UTC" in text
    assert "primary" in text
    assert "No statement found; authorship unknown" in text
    assert "declares itself AI-written: This content is written by a commercial" in text


def test_the_page_says_what_a_quote_proves_and_leads_to_the_record() -> None:
    item = an_item(a_claim(RELEASE, A_SENTENCE), headline=a_headline(RELEASE))
    digest = a_digest([stories_section(item)], [RELEASE])
    document = present_evidence(digest, record_url=RECORD)
    assert document.record_url == RECORD
    (remark,) = [block.text for block in document.blocks if isinstance(block, Remark)]
    assert remark == (
        "Statements 1 to 2 of 2. A source says this; it does not mean that it is true."
    )
    (message,) = discord.messages(document)
    assert discord_texts(message)[-1].endswith(f"[Record](<{RECORD}>)")


def test_a_story_alone_is_shown_with_the_numbers_that_it_has_in_the_digest() -> None:
    digest = sample_digest()
    document = present_evidence(digest, story_id="story-2")
    assert [next(words(lines[0])) for lines in blocks(document)] == ["5.", "6."]
    assert actions(document) == {"report": f"{digest.id}/story-2:1"}


def test_a_story_that_is_not_in_the_digest_has_no_page() -> None:
    with pytest.raises(ValueError, match="story-9"):
        present_evidence(sample_digest(), story_id="story-9")


def test_a_page_beyond_the_last_is_the_last() -> None:
    digest = a_random_digest([300] * 40, 3)
    assert present_evidence(digest, page=99) == pages(digest)[-1]


def test_every_card_and_page_offers_what_belongs_to_its_story() -> None:
    document = present(sample_digest())
    bodies = slack.messages(document)
    rows = [
        {e["action_id"]: e["value"] for e in block["elements"]}
        for body in bodies
        for block in body["blocks"]  # type: ignore[attr-defined] # JSON
        if block["type"] == "actions"
    ]
    stories = [f"{document.id}/story-1", f"{document.id}/story-2"]
    ids = [f"digest.{name}" for name in ("sources", "up", "down", "report")]
    assert rows[1:] == [dict.fromkeys(ids, value) for value in stories]


def many_quotes(count: int, size: int, said: str = "They all say so.") -> Digest:
    """Return a digest of one statement that rests on many long quotes of many sources."""
    articles = [
        an_article(
            f"Number {n} {'word ' * size}end.",
            title=f"Title {n}",
            url=f"https://s{n}.example/{'p' * 900}",
            outlet=f"Outlet {n}",
            authorship=SourceAuthorship(
                status=Wrote.DECLARED_AI, quote="Made by a machine. " * 12, signal="note"
            ),
        )
        for n in range(count)
    ]
    quotes = [a_quote(one, one.body) for one in articles]
    claim = replace(a_claim(RELEASE, A_SENTENCE), text=said)
    item = an_item(replace(claim, quotes=(*claim.quotes, *quotes)), headline=a_headline(RELEASE))
    return a_digest([stories_section(item)], [RELEASE, *articles])


@pytest.mark.parametrize(("count", "size"), [(1, 700), (3, 100), (12, 20), (40, 400), (90, 5)])
def test_a_statement_of_many_quotes_is_never_parted_from_them(count: int, size: int) -> None:
    digest = many_quotes(count, size)
    found = pages(digest, record_url=RECORD)
    for document in found:
        check_page(document)
    (lines,) = [
        lines
        for document in found
        for lines in blocks(document)
        if any("They all say so." in word for word in words(lines[0]))
    ]
    cited = [span for line in lines for span in line.spans if isinstance(span, Cite)]
    left = [word for line in lines for word in words(line) if "more quote" in word]
    told = len(cited) + sum(int(word.split()[1]) for word in left)
    assert told == count + 1


def test_a_long_statement_on_a_long_quote_keeps_its_citation() -> None:
    statement = f"They say so {'and so ' * 200}on."
    *_, document = pages(many_quotes(1, 400, statement), record_url=RECORD)
    check_page(document)
    *_, lines = blocks(document)
    assert statement in said_of(lines)
    assert "too long for chat" in said_of(lines)
    assert len([span for line in lines for span in line.spans if isinstance(span, Cite)]) == 2
