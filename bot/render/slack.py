"""Slack Block Kit: the exact bodies of `chat.postMessage`.

The first body is the digest; the others are replies in its thread: what did not fit, then each
story in full. Replies carry `thread_ts`, which is known once the first is posted: until then it
holds `THREAD_TS`. Foreign text stands in `rich_text`, which parses no markup; where mrkdwn is
parsed, `& < >` are escaped (docs.slack.dev/messaging/formatting-message-text).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.document import Action, Cite, Document, Mention, SourceLine, Span, Style, Tag, Text
from bot.render.measure import length
from bot.render.packing import Part, pack
from bot.render.rows import (
    LONGEST_LINK,
    Group,
    Kind,
    Row,
    Tail,
    full_stories,
    groups,
    sources,
    tail,
    unlisted,
)
from bot.render.slack_limits import FALLBACK, HEADER, SECTION, faults
from bot.render.spans import called, hashtag, label_parts, plain, source_words, spaced, words
from digests.text.clean import one_line
from digests.text.phrases import phrase

CHANNEL = "{channel}"
THREAD_TS = "{thread_ts}"
"""Stands for the `ts` that Slack returns for the first message."""

Json = dict[str, object]

_SOURCES_ELEMENT = 1_800
"""Keeps the text of a context element under 2,000, the least of the limits that validators know."""
_MANY = 9_999
_USER = re.compile(r"[A-Z0-9]{2,20}")


def messages(
    document: Document, *, channel: str = CHANNEL, thread_ts: str = THREAD_TS
) -> list[dict[str, object]]:
    """Return the bodies in the order they are to be posted, all within `slack_limits`."""
    listed = sources(document)
    ending = tail(document)
    stories = list(full_stories(document))
    in_thread = {n for story in stories for piece in story.pieces for n in piece.forms[0].sources}
    in_thread |= {n for story in stories if story.lead for n in story.lead.forms[0].sources}
    content = groups(document)
    shown = {n for group in content for n in sources_of(group)} | in_thread

    def main(page: int, parts: Sequence[Part], rest: int = _MANY, short: int = _MANY) -> list[Json]:
        if page == 0:
            close = closing(document, ending, rest, short)
            return [*head(document), *body(parts, listed, document.language), *close]
        return [*head(document, "continued"), *body(parts, listed, document.language)]

    def fits(page: int, parts: Sequence[Part]) -> bool:
        return not faults(_message(document, main(page, parts), parts, 0, channel=channel))

    pages = pack([*content, *unlisted(document, shown)], fits)
    short = sum(row.shortened for page in pages for part in page for row in part)
    threads = [(page, main(at, page)) for at, page in enumerate(pages[1:], 1)]
    threads += _story_pages(document, stories, listed)
    first = main(0, pages[0], rest=len(pages) - 1, short=short)
    bodies = [_message(document, first, pages[0], 0, channel=channel)]
    for part, (page, blocks) in enumerate(threads, 1):
        threaded = _message(document, blocks, page, part, channel=channel)
        bodies.append({**threaded, "thread_ts": thread_ts})
    return bodies


def escape(text: str) -> str:
    """Return text for mrkdwn: on one line, hidden characters gone, `& < >` as entities."""
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str) -> str:
    """Return `<url|label>`; the address is one that `bot.fragments` made safe."""
    return f"<{escape(url)}|{escape(label)}>"


def _story_pages(
    document: Document, stories: Iterable[Group], listed: dict[int, SourceLine]
) -> Iterator[tuple[list[Part], list[Json]]]:
    def blocks(parts: Sequence[Part]) -> list[Json]:
        return [*head(document, "in full"), *body(parts, listed, document.language)]

    for number, story in enumerate(stories, 1):
        buttons = _buttons(story.actions, f"actions-{document.id}-{number}")

        def fits(_: int, parts: Sequence[Part], ending: Sequence[Json] = buttons) -> bool:
            return not faults(_message(document, [*blocks(parts), *ending], parts, 1))

        *pages, last = pack([story], fits)
        for page in pages:
            yield page, blocks(page)
        yield last, [*blocks(last), *buttons]


def sources_of(group: Group) -> Iterator[int]:
    """Yield the numbers of the sources that a group lists."""
    for piece in (group.lead, *group.pieces):
        if piece is not None:
            yield from piece.forms[0].sources


def _message(
    document: Document,
    blocks: list[Json],
    parts: Sequence[Part],
    part: int,
    *,
    channel: str = CHANNEL,
) -> Json:
    payload: Json = {
        "digest_id": document.id,
        "level": document.authorship.level.value,
        "content_sha256": document.content_sha256,
        "part": part,
    }
    if document.record_url is not None and len(document.record_url) <= LONGEST_LINK:
        payload["record_url"] = document.record_url
    return {
        "channel": channel,
        "text": fallback(document, parts),
        "blocks": blocks,
        "metadata": {"event_type": "digest_published", "event_payload": payload},
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
    }


def fallback(document: Document, parts: Sequence[Part]) -> str:
    """Say the message in plain words: notifications and screen readers read this, not the blocks."""
    lines = [one_line(document.authorship.visible_label), one_line(document.title)]
    lines += [plain(row.spans) for part in parts for row in part if row.spans]
    if not parts:
        lines.append(one_line(document.summary))
    said: list[str] = []
    size = 0
    for line in map(escape, lines):
        size += length(line) + 1
        if size > FALLBACK:
            said.append("More is in the message itself.")
            break
        said.append(line)
    return "\n".join(said)


def head(document: Document, which: str = "") -> list[Json]:
    """Return the label, and the title or, of what goes on, the title in small print."""
    strong, space, rest = label_parts(document.authorship)
    label = context(f"*{escape(strong)}*{space}{escape(rest)}")
    title = one_line(f"{document.icon} {document.title}")
    if which:
        return [label, context(f"{escape(title)} · {phrase(document.language, which)}")]
    if length(title) > HEADER or "<" in title:
        return [label, {"type": "section", "text": mrkdwn(f"*{escape(title)}*")}]
    header: Json = {"type": "plain_text", "text": title, "emoji": True}
    return [label, {"type": "header", "text": header}]


def closing(document: Document, ending: Tail, rest: int, short: int) -> list[Json]:
    """Return the receipt, and the row of actions; `rest` messages follow, `short` rows stand for longer ones."""
    remarks = [escape(text) for text in ending.remarks]
    if rest:
        remarks.append(phrase(document.language, "Continued in the thread ({n} more)", n=rest))
    if short:
        words = "{n} too long for chat, kept in the record"
        remarks.append(phrase(document.language, words, n=short))
    if document.record_url is not None and len(document.record_url) <= LONGEST_LINK:
        remarks.append(link(document.record_url, phrase(document.language, "Record")))
    blocks = [context("\n".join(remarks))] if remarks else []
    return [*blocks, *_buttons(ending.actions, f"actions-{document.id}")]


def _buttons(actions: Sequence[Action], block_id: str) -> list[Json]:
    if not actions:
        return []
    buttons = [
        {
            "type": "button",
            "action_id": f"digest.{action.id}",
            "text": {"type": "plain_text", "text": action.label, "emoji": True},
            "value": action.value,
        }
        for action in actions
    ]
    return [{"type": "actions", "block_id": block_id, "elements": buttons}]


def body(parts: Sequence[Part], listed: dict[int, SourceLine], language: str = "en") -> list[Json]:
    """Return the blocks of what was packed, and the sources that it cites."""
    blocks = [block for part in parts for block in rich(part)]
    cited = dict.fromkeys(n for part in parts for row in part for n in row.sources if n in listed)
    lines = [_source(listed[n], language) for n in sorted(cited)]
    return [*blocks, *(context(text) for text in _runs(lines))]


def _source(source: SourceLine, language: str) -> str:
    mark = f"[{source.n}]"
    linked = source.url is not None and len(source.url) <= LONGEST_LINK
    return f"{link(source.url or '', mark) if linked else mark} {escape(source_words(source, language))}"


def _runs(lines: Iterable[str]) -> Iterator[str]:
    """Join short texts with wide spaces into as few context elements as may be."""
    run = ""
    for line in lines:
        longer = f"{run}   {line}" if run else line
        if run and length(longer) > _SOURCES_ELEMENT:
            yield run
            run = line
        else:
            run = longer
    if run:
        yield run


def context(text: str) -> Json:
    """Return a block of small print; the text is escaped already."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def mrkdwn(text: str) -> Json:
    """Return a text that is escaped already."""
    # Verbatim: Slack adds no links to bare addresses, channel names or @here.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def rich(part: Sequence[Row]) -> Iterator[Json]:
    """Yield the part's rich_text blocks, a new one where the next row would make it too long."""
    rows: list[tuple[Kind, list[Json]]] = []
    size = 0
    for row in part:
        elements = _elements(row)
        row_size = sum(
            length(str(e.get("text", ""))) + length(str(e.get("url", ""))) for e in elements
        )
        if rows and size + row_size > SECTION - len(part):
            yield _rich_text(rows)
            rows, size = [], 0
        if elements:
            rows.append((row.kind, elements))
            size += row_size
    if rows:
        yield _rich_text(rows)


def _rich_text(rows: Sequence[tuple[Kind, list[Json]]]) -> Json:
    """Set bullets as list items, excerpts as quotations, and other rows as lines of sections."""
    blocks: list[Json] = []
    last: Kind | None = None
    for kind, elements in rows:
        if kind is Kind.BULLET:
            item = {"type": "rich_text_section", "elements": elements}
            if last is Kind.BULLET and isinstance(items := blocks[-1]["elements"], list):
                items.append(item)
            else:
                blocks.append({"type": "rich_text_list", "style": "bullet", "elements": [item]})
        elif kind is Kind.EXCERPT:
            blocks.append({"type": "rich_text_quote", "elements": elements})
        elif blocks and blocks[-1]["type"] == "rich_text_section":
            lines = blocks[-1]["elements"]
            if isinstance(lines, list):
                lines.extend([_run("\n"), *elements])
        else:
            blocks.append({"type": "rich_text_section", "elements": list(elements)})
        last = kind
    return {"type": "rich_text", "elements": blocks}


def _elements(row: Row) -> list[Json]:
    bold = row.kind in {Kind.HEADLINE, Kind.HEADING}
    elements = [_run(f"{row.icon} ")] if row.icon else []
    for space, span in spaced(row.spans):
        if space and elements[-1]["type"] == "text":
            elements[-1]["text"] = f"{elements[-1]['text']}{space}"
        elif space:
            elements.append(_run(space))
        elements.extend(_spoken(span, bold=bold, small=row.kind is Kind.SMALL))
    return elements


def _spoken(span: Span, *, bold: bool, small: bool) -> Iterator[Json]:
    match span:
        case Text():
            style: dict[str, bool] = {}
            if bold or span.style is Style.STRONG:
                style["bold"] = True
            if small or span.style is Style.MUTED:
                style["italic"] = True
            yield from _inert(words(span), style)
        case Cite(n=n, url=None):
            yield _run(f"[{n}]")
        case Cite(n=n, url=url):
            yield {"type": "link", "url": url, "text": f"[{n}]"}
        case Tag():
            yield from _inert(hashtag(span), {})
        case Mention(id=person) if _USER.fullmatch(person):
            yield {"type": "user", "user_id": person}
        case Mention():
            yield from _inert(called(span), {})


def _inert(text: str, style: dict[str, bool]) -> Iterator[Json]:
    """Yield runs; `<!channel>` is cut after its `<`, so that no re-reading as mrkdwn can act."""
    before, *others = text.split("<")
    for piece in (before, *(part for other in others for part in ("<", other))):
        if piece:
            yield _run(piece, style)


def _run(text: str, style: dict[str, bool] | None = None) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}
