"""The slash commands: one tree, built from the table of commands and the topics.

One group has one default permission on Discord. `/digest` is for those who may manage the server,
with all its commands; what anybody may do stands once more without the group, as `/preview` or
`/help`, so that a server's members need not see what they cannot use, and lose nothing.
"""

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

import discord
import structlog
from discord import app_commands

from bot.commands.table import (
    CHANNEL_OPTIONS,
    COMMANDS,
    GROUP,
    Command,
    Kind,
    Option,
    topic_commands,
)
from bot.platforms.discord.words import TOPIC
from digests.model import Topic

_log = structlog.get_logger()

Elsewhere: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread
Take = Callable[
    [discord.Interaction, Command, Mapping[str, str], Elsewhere | None], Awaitable[None]
]
Suggest = Callable[[discord.Interaction, Option, str], Awaitable[Sequence[tuple[str, str]]]]

Completing = Callable[
    [discord.Interaction, str], Coroutine[None, None, list[app_commands.Choice[str]]]
]

Tree: TypeAlias = "app_commands.CommandTree[discord.Client]"

ABOUT = "Digests in which every sentence can be checked"
CHANNEL = "channel"
_TAKEN = (app_commands.CommandAlreadyRegistered, app_commands.CommandLimitReached)
_ABOUT_CHANNEL = "Another channel than this one, such as a forum"
_SUGGESTED = frozenset(Kind) - {Kind.TEXT, Kind.ADDRESS}
_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_INVITED = app_commands.AppInstallationType(guild=True, user=False)
_ANYBODY = app_commands.AppInstallationType(guild=True, user=True)


class _AnyChannel(app_commands.Transformer):
    """Takes a channel of whatever kind: Discord's own list of kinds has no media channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    async def transform(
        self, _: discord.Interaction[discord.Client], value: Elsewhere
    ) -> Elsewhere:
        return value


def fill(tree: Tree, topics: Sequence[Topic], *, take: Take, suggest: Suggest) -> None:
    """Add all commands; a topic whose name Discord does not take is left to `/ask`."""
    group = app_commands.Group(
        name=GROUP,
        description=ABOUT,
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=_SERVERS,
        allowed_installs=_INVITED,
    )
    tree.add_command(group)
    for listed in COMMANDS.values():
        command = _with_channel_options(listed)
        if command.group:
            group.add_command(_built(command, take, suggest))
        if not command.manages:
            tree.add_command(_built(replace(command, group=None), take, suggest))
    titles = {topic.id: topic.title for topic in topics}
    for command in topic_commands(topics):
        with suppress(ValueError, *_TAKEN):
            tree.add_command(_built(command, take, suggest, topic=titles[command.id]))
            del titles[command.id]
    for left in titles:
        _log.warning("no command for a topic: it is asked with /ask", topic=left)


def _with_channel_options(command: Command) -> Command:
    if command.id not in {"subscribe", "settings"}:
        return command
    return replace(command, options=(*command.options, *CHANNEL_OPTIONS))


def _built(
    command: Command, take: Take, suggest: Suggest, *, topic: str | None = None
) -> app_commands.Command[app_commands.Group, ..., None]:
    """Return the command; discord.py reads its options off a signature."""

    async def callback(
        interaction: discord.Interaction, channel: Elsewhere | None = None, **given: str | None
    ) -> None:
        options = {name: text for name, text in given.items() if text is not None}
        await take(interaction, command, options, channel)

    about = {option.name: option.description for option in command.options}
    if command.manages:
        about[CHANNEL] = _ABOUT_CHANNEL
    setattr(callback, "__signature__", _signature(command))  # noqa: B010 — functions declare none
    described = app_commands.describe(**about)(callback) if about else callback
    completed = app_commands.autocomplete(
        **{
            option.name: _completing(option, suggest)
            for option in command.options
            if option.kind in _SUGGESTED
        }
    )(described)
    return app_commands.Command(
        name=command.id,
        description=command.description,
        callback=completed,
        extras={"id": command.id, TOPIC: topic},
        allowed_contexts=None if command.group else _EVERYWHERE,
        allowed_installs=None if command.group else _ANYBODY,
    )


def _signature(command: Command) -> inspect.Signature:
    kind = inspect.Parameter.KEYWORD_ONLY
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    options = [
        inspect.Parameter(option.name, kind, annotation=str)
        if option.required
        else inspect.Parameter(option.name, kind, annotation=str | None, default=None)
        for option in command.options
    ]
    if command.manages:
        options.append(
            inspect.Parameter(
                CHANNEL,
                kind,
                annotation=app_commands.Transform[Elsewhere, _AnyChannel] | None,
                default=None,
            )
        )
    return inspect.Signature([first, *options])


def _completing(option: Option, suggest: Suggest) -> Completing:
    async def complete(
        interaction: discord.Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        found = await suggest(interaction, option, written)
        return [app_commands.Choice(name=label, value=value) for label, value in found]

    return complete
