"""What Discord takes of each component, in messages and in forms; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

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
COMPONENT_ID = 2**31 - 1
COLOUR = 0xFFFFFF
LABEL_TEXT = 45
LABEL_DESCRIPTION = 100
INPUT_PLACEHOLDER = 100
INPUT_TEXT = 4_000

ROW, _BUTTON, SELECT, INPUT, _SECTION, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 9, 10, 18
_THUMBNAIL, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = 11, 12, 13, 14, 17
SELECTS = frozenset({3, 5, 6, 7, 8})
TOP_LEVEL = frozenset({ROW, _SECTION, TEXT_DISPLAY, _GALLERY, _FILE, _SEPARATOR, _CONTAINER})
_LINK, _PREMIUM = 5, 6


Json = Mapping[str, object]


def component_faults(components: Iterable[Json]) -> Iterator[str]:
    """Yield what Discord would refuse of components, nested ones included, and of their ids."""
    everything = [part for component in components for part in walk(component)]
    for key in ("custom_id", "id"):
        counted = Counter(part[key] for part in everything if part.get(key) is not None)
        for name, times in counted.items():
            if times > 1:
                yield f"{key} {name!r} occurs {times} times"
    for part in everything:
        number = part.get("id", 0)
        if not isinstance(number, int) or not 0 <= number <= COMPONENT_ID:
            yield f"component id {number!r} is no number of 32 bits"
        for fault in _CHECKS.get(kind(part), _nothing)(part):
            yield f"component of type {part.get('type')}: {fault}"


def texts(part: Json) -> Iterator[str]:
    """Yield what a component shows of text, without what it holds."""
    for key in ("content", "label", "description", "placeholder"):
        if isinstance(text := part.get(key), str):
            yield text


def walk(part: Json) -> Iterator[Json]:
    """Yield a component and all that it holds."""
    yield part
    held = (part.get("accessory"), part.get("component"))
    for inner in (*maps(part.get("components")), *maps(list(held))):
        yield from walk(inner)


def _text(part: Json) -> Iterator[str]:
    content = part.get("content")
    if not isinstance(content, str) or not content.strip() or length(content) > TEXT:
        yield f"content must have 1 to {TEXT} characters"


def _container(part: Json) -> Iterator[str]:
    inner = maps(part.get("components"))
    if not inner:
        yield "empty"
    colour = part.get("accent_color")
    if isinstance(colour, int) and not 0 <= colour <= COLOUR:
        yield "accent_color is no colour"
    if any(kind(component) not in TOP_LEVEL - {_CONTAINER} for component in inner):
        yield "holds what a container may not"


def _row(part: Json) -> Iterator[str]:
    kinds = [kind(component) for component in maps(part.get("components"))]
    buttons = kinds.count(_BUTTON)
    selects = sum(kind in SELECTS for kind in kinds)
    if kinds == [INPUT]:
        return
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
    options = maps(part.get("options"))
    if kind(part) == SELECT and not 0 < len(options) <= SELECT_OPTIONS:
        yield f"{len(options)} options of 1 to {SELECT_OPTIONS}"
    if length(str(part.get("placeholder") or "")) > PLACEHOLDER:
        yield f"placeholder has over {PLACEHOLDER} characters"
    values = [option.get("value") for option in options]
    if len(set(map(str, values))) < len(values):
        yield "two options have the same value"
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    if not (isinstance(least, int) and isinstance(most, int)) or not (
        0 <= least <= most <= SELECT_OPTIONS and most >= 1
    ):
        yield "min_values and max_values do not fit"
    for option in options:
        if not option.get("label") or not option.get("value"):
            yield "an option without label or value"
        for key in ("label", "value", "description"):
            if length(str(option.get(key) or "")) > SELECT_TEXT:
                yield f"option {key} has over {SELECT_TEXT} characters"


def _custom_id(part: Json) -> Iterator[str]:
    if not 0 < length(str(part.get("custom_id") or "")) <= CUSTOM_ID:
        yield f"custom_id must have 1 to {CUSTOM_ID} characters"


def _label(part: Json) -> Iterator[str]:
    if not 0 < length(str(part.get("label") or "")) <= LABEL_TEXT:
        yield f"label must have 1 to {LABEL_TEXT} characters"
    if length(str(part.get("description") or "")) > LABEL_DESCRIPTION:
        yield f"description has over {LABEL_DESCRIPTION} characters"
    inner = maps([part.get("component")])
    if [kind(one) == INPUT or kind(one) in SELECTS for one in inner] != [True]:
        yield "holds neither a text input nor a select"


def _input(part: Json) -> Iterator[str]:
    yield from _custom_id(part)
    if part.get("style") not in {1, 2}:
        yield "neither short nor a paragraph"
    limits = {"label": LABEL_TEXT, "placeholder": INPUT_PLACEHOLDER, "value": INPUT_TEXT}
    for key, most in limits.items():
        if length(str(part.get(key) or "")) > most:
            yield f"{key} has over {most} characters"
    least, longest = part.get("min_length") or 0, part.get("max_length") or INPUT_TEXT
    if not (isinstance(least, int) and isinstance(longest, int)) or not (
        0 <= least <= longest <= INPUT_TEXT
    ):
        yield "min_length and max_length do not fit"


def _section(part: Json) -> Iterator[str]:
    inner = maps(part.get("components"))
    if not 0 < len(inner) <= SECTION_TEXTS or any(kind(text) != TEXT_DISPLAY for text in inner):
        yield f"must hold 1 to {SECTION_TEXTS} texts"
    if [kind(one) in {_BUTTON, _THUMBNAIL} for one in maps([part.get("accessory")])] != [True]:
        yield "accessory must be a button or a thumbnail"


def _gallery(part: Json) -> Iterator[str]:
    items = maps(part.get("items"))
    if not 0 < len(items) <= GALLERY_ITEMS:
        yield f"{len(items)} items of 1 to {GALLERY_ITEMS}"
    if any(length(str(item.get("description") or "")) > ALT for item in items):
        yield f"a description has over {ALT} characters"


def _nothing(part: Json) -> Iterator[str]:
    if kind(part) not in {_THUMBNAIL, _FILE, _SEPARATOR}:
        yield "unknown type"


def kind(part: Json) -> int:
    """Return a component's type, 0 where it has none."""
    found = part.get("type")
    return found if isinstance(found, int) else 0


def maps(value: object) -> list[Json]:
    """Return the objects of a list, none where it is no list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_CHECKS: dict[int, Callable[[Json], Iterator[str]]] = {
    ROW: _row,
    _BUTTON: _button,
    INPUT: _input,
    LABEL: _label,
    _SECTION: _section,
    TEXT_DISPLAY: _text,
    _GALLERY: _gallery,
    _CONTAINER: _container,
    **dict.fromkeys(SELECTS, _select),
}
