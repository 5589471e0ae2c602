"""Every limit of a Discord message, each once with its source, and the check before sending.

discord.py checks neither the 4,000 characters of a Components V2 message nor content beside V2
before it sends; Discord's OpenAPI file allows 4,000 characters of content where the pages say 2,000.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.render.measure import length

# docs.discord.com/developers/components/reference
IS_COMPONENTS_V2 = 1 << 15
COMPONENTS = 40
"""In one message, nested ones included."""
TEXT = 4_000
"""Summed over all text of a Components V2 message."""
ROW_BUTTONS = 5
SECTION_TEXTS = 3
GALLERY_ITEMS = 10
BUTTON_LABEL = 80
BUTTON_URL = 512
CUSTOM_ID = 100
SELECT_OPTIONS = 25
SELECT_TEXT = 100
PLACEHOLDER = 150
ALT = 1_024

# docs.discord.com/developers/resources/message
CONTENT = 2_000
NONCE = 25
EMBEDS = 10
EMBEDS_TEXT = 6_000
"""Summed over all embeds."""
EMBED_PARTS = {"title": 256, "description": 4_096}
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
FOOTER = 2_048
AUTHOR = 256
OLD_ROWS = 5
"""Action rows of a message without Components V2."""
COMPONENT_ID = 2**31 - 1

# docs.discord.com/developers/resources/channel
THREAD_NAME = 100
THREAD_TAGS = 5

_ROW, _BUTTON, _SELECT, _SECTION, _TEXT = 1, 2, 3, 9, 10
_THUMBNAIL, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = 11, 12, 13, 14, 17
_SELECTS = frozenset({3, 5, 6, 7, 8})
_TOP_LEVEL = frozenset({_ROW, _SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR, _CONTAINER})
_LINK, _PREMIUM = 5, 6

Json = Mapping[str, object]


def faults(payload: Json) -> list[str]:
    """Return what Discord, or our own rules, would refuse in a message to a channel; pure."""
    return [*_mentions(payload), *_nonce(payload), *_content(payload)]


def edit_faults(payload: Json) -> list[str]:
    """Return the same of an edit, of a forum post's first message, of a reply to an interaction."""
    beside = [f"{key} has no effect here" for key in ("nonce", "enforce_nonce") if key in payload]
    return [*_mentions(payload), *beside, *_content(payload)]


def thread_faults(payload: Json) -> list[str]:
    """Return the same of a thread that a forum or media channel starts."""
    found: list[str] = []
    if not 0 < length(str(payload.get("name") or "").strip()) <= THREAD_NAME:
        found.append(f"a thread's name must have 1 to {THREAD_NAME} characters")
    tags = payload.get("applied_tags") or []
    if not isinstance(tags, list) or len(tags) > THREAD_TAGS or len(set(tags)) < len(tags):
        found.append(f"applied_tags must be at most {THREAD_TAGS} ids")
    message = payload.get("message")
    if not isinstance(message, Mapping):
        return [*found, "a forum post without a message"]
    return [*found, *edit_faults(message)]


def _content(payload: Json) -> Iterator[str]:
    components = _maps(payload.get("components"))
    flags = payload.get("flags")
    if isinstance(flags, int) and flags & IS_COMPONENTS_V2:
        for key in ("content", "embeds", "sticker_ids", "poll"):
            if payload.get(key):
                yield f"{key} beside Components V2"
        yield from _v2(components)
    else:
        yield from _plain(payload, components)
    everything = [part for component in components for part in _walk(component)]
    for key in ("custom_id", "id"):
        counted = Counter(part[key] for part in everything if part.get(key) is not None)
        for name, times in counted.items():
            if times > 1:
                yield f"{key} {name!r} occurs {times} times"
    for part in everything:
        check = _CHECKS.get(_kind(part), _nothing)
        for fault in check(part):
            yield f"component of type {part.get('type')}: {fault}"


def _mentions(payload: Json) -> Iterator[str]:
    if payload.get("allowed_mentions") != {"parse": []}:
        yield "allowed_mentions is not {parse: []}: foreign text could mention people"


def _nonce(payload: Json) -> Iterator[str]:
    nonce = payload.get("nonce")
    if not isinstance(nonce, str) or not 0 < length(nonce) <= NONCE:
        yield f"nonce must have 1 to {NONCE} characters"
    if payload.get("enforce_nonce") is not True:
        yield "enforce_nonce is not set: a retry could post twice"


def _v2(components: Sequence[Json]) -> Iterator[str]:
    everything = [part for component in components for part in _walk(component)]
    if not components:
        yield "no components"
    if len(everything) > COMPONENTS:
        yield f"{len(everything)} components of {COMPONENTS}"
    total = sum(length(text) for part in everything for text in _texts(part))
    if total > TEXT:
        yield f"{total} characters of text of {TEXT}"
    for component in components:
        if _kind(component) not in _TOP_LEVEL:
            yield f"component of type {component.get('type')} at the top"


def _plain(payload: Json, components: Sequence[Json]) -> Iterator[str]:
    content = str(payload.get("content") or "")
    embeds = _maps(payload.get("embeds"))
    if not content.strip() and not embeds and not payload.get("poll"):
        yield "an empty message"
    if length(content) > CONTENT:
        yield f"content has {length(content)} characters of {CONTENT}"
    if len(components) > OLD_ROWS or any(_kind(part) != _ROW for part in components):
        yield f"components must be at most {OLD_ROWS} action rows"
    yield from _embeds(embeds)


def _embeds(embeds: Sequence[Json]) -> Iterator[str]:
    if len(embeds) > EMBEDS:
        yield f"{len(embeds)} embeds of {EMBEDS}"
    total = 0
    for embed in embeds:
        fields = _maps(embed.get("fields"))
        if len(fields) > EMBED_FIELDS:
            yield f"{len(fields)} embed fields of {EMBED_FIELDS}"
        parts = [(key, str(embed.get(key) or ""), most) for key, most in EMBED_PARTS.items()]
        for field in fields:
            parts.append(("field name", str(field.get("name") or ""), FIELD_NAME))
            parts.append(("field value", str(field.get("value") or ""), FIELD_VALUE))
        for key, inner, most in (("footer", "text", FOOTER), ("author", "name", AUTHOR)):
            parts += [(key, str(m.get(inner) or ""), most) for m in _maps([embed.get(key)])]
        total += sum(length(text) for _, text, _ in parts)
        yield from (
            f"embed {key} has {length(text)} characters of {most}"
            for key, text, most in parts
            if length(text) > most
        )
    if total > EMBEDS_TEXT:
        yield f"all embeds have {total} characters of {EMBEDS_TEXT}"
    for url, times in Counter(embed["url"] for embed in embeds if embed.get("url")).items():
        if times > 1:
            yield f"{times} embeds with the address {url} collapse into one"


def _texts(part: Json) -> Iterator[str]:
    for key in ("content", "label", "description", "placeholder"):
        if isinstance(text := part.get(key), str):
            yield text


def _walk(part: Json) -> Iterator[Json]:
    yield part
    for inner in (*_maps(part.get("components")), *_maps([part.get("accessory")])):
        yield from _walk(inner)


def _text(part: Json) -> Iterator[str]:
    content = part.get("content")
    if not isinstance(content, str) or not content.strip() or length(content) > TEXT:
        yield f"content must have 1 to {TEXT} characters"


def _container(part: Json) -> Iterator[str]:
    inner = _maps(part.get("components"))
    if not inner:
        yield "empty"
    if any(_kind(component) not in _TOP_LEVEL - {_CONTAINER} for component in inner):
        yield "holds what a container may not"


def _row(part: Json) -> Iterator[str]:
    kinds = [_kind(component) for component in _maps(part.get("components"))]
    buttons = kinds.count(_BUTTON)
    selects = sum(kind in _SELECTS for kind in kinds)
    if buttons + selects != len(kinds) or not kinds:
        yield "holds neither buttons nor a select"
    if buttons > ROW_BUTTONS or selects > 1 or (buttons and selects):
        yield f"{buttons} buttons and {selects} selects: {ROW_BUTTONS} buttons or one select fit"


def _button(part: Json) -> Iterator[str]:
    style, label = part.get("style"), str(part.get("label") or "")
    if length(label) > BUTTON_LABEL:
        yield f"label has {length(label)} characters of {BUTTON_LABEL}"
    if not label and not part.get("emoji") and style != _PREMIUM:
        yield "neither label nor emoji"
    if style == _LINK:
        if part.get("custom_id") or not 0 < length(str(part.get("url") or "")) <= BUTTON_URL:
            yield f"a link button has a url of 1 to {BUTTON_URL} characters and no custom_id"
    elif style != _PREMIUM:
        if part.get("url"):
            yield "a url belongs to a link button"
        yield from _custom_id(part)


def _select(part: Json) -> Iterator[str]:
    yield from _custom_id(part)
    options = _maps(part.get("options"))
    if _kind(part) == _SELECT and not 0 < len(options) <= SELECT_OPTIONS:
        yield f"{len(options)} options of 1 to {SELECT_OPTIONS}"
    if length(str(part.get("placeholder") or "")) > PLACEHOLDER:
        yield f"placeholder has over {PLACEHOLDER} characters"
    for option in options:
        for key in ("label", "value", "description"):
            if length(str(option.get(key) or "")) > SELECT_TEXT:
                yield f"option {key} has over {SELECT_TEXT} characters"


def _custom_id(part: Json) -> Iterator[str]:
    if not 0 < length(str(part.get("custom_id") or "")) <= CUSTOM_ID:
        yield f"custom_id must have 1 to {CUSTOM_ID} characters"


def _section(part: Json) -> Iterator[str]:
    inner = _maps(part.get("components"))
    if not 0 < len(inner) <= SECTION_TEXTS or any(_kind(text) != _TEXT for text in inner):
        yield f"must hold 1 to {SECTION_TEXTS} texts"
    if [_kind(one) in {_BUTTON, _THUMBNAIL} for one in _maps([part.get("accessory")])] != [True]:
        yield "accessory must be a button or a thumbnail"


def _gallery(part: Json) -> Iterator[str]:
    items = _maps(part.get("items"))
    if not 0 < len(items) <= GALLERY_ITEMS:
        yield f"{len(items)} items of 1 to {GALLERY_ITEMS}"
    if any(length(str(item.get("description") or "")) > ALT for item in items):
        yield f"a description has over {ALT} characters"


def _nothing(part: Json) -> Iterator[str]:
    if _kind(part) not in {_THUMBNAIL, _FILE, _SEPARATOR}:
        yield "unknown type"


def _kind(part: Json) -> int:
    kind = part.get("type")
    return kind if isinstance(kind, int) else 0


def _maps(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_CHECKS: dict[int, Callable[[Json], Iterator[str]]] = {
    _ROW: _row,
    _BUTTON: _button,
    _SECTION: _section,
    _TEXT: _text,
    _GALLERY: _gallery,
    _CONTAINER: _container,
    **dict.fromkeys(_SELECTS, _select),
}
