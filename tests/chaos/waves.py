"""A wave of messages to many channels of both platforms, and how it gets on."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.delivery import lane_of
from digests.errors import StoreError
from digests.model import Channel, Delivery, DeliveryState
from digests.model.ids import content_id
from digests.ports import Outbox

PLANNED, SENDING = DeliveryState.PLANNED, DeliveryState.SENDING
SENT, UNKNOWN = DeliveryState.SENT, DeliveryState.UNKNOWN
WORKSPACES = 20
LOOK_EVERY = 0.1


def a_wave(count: int, *, parts: int = 2) -> Iterator[Delivery]:
    """Yield messages, some parts to each channel: a third on Discord, the rest in 20 workspaces."""
    now = datetime.now(UTC)
    for number in range(count // parts):
        on_discord = number % 3 == 0
        channel = Channel(
            platform="discord" if on_discord else "slack",
            workspace_id="G1" if on_discord else f"T{number % WORKSPACES}",
            channel_id=f"C{number}",
        )
        for part in range(parts):
            yield Delivery(
                id=content_id("delivery", str(number), str(part)),
                group=str(number),
                part=part,
                channel=channel,
                lane=lane_of(channel),
                payload={"text": f"Message {part} to {number}"},
                planned_at=now,
            )


@dataclass(kw_only=True)
class Wave:
    """The messages of a wave in their outbox."""

    outbox: Outbox
    count: int
    began: float = field(default_factory=time.monotonic)

    async def done(self) -> int | None:
        """Return how many are over; None while the database is away."""
        try:
            tally = await self.outbox.tally()
        except StoreError:
            return None
        return self.count - tally.get(PLANNED, 0) - tally.get(SENDING, 0)

    async def reaches(self, share: float) -> None:
        """Wait until so many are over."""
        while (await self.done() or 0) < share * self.count:  # noqa: ASYNC110 — other processes do it
            await asyncio.sleep(LOOK_EVERY)

    async def in_hand(self, pid: int) -> set[str]:
        """Return what a process is posting."""
        sending = await self.outbox.deliveries(states=[SENDING], limit=self.count)
        return {one.id for one in sending if one.lease and f":{pid}:" in one.lease}

    async def all(self) -> list[Delivery]:
        return await self.outbox.deliveries(limit=2 * self.count)


async def a_wave_in(outbox: Outbox, count: int) -> Wave:
    """Put a wave of so many messages into an outbox."""
    await outbox.enqueue(list(a_wave(count)))
    return Wave(outbox=outbox, count=count)


def assert_once(kept: list[Delivery], seen: dict[str, Any]) -> None:
    """Check that nothing is lost or shown twice, and that each channel's order was kept."""
    shown: dict[str, list[str]] = {}
    for post in seen["posts"]:
        shown.setdefault(post["message"]["key"], []).append(post["id"])
    assert {key: ids for key, ids in shown.items() if len(ids) > 1} == {}
    assert Counter(one.state for one in kept if one.state not in {SENT, UNKNOWN}) == {}
    for one in kept:
        if one.state is SENT:
            assert shown[one.id] == [one.message_id]
    order = {one.id: place for place, one in enumerate(kept)}
    latest: dict[str, int] = {}
    for post in seen["posts"]:
        message = post["message"]
        channel, place = str(message["channel"]), order[message["key"]]
        assert latest.get(channel, -1) < place
        latest[channel] = place
