"""Keeps one gateway connection, whatever ends it, and tells how well it is."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import aiohttp
import discord
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.commands.reception import Reception
from bot.platforms.discord.client import Client, Install, closed
from bot.platforms.discord.rest import Rest
from digests.errors import PlatformError

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds between two connections: doubled each time, since Discord allows 1,000 a day."""
STEADY = 600.0
"""Seconds after which a connection counts as a good one."""
DEAF = 100.0
"""Seconds without an answered heartbeat; Discord asks for one each 41 s."""

DISCORD = "https://discord.com/api/v10"

log = structlog.get_logger()


class Gateway:
    """Listens in this process, from `listen` until its stop."""

    def __init__(
        self,
        reception: Reception,
        rest: Rest,
        *,
        token: str,
        install: Install,
        trace: Callable[[], aiohttp.TraceConfig],
        clock: Callable[[], float] = time.monotonic,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        """`clock` tells seconds that never go back; `trace` makes what watches the answers."""
        self._reception = reception
        self._rest = rest
        self._token = token
        self._install = install
        self._trace = trace
        self._clock = clock
        self._first_pause = first_pause
        self._acknowledged_at: float | None = None
        self._client: Client | None = None
        self._why: str | None = None

    async def listen(self, stop: asyncio.Event) -> None:
        """Stay connected until the stop; nothing that happens ends it before."""
        pause = self._first_pause
        while not stop.is_set():
            started = self._clock()
            await self._connect(stop)
            if stop.is_set():
                return
            if self._clock() - started >= STEADY:
                pause = self._first_pause
            log.warning("discord_gateway_ended", why=self._why, again_in=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def check(self) -> str | None:
        """Return what is wrong with the connection, None where nothing is."""
        if self._acknowledged_at is None:
            return self._why or "not connected to Discord yet"
        silent = self._clock() - self._acknowledged_at
        if silent > DEAF:
            return f"Discord has answered no heartbeat for {silent:.0f} s"
        shards = self._client.shards if self._client is not None else {}
        if down := [str(name) for name, shard in shards.items() if shard.is_closed()]:
            return f"not connected: shard {', '.join(down)}"
        return None

    async def _connect(self, stop: asyncio.Event) -> None:
        """Run one client until it ends or is to stop."""
        client = Client(
            self._reception,
            install=self._install,
            trace=self._trace(),
            acknowledged=self._acknowledge,
        )
        self._client, self._why = client, None
        running = asyncio.create_task(self._run(client))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (running, stopped):
                task.cancel()
            await asyncio.gather(running, stopped, return_exceptions=True)
            await closed(client)
            self._client, self._acknowledged_at = None, None

    async def _run(self, client: Client) -> None:
        try:
            await self._point()
            await client.start(self._token)
            self._why = "Discord closed the connection"
        except discord.LoginFailure:
            self._why = "Discord refuses the token: see CITEWIRE_DISCORD_TOKEN"
        except PlatformError as error:
            self._why = str(error)
        except Exception as error:
            # A malformed event among them: the next connection begins with a clean state.
            self._why = f"the connection failed: {type(error).__name__}"
            log.exception("discord_gateway_failed")

    async def _point(self) -> None:
        """Point discord.py to the API and the gateway in force: it keeps both in its classes."""
        Route.BASE = self._rest.base
        if self._rest.base != DISCORD:
            found = await self._rest.ask("GET", "/gateway/bot")
            if isinstance(found, dict):
                DiscordWebSocket.DEFAULT_GATEWAY = URL(str(found["url"]))

    def _acknowledge(self) -> None:
        self._acknowledged_at = self._clock()
