"""An outbox whose worker posts to Slack, on a clock that a test can put forward."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.delivery.deciding import Terms
from bot.delivery.desk import Desk
from bot.delivery.posting import post_lane
from bot.render.notices import NOTICES
from digests.model import Change, Channel, Delivery, DeliveryState, Subscription
from digests.ports import Platform
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.delivery.posts import OPEN, a_digest_for, a_subscription
from tests.platforms.slack.standin import ALICE


@dataclass(kw_only=True)
class Office:
    """What waits, who wants it, and one worker at a time."""

    platform: Platform
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    subscriptions: MemorySubscriptions = field(init=False)
    terms: Terms = field(default_factory=Terms)
    ahead: timedelta = timedelta()
    """How far the worker's clock was put forward. Slack's is the wall's."""

    def __post_init__(self) -> None:
        self.subscriptions = MemorySubscriptions(self.outbox)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def desk(self, holder: str = "worker") -> Desk:
        return Desk(
            holder=holder,
            outbox=self.outbox,
            subscriptions=self.subscriptions,
            platforms={"slack": self.platform},
            now=self.now,
            terms=self.terms,
        )

    async def plan(self, *channels: Channel, parts: int = 1) -> list[Delivery]:
        """Subscribe channels, owned by Alice, and put a digest for each into the outbox."""
        planned = []
        for channel in channels:
            subscription = a_subscription(channel, owner=ALICE)
            made = Change(
                subscription_id=subscription.id, at=self.now(), by=ALICE, what="subscribed"
            )
            await self.subscriptions.save_subscription(subscription, made)
            for one in a_digest_for(subscription, parts=parts, threaded=True):
                words = f"{channel.channel_id}: part {one.part}."
                planned.append(replace(one, payload=NOTICES["slack"](words), planned_at=self.now()))
        await self.outbox.enqueue(planned)
        return planned

    async def work(self) -> None:
        """Post whatever may go now."""
        for lane in await self.outbox.waiting_lanes(self.now()):
            await post_lane(self.desk(), lane, stop=asyncio.Event())

    async def finish(self) -> None:
        """Work until nothing waits, and leap over the times of waiting."""
        for _ in range(50):
            await self.work()
            waiting = await self.outbox.deliveries(states=OPEN)
            if not waiting:
                return
            times = [one.not_before for one in waiting if one.not_before is not None]
            self.ahead += max(min(times, default=self.now()) - self.now(), timedelta())
        raise AssertionError("the outbox is not done in fifty rounds")

    async def ending(self, deliveries: Sequence[Delivery]) -> list[DeliveryState]:
        states = {one.id: one.state for one in await self.outbox.deliveries()}
        return [states[one.id] for one in deliveries]

    async def paused(self) -> dict[str, Subscription]:
        """Return the subscriptions that are paused, by channel."""
        found = await self.subscriptions.subscriptions()
        return {one.channel.channel_id: one for one in found if one.paused is not None}
