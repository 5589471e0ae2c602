"""A wave of digests that is half posted when it is moved to PostgreSQL: each message is sent once."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import structlog

from bot.delivery import Desk, plan_wave, post_lane
from bot.platforms.recording import RecordingPlatform
from digests.model import DeliveryState, Message, MessageRef
from digests.store.sql import Database
from tests.builders import MONDAY
from tests.delivery.waves import Newsroom, weekly
from tests.store.builders_outbox import (
    MINUTE,
    WEEK,
    a_change,
    a_channel,
    a_subscription,
)
from tests.store.moving import LATER, moved

CHANNELS = [f"s{n}" for n in range(12)]


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@dataclass
class Clock:
    """Time that passes from wherever it is set to."""

    at: datetime
    since: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.since)

    def set(self, at: datetime) -> None:
        self.at, self.since = at, time.monotonic()


class Deadly(RecordingPlatform):
    """Accepts posts; of the last one of a worker's life nobody hears any more."""

    posts_to_live: int | None = None
    died: asyncio.Event

    async def post(self, message: Message) -> MessageRef:
        reference = await super().post(message)
        if self.posts_to_live is not None and len(self.posts) >= self.posts_to_live:
            self.died.set()
            await asyncio.Event().wait()
        return reference


async def post_all(desk: Desk) -> None:
    while lanes := await desk.outbox.waiting_lanes(desk.now()):
        for lane in lanes:
            assert await post_lane(desk, lane, stop=asyncio.Event())


async def test_the_next_wave_sends_nothing_that_was_sent(old: Database, new: Database) -> None:
    clock = Clock(MONDAY + 2 * MINUTE)
    platform = Deadly(now=clock)
    platform.posts_to_live, platform.died = 5, asyncio.Event()
    for name in CHANNELS:
        channel = a_channel(name, platform="slack")
        subscription = a_subscription(name, channel=channel, covered_until=MONDAY - WEEK)
        await old.subscriptions.save_subscription(subscription, a_change(subscription.id))
    newsroom = Newsroom()
    for_old = desk_of(old, platform, clock)
    await plan_wave(old.subscriptions, what_is_due=weekly, make=newsroom, now=clock())
    worker = asyncio.create_task(post_lane(for_old, "slack/g1", stop=asyncio.Event()))
    await platform.died.wait()
    worker.cancel()
    # What was being settled is settled, as by a worker that is killed a moment later.
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    tally = await old.outbox.tally()
    assert tally[DeliveryState.SENDING] >= 1
    assert tally[DeliveryState.PLANNED] >= 1
    platform.posts_to_live = None

    clock.set(LATER)
    await moved(old, new, now=clock())
    assert await new.outbox.tally() == tally
    desk = desk_of(new, platform, clock)
    again = await plan_wave(new.subscriptions, what_is_due=weekly, make=newsroom, now=clock())
    assert again.planned == 0
    await post_all(desk)
    slack = [d for d in await new.outbox.deliveries() if d.channel.platform == "slack"]
    assert {d.state for d in slack} == {DeliveryState.SENT}
    assert sorted(d.id for d in slack) == sorted(post.message.key for post in platform.posts)
    assert {d.message_id for d in slack} == {post.message_id for post in platform.posts}
    first_wave = len(platform.posts)

    clock.set(MONDAY + WEEK + MINUTE)
    wave = await plan_wave(new.subscriptions, what_is_due=weekly, make=newsroom, now=clock())
    assert wave.planned == len(CHANNELS) + 1
    await post_all(desk)
    keys = [post.message.key for post in platform.posts]
    assert len(set(keys)) == len(keys)
    second = {post.message.channel.channel_id for post in platform.posts[first_wave:]}
    assert second == {*CHANNELS, "c1"}


def desk_of(database: Database, platform: RecordingPlatform, clock: Clock) -> Desk:
    return Desk(
        holder="worker",
        outbox=database.outbox,
        subscriptions=database.subscriptions,
        platforms={"slack": platform, "discord": platform},
        now=clock,
    )
