"""The gateway's client: guilds only, one command tree, nobody mentioned; started over when it ends."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from typing_extensions import override

from bot.commands.reception import Reception
from digests.errors import CitewireError
from digests.model import Channel

HEARTBEAT_TIMEOUT = 60.0
"""Seconds of silence after which discord.py drops a connection."""
LONGEST_WAIT = 30.0
"""Seconds that an answer to a person may wait for a rate limit; discord.py takes no less."""
_ACK = 11
_ACK_LENGTH = 200

GUILD_LEFT = "Citewire was removed from the server"
CHANNEL_DELETED = "the channel was deleted"

log = structlog.get_logger()

Install = Callable[["Client"], Awaitable[None]]
"""Puts commands and buttons on a client before it connects."""


class Client(discord.AutoShardedClient):
    """One connection to the gateway. It ends with an error; `Gateway` makes the next one."""

    def __init__(
        self,
        reception: Reception,
        *,
        install: Install,
        trace: aiohttp.TraceConfig,
        acknowledged: Callable[[], None],
    ) -> None:
        """`acknowledged` is called whenever Discord has answered a heartbeat."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=LONGEST_WAIT,
            heartbeat_timeout=HEARTBEAT_TIMEOUT,
            http_trace=trace,
            # The one public way to see a heartbeat's answer.
            enable_debug_events=True,
        )
        self.reception = reception
        self.tree = app_commands.CommandTree(self)
        self._install = install
        self._acknowledged = acknowledged

    @override
    async def setup_hook(self) -> None:
        """Make the client ready, once a client: `on_ready` comes again with each reconnection."""
        await self._install(self)

    async def on_socket_raw_receive(self, received: str | bytes) -> None:
        """Note a heartbeat's answer."""
        if len(received) <= _ACK_LENGTH and json.loads(received).get("op") == _ACK:
            self._acknowledged()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Pause what a server had: we were removed, or it was deleted. An outage is another event."""
        await self._tell(self.reception.left(f"discord/{guild.id}", GUILD_LEFT))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Pause what a channel had."""
        gone = Channel(
            platform="discord", workspace_id=str(channel.guild.id), channel_id=str(channel.id)
        )
        await self._tell(self.reception.lost(gone, CHANNEL_DELETED))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Pause what a thread had."""
        gone = Channel(
            platform="discord",
            workspace_id=str(event.guild_id),
            channel_id=str(event.parent_id),
            thread_id=str(event.thread_id),
        )
        await self._tell(self.reception.lost(gone, "the thread was deleted"))

    @override
    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.error("discord_event_failed", discord_event=event_method, exc_info=True)  # noqa: LOG014 — discord.py calls it in its except

    async def _tell(self, told: Awaitable[None]) -> None:
        try:
            await told
        except CitewireError as error:
            # What is posted there later is refused, and pauses it then.
            log.warning("not_noted", error=str(error))


async def closed(client: Client) -> None:
    """Close a client whatever state it is in."""
    try:
        async with asyncio.timeout(5):
            await client.close()
    except Exception as error:  # noqa: BLE001 — it is thrown away
        log.info("discord_close", error=type(error).__name__)
