"""The outbox and those who post from it, on a clock that runs ten times as fast."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.delivery.desk import Desk
from bot.delivery.pacing import lane_of
from bot.platforms.discord.invalid import InvalidAnswers
from bot.platforms.discord.posting import DiscordPlatform
from bot.platforms.discord.rest import Rest
from digests.model import Change, Channel, Delivery, DeliveryState, Subscription
from digests.model.ids import content_id
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.delivery.delivering import deliver
from tests.platforms.discord.front import Front
from tests.platforms.discord.world import PATIENCE, a_body

SPEED = 10
OPEN = (DeliveryState.PLANNED, DeliveryState.SENDING)


class Office:
    """One bot that posts what is in its outbox."""

    def __init__(
        self, front: Front, invalid: InvalidAnswers, session: aiohttp.ClientSession
    ) -> None:
        self.outbox = MemoryOutbox()
        self.subscriptions = MemorySubscriptions(self.outbox)
        self.platform = DiscordPlatform(
            Rest(session, front.rest, token=front.token, user_agent="tests"), now=self.now
        )
        self.invalid = invalid
        self._front = front
        self._began, self._began_at = datetime.now(UTC), time.monotonic()

    def now(self) -> datetime:
        """Return the office's time; it stays within a minute of Discord's for six seconds."""
        return self._began + timedelta(seconds=SPEED * (time.monotonic() - self._began_at))

    async def subscribe(self, channel: Channel, **changes: object) -> Subscription:
        """Subscribe a channel; its owner is the first of the people."""
        fields: dict[str, object] = {
            "id": content_id("subscription", channel.key),
            "channel": channel,
            "topic_id": "pytorch",
            "owner": self._front.stand_in.people[0],
            "created_at": self._began,
            "due_at": self._began + timedelta(days=7),
        }
        made = Subscription(**(fields | changes))  # type: ignore[arg-type] # fields of Subscription
        change = Change(subscription_id=made.id, at=self._began, by=made.owner, what="subscribed")
        await self.subscriptions.save_subscription(made, change)
        return made

    async def enqueue(
        self, subscription: Subscription, *texts: str, **options: object
    ) -> list[Delivery]:
        """Put a digest of so many messages into the outbox."""
        group = content_id("group", subscription.id, *texts)
        made = [
            Delivery(
                id=content_id("delivery", group, str(part)),
                group=group,
                part=part,
                channel=subscription.channel,
                lane=lane_of(subscription.channel),
                payload=a_body(text) | ({"options": options} if options else {}),
                planned_at=self.now(),
                subscription_id=subscription.id,
                threaded=part > 0,
            )
            for part, text in enumerate(texts)
        ]
        await self.outbox.enqueue(made)
        return made

    async def work(self) -> None:
        """Post until nothing waits and nothing is being sent."""

        async def done() -> bool:
            return not await self.outbox.deliveries(states=OPEN)

        await self._work_until(done)

    async def work_until_postponed(self, delivery: Delivery) -> None:
        """Post until a delivery is to wait."""

        async def waits() -> bool:
            return await self.postponed_for(delivery) > 0

        await self._work_until(waits)

    async def postponed_for(self, delivery: Delivery) -> float:
        """Return the seconds that a delivery is still to wait."""
        kept = {one.id: one for one in await self.outbox.deliveries()}[delivery.id]
        if kept.state is not DeliveryState.PLANNED or kept.not_before is None:
            return 0.0
        return (kept.not_before - self.now()).total_seconds()

    async def _work_until(self, done: Callable[[], Awaitable[bool]]) -> None:
        stop = asyncio.Event()
        desk = Desk(
            holder="worker",
            outbox=self.outbox,
            subscriptions=self.subscriptions,
            platforms={"discord": self.platform},
            now=self.now,
        )
        posting = asyncio.create_task(deliver(desk, stop=stop))
        try:
            async with asyncio.timeout(PATIENCE):
                while not await done():  # noqa: ASYNC110 — posts take their time
                    await asyncio.sleep(0.02)
        finally:
            stop.set()
            await posting

    async def states(self, deliveries: Sequence[Delivery]) -> list[str]:
        """Return what became of deliveries."""
        kept = {one.id: one for one in await self.outbox.deliveries()}
        return [kept[one.id].state.value for one in deliveries]

    async def paused(self, subscription: Subscription) -> str | None:
        """Return why a subscription is paused."""
        found = await self.subscriptions.subscription(subscription.id)
        return found.paused if found else None

    async def edit(self, delivery: Delivery, text: str) -> Delivery:
        """Enqueue the new text of a message that was sent."""
        kept = {one.id: one for one in await self.outbox.deliveries()}[delivery.id]
        edit = replace(
            delivery,
            id=content_id("delivery", kept.id, text),
            group=f"{kept.group}/{text}",
            payload=a_body(text),
            replaces=kept.message_id,
            threaded=False,
        )
        await self.outbox.enqueue([edit])
        return edit


@asynccontextmanager
async def open_office(front: Front) -> AsyncIterator[Office]:
    """Open an office whose session counts invalid answers."""
    invalid = InvalidAnswers()
    async with aiohttp.ClientSession(trace_configs=[invalid.watch()]) as session:
        yield Office(front, invalid, session)
