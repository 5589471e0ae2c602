"""The recording platform as a server on loopback, so that several workers share one.

It outlives them, as a chat platform does.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web
from pydantic import ValidationError

from bot.platforms.recording.board import Board
from bot.platforms.recording.faults import ACCEPTED, Faults, Kind
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
    """Return the server: `POST /post`, `POST /find`, and for who looks on, `GET /seen`."""
    board = Board(dedupes_for=dedupes_for, faults=faults, now=now)

    async def post(request: web.Request) -> web.Response:
        try:
            message = from_wire(await request.json())
        except (ValueError, ValidationError):
            return web.json_response({"error": "not a message"}, status=400)
        board.arrive(message)
        fault = board.meets(message)
        if fault is None:
            return web.json_response({"message_id": board.accept(message).message_id})
        if fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.seconds)
        accepted = board.accept(message) if fault.kind in ACCEPTED else None
        if fault.kind in {Kind.DROPPED, Kind.UNREACHABLE} and request.transport is not None:
            request.transport.close()
        if fault.kind is Kind.SLOW and accepted is not None:
            return web.json_response({"message_id": accepted.message_id})
        said = {"error": fault.kind.value, "scope": fault.scope.value}
        headers = {}
        if fault.kind is Kind.BUSY:
            headers["Retry-After"] = str(fault.retry_after.total_seconds())
        return web.json_response(said, status=STATUS.get(fault.kind, 500), headers=headers)

    async def find(request: web.Request) -> web.Response:
        if not finds:
            return web.json_response({"error": "the history cannot be read"}, status=400)
        found = board.find(from_wire(await request.json()))
        return web.json_response({"message_id": found.message_id if found else None})

    async def seen(_: web.Request) -> web.Response:
        posts = [
            {"id": one.message_id, "at": one.at.isoformat(), "edits": one.edits}
            | {"message": to_wire(one.message)}
            for one in board.posts
        ]
        arrivals = [
            {"at": one.at.isoformat(), "channel": one.channel.key, "key": one.key}
            for one in board.arrivals
        ]
        return web.json_response({"posts": posts, "arrivals": arrivals})

    app = web.Application(client_max_size=8 * 2**20)
    app.add_routes([web.post("/post", post), web.post("/find", find), web.get("/seen", seen)])
    return app
