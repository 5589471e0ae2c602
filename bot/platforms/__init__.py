"""Chat platforms: adapters that post what the renderers made, and take what people ask for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from starlette.routing import BaseRoute

from bot.commands.reception import Reception
from bot.platforms.recording import RecordingPlatform, open_remote
from bot.platforms.slack.setup import is_set_up as slack_is_set_up
from config.settings import Settings
from digests.ports import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A chat platform, connected."""

    platform: Platform
    listen: Callable[[asyncio.Event], Coroutine[None, None, None]] | None = None
    """Takes commands and buttons until it is told to stop. In one process at a time: two would
    both answer. None: it takes none, or by its routes only."""
    routes: Sequence[BaseRoute] = ()
    """What the platform calls on our web server."""
    check: Callable[[], Awaitable[str | None]] | None = None
    """Returns what is wrong with the connection, None where nothing is."""


Open = Callable[[Settings, Reception], AbstractAsyncContextManager[Adapter]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How a platform is opened, and whether its settings are there."""

    open: Open
    is_set_up: Callable[[Settings], bool]


@asynccontextmanager
async def _recording(settings: Settings, _: Reception) -> AsyncIterator[Adapter]:
    if settings.recording_url is None:
        yield Adapter(platform=RecordingPlatform(now=settings.clock))
        return
    async with open_remote(settings.recording_url) as remote:
        yield Adapter(platform=remote)


@asynccontextmanager
async def _slack(settings: Settings, reception: Reception) -> AsyncIterator[Adapter]:
    # Here and not above: the SDK would slow down every start that needs no Slack.
    from bot.platforms.slack.opening import open_slack  # noqa: PLC0415

    async with open_slack(settings, reception) as adapter:
        yield adapter


@asynccontextmanager
async def _discord(settings: Settings, reception: Reception) -> AsyncIterator[Adapter]:
    # discord.py takes a second to import: only where it is set up.
    from bot.platforms.discord.opening import open_discord  # noqa: PLC0415

    async with open_discord(settings, reception) as adapter:
        yield adapter


PLATFORMS: dict[str, Kind] = {
    "discord": Kind(open=_discord, is_set_up=lambda settings: settings.discord_token is not None),
    "recording": Kind(open=_recording, is_set_up=lambda _: False),
    "slack": Kind(open=_slack, is_set_up=slack_is_set_up),
}
"""What `Channel.platform` can name; `recording` stands in for any of them on a dry run."""
