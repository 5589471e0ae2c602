"""A channel with people in it, before a reception that has read the sample week."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from bot.commands.reception import Reception
from bot.commands.requests import Person, Press, Request
from bot.demo.server import NOW, serve_sample
from bot.document import Action, Actions, Document, Panel, Shown
from bot.render.panels import terminal_panel
from bot.wiring import open_app
from config.loading import Catalogue, load_catalogue
from config.settings import load_settings
from digests.model import Channel, Delivery, Subscription
from digests.pipeline import poll, read
from digests.ports import Feedback, Outbox, Replies, Store, Subscriptions, Watching
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_replies import MemoryReplies
from digests.store.memory_subscriptions import MemorySubscriptions
from digests.store.memory_watching import MemoryWatching
from digests.store.sql import open_database

HERE = Channel(platform="slack", workspace_id="T1", channel_id="C1")
THERE = replace(HERE, channel_id="C2")
ADA = Person(id="UADA", name="Ada", zone="Europe/Oslo")
BOB = Person(id="UBOB", name="Bob")


def the_catalogue() -> Catalogue:
    """Return the feeds and topics of the sample."""
    with as_file(files("bot.demo") / "config") as config:
        return load_catalogue(config)


@dataclass(kw_only=True)
class Hall:
    """What Ada, who may manage the channel, says and presses in it."""

    store: Store
    subscriptions: Subscriptions
    outbox: Outbox
    replies: Replies
    feedback: Feedback
    watching: Watching = field(default_factory=MemoryWatching)
    now: datetime = NOW
    reception: Reception = field(init=False)

    def __post_init__(self) -> None:
        self.reception = Reception(
            catalogue=the_catalogue(),
            store=self.store,
            replies=self.replies,
            subscriptions=self.subscriptions,
            outbox=self.outbox,
            feedback=self.feedback,
            watching=self.watching,
            now=lambda: self.now,
            version="test",
            report_to="https://citewire.example/report",
        )

    async def say(
        self,
        command: str,
        options: Mapping[str, str] | None = None,
        *,
        person: Person = ADA,
        channel: Channel = HERE,
        barred: str | None = None,
    ) -> Shown:
        """Give a command."""
        request = Request(
            command=command, person=person, channel=channel, options=options or {}, barred=barred
        )
        return await self.reception.answer(request)

    async def panel(self, command: str, options: Mapping[str, str] | None = None) -> Panel:
        """Give a command that shows a panel."""
        shown = await self.say(command, options)
        assert isinstance(shown, Panel)
        return shown

    async def document(self, command: str, options: Mapping[str, str] | None = None) -> Document:
        """Give a command that shows a document."""
        shown = await self.say(command, options)
        assert isinstance(shown, Document)
        return shown

    async def press(
        self,
        action: str,
        value: str,
        *,
        person: Person = ADA,
        channel: Channel = HERE,
        words: str | None = None,
        barred: str | None = None,
    ) -> Shown:
        """Press a button."""
        press = Press(
            action=action, value=value, person=person, channel=channel, words=words, barred=barred
        )
        return await self.reception.press(press)

    async def kept(self, channel: Channel = HERE) -> list[Subscription]:
        """Return the channel's subscriptions."""
        return await self.subscriptions.subscriptions(channel=channel)

    async def posts(self, channel: Channel = HERE) -> list[Delivery]:
        """Return what is in the outbox for a channel."""
        return await self.outbox.deliveries(channel=channel)


@asynccontextmanager
async def a_hall_in_memory(filled: MemoryStore | None = None) -> AsyncIterator[Hall]:
    """Open a hall that is kept nowhere."""
    outbox = MemoryOutbox()
    yield Hall(
        store=filled or MemoryStore(),
        subscriptions=MemorySubscriptions(outbox),
        outbox=outbox,
        feedback=MemoryFeedback(),
        replies=MemoryReplies(),
    )


@asynccontextmanager
async def a_hall_on_file(template: Path, folder: Path) -> AsyncIterator[Hall]:
    """Open a hall over a copy of a database file."""
    file = folder / "hall.sqlite3"
    shutil.copyfile(template, file)
    async with open_database(f"sqlite:///{file}") as database:
        yield Hall(
            store=database.store,
            subscriptions=database.subscriptions,
            outbox=database.outbox,
            feedback=database.feedback,
            replies=database.replies,
        )


def read_sample(folder: Path) -> tuple[Path, MemoryStore]:
    """Poll and read the sample feeds into a database file and into memory."""
    file, memory = folder / "sample.sqlite3", MemoryStore()

    async def go() -> None:
        settings = load_settings(
            data_dir=folder,
            database_url=f"sqlite:///{file}",
            allow_private_addresses=True,
            now=NOW,
        )
        catalogue = the_catalogue()
        feeds = list(catalogue.feeds)
        async with (
            serve_sample() as resolver,
            open_app(settings, catalogue, resolver=resolver) as app,
        ):
            for store in (app.store, memory):
                await poll(feeds, store=store, source=app.source, now=NOW)
                await read(feeds, store=store, reader=app.reader, now=NOW)

    asyncio.run(go())
    return file, memory


def buttons_of(shown: Shown) -> list[Action]:
    """Return the buttons of a panel or document, in order."""
    return [a for block in shown.blocks if isinstance(block, Actions) for a in block.actions]


def labels_of(shown: Shown) -> list[str]:
    """Return what the buttons do, in order."""
    return [action.id for action in buttons_of(shown)]


def words_of(shown: Shown) -> str:
    """Return a panel as read."""
    assert isinstance(shown, Panel)
    return terminal_panel(shown)
