"""A Monday morning, and the one after it: polled, planned, posted once, and then only what is new."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from bot.commands.subscribing import Desk as Counter
from bot.delivery import Desk
from bot.demo.server import NOW, serve_sample
from bot.engine import Job
from bot.platforms.recording import Post, RecordingPlatform
from bot.scheduler import Parts, Stages
from bot.wiring import App, open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.model import Channel, DeliveryState, Quiet, Schedule, SlotState
from digests.pipeline import recheck
from digests.ports import Platform

WEEK = timedelta(days=7)
SLACK = Channel(platform="slack", workspace_id="T1", channel_id="C1")
DISCORD = Channel(platform="discord", workspace_id="G1", channel_id="5")


class Morning:
    """The stages of a process, run by hand at a time that the test says."""

    def __init__(self, app: App, platforms: Mapping[str, Platform]) -> None:
        """Post to the platforms; where there are none, to a recording that stands in for all."""
        self.app = app
        self.now = NOW
        self.platform = RecordingPlatform(now=lambda: self.now)
        desk = Desk(
            holder="test",
            outbox=app.outbox,
            subscriptions=app.subscriptions,
            platforms=platforms or dict.fromkeys(("slack", "discord"), self.platform),
            now=lambda: self.now,
        )
        parts = Parts(
            feeds=app.catalogue.feeds,
            topics=app.catalogue.topic_by_id,
            store=app.store,
            source=app.source,
            reader=app.reader,
            desk=desk,
            version="test",
            upkeep=app.upkeep,
            keep=timedelta(days=400),
        )
        self.stages = Stages(parts, stop=asyncio.Event())

    async def goes_by(self, *, at: datetime) -> list[Post]:
        """Poll, plan and deliver, and return what was posted meanwhile."""
        self.now = at
        before = len(self.platform.posts)
        for name in ("poll", "plan"):
            await self.stages(Job(name=name, queue="digest"))
        for lane in await self.app.outbox.waiting_lanes(at):
            await self.stages(Job(name="deliver", queue="deliver", argument=lane))
        return self.platform.posts[before:]


@asynccontextmanager
async def a_morning(
    folder: Path, platforms: Mapping[str, Platform] | None = None
) -> AsyncIterator[Morning]:
    settings = load_settings(data_dir=folder, allow_private_addresses=True, now=NOW)
    with as_file(files("bot.demo") / "config") as config:
        catalogue = load_catalogue(config)
    async with serve_sample() as resolver, open_app(settings, catalogue, resolver=resolver) as app:
        yield Morning(app, platforms or {})


async def subscribed(morning: Morning, channel: Channel, quiet: Quiet) -> str:
    counter = Counter(subscriptions=morning.app.subscriptions, by="ada", now=NOW - WEEK)
    topic = morning.app.catalogue.topic_by_id["pytorch"]
    made = await counter.subscribe(channel, topic, Schedule(), quiet=quiet)
    assert made.due_at == NOW
    return made.id


async def states(morning: Morning, kept_id: str) -> list[tuple[datetime, SlotState]]:
    return [(one.due_at, one.state) for one in await morning.app.subscriptions.slots(kept_id)]


def told(posts: list[Post], channel: Channel) -> list[str]:
    return [str(post.message.payload) for post in posts if post.message.channel == channel]


async def test_two_mondays(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        patient = await subscribed(morning, SLACK, Quiet.SKIP)
        curious = await subscribed(morning, DISCORD, Quiet.SAY)

        assert await morning.goes_by(at=NOW - timedelta(minutes=1)) == []
        first = await morning.goes_by(at=NOW)
        for channel in (SLACK, DISCORD):
            said = told(first, channel)
            assert said
            assert "Quotes only, chosen by program from 12 sources." in said[0].replace("*", "")
            assert any("Platinum" in text for text in said)
        threads = {post.message.thread_of for post in first if post.message.channel == SLACK}
        assert threads == {None, first[[p.message.channel for p in first].index(SLACK)].message_id}

        assert await morning.goes_by(at=NOW + timedelta(minutes=5)) == []

        second = await morning.goes_by(at=NOW + WEEK)
        assert told(second, SLACK) == []
        assert len(told(second, DISCORD)) == 1
        assert "Nothing new" in told(second, DISCORD)[0]
        planned, quiet = SlotState.PLANNED, SlotState.QUIET
        assert await states(morning, patient) == [(NOW, planned), (NOW + WEEK, quiet)]
        assert await states(morning, curious) == [(NOW, planned), (NOW + WEEK, planned)]

        tally = await morning.app.outbox.tally()
        assert tally == {DeliveryState.SENT: len(first) + len(second)}
        for digest in await morning.app.store.digests():
            assert await recheck(digest, store=morning.app.store) == []


async def test_a_morning_that_was_slept_through_is_late_and_says_so(tmp_path: Path) -> None:
    async with a_morning(tmp_path) as morning:
        kept_id = await subscribed(morning, DISCORD, Quiet.SAY)
        posts = await morning.goes_by(at=NOW + timedelta(hours=5))
        assert "due on 13 April 2026, 09:00" in " ".join(told(posts, DISCORD))
        [slot] = await morning.app.subscriptions.slots(kept_id)
        assert slot.late

        later = await morning.goes_by(at=NOW + WEEK + timedelta(days=2))
        assert later == []
        assert [one.state for one in await morning.app.subscriptions.slots(kept_id)] == [
            SlotState.PLANNED,
            SlotState.SKIPPED,
        ]
        third = await morning.goes_by(at=NOW + 2 * WEEK)
        assert "20 April" in " ".join(told(third, DISCORD))
