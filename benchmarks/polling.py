"""Feeds polled a second over loopback, half of them unchanged (304), kept in a SQLite file."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from benchmarks.feeds import feed_documents
from benchmarks.measuring import report, timed
from digests.feeds.guard import open_session
from digests.feeds.pool import ParsePool
from digests.feeds.source import WebFeeds
from digests.model import Feed, Tier
from digests.pipeline import Polled, poll
from digests.store.sql import open_store

NOW = datetime(2026, 5, 10, 9, tzinfo=UTC)
HOSTS = [f"127.0.1.{number}" for number in range(1, 41)]
"""Loopback addresses that the feeds are spread over: of each host one is asked at a time."""
ROUNDS = 3


def serve(port: Connection) -> None:
    """Serve the documents for ever: the even ones have an ETag, the odd ones never look the same."""
    _, documents = feed_documents()
    served = 0

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal served
        number = int(request.path.strip("/"))
        if number % 2:
            served += 1
            fresh = f"<!-- {served} -->".encode()
            return web.Response(body=documents[number] + fresh, content_type="application/xml")
        etag = f'"{number}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(
            body=documents[number], content_type="application/xml", headers={"ETag": etag}
        )

    async def main() -> None:
        runner = web.ServerRunner(web.Server(answer, access_log=None))
        await runner.setup()
        number = 0
        for host in HOSTS:
            await web.TCPSite(runner, host, number).start()
            number = runner.addresses[0][1]
        port.send(number)
        await asyncio.Event().wait()

    asyncio.run(main())


async def main() -> None:
    """Poll all feeds for the first time, then a few times with half of them unchanged."""
    kind, documents = feed_documents()
    with TemporaryDirectory() as folder:
        async with _served() as port, _source() as source:
            feeds = [_feed(number, port) for number in range(len(documents))]
            async with open_store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}") as store:
                for number in range(ROUNDS + 1):
                    now = NOW + timedelta(hours=number)
                    with timed() as lap:
                        polled = await poll(
                            feeds, store=store, source=source, now=now, only_due=False
                        )
                    read = _bodies(polled)
                    if number == 0:
                        _report(f"{kind} polled, first time", polled, lap.seconds)
                    elif read != len(feeds) // 2:
                        raise RuntimeError(f"{read} of {len(feeds)} bodies were read, not half")
                    elif number == ROUNDS:
                        _report(f"{kind} polled, half 304", polled, lap.seconds)


def _bodies(polled: Sequence[Polled]) -> int:
    if ill := [one for one in polled if one.state.problem]:
        raise RuntimeError(f"{ill[0].feed.id}: {ill[0].state.problem}")
    return sum(one.body_read for one in polled)


def _report(what: str, polled: Sequence[Polled], seconds: float) -> None:
    report(what, f"{len(polled) / seconds:,.0f} a second")


@asynccontextmanager
async def _served() -> AsyncIterator[int]:
    # Not forked: the server's memory must not begin with this process's.
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        yield await asyncio.to_thread(here.recv)
    finally:
        server.kill()
        server.join()


@asynccontextmanager
async def _source() -> AsyncIterator[WebFeeds]:
    async with (
        open_session(allow_private=True, user_agent="Citewire benchmark") as session,
        ParsePool(workers=2) as pool,
    ):
        yield WebFeeds(session, pool, clock=lambda: NOW)


def _feed(number: int, port: int) -> Feed:
    return Feed(
        id=f"feed-{number}",
        url=f"http://{HOSTS[number % len(HOSTS)]}:{port}/{number}",
        outlet=f"Outlet {number}",
        tier=Tier.PRESS,
    )


if __name__ == "__main__":
    asyncio.run(main())
