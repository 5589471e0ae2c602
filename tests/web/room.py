"""The record's pages over what the sample week left in a database, served on loopback."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.delivery import share_reply
from bot.demo.server import NOW
from bot.links import Links
from bot.web import Site, make_app, make_record, serve
from digests.ask import Asking, ask
from digests.model import Digest, Reply, Window
from digests.pipeline import make_digest
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from digests.store.sql import Database, open_database
from tests.commands.hall import HERE, the_catalogue

KEY = "a key that nobody knows"
ORIGIN = "https://citewire.example"
WEEK = Window(since=NOW.replace(day=6, hour=0), until=NOW.replace(day=13, hour=0))


def links(*public: str, key: str | None = KEY) -> Links:
    return Links(base=ORIGIN, public=frozenset(public), key=key, lasts=timedelta(days=30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass(kw_only=True)
class Room:
    """A place to read the record in."""

    database: Database
    now: datetime = NOW
    public: tuple[str, ...] = ("pytorch",)
    base: str = ""
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        self.site = Site(
            catalogue=the_catalogue(),
            store=self.database.store,
            archive=self.database.archive,
            replies=self.database.replies,
            outbox=self.database.outbox,
            feedback=self.database.feedback,
            revisits=self.database.revisits,
            watching=self.database.watching,
            links=links(*self.public),
            now=lambda: self.now,
            version="test",
            origin=ORIGIN,
        )

    async def digest(self, topic_id: str = "pytorch", window: Window = WEEK) -> Digest:
        """Make and keep a digest of the sample."""
        return await make_digest(
            the_catalogue().topic_by_id[topic_id],
            window,
            feeds=the_catalogue().feeds,
            store=self.database.store,
            now=self.now,
            version="test",
            watching=self.database.watching,
        )

    async def answer(
        self, question: str = "who joined", *, shared: bool, private: bool = False
    ) -> Reply:
        """Answer a question, and post the answer in a channel or not."""
        asking = Asking(text=question, topic=the_catalogue().topic_by_id["pytorch"], now=self.now)
        reply = await ask(
            asking, feeds=the_catalogue().feeds, store=self.database.store, version="test"
        )
        await self.database.replies.save_reply(reply)
        if shared:
            await share_reply(
                reply,
                HERE,
                given_as=reply.id,
                asked_by="Ada Lovelace",
                private=private,
                outbox=self.database.outbox,
                record_url=None,
                now=self.now,
            )
        return reply

    async def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a page as it is addressed in links: an origin before it is passed over."""
        url = self.base + path.removeprefix(ORIGIN)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, headers=named, allow_redirects=False) as reply,
        ):
            return Answer(
                status=reply.status, text=await reply.text(), headers=reply.headers.copy()
            )


@asynccontextmanager
async def a_room(database: Database, **changes: object) -> AsyncIterator[Room]:
    """Open a room over a database."""
    room = Room(database=database, **changes)  # type: ignore[arg-type] # its keywords
    async with served(room.site) as base:
        room.base = base
        yield room


@asynccontextmanager
async def a_sample_room(sample: Path, folder: Path, **changes: object) -> AsyncIterator[Room]:
    """Open a room over a copy of the sample week's file."""
    file = folder / "room.sqlite3"
    shutil.copyfile(sample, file)
    async with open_database(f"sqlite:///{file}") as database, a_room(database, **changes) as room:
        yield room


@asynccontextmanager
async def served(site: Site, *, rate: float = 0) -> AsyncIterator[str]:
    """Serve a site on a free port, and yield where."""
    outbox = MemoryOutbox()
    app = make_app(
        {},
        store=site.store,
        subscriptions=MemorySubscriptions(outbox),
        outbox=outbox,
        now=site.now,
        routes=[make_record(site, rate=rate)],
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    stop = asyncio.Event()
    task = asyncio.create_task(serve(app, host="127.0.0.1", port=port, stop=stop))
    base = f"http://127.0.0.1:{port}"
    try:
        await _up(base)
        yield base
    finally:
        stop.set()
        await task


async def _up(base: str) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(500):
            try:
                async with session.get(f"{base}/healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)
    raise AssertionError(f"nothing listens on {base}")


def links_in(text: str) -> list[str]:
    return [part.partition('"')[0].replace("&amp;", "&") for part in text.split('href="')[1:]]


def story_of(digest: Digest) -> str:
    items = [item for section in digest.sections for item in section.items]
    return next(item.story_id for item in items if item.story_id)
