"""A document cut into the parts of a page. Strings are plain; the templates escape them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from bot.document import (
    Actions,
    Card,
    Cite,
    Document,
    Evidence,
    Heading,
    Line,
    Lines,
    Mention,
    Remark,
    SourceLine,
    Sources,
    Span,
    Style,
    Tag,
    Text,
)
from bot.render.spans import called, hashtag, spaced, words
from digests.text.clean import one_line, strip_hidden

CLOSING = frozenset({"left_out", "receipt", "votes", "needs_model", "language"})
"""Remarks at the foot of the page; every other one is said first."""

Href = Callable[[str], str | None]
"""Story id -> the address of the story's own page."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A span as the template sets it."""

    kind: str
    text: str
    space: str = ""
    href: str | None = None
    title: str = ""


@dataclass(slots=True, kw_only=True)
class Excerpt:
    """A quote in its surroundings."""

    before: str
    exact: str
    after: str
    source: SourceLine
    href: str | None
    """The live page at the quoted words."""


@dataclass(slots=True, kw_only=True)
class Statement:
    """A line with what it rests on."""

    id: str | None
    runs: list[Run]
    excerpts: list[Excerpt] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Story:
    """A card."""

    id: str
    href: str | None
    headline: Statement
    tags: list[str]
    statements: list[Statement]
    remark: str | None
    reports: list[SourceLine]
    notes: list[Statement]


@dataclass(slots=True, kw_only=True)
class Part:
    """A section of the page: a heading, then stories or statements."""

    id: str
    title: str
    icon: str
    stories: list[Story] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


class Page:
    """Cuts the document's blocks into the parts of the page."""

    def __init__(
        self,
        document: Document,
        *,
        href: Href = lambda _: None,
        prefix: str = "",
        page: str = "",
    ) -> None:
        lists = [block.sources for block in document.blocks if isinstance(block, Sources)]
        self.document = document
        self._href = href
        self._prefix = prefix
        self.to_source = f"{page}#{prefix}source-"
        """The address of a source in the list, up to its number."""
        self.sources = {source.n: source for listed in lists for source in listed}
        self.parts: list[Part] = []
        self._evidence: dict[tuple[str, int], list[Evidence]] = {}
        for source in self.sources.values():
            for found in source.evidence:
                self._evidence.setdefault((found.claim_id, source.n), []).append(found)
        self._ids: set[str] = set()
        for block in document.blocks:
            match block:
                case Heading():
                    self._open(block)
                case Card():
                    self._part().stories.append(self._story(block))
                case Lines():
                    self._part().statements.extend(self._statement(line) for line in block.lines)
                case Remark() | Sources() | Actions():
                    pass
                case _:
                    assert_never(block)

    def remarks(self, *, closing: bool) -> list[str]:
        """Return the remarks that close the page, or those that open it: all others."""
        return [
            one_line(block.text)
            for block in self.document.blocks
            if isinstance(block, Remark) and (block.id in CLOSING) is closing
        ]

    def _open(self, heading: Heading) -> None:
        part = Part(
            id=self._unique(heading.section_id), title=one_line(heading.text), icon=heading.icon
        )
        self.parts.append(part)

    def _part(self) -> Part:
        if not self.parts:
            self.parts.append(Part(id=self._unique("content"), title="", icon=""))
        return self.parts[-1]

    def _unique(self, wanted: str) -> str:
        name, number = f"{self._prefix}{wanted}", 1
        while name in self._ids:
            number += 1
            name = f"{self._prefix}{wanted}-{number}"
        self._ids.add(name)
        return name

    def _story(self, card: Card) -> Story:
        spans = [span for span in card.headline if not isinstance(span, Tag)]
        return Story(
            id=self._unique(card.story_id or "story"),
            href=self._href(card.story_id) if card.story_id else None,
            headline=self._statement(Line(spans=tuple(spans))),
            tags=[hashtag(span) for span in card.headline if isinstance(span, Tag)],
            statements=[self._statement(line) for line in card.lines],
            remark=card.remark,
            reports=[self.sources[n] for n in card.reports if n in self.sources],
            notes=[self._statement(note) for note in card.notes],
        )

    def _statement(self, line: Line) -> Statement:
        cites = [span for span in line.spans if isinstance(span, Cite)]
        return Statement(
            id=self._unique(cites[0].claim_id) if cites else None,
            runs=[self._run(space, span) for space, span in spaced(line.spans)],
            excerpts=[
                Excerpt(
                    before=strip_hidden(found.before),
                    exact=strip_hidden(found.exact),
                    after=strip_hidden(found.after),
                    source=self.sources[cite.n],
                    href=cite.url,
                )
                for cite in cites
                for found in self._evidence.get((cite.claim_id, cite.n), ())
            ],
        )

    def _run(self, space: str, span: Span) -> Run:
        match span:
            case Text():
                kind = "q" if span.style is Style.QUOTE else span.style.value
                return Run(kind=kind, text=words(span), space=space)
            case Cite():
                here = f"{self.to_source}{span.n}" if span.n in self.sources else None
                return Run(
                    kind="cite",
                    text=f"[{span.n}]",
                    space=space,
                    href=span.url or here,
                    title=one_line(span.describes),
                )
            case Tag():
                return Run(kind="tag", text=hashtag(span), space=space)
            case Mention():
                return Run(kind="plain", text=called(span), space=space)
