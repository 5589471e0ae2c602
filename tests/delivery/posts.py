"""Deliveries, workers and platforms for the tests of posting."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.delivery.desk import Desk
from bot.delivery.pacing import lane_of
from bot.platforms.recording import RecordingPlatform
from digests.model import (
    Change,
    Channel,
    Delivery,
    DeliveryState,
    Subscription,
)
from digests.model.ids import content_id
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.builders import MONDAY
from tests.delivery.delivering import deliver
from tests.delivery.virtual import now

OPEN = (DeliveryState.PLANNED, DeliveryState.SENDING)


def a_channel(name: str = "C1", *, platform: str = "slack", workspace: str = "T1") -> Channel:
    return Channel(platform=platform, workspace_id=workspace, channel_id=name)


def a_subscription(
    channel: Channel | None = None, topic: str = "pytorch", **changes: object
) -> Subscription:
    where = channel or a_channel()
    fields: dict[str, object] = {
        "id": content_id("subscription", where.key, topic),
        "channel": where,
        "topic_id": topic,
        "owner": "U1",
        "created_at": MONDAY - timedelta(days=30),
        "due_at": MONDAY,
        "covered_until": MONDAY - timedelta(days=7),
    }
    return Subscription(**(fields | changes))  # type: ignore[arg-type] # fields of Subscription


def a_digest_for(
    subscription: Subscription, *, parts: int = 1, occasion: str = "1", threaded: bool = False
) -> list[Delivery]:
    """Return the messages of one digest to one channel."""
    group = content_id("group", subscription.id, occasion)
    return [
        Delivery(
            id=content_id("delivery", group, str(part)),
            group=group,
            part=part,
            channel=subscription.channel,
            lane=lane_of(subscription.channel),
            payload={"text": f"{subscription.topic_id} {occasion} {part}"},
            planned_at=MONDAY,
            subscription_id=subscription.id,
            digest_id=f"digest-{occasion}",
            threaded=threaded and part > 0,
        )
        for part in range(parts)
    ]


@dataclass(kw_only=True)
class Office:
    """A store, a platform, and workers who come and go."""

    platform: RecordingPlatform
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    subscriptions: MemorySubscriptions = field(init=False)
    platforms: Mapping[str, RecordingPlatform] = field(init=False)

    def __post_init__(self) -> None:
        self.subscriptions = MemorySubscriptions(self.outbox)
        self.platforms = dict.fromkeys(("slack", "discord"), self.platform)

    async def subscribe(self, *subscriptions: Subscription) -> None:
        for one in subscriptions:
            made = Change(subscription_id=one.id, at=MONDAY, by=one.owner, what="subscribed")
            await self.subscriptions.save_subscription(one, made)

    def desk(self, holder: str = "worker", *, now: Callable[[], datetime] = now) -> Desk:
        return Desk(
            holder=holder,
            outbox=self.outbox,
            subscriptions=self.subscriptions,
            platforms=self.platforms,
            now=now,
        )

    def hire(self, holder: str = "worker", *, now: Callable[[], datetime] = now) -> "Worker":
        return Worker(self.desk(holder, now=now))

    async def done(self, *, within: timedelta = timedelta(days=2)) -> None:
        """Wait until nothing waits and nothing is being sent."""
        end = now() + within
        while await self.outbox.deliveries(states=OPEN):
            assert now() < end, "the outbox is not done in time"
            await asyncio.sleep(1)

    async def work(self, *, within: timedelta = timedelta(days=2)) -> None:
        """Let one worker do all there is to do."""
        worker = self.hire()
        await self.done(within=within)
        await worker.leave()

    async def states(self) -> dict[str, DeliveryState]:
        return {one.id: one.state for one in await self.outbox.deliveries()}

    async def ending(self, deliveries: Sequence[Delivery]) -> list[DeliveryState]:
        states = await self.states()
        return [states[one.id] for one in deliveries]

    def texts(self, channel: Channel | None = None) -> list[object]:
        """Return what channels show, or what one shows, in order."""
        return [
            post.message.payload["text"]
            for post in self.platform.posts
            if channel in {None, post.message.channel}
        ]


class Worker:
    """A process that posts."""

    def __init__(self, desk: Desk) -> None:
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(deliver(desk, stop=self._stop))

    async def leave(self) -> None:
        """Stop as asked, and finish or hand back."""
        self._stop.set()
        await self._task

    async def die(self) -> None:
        """Stop in the midst of it: from here on the worker does nothing at all."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
