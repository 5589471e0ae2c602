"""Turns HTML into blocks of plain text: paragraphs, headings, items, rows, code."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser

from digests.articles.hidden import VOID, Sight
from digests.articles.markup import cleaned
from digests.text.clean import one_line, strip_hidden


class Kind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that stands by itself, on one line (code: on many)."""

    kind: Kind
    text: str
    linked: float = 0.0
    """The share of its characters that stand in links, in [0, 1]."""
    strong: bool = False
    """All of it is set in bold: a heading in all but name."""
    mark: str = ""
    """What goes before an item: `- `, `2. `, indented by its depth."""


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "dt"}
_BREAKS = _HEADINGS | {
    "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "figure",
    "footer", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(?:p|br|div|li|h[1-6]|ul|ol|table|pre|blockquote|section|dl)\b", re.IGNORECASE
)
_ESCAPED = re.compile(r"</(?:p|div|li|h[1-6]|ul|a|strong|em|span)>|<br\s*/?>", re.IGNORECASE)
_LONG_CELL = 200


def blocks(markup: str) -> list[Block]:
    """Return what a reader sees of some HTML, in order; hostile HTML is fine.

    Text without any block markup is taken by its line breaks. What was escaped twice over is
    unescaped once more.
    """
    found = _read(markup)
    joined = "\n".join(block.text for block in found)
    if len(_ESCAPED.findall(joined)) > 1 and not _BLOCK_TAG.search(markup):
        found = _read(joined)
    return found


def _read(markup: str) -> list[Block]:
    if "\n" in markup and not _BLOCK_TAG.search(markup):
        markup = markup.strip().replace("\r\n", "\n").replace("\n", "<br>")
    builder = _Builder()
    builder.feed(cleaned(markup))
    builder.close()
    builder.break_off()
    return builder.blocks


class _Builder(HTMLParser):
    """Reads well-formed HTML; hidden elements leave no trace."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._sight = Sight()
        self._text: list[str] = []
        self._linked = 0
        self._bold = 0
        self._depth: dict[str, int] = {}
        self._lists: list[int | None] = []
        self._mark = ""
        self._row: list[list[Block]] | None = None
        self._soft = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self.break_off(soft=tag == "br")
        self._sight.enters(tag, attributes)
        if tag in VOID or self._sight.hidden:
            return
        self._depth[tag] = self._depth.get(tag, 0) + 1
        if tag in {"ul", "ol"}:
            self._lists.append(_start(attributes) if tag == "ol" else None)
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "tr":
            self._row = []
        elif tag == "table":
            self._row = None
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        hidden = self._sight.hidden
        if tag in _BREAKS:
            self.break_off()
        self._sight.leaves(tag)
        if hidden:
            return
        self._depth[tag] = max(0, self._depth.get(tag, 0) - 1)
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""
        elif tag == "tr" and self._row is not None:
            row, self._row = self._row, None
            self.blocks += _as_row(row)

    def handle_data(self, data: str) -> None:
        if self._sight.hidden or self._is_footnote(data):
            return
        if self._depth.get("sup") and re.fullmatch(r"[-−+]?\d+", data.strip()):
            data = f"^{data.strip()}"  # 10<sup>6</sup> is not 106
        self._text.append(data)
        shown = len(data.strip())
        if self._depth.get("a"):
            self._linked += shown
        if self._depth.get("strong") or self._depth.get("b"):
            self._bold += shown

    def break_off(self, *, soft: bool = False) -> None:
        """End the block that is being read; `soft` where it may go on (a line break)."""
        raw = "".join(self._text)
        self._text.clear()
        linked, bold, self._linked, self._bold = self._linked, self._bold, 0, 0
        if self._depth.get("pre"):
            self._add_code(raw)
            return
        text = one_line(raw)
        if not text:
            self._soft = False
            return
        shown = sum(len(part) for part in text.split(" ")) or 1
        heading = any(self._depth.get(tag) for tag in _HEADINGS)
        block = Block(
            kind=Kind.HEADING if heading else Kind.ITEM if self._mark else Kind.PARAGRAPH,
            text=text,
            linked=min(1.0, linked / shown),
            strong=bold >= shown,
            mark=self._mark,
        )
        self._mark = " " * len(self._mark)
        self._add(block, soft=soft)

    def _add(self, block: Block, *, soft: bool) -> None:
        into = self.blocks
        if self._row is not None:
            if not self._row:
                self._row.append([])
            into = self._row[-1]
        if self._soft and into and _goes_on(into[-1], block):
            last = into.pop()
            block = Block(
                kind=last.kind,
                text=f"{last.text} {block.text}",
                linked=max(last.linked, block.linked) if last.linked and block.linked else 0.0,
                strong=last.strong and block.strong,
                mark=last.mark,
            )
        into.append(block)
        self._soft = soft

    def _add_code(self, raw: str) -> None:
        code = strip_hidden(raw).strip("\n").rstrip()
        if code:
            self.blocks.append(Block(kind=Kind.CODE, text=code))
        self._soft = False

    def _next_mark(self) -> str:
        indent = "  " * max(0, len(self._lists) - 1)
        number = self._lists[-1] if self._lists else None
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _is_footnote(self, data: str) -> bool:
        if not self._depth.get("sup"):
            return False
        mark = data.strip()
        return bool(re.fullmatch(r"\[\d{1,3}\]|[*†‡]", mark)) or (
            bool(self._depth.get("a")) and mark.isdigit()
        )


def _start(attributes: dict[str, str]) -> int:
    start = attributes.get("start", "")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _goes_on(last: Block, block: Block) -> bool:
    """Tell whether a line break only wrapped a sentence (mail, poems, addresses do)."""
    return (
        last.kind is block.kind
        and block.text[0].islower()
        and not last.text.endswith((".", "!", "?", ":", ";", "…"))
    )


def _as_row(row: list[list[Block]]) -> list[Block]:
    cells = [cell for cell in row if cell]
    flat = [block for cell in cells for block in cell]
    if len(cells) < 2 or any(len(block.text) > _LONG_CELL for block in flat):
        return flat  # a table that only lays out the page
    text = " | ".join(" ".join(block.text for block in cell) for cell in cells)
    linked = sum(block.linked * len(block.text) for block in flat) / max(1, len(text))
    return [Block(kind=Kind.ROW, text=text, linked=linked)]
