"""Health and metrics over HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot.web import Check, make_app, serve
from digests.errors import ConfigError, StoreError
from digests.model import Channel, Delivery, FeedState, Health, PollRecord
from digests.store.memory import MemoryStore
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.builders import MONDAY


class Running:
    """An operator's view of a process."""

    def __init__(self) -> None:
        self.store, self.outbox = MemoryStore(), MemoryOutbox()
        self.subscriptions = MemorySubscriptions(self.outbox)
        self.checks: dict[str, Check] = {}
        self.base = ""

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.get(self.base + path, headers=named) as reply,
        ):
            return reply.status, await reply.text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def served(running: Running) -> AsyncIterator[None]:
    app = make_app(
        running.checks,
        store=running.store,
        subscriptions=running.subscriptions,
        outbox=running.outbox,
        now=lambda: MONDAY,
    )
    port, stop = free_port(), asyncio.Event()
    running.base = f"http://127.0.0.1:{port}"
    task = asyncio.create_task(serve(app, host="127.0.0.1", port=port, stop=stop))
    for _ in range(200):
        try:
            await running.get("/healthz")
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.02)
        else:
            break
    try:
        yield
    finally:
        stop.set()
        await task


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """Serve an operator's view on loopback."""
    view = Running()
    async with served(view):
        yield view


async def fine() -> str | None:
    return None


async def broken() -> str | None:
    return "the clock stands still"


async def test_a_process_that_answers_lives(running: Running) -> None:
    assert await running.get("/healthz") == (200, "live\n")


async def test_a_process_is_ready_where_nothing_is_wrong(running: Running) -> None:
    running.checks["store"] = fine
    assert (await running.get("/readyz"))[0] == 200
    running.checks["clock"] = broken
    status, text = await running.get("/readyz")
    assert status == 503
    assert '"clock":"the clock stands still"' in text
    assert "store" not in text


async def test_metrics_count_feeds_deliveries_and_how_long_they_wait(running: Running) -> None:
    for feed_id, health in (("a", Health.OK), ("b", Health.OK), ("c", Health.FAILING)):
        state = FeedState(feed_id=feed_id, health=health)
        await running.store.save_poll(PollRecord(state=state))
    delivery = Delivery(
        id="delivery-1",
        group="group-1",
        part=0,
        channel=Channel(platform="slack", workspace_id="T1", channel_id="C1"),
        lane="slack:T1",
        payload={"text": "A digest"},
        planned_at=MONDAY - timedelta(seconds=90),
    )
    await running.outbox.enqueue([delivery, replace(delivery, id="delivery-2", part=1)])
    _, text = await running.get("/metrics")
    assert 'citewire_feeds{health="ok"} 2.0' in text
    assert 'citewire_feeds{health="failing"} 1.0' in text
    assert 'citewire_deliveries{state="planned"} 2.0' in text
    assert 'citewire_queue_age_seconds{lane="slack:T1"} 90.0' in text


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded"])
async def test_whoever_comes_through_a_proxy_is_told_nothing_of_workspaces_and_faults(
    running: Running, header: str
) -> None:
    running.checks["slack"] = broken
    through = {header: "192.0.2.1"}
    status, text = await running.get("/metrics", **through)
    assert (status, "citewire_" in text) == (404, False)
    assert await running.get("/readyz", **through) == (503, '{"ready":false}')
    assert await running.get("/healthz", **through) == (200, "live\n")


async def test_metrics_of_a_database_that_is_away_are_an_error_and_no_crash(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> dict[str, FeedState]:
        raise StoreError("postgresql://ada:secret@db/citewire is away")

    monkeypatch.setattr(running.store, "feed_states", away)
    assert await running.get("/metrics") == (503, "the database cannot be reached\n")


async def test_a_port_that_is_taken_is_said_with_what_to_do(running: Running) -> None:
    port = int(running.base.rpartition(":")[2])
    app = make_app(
        {},
        store=running.store,
        subscriptions=running.subscriptions,
        outbox=running.outbox,
        now=lambda: MONDAY,
    )
    with pytest.raises(ConfigError, match="Set CITEWIRE_WEB_PORT"):
        await serve(app, host="127.0.0.1", port=port, stop=asyncio.Event())
