"""Post what waits in one lane: lease it, recover, take, and hand each delivery to the carrier."""

import asyncio
from datetime import datetime

import structlog

from bot.delivery.carrying import Carrier
from bot.delivery.desk import Desk
from bot.delivery.pacing import pace_of, platform_of, rest_of_window
from digests.errors import StoreError
from digests.model import Delivery

IN_HAND = 3
"""Deliveries taken ahead, for each that may be posted in a second: some wait for their channel."""
LOOK_UP = 1.0
"""Seconds after which the lane is looked after, where no post ends."""
GATHER = 0.1
"""Seconds: one query takes what several finished posts make room for."""

log = structlog.get_logger()


async def post_lane(desk: Desk, lane: str, *, stop: asyncio.Event) -> bool:
    """Post until nothing may go now, or until `stop`; False where the lane is another's.

    What was in hand at `stop` is finished within the time of a post, or handed back.

    Raises:
        StoreError: the outbox cannot be reached; what was being sent is recovered later.
    """
    now = desk.now()
    until = now + desk.terms.lease
    lease = await desk.outbox.lease_lane(lane, holder=desk.holder, now=now, until=until)
    if lease is None:
        return False
    await asyncio.sleep(rest_of_window(lease))
    try:
        await _LaneRun(desk, lane, until=lease.until, stop=stop).drain()
    except StoreError:
        # Nothing of it is being posted any more: others need not wait for the lease to run out.
        if not stop.is_set():
            await desk.keep(lambda: _release(desk, lane))
        raise
    await _release(desk, lane)
    return True


async def _release(desk: Desk, lane: str) -> None:
    await desk.outbox.release_lane(lane, holder=desk.holder, now=desk.now())


class _LaneRun:
    """One worker's time with a lane."""

    def __init__(self, desk: Desk, lane: str, *, until: datetime, stop: asyncio.Event) -> None:
        self._desk = desk
        self._lane = lane
        self._stop = stop
        self._pace = pace_of(lane)
        self._carrier = Carrier(
            desk, desk.platforms[platform_of(lane)], self._pace, lane_until=until, stop=stop
        )
        self._in_hand: set[asyncio.Task[None]] = set()
        self._renewed_at: datetime | None = None
        self._failure: StoreError | None = None

    async def drain(self) -> None:
        """Post until nothing may go, somebody stops it, or the lane is lost."""
        try:
            await self._take_turns()
            if self._in_hand:
                await asyncio.wait(self._in_hand)
        except asyncio.CancelledError:
            for task in self._in_hand:
                task.cancel()
            raise
        if self._failure is not None:
            raise self._failure

    async def _take_turns(self) -> None:
        try:
            while not self._stop.is_set() and self._failure is None and await self._fill():
                first = asyncio.FIRST_COMPLETED
                await asyncio.wait(self._in_hand, timeout=LOOK_UP, return_when=first)
                await asyncio.sleep(GATHER)
        except StoreError as error:
            self._failure = error

    async def _fill(self) -> bool:
        """Take as many deliveries as there is room for; False where nothing is in hand then."""
        desk, now = self._desk, self._desk.now()
        until = now + desk.terms.lease
        room = IN_HAND * self._pace.a_second - len(self._in_hand)
        recovered: list[Delivery] = []
        if self._renewed_at is None or now - self._renewed_at >= desk.terms.renew_after:
            # A worker that stood still ends here: what it had in hand settles before anybody looks.
            if now >= self._carrier.lane_until or not await self._renew(now):
                log.warning("lane_lost", lane=self._lane)
                return False
            recovered = await desk.outbox.reclaim(
                self._lane, holder=desk.holder, now=now, until=until, limit=room
            )
        taken: list[Delivery] = []
        if room > len(recovered):
            taken = await desk.outbox.take(
                self._lane, holder=desk.holder, now=now, until=until, limit=room - len(recovered)
            )
        for delivery in (*recovered, *taken):
            self._carry(delivery, taken_at=now)
        return bool(self._in_hand)

    async def _renew(self, now: datetime) -> bool:
        desk = self._desk
        lease = await desk.outbox.lease_lane(
            self._lane, holder=desk.holder, now=now, until=now + desk.terms.lease
        )
        if lease is None:
            return False
        self._renewed_at = now
        self._carrier.lane_until = lease.until
        return True

    def _carry(self, delivery: Delivery, *, taken_at: datetime) -> None:
        # What was tried before, and is not known not to be posted, is in doubt.
        doubtful = delivery.tried_at is not None and delivery.tried_at < taken_at
        task = asyncio.create_task(self._carried(delivery, doubtful=doubtful))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)

    async def _carried(self, delivery: Delivery, *, doubtful: bool) -> None:
        try:
            await self._carrier.carry(delivery, doubtful=doubtful)
        except StoreError as error:
            self._failure = error
        except Exception:
            # Its lease runs out, and it is recovered; the others go on.
            log.exception("carrying_failed", delivery=delivery.id, lane=self._lane)
