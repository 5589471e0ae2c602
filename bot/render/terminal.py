"""A digest in the terminal, by rich: as wide as the window, and whole without colour."""

import io
from collections.abc import Iterable
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style as RichStyle
from rich.table import Table
from rich.text import Text as RichText

from bot.dates import day
from bot.document import (
    Actions,
    Card,
    Cite,
    Document,
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
from bot.render.spans import called, hashtag, label_parts, quoted, spaced, words
from digests.text.clean import one_line
from digests.text.phrases import phrase

WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""

_STYLES = {
    Style.PLAIN: "",
    Style.STRONG: "bold",
    Style.QUOTE: "",
    Style.MUTED: "dim",
}


def renderable(document: Document) -> RenderableType:
    """Return what a rich console prints; foreign text in it is never read as markup."""
    strong, space, rest = label_parts(document.authorship)
    label = RichText.assemble((strong, "bold yellow"), space, rest)
    title = RichText(one_line(f"{document.icon} {document.title}").strip(), style="bold")
    parts: list[RenderableType] = [label, "", title, Rule(style="dim", characters="─")]
    for block in document.blocks:
        match block:
            case Heading():
                heading = one_line(f"{block.icon} {block.text}".strip())
                parts += ["", RichText(heading, style="bold cyan")]
            case Card():
                parts += ["", _card(block)]
            case Lines():
                parts += [_bulleted(block.lines)]
            case Sources():
                parts += ["", RichText(phrase(document.language, "Sources"), style="bold cyan")]
                parts += [_sources(block.sources, document.language)]
            case Remark():
                parts += ["", RichText(one_line(block.text), style="dim")]
            case Actions():
                pass
            case _:
                assert_never(block)
    if document.record_url:
        record = RichText(document.record_url, style=RichStyle(dim=True, link=document.record_url))
        parts += [record]
    return Group(*parts)


def show(document: Document, console: Console) -> None:
    """Print the document, no wider than `WIDEST`."""
    console.print(renderable(document), width=min(console.width, WIDEST))


def render(document: Document, *, width: int = 80) -> str:
    """Return the document as plain text of that width, without colour or links."""
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(renderable(document))
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def _card(card: Card) -> RenderableType:
    number, *rest = card.headline
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(_text([number]), _text(rest, "bold"))
    for line in card.lines:
        text = _text(line.spans)
        grid.add_row("", RichText("• ").append_text(text) if line.bullet else text)
    if card.remark:
        grid.add_row("", RichText(one_line(card.remark), style="dim"))
    for note in card.notes:
        grid.add_row("", _text(note.spans, "dim italic"))
    return grid


def _bulleted(lines: Iterable[Line]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for line in lines:
        grid.add_row("•" if line.bullet else "", _text(line.spans))
    return grid


def _sources(sources: Iterable[SourceLine], language: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(ratio=1, overflow="fold")
    for source in sources:
        link = RichStyle(link=source.url, bold=True) if source.url else RichStyle(bold=True)
        title = RichText(one_line(source.title or source.outlet), style=link)
        facts = " · ".join(
            one_line(fact)
            for fact in (source.outlet, day(source.published_at, language), source.tier)
        )
        grid.add_row(RichText(f"[{source.n}]", style="cyan"), title)
        grid.add_row("", RichText(facts))
        if source.wrote:
            said = f": {quoted(one_line(source.wrote_quote))}" if source.wrote_quote else ""
            grid.add_row("", RichText(f"{one_line(source.wrote)}{said}", style="yellow"))
        if source.caution:
            grid.add_row("", RichText(one_line(source.caution), style="yellow"))
        if source.url:
            grid.add_row("", RichText(source.url, style="dim", overflow="fold"))
    return Padding(grid, 0)


def _text(spans: Iterable[Span], style: str = "") -> RichText:
    text = RichText(style=style)
    for space, span in spaced(spans):
        text.append(" " if space else "")
        match span:
            case Text():
                text.append(words(span), _STYLES[span.style])
            case Cite():
                text.append(f"[{span.n}]", RichStyle(color="cyan", bold=False, link=span.url))
            case Tag():
                text.append(hashtag(span), "not bold dim")
            case Mention():
                text.append(called(span))
    return text
