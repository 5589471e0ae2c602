"""A `Platform` that posts to the recording platform's server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from typing_extensions import override

from bot.platforms.recording.wire import to_wire
from digests.errors import ConfigError, PlatformError, Scope, Trouble
from digests.model import Message, MessageRef
from digests.ports import Platform

_TROUBLE = {
    429: Trouble.BUSY,
    400: Trouble.REFUSED,
    404: Trouble.GONE,
    401: Trouble.REVOKED,
}
"""By status; any other tells nothing."""


class RemoteRecording(Platform):
    """Posts over HTTP, one request a post: nothing is tried again here."""

    def __init__(
        self, session: aiohttp.ClientSession, address: str, *, dedupes_for: timedelta
    ) -> None:
        """`dedupes_for` is what the server was told."""
        self.dedupes_for = dedupes_for
        self._session = session
        self._address = address.rstrip("/")

    @override
    async def post(self, message: Message) -> MessageRef:
        reply = await self._ask("post", message)
        return MessageRef(channel=message.channel, message_id=reply["message_id"])

    @override
    async def find(self, message: Message) -> MessageRef | None:
        found = (await self._ask("find", message))["message_id"]
        return MessageRef(channel=message.channel, message_id=found) if found else None

    async def _ask(self, what: str, message: Message) -> dict[str, Any]:
        try:
            async with self._session.post(
                f"{self._address}/{what}", json=to_wire(message)
            ) as response:
                reply: dict[str, Any] = await response.json()
                if response.ok:
                    return reply
                after = response.headers.get("Retry-After")
                raise PlatformError(
                    str(reply.get("error")),
                    trouble=_TROUBLE.get(response.status, Trouble.UNDECIDED),
                    retry_after=timedelta(seconds=float(after)) if after else None,
                    scope=Scope(reply.get("scope", Scope.CHANNEL)),
                )
        except aiohttp.ClientConnectorError as error:
            raise PlatformError("no connection", trouble=Trouble.FAILED) from error
        except (aiohttp.ClientError, ValueError) as error:
            raise PlatformError("the connection broke", trouble=Trouble.UNDECIDED) from error


@asynccontextmanager
async def open_remote(
    address: str, *, dedupes_for: timedelta | None = None
) -> AsyncIterator[RemoteRecording]:
    """Open a platform that posts to the server at an address.

    `dedupes_for` is what the server was told; None asks it.

    Raises:
        ConfigError: the server that is asked cannot be reached.
    """
    # A kept connection that the server has closed meanwhile would make a post undecided.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        if dedupes_for is None:
            dedupes_for = await _asked(session, address)
        yield RemoteRecording(session, address, dedupes_for=dedupes_for)


async def _asked(session: aiohttp.ClientSession, address: str) -> timedelta:
    try:
        async with session.get(f"{address.rstrip('/')}/terms") as response:
            response.raise_for_status()
            terms = await response.json()
            return timedelta(seconds=terms["dedupes_for"])
    except (aiohttp.ClientError, ValueError, KeyError) as error:
        raise ConfigError(f"No recording platform answers at {address}.") from error
