"""Discord Components V2: the exact bodies of `POST /channels/{id}/messages`.

A digest is one message where it fits, else further ones; each opens with the authorship label
and lists the sources that it cites.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.document import Action, Cite, Document, Mention, SourceLine, Span, Style, Tag, Text
from bot.render.discord_components import BUTTON_LABEL, CUSTOM_ID, IS_COMPONENTS_V2
from bot.render.discord_limits import NONCE, faults
from bot.render.measure import length, shortened
from bot.render.packing import Part, pack
from bot.render.rows import (
    LONGEST_LINK,
    Kind,
    Row,
    Tail,
    groups,
    sources,
    tail,
    unlisted,
)
from bot.render.spans import called, hashtag, label_parts, source_words, spaced, words
from digests.model import Level
from digests.model.ids import sha256
from digests.text.clean import one_line
from digests.text.phrases import phrase

Json = dict[str, object]

ACCENTS = {
    Level.EXTRACTIVE: 0x2563EB,
    Level.AI_AUTHORED: 0xB45309,
    Level.AI_AUTHORED_REVIEWED: 0x7C3AED,
}
"""The bar beside the message; the label says the same in words."""

BESIDE = "Quotes"
"""What the button beside a story says."""
_SEPARATED = 8
"""With more parts than this the lines between them are left out: each is a component."""
_MANY = 9_999
_SPECIAL = re.compile(r"[\\*_~`|<>\[\]()@#]|:(?=//)|^[-+=]|(?<=^\d)\.|(?<=^\d\d)\.")

_SNOWFLAKE = re.compile(r"[0-9]{1,20}")

_ROW, _BUTTON, _SECTION, _TEXT, _SEPARATOR, _CONTAINER = 1, 2, 9, 10, 14, 17
_SECONDARY = 2


def messages(document: Document, *, channel: str = "") -> list[dict[str, object]]:
    """Return the bodies in the order they are to be posted, all within `discord_limits`.

    `channel` goes into the nonce, so that the same digest in two channels is two posts.
    """
    listed = sources(document)
    ending = tail(document)

    def build(
        page: int, pages: int, parts: Sequence[Part], close: list[Json], *, beside: bool = False
    ) -> Json:
        place = (
            f" · {phrase(document.language, '{n} of {all}', n=page + 1, all=pages)}"
            if pages > 1
            else ""
        )
        body = _body(parts, listed, document.language, beside=beside)
        inner = [*_head(document, place), *body, *close]
        container = {
            "type": _CONTAINER,
            "accent_color": ACCENTS[document.authorship.level],
            "components": inner,
        }
        return {
            "flags": IS_COMPONENTS_V2,
            "components": [container],
            "allowed_mentions": {"parse": []},
            "nonce": sha256(f"{document.id} {document.content_sha256} {channel} {page}")[:NONCE],
            "enforce_nonce": True,
        }

    def fits(page: int, parts: Sequence[Part]) -> bool:
        return not faults(build(page, _MANY, parts, []))

    content = groups(document)
    shown = {n for g in content for p in (g.lead, *g.pieces) if p for n in p.forms[0].sources}
    packed = pack([*content, *unlisted(document, shown)], fits)
    short = sum(row.shortened for page in packed for part in page for row in part)
    close = _tail(document, ending, short)
    if faults(build(len(packed) - 1, _MANY, packed[-1], close)):
        packed.append([])
    made = []
    for at, parts in enumerate(packed):
        end = close if at == len(packed) - 1 else []
        best = build(at, len(packed), parts, end, beside=True)
        # Buttons beside stories are left out sooner than a story goes to a further message.
        made.append(build(at, len(packed), parts, end) if faults(best) else best)
    return made


def escape(text: str) -> str:
    r"""Return foreign text inert: one line, nothing hidden, a backslash before all that acts.

    Goes beyond `discord.utils.escape_markdown`, which lets `<x:/[Click](…)>` through: brackets,
    `<`, `@`, `#` and the colon of an address are escaped wherever they stand.
    """
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def link(url: str, label: str) -> str:
    """Return `[label](<url>)`; the address is one that `bot.fragments` made safe."""
    return f"[{escape(label)}](<{url}>)"


def _head(document: Document, place: str) -> list[Json]:
    strong, space, rest = label_parts(document.authorship)
    title = escape(document.title)
    mark = "###" if place and not place.startswith(" · 1 of") else "##"
    icon = f"{document.icon} " if document.icon else ""
    return [
        _text(f"**{escape(strong)}**{space}{escape(rest)}"),
        _text(f"{mark} {icon}{title}{place}"),
        {"type": _SEPARATOR, "divider": True, "spacing": 1},
    ]


def _body(
    parts: Sequence[Part], listed: dict[int, SourceLine], language: str, *, beside: bool
) -> list[Json]:
    texts = [_block(part, text, beside=beside) for part in parts if (text := _lines(part))]
    line: Json = {"type": _SEPARATOR, "divider": False, "spacing": 1}
    separated: list[Json] = []
    for block in texts:
        if separated and len(texts) <= _SEPARATED:
            separated.append(line)
        separated.append(block)
    cited = sorted({n for part in parts for row in part for n in row.sources if n in listed})
    if cited:
        small = "\n".join(f"-# {_source(listed[n], language)}" for n in cited)
        separated += [{"type": _SEPARATOR, "divider": True, "spacing": 1}, _text(small)]
    return separated


def _block(part: Part, text: str, *, beside: bool) -> Json:
    """Return the text, with the button of its story beside it."""
    action = next((row.beside for row in part if row.beside), None) if beside else None
    if action is None or (accessory := button(replace(action, label=BESIDE))) is None:
        return _text(text)
    return {"type": _SECTION, "components": [_text(text)], "accessory": accessory}


def _source(source: SourceLine, language: str) -> str:
    mark = f"[{source.n}]"
    linked = source.url is not None and len(source.url) <= LONGEST_LINK
    return f"{link(source.url or '', mark) if linked else escape(mark)} {escape(source_words(source, language))}"


def _tail(document: Document, ending: Tail, short: int) -> list[Json]:
    remarks = [escape(text) for text in ending.remarks]
    if short:
        words = "{n} too long for chat, kept in the record"
        remarks.append(phrase(document.language, words, n=short))
    if document.record_url is not None and len(document.record_url) <= LONGEST_LINK:
        remarks.append(link(document.record_url, phrase(document.language, "Record")))
    blocks = [_text("\n".join(f"-# {remark}" for remark in remarks))] if remarks else []
    if row := [made for action in ending.actions if (made := button(action))]:
        blocks.append({"type": _ROW, "components": row})
    return blocks


def button(action: Action) -> Json | None:
    """Return the button, None where its id cannot hold what it is about."""
    if (name := custom_id(action.id, action.value)) is None:
        return None
    label = shortened(action.label, BUTTON_LABEL) or "…"
    return {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": name}


def custom_id(action: str, value: str) -> str | None:
    """Return `cw:action:value`, all that a button knows when it is pressed, however much later.

    None where that is too long: a button that has forgotten what it is about would be worse than none.
    """
    full = f"cw:{action}:{value}"
    return full if length(full) <= CUSTOM_ID else None


def _text(content: str) -> Json:
    return {"type": _TEXT, "content": content}


def _lines(part: Part) -> str:
    return "\n".join(line for row in part if (line := row_text(row)))


def row_text(row: Row) -> str:
    """Return a row as a line of Markdown."""
    text = "".join(f"{space}{_spoken(span)}" for space, span in spaced(row.spans))
    match row.kind:
        case Kind.HEADING:
            return f"### {row.icon} {text}" if row.icon else f"### {text}"
        case Kind.BULLET:
            return f"• {text}"
        case Kind.SMALL:
            return f"-# {text}"
        case Kind.EXCERPT:
            return f"> {text}"
        case Kind.HEADLINE | Kind.LINE | Kind.LISTED:
            return text


def _spoken(span: Span) -> str:
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
        case Mention(id=person):
            return f"<@{person}>" if _SNOWFLAKE.fullmatch(person) else escape(called(span))
