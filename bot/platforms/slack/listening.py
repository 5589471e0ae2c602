"""Socket Mode: hear what Slack sends, and notice when nothing can be heard any more."""

import asyncio
import time
from contextlib import suppress

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.platforms.slack.troubles import trouble_of
from digests.errors import ConfigError, PlatformError, Trouble

PING_SECONDS = 10.0
DEAF_SECONDS = 90.0
"""The SDK connects anew after 40 s without a pong; what it has not mended by now, it does not."""
LOOK_SECONDS = 1.0


class Socket:
    """One connection at a time, watched.

    The SDK connects anew by itself, but at times for ever: to an address that has expired, or one
    that takes connections and says nothing. Its `is_connected` calls the latter connected until
    the next pong is missed. So a connection counts once something was heard on it: Slack greets.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        ping_seconds: float = PING_SECONDS,
        deaf_seconds: float = DEAF_SECONDS,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._ping_seconds = ping_seconds
        self._deaf_seconds = deaf_seconds
        self._handler: AsyncSocketModeHandler | None = None
        self._greeted: object = None
        """The session on which something was heard."""
        self._deaf_since: float | None = None

    async def listen(self, stop: asyncio.Event) -> None:
        """Take commands until the stop; at its end the connection is closed.

        Raises:
            ConfigError: Slack refuses the app token.
            PlatformError: nothing was heard for too long; a new process may hear again.
        """
        if self._handler is not None:
            raise RuntimeError("a second connection would answer everything twice")
        handler = AsyncSocketModeHandler(
            self._app, self._app_token, ping_interval=self._ping_seconds
        )
        handler.client.on_message_listeners.append(self._heard)
        self._handler = handler
        self._deaf_since = time.monotonic()
        connecting = asyncio.create_task(self._connect(handler))
        try:
            await self._watch(connecting, stop)
        finally:
            connecting.cancel()
            await _close(handler, connecting)
            self._handler = None

    async def trouble(self) -> str | None:
        """Return what is wrong with the connection, None where nothing is."""
        if self._handler is None:
            return "not connected to Slack"
        if await self._hears():
            return None
        return "nothing is heard from Slack"

    async def _watch(self, connecting: asyncio.Task[None], stop: asyncio.Event) -> None:
        while not stop.is_set():
            if connecting.done():
                connecting.result()
            if await self._hears():
                self._deaf_since = None
            elif self._deaf_since is None:
                self._deaf_since = time.monotonic()
            elif time.monotonic() - self._deaf_since >= self._deaf_seconds:
                raise PlatformError(
                    f"nothing was heard from Slack for {self._deaf_seconds:.0f} s",
                    trouble=Trouble.FAILED,
                )
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        client = handler.client
        while True:
            try:
                # The SDK's own `connect` asks for ever, with whatever token.
                opened = await client.web_client.apps_connections_open(app_token=self._app_token)
            except SlackApiError as error:
                trouble = trouble_of(error, "apps.connections.open")
                if trouble.trouble is Trouble.REVOKED:
                    raise ConfigError(
                        f"{trouble}: CITEWIRE_SLACK_APP_TOKEN is no app-level token (xapp-…) with"
                        " connections:write of this app. Make one at api.slack.com/apps, under Basic"
                        " Information."
                    ) from error
            except (aiohttp.ClientError, TimeoutError):
                pass
            else:
                client.wss_uri = opened["url"]
                await client.connect()
                return
            await asyncio.sleep(self._ping_seconds)

    async def _hears(self) -> bool:
        client = self._handler.client if self._handler else None
        if client is None or client.current_session is None:
            return False
        return await client.is_connected() and self._greeted is client.current_session

    async def _heard(self, _: aiohttp.WSMessage) -> None:
        if self._handler is not None:
            self._greeted = self._handler.client.current_session


async def _close(handler: AsyncSocketModeHandler, connecting: asyncio.Task[None]) -> None:
    """Close for good: whatever the SDK has running has ended when this returns."""
    client = handler.client
    running = [client.message_processor, client.current_session_monitor, client.message_receiver]
    with suppress(Exception):
        await asyncio.wait_for(handler.close_async(), client.ping_interval)
    ends = [one for one in running if one is not None]
    for one in ends:
        one.cancel()
    await asyncio.gather(connecting, *ends, return_exceptions=True)
    await client.aiohttp_client_session.close()
