"""Stands before the stand-in and makes it more like Discord: its laws, its limits, its failures.

Every body that is sent to it is kept, and checked with Discord's own description of its API and
with our pre-flight check.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from digests.model import Channel
from tests.platforms.discord.checking import Contract, breaches
from tests.platforms.discord.faults import UNAUTHORIZED, Fault, Planned
from tests.platforms.discord.laws import TEXT, Laws
from tests.platforms.discord.routes import Reply, Routes
from tests.platforms.discord.sockets import Sockets
from tests.platforms.discord.standin import TOKEN, StandIn

VIA = {"Via": "1.1 google"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, and what was answered."""

    method: str
    path: str
    """After `/v10`, without the query."""
    body: object
    status: int
    at: float
    """Seconds, of a clock that never goes back."""

    def seconds_after(self, moment: float) -> float:
        """Return how long after a moment it came."""
        return self.at - moment


class Front:
    """One Discord for one test."""

    def __init__(
        self,
        stand_in: StandIn,
        session: aiohttp.ClientSession,
        contract: Contract | None,
        folder: Path,
    ) -> None:
        self.stand_in = stand_in
        self.token = TOKEN
        self.folder = folder
        """Where a bot keeps its data."""
        self.laws = Laws()
        self.asked: list[Asked] = []
        self.breaches: list[str] = []
        """What was sent and must not be."""
        self.rest = ""
        self.sockets = Sockets(session, stand_in.gateway, self.laws)
        self._contract = contract
        self._session = session
        self._routes = Routes(stand_in, session, self.laws)
        self._planned: list[Planned] = []

    def fail(
        self, fault: Fault, method: str, path: str = "", *, times: int = 1, after: int = 0
    ) -> None:
        """Let requests fail; `after` so many of them that do not."""
        self._planned.append(
            Planned(fault=fault, method=method, path=path, times=times, after=after)
        )

    async def new_channel(
        self, kind: int = TEXT, *, guild: int = 0, tags: Sequence[str] = ()
    ) -> Channel:
        """Make a channel of a test's own."""
        where = self.stand_in.guilds[guild]
        made = await self._ask("POST", f"/guilds/{where}/channels", {"name": "one", "type": kind})
        name = str(made["id"])
        if kind != TEXT:
            self.laws.kinds[name] = kind
        self.laws.tags[name] = [
            {"id": str(n), "name": tag, "moderated": False} for n, tag in enumerate(tags, 101)
        ]
        return Channel(platform="discord", workspace_id=where, channel_id=name)

    async def new_thread(self, channel: Channel) -> Channel:
        """Make a thread in a channel."""
        path = f"/channels/{channel.channel_id}/threads"
        made = await self._ask("POST", path, {"name": "a thread", "type": 11})
        return replace(channel, thread_id=str(made["id"]))

    async def delete(self, channel: Channel) -> None:
        """Delete a channel, as its moderators can."""
        await self._ask("DELETE", f"/channels/{channel.channel_id}")

    async def say(self, channel: Channel, words: str) -> None:
        """Let a person say something in a channel."""
        person = self.stand_in.people[0]
        where = channel.thread_id or channel.channel_id
        await self.stand_in.do("say", channelId=where, userId=person, content=words)

    async def threads_of(self, channel: Channel) -> list[str]:
        """Return the threads in a channel, oldest first."""
        found = await self._ask("GET", f"/guilds/{channel.workspace_id}/threads/active")
        mine = [one["id"] for one in found["threads"] if one["parent_id"] == channel.channel_id]
        return sorted(mine, key=int)

    async def shown(self, channel: str) -> list[dict[str, Any]]:
        """Return the messages that a channel shows, oldest first."""
        messages: list[dict[str, Any]] = await self.stand_in.do("messages", channelId=channel)
        return sorted(messages, key=lambda one: int(one["id"]))

    async def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Ask the stand-in itself, as somebody other than the bot."""
        headers = {"Authorization": "Bot x"}
        url = f"{self.stand_in.rest}{path}"
        async with self._session.request(method, url, json=body, headers=headers) as response:
            said: dict[str, Any] = await response.json()
            assert response.ok, said
            return said

    def sent(self, method: str = "POST", path: str = "/messages") -> list[Asked]:
        """Return the requests whose path ends so."""
        return [one for one in self.asked if one.method == method and one.path.endswith(path)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one request."""
        if request.path.startswith("/gateway"):
            return await self.sockets.serve(request)
        path = request.path.removeprefix("/api/v10")
        at = time.monotonic()
        raw = await request.read()
        body = json.loads(raw) if raw else None
        self.breaches += breaches(self._contract, request.method, path, body)
        reply, fault = await self._answer(request, path, body)
        unanswered = fault is not None and (fault.dropped or fault.silent)
        status = 0 if unanswered else reply.status
        self.asked.append(Asked(method=request.method, path=path, body=body, status=status, at=at))
        if fault is not None and fault.silent:
            await asyncio.Event().wait()
        if fault is not None and fault.dropped and request.transport is not None:
            request.transport.close()
        return reply.response()

    async def _answer(
        self, request: web.Request, path: str, body: object
    ) -> tuple[Reply, Fault | None]:
        hidden = path.startswith(("/interactions/", "/webhooks/"))
        if not hidden and request.headers.get("Authorization") != f"Bot {self.token}":
            return _refusal(UNAUTHORIZED), None
        fault = next((p.fault for p in self._planned if p.meets(request.method, path)), None)
        if fault is not None and not fault.accepted:
            return _refusal(fault), fault
        said = await self._routes.answer(
            request.method, path, request.query, body, time.monotonic()
        )
        reply = _refusal(said) if isinstance(said, Fault) else said
        if path == "/gateway/bot" and isinstance(reply.body, dict):
            reply = Reply(status=200, body={**reply.body, "url": self.sockets.address})
        return (reply if fault is None else _refusal(fault)), fault


def _refusal(fault: Fault) -> Reply:
    via = {} if isinstance(fault.body, str) else VIA
    return Reply(status=fault.status or 500, body=fault.body, headers={**via, **fault.headers})


@asynccontextmanager
async def opened(
    stand_in: StandIn, contract: Contract | None, *, folder: Path
) -> AsyncIterator[Front]:
    """Open a Discord on a free port of loopback; at the end nothing may have been sent amiss."""
    async with aiohttp.ClientSession() as session:
        front = Front(stand_in, session, contract, folder)
        app = web.Application(client_max_size=16 * 2**20)
        app.router.add_route("*", "/{anything:.*}", front.serve)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        front.rest = f"http://127.0.0.1:{port}/api/v10"
        front.sockets.address = f"ws://127.0.0.1:{port}/gateway"
        try:
            yield front
        finally:
            await front.sockets.close()
            await runner.cleanup()
            await asyncio.sleep(0)
    assert front.breaches == []
