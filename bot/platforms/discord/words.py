"""The slash commands in other languages: `words.toml`, as Discord asks for it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location

TOPIC = "topic_command"
"""Key in `Command.extras` of a topic's title."""
_ALSO = {"es-419": "es-ES"}
"""Locale -> the one whose words it shares."""
_WHERE = {
    Location.group_description: ("group", 1),
    Location.command_name: ("commands", 0),
    Location.command_description: ("commands", 1),
    Location.parameter_name: ("options", 0),
    Location.parameter_description: ("options", 1),
}
"""Kind of entry in the table, and which text of it."""


class Words(app_commands.Translator):
    """Translates names and descriptions; `Command.extras["id"]` says of which command."""

    async def translate(
        self,
        string: app_commands.locale_str,  # noqa: ARG002 — the place says it
        locale: Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """Return the words in a language, None where they stay as they are."""
        words = translations().get(_ALSO.get(locale.value, locale.value))
        if words is None or context.location not in _WHERE:
            return None
        kind, which = _WHERE[context.location]
        if kind == "group":
            return str(words["digest"])
        about = context.data
        if kind == "commands" and which == 1 and (title := about.extras[TOPIC]):
            return str(words[TOPIC]).format(title=title)[:100]
        known = about.extras["id"] if kind == "commands" else about.name
        pair = words[kind].get(known)
        return str(pair[which]) if pair else None


@cache
def translations() -> Mapping[str, Mapping[str, Any]]:
    """Return the table: locale -> kind -> id -> (name, description)."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
