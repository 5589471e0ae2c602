"""Present a digest: the order that people see, decided once for every platform."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date

from bot.dates import day
from bot.document import (
    Action,
    Actions,
    Block,
    Document,
    Evidence,
    Heading,
    Line,
    Lines,
    Remark,
    Sources,
)
from bot.fragments import web_link
from bot.present.library import Library
from bot.present.lines import (
    card,
    headline_line,
    item_lines,
    name_line,
    note_id,
    watched_lines,
)
from bot.present.wording import MOVED_BY_VOTES, count, left_out, quiet, receipt, window_name
from digests.model import Digest, Item, Mode, Provenance, Published, Section
from digests.text.clean import one_line

ICON = "📰"
ICONS = {"watching": "🔔", "watch": "👀", "joined": "🧾", "numbers": "🔢"}
SOURCES, REPORT = "Sources & quotes", "Report an error"
VOTES = (("up", "👍 Useful"), ("down", "👎 Not useful"))
"""Ids and labels of actions."""
_NAMES_ONLY = frozenset({"joined"})
_LONGEST_TITLE = 100
_SUMMARY_HEADLINES = 5
_SUMMARY_HEADLINE = 200


def present(digest: Digest, *, record_url: str | None = None) -> Document:
    """Return the tree of a digest.

    Raises:
        ValueError: a claim quotes an article that is not among the digest's sources.
    """
    library = Library(digest)
    provenance = digest.provenance
    blocks: list[Block] = [*corrections(provenance)]
    if digest.quiet:
        blocks.append(Remark(id="quiet", text=quiet(provenance.coverage, digest.window)))
    today = digest.created_at.astimezone(UTC).date()
    for section in digest.sections:
        blocks.extend(_section(section, library, digest.id, today=today))
    if provenance.sources:
        blocks.append(sources(digest, library))
    if provenance.dropped:
        blocks.append(Remark(id="left_out", text=left_out(provenance.dropped)))
    told = sum(len(section.items) for section in digest.sections if section.id == "stories")
    if provenance.coverage.moved_by_votes:
        blocks.append(Remark(id="votes", text=MOVED_BY_VOTES))
    blocks.append(Remark(id="receipt", text=receipt(provenance.coverage, told=told)))
    blocks.append(_actions(digest))
    return Document(
        id=digest.id,
        title=f"{short(one_line(digest.title))} · {window_name(digest.window)}",
        icon=ICON,
        authorship=provenance.authorship,
        blocks=tuple(blocks),
        summary=_summary(digest),
        content_sha256=provenance.content_sha256,
        created_at=digest.created_at,
        language=digest.language,
        record_url=web_link(record_url),
    )


def corrections(provenance: Provenance) -> Iterator[Remark]:
    """Yield what was corrected since it was first sent."""
    said = (f"Corrected on {day(fix.at)}: {one_line(fix.what)}" for fix in provenance.corrections)
    # One change of a source may concern several statements.
    for text in dict.fromkeys(said):
        yield Remark(id="correction", text=text)


def _items(digest: Published) -> Iterator[Item]:
    return (item for section in digest.sections for item in section.items)


def _section(section: Section, library: Library, digest_id: str, *, today: date) -> Iterator[Block]:
    if not section.items:
        return
    title = one_line(section.title)
    if section.mode is Mode.ANALYSIS:
        title = f"{title} (AI opinion)"
    yield Heading(text=title, section_id=section.id, icon=ICONS.get(section.id, ""))
    if any(item.headline is not None for item in section.items):
        for number, item in enumerate(section.items, 1):
            yield replace(card(item, number, library), actions=_story_actions(digest_id, item))
        return
    lines: list[Line] = []
    for item in section.items:
        if section.id in _NAMES_ONLY and item.label:
            lines.append(name_line(item, library))
        elif section.id == "headlines":
            lines.append(headline_line(item, library))
        elif section.id == "watching":
            lines.extend(watched_lines(item, library))
        else:
            lines.extend(item_lines(item, library, today=today))
    yield Lines(lines=tuple(lines))


def sources(digest: Published, library: Library) -> Sources:
    """Return the list of sources, each with the quotes that are printed of it."""
    evidence: dict[str, dict[Evidence, None]] = {}
    for claim in digest.claims():
        for quote in claim.quotes:
            found = library.evidence(claim.id, quote)
            evidence.setdefault(quote.article_id, {})[found] = None
    for item in _items(digest):
        for note in item.notes:
            found = library.evidence(note_id(note), note.quote)
            evidence.setdefault(note.quote.article_id, {})[found] = None
    return Sources(
        sources=tuple(
            library.line(source, evidence.get(source.article.id, ()))
            for source in digest.provenance.sources
        )
    )


def _actions(digest: Digest) -> Actions:
    offered = [("ask", "Ask"), ("settings", "Settings")]
    if not digest.quiet:
        offered = [("sources", SOURCES), offered[0], *VOTES, offered[1]]
    return Actions(
        actions=tuple(Action(id=i, label=label, value=digest.id) for i, label in offered)
    )


def _story_actions(digest_id: str, item: Item) -> tuple[Action, ...]:
    if item.story_id is None:
        return ()
    value = f"{digest_id}/{item.story_id}"
    offered = (("sources", SOURCES), *VOTES, ("report", REPORT))
    return tuple(Action(id=i, label=label, value=value) for i, label in offered)


def _summary(digest: Digest) -> str:
    if digest.quiet:
        return f"{quiet(digest.provenance.coverage, digest.window)}."
    stories = [item for item in _items(digest) if item.headline is not None]
    if not stories:
        only_titles = all(section.id == "headlines" for section in digest.sections)
        return f"{count(len(digest.claims()), 'headline' if only_titles else 'statement')}."
    headlines = [one_line(item.headline.text) for item in stories if item.headline is not None]
    named = [text for text in headlines if len(text) <= _SUMMARY_HEADLINE][:_SUMMARY_HEADLINES]
    more = [f"{len(stories) - len(named)} more"] if named and len(named) < len(stories) else []
    head = count(len(stories), "story", "stories")
    return f"{head}: {'; '.join(named + more)}." if named else f"{head}."


def short(title: str) -> str:
    """Return a title that fits a line, cut at a word."""
    if len(title) <= _LONGEST_TITLE:
        return title
    start = title[:_LONGEST_TITLE]
    return f"{start.rpartition(' ')[0] or start}…"
