"""The gateway as Discord speaks it: shards, sessions that can be resumed or not, and breaks."""

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from aiohttp import web

from tests.platforms.discord.laws import Laws

_DISPATCH, _IDENTIFY, _RESUME, _INVALID = 0, 2, 6, 9


class Sockets:
    """Every connection to the gateway, passed on to the stand-in."""

    def __init__(self, session: aiohttp.ClientSession, behind: str, laws: Laws) -> None:
        self.address = ""
        self.identified: list[Mapping[str, object]] = []
        """What each IDENTIFY said."""
        self.resumed = 0
        """Sessions that went on."""
        self.resumes = True
        """Whether a session can be resumed."""
        self.refuses = 0
        """So many connections are refused from now on."""
        self.answers_heartbeats = True
        self._session = session
        self._behind = behind
        self._laws = laws
        self._open: set[web.WebSocketResponse] = set()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def drop(self, code: int = 1006) -> None:
        """Break all connections: without a word by 1006, else by Discord's closing code."""
        for socket in list(self._open):
            if code == 1006 and (transport := socket.get_extra_info("transport")) is not None:
                transport_of(socket, transport).abort()
            else:
                await socket.close(code=code)

    async def say(self, *, event: str, body: object) -> None:
        """Send an event as it is to all who are connected, however malformed."""
        for socket in list(self._open):
            await socket.send_json({"op": _DISPATCH, "t": event, "s": 9_999, "d": body})

    async def close(self) -> None:
        """End all connections."""
        for socket in list(self._open):
            await socket.close()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until either side ends it."""
        if self.refuses > 0:
            self.refuses -= 1
            return web.Response(status=503)
        front = web.WebSocketResponse()
        await front.prepare(request)
        self._open.add(front)
        try:
            async with self._session.ws_connect(self._behind, max_msg_size=0) as back:
                link = _Link(self, front, back)
                outward = asyncio.create_task(link.outward())
                try:
                    await link.inward()
                finally:
                    outward.cancel()
                    with suppress(asyncio.CancelledError):
                        await outward
        finally:
            self._open.discard(front)
        return front

    def began(self, interaction: Mapping[str, object]) -> None:
        """Note when an interaction came: it lives for three seconds, its token for 15 minutes."""
        for key in ("id", "token"):
            self._laws.begun[str(interaction[key])] = time.monotonic() + self._laws.clock

    def brought(self, interaction: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an interaction with whose doing it is that the bot is there, and what it may do."""
        owners = {"0": interaction["guild_id"]}
        if self._laws.own_account:
            owners = {"1": interaction["member"]["user"]["id"]}
        return {
            **interaction,
            "authorizing_integration_owners": owners,
            "app_permissions": str(self._laws.bot_may),
        }


class _Link:
    """One connection and the one behind it."""

    def __init__(
        self, sockets: Sockets, front: web.WebSocketResponse, back: aiohttp.ClientWebSocketResponse
    ) -> None:
        self._sockets = sockets
        self._front = front
        self._back = back
        self._shard: object = [0, 1]
        self._silent_until_resumed = False

    async def inward(self) -> None:
        """Carry what the bot says."""
        async for message in self._front:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            if said["op"] == _IDENTIFY:
                self._sockets.identified.append(said["d"])
                self._shard = said["d"].get("shard", self._shard)
            elif said["op"] == _RESUME:
                if not self._sockets.resumes:
                    await self._front.send_json({"op": _INVALID, "d": False, "s": None, "t": None})
                    continue
                said = self._resuming(said["d"]["token"])
            await self._back.send_json(said)

    def _resuming(self, token: str) -> dict[str, object]:
        """Return the IDENTIFY that stands for it: the stand-in knows no RESUME."""
        self._sockets.resumed += 1
        self._silent_until_resumed = True
        return {"op": _IDENTIFY, "d": {"token": token, "intents": 1, "properties": {}}}

    async def outward(self) -> None:
        """Carry what Discord says."""
        async for message in self._back:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            said = json.loads(message.data)
            if said["op"] == 11 and not self._sockets.answers_heartbeats:
                continue
            if said.get("t") == "READY":
                if self._silent_until_resumed:
                    said = {**said, "t": "RESUMED", "d": {"_trace": []}}
                else:
                    place = {"shard": self._shard, "resume_gateway_url": self._sockets.address}
                    said = {**said, "d": {**said["d"], **place}}
            if str(said.get("t")).startswith("MESSAGE_"):
                # Of messages Discord tells only who asked for that intent.
                continue
            if said.get("t") == "INTERACTION_CREATE":
                self._sockets.began(said["d"])
                said = {**said, "d": self._sockets.brought(said["d"])}
            if not self._front.closed:
                await self._front.send_json(said)
        await self._front.close(code=self._back.close_code or 1000)


def transport_of(_: web.WebSocketResponse, transport: object) -> asyncio.WriteTransport:
    """Return what carries a connection."""
    assert isinstance(transport, asyncio.WriteTransport)
    return transport
