"""Every limit of what people give on Discord: commands, suggestions, forms; pure.

docs.discord.com/developers/interactions: Application Commands, Receiving and Responding.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.render.discord_components import (
    CUSTOM_ID,
    INPUT,
    LABEL,
    ROW,
    TEXT_DISPLAY,
    component_faults,
    kind,
    maps,
)
from bot.render.discord_limits import edit_faults
from bot.render.measure import length

COMMANDS = 100
OPTIONS = 25
CHOICES = 25
CHOICE_NAME = 100
CHOICE_VALUE = 100
"""The pages say 100, Discord's OpenAPI file 6,000."""
NAME = 32
DESCRIPTION = 100
COMMAND_TEXT = 8_000
"""Names, descriptions and choices of a command with all its options, in the longest language."""
MODAL_TITLE = 45
MODAL_PARTS = 5

_SUB_GROUP = 2
_NESTED = frozenset({1, _SUB_GROUP})

Json = Mapping[str, object]


def callback_faults(body: Json) -> list[str]:
    """Return what Discord, or our own rules, would refuse in an answer to an interaction."""
    found = body.get("data")
    given: Json = found if isinstance(found, Mapping) else {}
    match body.get("type"):
        case 4 | 7:  # a message, new or in place of the one with the button
            return edit_faults(given)
        case 5 | 6:  # later
            return []
        case 8:
            return choice_faults(maps(given.get("choices")))
        case 9:
            return modal_faults(given)
        case other:
            return [f"an interaction is not answered by type {other}"]


def choice_faults(choices: Sequence[Json]) -> list[str]:
    """Return the same of what an option may be completed to."""
    return list(_choices(choices))


def modal_faults(modal: Json) -> list[str]:
    """Return the same of a form."""
    return list(_modal(modal))


def command_faults(commands: Sequence[Json]) -> list[str]:
    """Return the same of all commands of a bot."""
    return list(_commands(commands))


def _choices(choices: Sequence[Json]) -> Iterator[str]:
    if len(choices) > CHOICES:
        yield f"{len(choices)} choices of {CHOICES}"
    for choice in choices:
        if not 0 < length(str(choice.get("name") or "")) <= CHOICE_NAME:
            yield f"a choice's name must have 1 to {CHOICE_NAME} characters"
        value = choice.get("value")
        if isinstance(value, str) and not 0 < length(value) <= CHOICE_VALUE:
            yield f"a choice's value must have 1 to {CHOICE_VALUE} characters"


def _modal(modal: Json) -> Iterator[str]:
    parts = maps(modal.get("components"))
    if not 0 < length(str(modal.get("title") or "")) <= MODAL_TITLE:
        yield f"a form's title must have 1 to {MODAL_TITLE} characters"
    if not 0 < length(str(modal.get("custom_id") or "")) <= CUSTOM_ID:
        yield f"a form's custom_id must have 1 to {CUSTOM_ID} characters"
    if not 0 < len(parts) <= MODAL_PARTS:
        yield f"a form has {len(parts)} parts of 1 to {MODAL_PARTS}"
    for part in parts:
        inner = [kind(one) for one in maps(part.get("components"))]
        if kind(part) not in {LABEL, TEXT_DISPLAY} and (kind(part) != ROW or inner != [INPUT]):
            yield f"a form takes no component of type {part.get('type')}"
    yield from component_faults(parts)


def _commands(commands: Sequence[Json]) -> Iterator[str]:
    for number in (1, 2, 3):
        same = [one for one in commands if one.get("type", 1) == number]
        if len(same) > COMMANDS:
            yield f"{len(same)} commands of {COMMANDS}"
        yield from _unique(same)
    for command in commands:
        name = command.get("name")
        if command.get("type", 1) == 1:
            yield from (f"/{name}: {fault}" for fault in _command(command))
        if (total := _total(command)) > COMMAND_TEXT:
            yield f"/{name} has {total} characters of {COMMAND_TEXT}"


def _command(command: Json) -> Iterator[str]:
    for name in (command.get("name"), *_said(command, "name_localizations")):
        if not _is_name(name):
            yield f"{name!r} is no name: 1 to {NAME} lower case letters, digits, - or _"
    for text in (command.get("description"), *_said(command, "description_localizations")):
        if not 0 < length(str(text or "")) <= DESCRIPTION:
            yield f"a description must have 1 to {DESCRIPTION} characters"
    options = maps(command.get("options"))
    if len(options) > OPTIONS:
        yield f"{len(options)} options of {OPTIONS}"
    yield from _unique(options)
    needed = [option.get("required") is True for option in options]
    if needed != sorted(needed, reverse=True):
        yield "what must be given comes before what may be"
    for option in options:
        yield from _option(option, inside=command)


def _option(option: Json, *, inside: Json) -> Iterator[str]:
    siblings = {one.get("type") for one in maps(inside.get("options"))}
    if siblings & _NESTED and siblings - _NESTED:
        yield "commands and options side by side"
    if option.get("type") == _SUB_GROUP and inside.get("type") == _SUB_GROUP:
        yield "a group within a group"
    choices = maps(option.get("choices"))
    if choices and option.get("autocomplete"):
        yield "choices beside autocomplete"
    yield from _choices(choices)
    yield from _command(option)


def _unique(named: Iterable[Json]) -> Iterator[str]:
    names = [str(one.get("name")) for one in named]
    yield from (f"{name!r} twice" for name in sorted({n for n in names if names.count(n) > 1}))


def _said(command: Json, key: str) -> list[object]:
    found = command.get(key)
    return list(found.values()) if isinstance(found, Mapping) else []


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and 0 < len(name) <= NAME
        and name == name.lower()
        and all(letter in "-_" or unicodedata.category(letter)[0] in "LN" for letter in name)
    )


def _total(part: Json) -> int:
    longest = sum(
        max(length(str(one or "")) for one in (part.get(key), *_said(part, f"{key}_localizations")))
        for key in ("name", "description")
    )
    value = part.get("value")
    inner = (*maps(part.get("options")), *maps(part.get("choices")))
    return longest + (length(value) if isinstance(value, str) else 0) + sum(map(_total, inner))
