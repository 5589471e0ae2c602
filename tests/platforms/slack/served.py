"""The web server with what Slack calls on it, and requests signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
from starlette.applications import Starlette

from bot.platforms import Adapter
from bot.web import serve
from tests.platforms.slack.standin import SECRET


@asynccontextmanager
async def served(adapter: Adapter, port: int) -> AsyncIterator[str]:
    """Serve an adapter's routes and yield their address."""
    stop = asyncio.Event()
    app = Starlette(routes=list(adapter.routes))
    task = asyncio.create_task(serve(app, host="127.0.0.1", port=port, stop=stop))
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                break
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        await task


def signed(body: str, *, age: float = 0, secret: str = SECRET) -> dict[str, str]:
    """Return the headers of a request that Slack signed so many seconds ago."""
    moment = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "Content-Type": "application/json",
    }


def an_event(kind: str, event_id: str = "Ev1", **outer: object) -> dict[str, object]:
    return {
        "type": "event_callback",
        "team_id": "T01ACME",
        "event_id": event_id,
        "event_time": int(time.time()),
        "event": {"type": kind},
        **outer,
    }


async def send(
    address: str, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Send a payload to where Slack sends them; return status and body."""
    body = json.dumps(payload)
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{address}/slack/events", data=body, headers=headers or signed(body)
        ) as reply,
    ):
        return reply.status, await reply.text()
