"""The database goes away while messages are posted, and comes back."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from typing_extensions import override

from bot.delivery import post_lane
from bot.platforms.recording import RecordingPlatform
from digests.errors import StoreError
from digests.model import Delivery, DeliveryState, LaneLease, PostOutcome
from digests.store.memory_outbox import MemoryOutbox
from tests.delivery.posts import Office, a_channel, a_digest_for, a_subscription
from tests.delivery.virtual import in_virtual_time, now


class Interrupted(MemoryOutbox):
    """An outbox that cannot be reached while it is `down`."""

    down = False

    def _reach(self) -> None:
        if self.down:
            raise StoreError("the server closed the connection")

    @override
    async def waiting_lanes(self, now: datetime) -> list[str]:
        self._reach()
        return await super().waiting_lanes(now)

    @override
    async def lease_lane(
        self, lane: str, *, holder: str, now: datetime, until: datetime
    ) -> LaneLease | None:
        self._reach()
        return await super().lease_lane(lane, holder=holder, now=now, until=until)

    @override
    async def take(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        self._reach()
        return await super().take(lane, holder=holder, now=now, until=until, limit=limit)

    @override
    async def settle(self, delivery: Delivery, outcome: PostOutcome) -> bool:
        self._reach()
        return await super().settle(delivery, outcome)


async def _interrupted(seconds: float, *, finds: bool) -> tuple[Office, Sequence[Delivery]]:
    outbox = Interrupted()
    platform = RecordingPlatform(now=now, latency=lambda: 0.2, dedupes_for=timedelta(), finds=finds)
    office = Office(platform=platform, outbox=outbox)
    for number in range(60):
        channel = a_channel(f"C{number}")
        await outbox.enqueue(a_digest_for(a_subscription(channel), parts=2))
    worker = office.hire()
    await asyncio.sleep(3.3)
    outbox.down = True
    await asyncio.sleep(seconds)
    outbox.down = False
    await office.done()
    await worker.leave()
    return office, await outbox.deliveries()


def test_a_short_outage_leaves_no_doubt_even_where_nothing_can_be_looked_up() -> None:
    """What came of the posts that were under way is kept once the database is back."""

    async def work() -> None:
        office, kept = await _interrupted(7, finds=False)
        assert {one.state for one in kept} == {DeliveryState.SENT}
        assert len(office.platform.arrivals) == 120

    in_virtual_time(work)


def test_after_a_long_outage_what_was_posted_is_found_and_not_posted_again() -> None:
    async def work() -> None:
        office, kept = await _interrupted(300, finds=True)
        assert {one.state for one in kept} == {DeliveryState.SENT}
        assert len(office.platform.arrivals) == 120

    in_virtual_time(work)


def test_a_worker_waits_for_a_database_that_is_not_there_yet() -> None:
    async def work() -> None:
        outbox = Interrupted()
        office = Office(platform=RecordingPlatform(now=now), outbox=outbox)
        await outbox.enqueue(a_digest_for(a_subscription()))
        outbox.down = True
        worker = office.hire()
        await asyncio.sleep(30)
        outbox.down = False
        await office.done()
        await worker.leave()
        assert office.texts() == ["pytorch 1 0"]

    in_virtual_time(work)


def test_a_lane_whose_outbox_was_away_is_free_for_others_at_once() -> None:
    async def work() -> None:
        outbox = Interrupted()
        office = Office(platform=RecordingPlatform(now=now, latency=lambda: 0.2), outbox=outbox)
        (delivery,) = a_digest_for(a_subscription())
        await outbox.enqueue([delivery])
        first = asyncio.create_task(
            post_lane(office.desk("first"), delivery.lane, stop=asyncio.Event())
        )
        await asyncio.sleep(0.1)
        outbox.down = True
        await asyncio.sleep(2)
        outbox.down = False
        with pytest.raises(StoreError):
            await first
        until = now() + timedelta(seconds=30)
        leased = await outbox.lease_lane(delivery.lane, holder="second", now=now(), until=until)
        assert leased is not None
        assert await office.ending([delivery]) == [DeliveryState.SENT]

    in_virtual_time(work)
