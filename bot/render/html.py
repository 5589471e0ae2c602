"""One self-contained HTML page: no script, no request, every quote in its surroundings."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.dates import day, minute
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
from bot.present.wording import UNKNOWN
from bot.render.spans import called, hashtag, label_parts, quoted, spaced, words
from digests.text.clean import one_line, strip_hidden
from digests.text.phrases import phrase

_CLOSING = frozenset({"left_out", "receipt", "votes", "needs_model", "language"})
"""Remarks at the foot of the page; every other one is said first."""
_PAGES = Environment(
    loader=PackageLoader("bot.render", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(slots=True, kw_only=True)
class Run:
    """A span as the template sets it. Strings are plain; the template escapes them."""

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


def render(document: Document) -> str:
    """Return the page. All foreign text goes through the template's escaping."""
    css = _PAGES.get_template("page.css").render()
    page = _Page(document)
    strong, space, rest = label_parts(document.authorship)
    name, _, when = document.title.partition(" · ")
    return _PAGES.get_template("page.html").render(
        document=document,
        title=one_line(document.title),
        name=one_line(name),
        when=one_line(when),
        strong=strong,
        rest=space + rest,
        css=css,
        # The page's one style element is allowed by its hash, and nothing else.
        csp=f"default-src 'none'; style-src '{_hash(css)}'; base-uri 'none'; form-action 'none'",
        parts=page.parts,
        openings=page.remarks(closing=False),
        closings=page.remarks(closing=True),
        sources=page.sources.values(),
        linked_data=_linked_data(document, page.sources.values()),
        unknown=phrase(document.language, UNKNOWN),
        day=partial(day, language=document.language),
        minute=partial(minute, language=document.language),
        say=partial(phrase, document.language),
        quoted=quoted,
        one_line=one_line,
    )


class _Page:
    """Cuts the document's blocks into the parts of the page."""

    def __init__(self, document: Document) -> None:
        lists = [block.sources for block in document.blocks if isinstance(block, Sources)]
        self.document = document
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
            if isinstance(block, Remark) and (block.id in _CLOSING) is closing
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
        name, number = wanted, 1
        while name in self._ids:
            number += 1
            name = f"{wanted}-{number}"
        self._ids.add(name)
        return name

    def _story(self, card: Card) -> Story:
        spans = [span for span in card.headline if not isinstance(span, Tag)]
        return Story(
            id=self._unique(card.story_id or "story"),
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
                here = f"#source-{span.n}" if span.n in self.sources else None
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


def _linked_data(document: Document, sources: Iterable[SourceLine]) -> dict[str, object]:
    """Return JSON-LD by schema.org; `digitalSourceType` is the IPTC address of the contract."""
    cited = list(sources)
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": document.record_url or f"urn:citewire:{document.id}",
        "identifier": document.id,
        "headline": one_line(document.title),
        "abstract": one_line(document.summary),
        "creditText": one_line(document.authorship.visible_label),
        "dateCreated": document.created_at.isoformat(),
        "inLanguage": document.language,
        "digitalSourceType": document.authorship.digital_source_type,
        "isBasedOn": [source.url for source in cited if source.url],
        "citation": [
            {
                "@type": "Article",
                "name": one_line(source.title),
                "publisher": one_line(source.outlet),
                "datePublished": source.published_at.isoformat(),
                **({"url": source.url} if source.url else {}),
            }
            for source in cited
        ],
    }


def _hash(css: str) -> str:
    # CSP3, section 8.4: the hash is over the element's text exactly as it stands in the page.
    return f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}"
