"""What people typed after a slash: a command of the table, and its options. Pure."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from bot.commands.table import COMMANDS, GROUP, Command, Option, topic_commands
from digests.errors import UserError
from digests.model import Topic
from digests.text.clean import one_line

_SHOWN = 40
"""Characters of what was typed that a refusal repeats."""
_LINKED = re.compile(r"<((?:https?://|mailto:)[^|>]+)(?:\|[^>]*)?>")
"""An address as Slack writes it where it escapes what is typed."""
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
"""The three signs that Slack escapes; the last one last."""


def read_command(slash: str, text: str, topics: Sequence[Topic]) -> tuple[Command, dict[str, str]]:
    """Return the command that `/digest why URL` or `/pytorch who joined` means, and its options.

    Raises:
        UserError: there is no such command, or something it needs is missing; the text says how to
            say it.
    """
    name, rest = slash.removeprefix("/"), one_line(_as_typed(text))
    if name != GROUP:
        own = {command.id: command for command in topic_commands(topics)}
        command = COMMANDS[name] if name in COMMANDS else own.get(name)
        if command is None or command.group is not None:
            raise UserError(
                f"There is no /{name[:_SHOWN]} any more. /digest help shows what there is."
            )
        return command, _options(command, rest)
    word, _, rest = rest.partition(" ")
    wanted = word.casefold() or "help"
    grouped = {one.id: one for one in COMMANDS.values() if one.group == GROUP}
    if wanted not in grouped:
        like = get_close_matches(wanted, grouped, n=1)
        hint = f"Did you mean {grouped[like[0]].spoken}? " if like else ""
        raise UserError(
            f"There is no /{GROUP} {word[:_SHOWN]}. {hint}/{GROUP} help shows what there is."
        )
    return grouped[wanted], _options(grouped[wanted], rest)


def usage(command: Command) -> str:
    """Return how a command is said: `/digest why URL`, `/digest list`."""
    first = command.options[:1]
    named = [f"{one.name}=…" for one in command.options[1:]]
    words = [command.spoken, *(_place(one) for one in first), *named]
    return " ".join(words)


def _as_typed(text: str) -> str:
    said = _LINKED.sub(r"\1", text)
    for entity, sign in _ENTITIES.items():
        said = said.replace(entity, sign)
    return said


def _place(option: Option) -> str:
    return option.name.upper() if option.required else f"[{option.name.upper()}]"


def _options(command: Command, text: str) -> dict[str, str]:
    """Return what is given as `name=value`; every other word belongs to the first option."""
    if not command.options:
        return {}
    first, *others = command.options
    found: dict[str, str] = {}
    rest = text
    if others:
        names = "|".join(re.escape(one.name) for one in command.options)
        given = re.compile(rf'(?:^|(?<=\s))(?:--)?({names})=("[^"]*"|“[^”]*”|\S+)', re.IGNORECASE)
        found = {match[1].casefold(): match[2].strip('"“”') for match in given.finditer(text)}
        rest = given.sub("", text)
    elif named := re.fullmatch(rf"(?:--)?{re.escape(first.name)}=(.*)", text, re.IGNORECASE):
        rest = named[1].strip('"“”')
    words = " ".join(rest.split())
    if words:
        found.setdefault(first.name, words)
    if first.required and not found.get(first.name):
        raise UserError(f"Say it like this: {usage(command)}. {_example(first)}".strip())
    return found


def _example(option: Option) -> str:
    what = option.description
    return f"{what}." if what.startswith("Such as") else ""
