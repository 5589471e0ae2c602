"""A document as rows for chats, where every row has smaller forms to fall back on.

A statement longer than a chat can hold is not cut: its place is taken by a row that says so and
keeps the citations, and the receipt counts such rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from bot.document import (
    Action,
    Actions,
    Card,
    Cite,
    Document,
    Evidence,
    Heading,
    Line,
    Lines,
    Remark,
    SourceLine,
    Sources,
    Span,
    Style,
    Text,
)
from bot.render.spans import plain, words
from digests.text.phrases import phrase

SELF_EVIDENT = frozenset({"stories"})
"""Sections whose heading a chat leaves out: numbered stories need none."""

LONGEST_LINK = 1_000
"""A longer address is not linked: chats count it as text."""

_MOST_CITES = 20
_TAIL = frozenset({"left_out", "receipt", "votes", "needs_model", "language"})


class Kind(Enum):
    """How a row is set."""

    HEADLINE = "headline"
    HEADING = "heading"
    LINE = "line"
    BULLET = "bullet"
    EXCERPT = "excerpt"
    """A quote in its surroundings."""
    SMALL = "small"
    LISTED = "listed"
    """Nothing but a source to list at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Spans that stay together in one message."""

    kind: Kind
    spans: tuple[Span, ...] = ()
    icon: str = ""
    sources: tuple[int, ...] = ()
    """Numbers that the message lists at its end."""
    shortened: bool = False
    """It stands for a statement that is too long."""
    beside: Action | None = None
    """What can be done with the story that it heads, where there is room for a button beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is never split. Forms go from the best to the least, which fits any message."""

    forms: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pieces that belong together: a story, or a section with its lines."""

    lead: Piece | None = None
    again: Row | None = None
    """Stands in for the lead where the group goes on in a further message."""
    pieces: tuple[Piece, ...]
    actions: tuple[Action, ...] = ()
    """What can be done with a story that is shown in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """What ends a digest: the receipt and the actions."""

    remarks: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()


def groups(document: Document) -> list[Group]:
    """Return everything between title and tail, in order."""
    made: list[Group] = []
    heading: Row | None = None
    for block in document.blocks:
        match block:
            case Heading():
                heading = None if block.section_id in SELF_EVIDENT else _heading(block)
                continue
            case Card():
                made.append(_story(block, heading, document.language))
            case Lines():
                pieces = tuple(_piece(line) for line in block.lines)
                lead = Piece(forms=(heading,)) if heading else None
                made.append(
                    Group(lead=lead, again=_continued(heading, document.language), pieces=pieces)
                )
            case Remark():
                if block.id not in _TAIL:
                    row = Row(kind=Kind.LINE, spans=(Text(text=block.text),))
                    made.append(Group(pieces=(Piece(forms=(row,)),)))
            case Sources() | Actions():
                pass
            case _:
                assert_never(block)
        heading = None
    return made


def tail(document: Document) -> Tail:
    """Return the remarks and actions that end the document."""
    remarks = [b.text for b in document.blocks if isinstance(b, Remark) and b.id in _TAIL]
    rows = [b.actions for b in document.blocks if isinstance(b, Actions)]
    return Tail(remarks=tuple(remarks), actions=tuple(a for row in rows for a in row))


def sources(document: Document) -> dict[int, SourceLine]:
    """Return the sources by number."""
    lists = [b.sources for b in document.blocks if isinstance(b, Sources)]
    return {source.n: source for listed in lists for source in listed}


def unlisted(document: Document, shown: set[int]) -> list[Group]:
    """Return a group that lists the sources that nothing else does."""
    pieces = tuple(
        Piece(forms=(Row(kind=Kind.LISTED, sources=(n,)),))
        for n in sources(document)
        if n not in shown
    )
    return [Group(pieces=pieces)] if pieces else []


def full_stories(document: Document) -> Iterator[Group]:
    """Yield each story with its quotes in their surroundings, all its reports and reading notes."""
    evidence: dict[tuple[str, int], list[Evidence]] = {}
    for source in sources(document).values():
        for found in source.evidence:
            evidence.setdefault((found.claim_id, source.n), []).append(found)
    for block in document.blocks:
        if isinstance(block, Card):
            story = _story(block, None, document.language)
            pieces = [p for line in block.lines for p in _excerpts(line, evidence)]
            if block.notes:
                head = Row(
                    kind=Kind.HEADING,
                    spans=(Text(text=phrase(document.language, "Reading notes")),),
                )
                pieces += [
                    Piece(forms=(head,)),
                    *(_piece(note, bullet=True) for note in block.notes),
                ]
            if block.remark:
                pieces.append(_remark(block.remark))
            lead = story.lead
            if lead is not None:
                listed = tuple(dict.fromkeys((*block.reports, *lead.forms[0].sources)))
                lead = Piece(forms=(replace(lead.forms[0], sources=listed), *lead.forms[1:]))
            yield Group(lead=lead, again=story.again, pieces=tuple(pieces), actions=block.actions)


def _story(card: Card, heading: Row | None, language: str) -> Group:
    headline = _piece(Line(spans=card.headline), kind=Kind.HEADLINE)
    if card.actions:
        best = card.actions[0]
        headline = Piece(forms=tuple(replace(form, beside=best) for form in headline.forms))
    number = card.headline[0] if card.headline else Text(text="")
    again = Row(kind=Kind.HEADLINE, spans=(number, _continues(language)))
    pieces = [_piece(line) for line in card.lines]
    if card.remark:
        pieces.append(_remark(card.remark))
    if heading is not None:
        return Group(lead=Piece(forms=(heading,)), again=again, pieces=(headline, *pieces))
    return Group(lead=headline, again=again, pieces=tuple(pieces))


def _excerpts(line: Line, evidence: dict[tuple[str, int], list[Evidence]]) -> Iterator[Piece]:
    """Yield the statement, unless it is its quote, and each quote in its surroundings."""
    if not any(isinstance(s, Text) and s.style is Style.QUOTE for s in line.spans):
        yield _piece(line)
    for cite in (span for span in line.spans if isinstance(span, Cite)):
        for found in evidence.get((cite.claim_id, cite.n), ()):
            exact = Text(text=found.exact, style=Style.STRONG)
            around = (
                Text(text=found.before, style=Style.MUTED),
                exact,
                Text(text=found.after, style=Style.MUTED),
            )
            best = tuple(text for text in around if words(text))
            bare = _piece(Line(spans=(Text(text=found.exact, style=Style.QUOTE), cite)))
            row = Row(kind=Kind.EXCERPT, spans=(*best, cite), sources=(cite.n,))
            yield Piece(forms=(row, *bare.forms))


def _piece(line: Line, *, kind: Kind | None = None, bullet: bool = False) -> Piece:
    """Return the line whole; then without its links; then a notice, with links and without."""
    kind = kind or (Kind.BULLET if line.bullet or bullet else Kind.LINE)
    cites = [span for span in line.spans if isinstance(span, Cite)]
    ns = tuple(dict.fromkeys(cite.n for cite in cites))
    unlinked = tuple(replace(s, url=None) if isinstance(s, Cite) else s for s in line.spans)
    size = len(plain(span for span in line.spans if not isinstance(span, Cite)))
    notice = Text(text=f"A statement of {size:,} characters is too long for chat, see its source:")
    bare: list[Span] = [replace(cite, url=None) for cite in cites[:_MOST_CITES]]
    if len(cites) > _MOST_CITES:
        bare.append(Text(text=f"and {len(cites) - _MOST_CITES} more"))
    linked = (notice, *_short_links(cites))
    return Piece(
        forms=(
            Row(kind=kind, spans=tuple(_short_links(line.spans)), sources=ns),
            Row(kind=kind, spans=unlinked, sources=ns),
            Row(kind=kind, spans=linked, sources=ns, shortened=True),
            Row(kind=kind, spans=(notice, *bare), shortened=True),
        )
    )


def _short_links(spans: tuple[Span, ...] | list[Cite]) -> Iterator[Span]:
    for span in spans:
        if isinstance(span, Cite) and span.url is not None and len(span.url) > LONGEST_LINK:
            yield replace(span, url=None)
        else:
            yield span


def _heading(heading: Heading) -> Row:
    return Row(kind=Kind.HEADING, spans=(Text(text=heading.text),), icon=heading.icon)


def _continued(heading: Row | None, language: str) -> Row | None:
    if heading is None:
        return None
    return replace(heading, spans=(*heading.spans, _continues(language)))


def _continues(language: str) -> Text:
    return Text(text=phrase(language, "(continued)"), style=Style.MUTED)


def _remark(text: str) -> Piece:
    return Piece(forms=(Row(kind=Kind.SMALL, spans=(Text(text=text),)),))
