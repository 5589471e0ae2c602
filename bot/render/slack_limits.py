"""Every limit of a Slack message, each once with its source, and the check before sending.

Offline validators miss duplicate `action_id` and `block_id`, two tables, text over 40,000 and
the size of metadata; this one has them too.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.render.measure import length

# docs.slack.dev/reference/block-kit/blocks, one page a block
BLOCKS = 50
SECTION = 3_000
"""Text of a section; kept for a rich_text block too, for which Slack documents none."""
FIELDS = 10
FIELD = 2_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
MARKDOWN = 12_000
"""Summed over all markdown blocks."""
TABLES = 1
TABLE_ROWS = 100
TABLE_COLUMNS = 20
ID = 255
IMAGE_URL = 3_000
ALT = 2_000
TITLE = 2_000

# docs.slack.dev/reference/block-kit/block-elements and /composition-objects
TEXT_OBJECT = 3_000
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
BUTTON_URL = 3_000
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
GROUPS = 100
"""Of options; a label is as long as an option's text."""
PLACEHOLDER = 150
LABEL = 2_000
"""And the hint of an input."""
WRITTEN = 3_000
"""`max_length` of a text input."""

# docs.slack.dev/reference/methods/chat.postMessage
TEXT = 40_000
FALLBACK = 3_500
"""Ours: Slack advises to stay under 4,000."""
EDIT_TEXT = 4_000
"""Bytes of the `text` of chat.update, after escaping: `msg_too_long` beyond (reference/methods/chat.update)."""

METADATA = 2_000
"""Unpublished, and Slack refuses more than a little; the contract says under 2 kB."""

BUDGET = 10_000
"""Ours: `msg_blocks_too_long` was seen from 11,341 characters summed over all blocks
(github.com/slackapi/bolt-js issues 2509 and 2867). Link addresses count here as well."""

_RICH = frozenset(
    ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
)
_CHOICES = frozenset({"options", "option_groups"})
_TEXT_KEYS = frozenset({"text", "url", "alt_text"})
_ACTING = re.compile(r"<(?!https?://)")

Json = Mapping[str, object]


def faults(payload: Json) -> list[str]:
    """Return what Slack, or our own rules, would refuse in a `chat.postMessage` body; pure."""
    return list(_faults(payload))


def _faults(payload: Json) -> Iterator[str]:
    if not payload.get("channel"):
        yield "channel is missing"
    yield from _fallback(payload.get("text"))
    for key in ("unfurl_links", "unfurl_media"):
        if payload.get(key) is not False:
            yield f"{key} is not False: a preview fetches foreign addresses"
    if payload.get("link_names"):
        yield "link_names is on: foreign text could mention people"
    size = length(json.dumps(payload.get("metadata") or {}, ensure_ascii=False))
    if size > METADATA:
        yield f"metadata has {size} characters of {METADATA}"
    yield from block_faults(payload.get("blocks"), BLOCKS)


def block_faults(listed: object, most: int) -> Iterator[str]:
    """Yield what would be refused in a list of blocks."""
    blocks = _maps(listed)
    if len(blocks) > most:
        yield f"{len(blocks)} blocks of {most}"
    yield from _across(blocks)
    for position, block in enumerate(blocks):
        for fault in _block(block):
            yield f"block {position} ({block.get('type')}): {fault}"


def _fallback(text: object) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "text is missing: screen readers and notifications read it"
        return
    if length(text) > TEXT:
        yield f"text has {length(text)} characters of {TEXT}"
    if _ACTING.search(text):
        yield "text has an unescaped <"


def _across(blocks: Sequence[Json]) -> Iterator[str]:
    total = sum(length(text) for block in blocks for text in _texts(block))
    if total > BUDGET:
        yield f"all blocks have {total} characters of {BUDGET}"
    markdown = sum(length(str(b.get("text", ""))) for b in blocks if b.get("type") == "markdown")
    if markdown > MARKDOWN:
        yield f"markdown blocks have {markdown} characters of {MARKDOWN}"
    tables = sum(block.get("type") == "table" for block in blocks)
    if tables > TABLES:
        yield f"{tables} tables of {TABLES}"
    for key, ids in (
        ("block_id", [b["block_id"] for b in blocks if "block_id" in b]),
        ("action_id", [e["action_id"] for b in blocks for e in _interactive(b)]),
    ):
        for name, times in Counter(ids).items():
            if times > 1:
                yield f"{key} {name!r} occurs {times} times"
            if not 0 < length(str(name)) <= ID:
                yield f"{key} has {length(str(name))} characters of {ID}"


def _interactive(block: Json) -> Iterator[Json]:
    single = _maps([block.get("accessory"), block.get("element")])
    for element in (*_maps(block.get("elements")), *single):
        if "action_id" in element:
            yield element


def _texts(node: object) -> list[str]:
    found: list[str] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            for key, value in one.items():
                # What a menu can be opened to is no text of the message.
                if key in _CHOICES:
                    continue
                if not isinstance(value, str):
                    waiting.append(value)
                elif key in _TEXT_KEYS:
                    found.append(value)
    return found


def _block(block: Json) -> Iterator[str]:
    check = _CHECKS.get(str(block.get("type")))
    if check is None:
        yield "unknown type"
    else:
        yield from check(block)


def _nothing(_: Json) -> Iterator[str]:
    yield from ()


def _header(block: Json) -> Iterator[str]:
    yield from text_faults(block.get("text"), HEADER, "plain_text")


def _actions(block: Json) -> Iterator[str]:
    elements = _maps(block.get("elements"))
    yield from _amount(elements, ACTIONS, "elements")
    for element in elements:
        yield from _element(element)


def _markdown(block: Json) -> Iterator[str]:
    if not str(block.get("text", "")).strip():
        yield "text is empty"


def _input(block: Json) -> Iterator[str]:
    for key in ("label", "hint"):
        if key == "label" or key in block:
            yield from text_faults(block.get(key), LABEL, "plain_text")
    elements = _maps([block.get("element")])
    yield from _amount(elements, 1, "element")
    for element in elements:
        yield from _element(element)


def _section(block: Json) -> Iterator[str]:
    fields = _maps(block.get("fields"))
    if "text" not in block and not fields:
        yield "neither text nor fields"
    if "text" in block:
        yield from text_faults(block["text"], SECTION)
    if len(fields) > FIELDS:
        yield f"{len(fields)} fields of {FIELDS}"
    for field in fields:
        yield from text_faults(field, FIELD)
    for accessory in _maps([block.get("accessory")]):
        yield from _element(accessory)


def _context(block: Json) -> Iterator[str]:
    elements = _maps(block.get("elements"))
    yield from _amount(elements, CONTEXT_ELEMENTS, "elements")
    for element in elements:
        if element.get("type") == "image":
            yield from _image(element)
        else:
            yield from text_faults(element, TEXT_OBJECT)


def _image(image: Json) -> Iterator[str]:
    url = image.get("image_url")
    if url is None and "slack_file" not in image:
        yield "neither image_url nor slack_file"
    if length(str(url or "")) > IMAGE_URL:
        yield f"image_url has over {IMAGE_URL} characters"
    if not 0 < length(str(image.get("alt_text", ""))) <= ALT:
        yield f"alt_text must have 1 to {ALT} characters"
    if "title" in image:
        yield from text_faults(image["title"], TITLE, "plain_text")


def _rich_text(block: Json) -> Iterator[str]:
    elements = _maps(block.get("elements"))
    yield from _amount(elements, None, "elements")
    for element in elements:
        if element.get("type") not in _RICH:
            yield f"unknown element {element.get('type')}"
        yield from _amount(_maps(element.get("elements")), None, f"{element.get('type')} elements")
    size = sum(length(text) for text in _texts(block))
    if size > SECTION:
        yield f"{size} characters of {SECTION}"
    if any(not text for text in _texts(block)):
        yield "an empty text"


def _table(block: Json) -> Iterator[str]:
    rows = block.get("rows")
    listed = rows if isinstance(rows, list) else []
    yield from _amount(listed, TABLE_ROWS, "rows")
    widest = max((len(row) for row in listed if isinstance(row, list)), default=0)
    if widest > TABLE_COLUMNS:
        yield f"{widest} columns of {TABLE_COLUMNS}"


def _element(element: Json) -> Iterator[str]:
    if element.get("type") == "button":
        yield from text_faults(element.get("text"), BUTTON_TEXT, "plain_text")
        for key, most in (("value", BUTTON_VALUE), ("url", BUTTON_URL)):
            if length(str(element.get(key, ""))) > most:
                yield f"button {key} has over {most} characters"
    if "placeholder" in element:
        yield from text_faults(element["placeholder"], PLACEHOLDER, "plain_text")
    if int(str(element.get("max_length", 0))) > WRITTEN:
        yield f"max_length is over {WRITTEN}"
    yield from _menu(element)


def _menu(element: Json) -> Iterator[str]:
    groups = _maps(element.get("option_groups"))
    if len(groups) > GROUPS:
        yield f"{len(groups)} groups of {GROUPS}"
    for group in groups:
        yield from text_faults(group.get("label"), OPTION_TEXT, "plain_text")
    for options in [element] if "options" in element else groups:
        yield from _options(_maps(options.get("options")))


def _options(options: Sequence[Json]) -> Iterator[str]:
    yield from _amount(options, OPTIONS, "options")
    for option in options:
        yield from text_faults(option.get("text"), OPTION_TEXT)
        if length(str(option.get("value", ""))) > OPTION_VALUE:
            yield f"option value has over {OPTION_VALUE} characters"


def text_faults(text: object, most: int, kind: str | None = None) -> Iterator[str]:
    """Yield what would be refused in a text object."""
    if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield "no text object"
        return
    if kind is not None and text["type"] != kind:
        yield f"text is not {kind}"
    words = str(text.get("text", ""))
    if not 0 < length(words) <= most:
        yield f"text has {length(words)} characters of 1 to {most}"
    if text["type"] == "mrkdwn" and _ACTING.search(words):
        yield "mrkdwn has an unescaped <"


def _amount(items: Sequence[object], most: int | None, what: str) -> Iterator[str]:
    if not items or (most is not None and len(items) > most):
        yield f"{len(items)} {what} of 1 to {most or 'any'}"


def _maps(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_CHECKS: dict[str, Callable[[Json], Iterator[str]]] = {
    "actions": _actions,
    "context": _context,
    "divider": _nothing,
    "file": _nothing,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "video": _nothing,
}
