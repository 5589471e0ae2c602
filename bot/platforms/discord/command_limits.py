"""Every limit of Discord's slash commands, each once, and the check before they are registered.

docs.discord.com/developers/interactions/application-commands
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.render.measure import length

COMMANDS_MOST = 100
OPTIONS = 25
CHOICES = 25
CHOICE = 100
DESCRIPTION = 100
SIZE = 8_000
"""Characters of names, descriptions and values of one command with all that is in it; of each text in
several languages the longest counts."""
NAME = re.compile(r"[-_\w]{1,32}")
"""`\\w` is `\\p{L}\\p{N}` and `_`, near enough; capitals are refused apart from it."""

Json = Mapping[str, object]


def command_faults(commands: Sequence[Json]) -> list[str]:
    """Return what Discord would refuse in a list of commands; pure."""
    found = [fault for command in commands for fault in _command(command)]
    if len(commands) > COMMANDS_MOST:
        found.append(f"{len(commands)} commands of {COMMANDS_MOST}")
    return [*found, *_twice(commands)]


def _command(command: Json) -> Iterator[str]:
    yield from (f"/{command.get('name')}: {fault}" for fault in _named(command))
    size = _size(command)
    if size > SIZE:
        yield f"/{command.get('name')}: {size} characters of {SIZE}"


def _named(one: Json) -> Iterator[str]:
    names = (one.get("name"), *_languages(one, "name_localizations"))
    for name in names:
        if not isinstance(name, str) or not NAME.fullmatch(name) or name != name.lower():
            yield f"{name!r} is no name"
    for text in (one.get("description"), *_languages(one, "description_localizations")):
        if not isinstance(text, str) or not 0 < length(text) <= DESCRIPTION:
            yield f"a description must have 1 to {DESCRIPTION} characters: {text!r}"
    inner = _maps(one.get("options"))
    choices = _maps(one.get("choices"))
    if len(choices) > CHOICES:
        yield f"{len(choices)} choices of {CHOICES}"
    if len(inner) > OPTIONS:
        yield f"{len(inner)} options of {OPTIONS}"
    required = [option.get("required") is True for option in inner]
    if required != sorted(required, reverse=True):
        yield "a required option behind one that is not"
    yield from _twice(inner)
    for option in inner:
        yield from (f"{option.get('name')}: {fault}" for fault in _named(option))


def _twice(named: Sequence[Json]) -> Iterator[str]:
    """Yield the names that two of them have in a language."""
    tables = [one.get("name_localizations") or {} for one in named]
    locales = {locale for table in tables if isinstance(table, Mapping) for locale in table}
    for locale in (None, *sorted(locales)):
        names = (
            table.get(locale, one.get("name")) if isinstance(table, Mapping) else one.get("name")
            for one, table in zip(named, tables, strict=True)
        )
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{times} are called {name!r} in {locale or 'English'}"


def _size(one: Json) -> int:
    size = max(
        length(str(text)) for text in (one.get("name"), *_languages(one, "name_localizations"))
    )
    texts = (one.get("description") or "", *_languages(one, "description_localizations"))
    size += max(length(str(text)) for text in texts)
    for choice in _maps(one.get("choices")):
        size += length(str(choice.get("name"))) + length(str(choice.get("value")))
    return size + sum(_size(option) for option in _maps(one.get("options")))


def _languages(one: Json, key: str) -> list[object]:
    table = one.get(key)
    return list(table.values()) if isinstance(table, Mapping) else []


def _maps(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
