"""Markdown (CommonMark, inert under GitHub's extensions too) for files and pull requests."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from bot.dates import day
from bot.document import (
    Actions,
    Card,
    Cite,
    Document,
    Heading,
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
from bot.render.spans import called, hashtag, label_parts, quoted, spaced, words
from digests.text.clean import one_line
from digests.text.phrases import phrase

# CommonMark 0.31, section 2.4: a backslash before ASCII punctuation makes it literal. The colon of
# an address and `www.` would be linked, `@name` mentioned, `$…$` set as mathematics by GitHub.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&@$#]|:(?=//)|(?<=\bwww)\.|^[-+=]", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d{1,9}(?=[.)])")
"""Section 5.2: what begins a list, up to its mark."""


def render(document: Document) -> str:
    """Return the document as Markdown, the authorship label first."""
    strong, space, rest = label_parts(document.authorship)
    icon = f"{document.icon} " if document.icon else ""
    blocks = [f"**{escape(strong)}**{space}{escape(rest)}", f"# {icon}{escape(document.title)}"]
    for block in document.blocks:
        match block:
            case Heading():
                icon = f"{block.icon} " if block.icon else ""
                blocks.append(f"## {icon}{escape(block.text)}")
            case Card():
                blocks.extend(_card(block, document.language))
            case Lines():
                blocks.append(_list(line.spans for line in block.lines))
            case Sources():
                blocks.append(f"## {phrase(document.language, 'Sources')}")
                listed = (_source(source, document.language) for source in block.sources)
                blocks.append("\n\n".join(listed))
            case Remark():
                blocks.append(f"*{escape(block.text)}*")
            case Actions():
                pass
            case _:
                assert_never(block)
    if document.record_url:
        blocks.append(link(document.record_url, phrase(document.language, "Record")))
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return foreign text inert: one line, nothing hidden, a backslash before all that acts."""
    return _NUMBERED.sub(r"\g<0>\\", _SPECIAL.sub(r"\\\g<0>", one_line(text)))


def link(url: str, label: str) -> str:
    """Return `[label](<url>)`; the address is one that `bot.fragments` made safe."""
    return f"[{escape(label)}](<{url.replace('&', '&amp;')}>)"


def _card(card: Card, language: str) -> Iterator[str]:
    # A heading is strong already; the tags would be part of its anchor.
    tags = [span for span in card.headline if isinstance(span, Tag)]
    named = (span for span in card.headline if not isinstance(span, Tag))
    yield "### " + _spoken(
        Text(text=span.text) if isinstance(span, Text) and span.style is Style.STRONG else span
        for span in named
    )
    if tags:
        yield _spoken(tags)
    if card.lines:
        yield _list(line.spans for line in card.lines)
    if card.remark:
        yield f"*{escape(card.remark)}*"
    if card.notes:
        yield f"**{phrase(language, 'Reading notes')}**"
        yield _list(line.spans for line in card.notes)


def _list(lines: Iterable[Iterable[Span]]) -> str:
    return "\n".join(f"- {_spoken(spans)}" for spans in lines)


def _source(source: SourceLine, language: str) -> str:
    title = escape(source.title or source.outlet)
    named = f"[{title}](<{source.url.replace('&', '&amp;')}>)" if source.url else title
    facts = [escape(source.outlet), day(source.published_at, language), escape(source.tier)]
    if source.wrote:
        said = f": {escape(quoted(one_line(source.wrote_quote)))}" if source.wrote_quote else ""
        facts.append(f"{escape(source.wrote)}{said}")
    if source.caution:
        facts.append(escape(source.caution))
    return f"\\[{source.n}\\] {named} — {' · '.join(facts)}"


def _spoken(spans: Iterable[Span]) -> str:
    return "".join(f"{' ' if space else ''}{_one(span)}" for space, span in spaced(spans))


def _one(span: Span) -> str:
    match span:
        case Text(style=Style.STRONG):
            return f"**{escape(words(span))}**"
        case Text(style=Style.MUTED):
            return f"*{escape(words(span))}*"
        case Text():
            return escape(words(span))
        case Cite(n=n, url=url):
            return escape(f"[{n}]") if url is None else link(url, f"[{n}]")
        case Tag():
            return escape(hashtag(span))
        case Mention():
            return escape(called(span))
