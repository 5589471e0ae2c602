"""The recording platform as a server on loopback, so that several workers share one.

It outlives them, as a chat platform does.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web
from pydantic import ValidationError

from bot.platforms.recording.board import Board
from bot.platforms.recording.faults import ACCEPTED, Fault, Faults, Kind
from bot.platforms.recording.wire import from_wire, to_wire

STATUS = {
    Kind.BUSY: 429,
    Kind.FAILED_BEFORE: 500,
    Kind.FAILED_AFTER: 500,
    Kind.REFUSED: 400,
    Kind.GONE: 404,
    Kind.REVOKED: 401,
}


def application(
    *, dedupes_for: timedelta, faults: Faults, finds: bool, now: Callable[[], datetime]
) -> web.Application:
    """Return the server: `POST /post`, `POST /find`, `GET /terms`; for who looks on, `GET /seen`."""
    routes = _Routes(Board(dedupes_for=dedupes_for, faults=faults, now=now), finds=finds)
    app = web.Application(client_max_size=8 * 2**20)
    app.add_routes(
        [
            web.post("/post", routes.post),
            web.post("/find", routes.find),
            web.get("/seen", routes.seen),
            web.get("/terms", routes.terms),
        ]
    )
    return app


class _Routes:
    def __init__(self, board: Board, *, finds: bool) -> None:
        self._board = board
        self._finds = finds

    async def post(self, request: web.Request) -> web.Response:
        try:
            message = from_wire(await request.json())
        except (ValueError, ValidationError):
            return web.json_response({"error": "not a message"}, status=400)
        self._board.arrive(message)
        fault = self._board.meets(message)
        if fault is None:
            return web.json_response({"message_id": self._board.accept(message).message_id})
        if fault.kind is Kind.SLOW:
            # Whoever asked may be gone by then: the server takes the message all the same.
            await asyncio.sleep(fault.seconds)
            return web.json_response({"message_id": self._board.accept(message).message_id})
        if fault.kind in ACCEPTED:
            self._board.accept(message)
        if fault.kind in {Kind.DROPPED, Kind.UNREACHABLE} and request.transport is not None:
            request.transport.close()
        return _refusal(fault)

    async def find(self, request: web.Request) -> web.Response:
        if not self._finds:
            return web.json_response({"error": "the history cannot be read"}, status=400)
        found = self._board.find(from_wire(await request.json()))
        return web.json_response({"message_id": found.message_id if found else None})

    async def terms(self, _: web.Request) -> web.Response:
        return web.json_response({"dedupes_for": self._board.dedupes_for.total_seconds()})

    async def seen(self, _: web.Request) -> web.Response:
        posts = [
            {"id": one.message_id, "at": one.at.isoformat(), "edits": one.edits}
            | {"message": to_wire(one.message)}
            for one in self._board.posts
        ]
        arrivals = [
            {"at": one.at.isoformat(), "channel": one.channel.key, "key": one.key}
            for one in self._board.arrivals
        ]
        return web.json_response({"posts": posts, "arrivals": arrivals})


def _refusal(fault: Fault) -> web.Response:
    headers = {}
    if fault.kind is Kind.BUSY:
        headers["Retry-After"] = str(fault.retry_after.total_seconds())
    said = {"error": fault.kind.value, "scope": fault.scope.value}
    return web.json_response(said, status=STATUS.get(fault.kind, 500), headers=headers)
