"""The outbox on SQL."""

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from digests.model import Backlog, Channel, Delivery, DeliveryState, LaneLease, PostOutcome
from digests.ports import Outbox
from digests.store import leasing, planning, reading_outbox
from digests.store.transactions import Transactions


class SqlOutbox(Outbox):
    """`Outbox` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        return await self._write(planning.enqueue, deliveries)

    @override
    async def waiting_lanes(self, now: datetime) -> list[str]:
        return await self._read(leasing.waiting_lanes, now)

    @override
    async def lease_lane(
        self, lane: str, *, holder: str, now: datetime, until: datetime
    ) -> LaneLease | None:
        return await self._write(leasing.lease_lane, lane, holder=holder, now=now, until=until)

    @override
    async def release_lane(self, lane: str, *, holder: str, now: datetime) -> None:
        await self._write(leasing.release_lane, lane, holder=holder, now=now)

    @override
    async def take(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        return await self._write(
            leasing.take, lane, holder=holder, now=now, until=until, limit=limit
        )

    @override
    async def settle(self, delivery: Delivery, outcome: PostOutcome) -> bool:
        return await self._write(leasing.settle, delivery, outcome)

    @override
    async def reclaim(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        return await self._write(
            leasing.reclaim, lane, holder=holder, now=now, until=until, limit=limit
        )

    @override
    async def hold(self, scope: str, until: datetime) -> None:
        await self._write(leasing.hold, scope, until)

    @override
    async def deliveries(
        self,
        *,
        group: str | None = None,
        channel: Channel | None = None,
        digest_id: str | None = None,
        states: Sequence[DeliveryState] = (),
        limit: int = 1_000,
        after: str | None = None,
    ) -> list[Delivery]:
        return await self._read(
            reading_outbox.deliveries_of,
            group=group,
            channel=channel,
            digest_id=digest_id,
            states=states,
            limit=limit,
            after=after,
        )

    @override
    async def backlog(self) -> list[Backlog]:
        return await self._read(reading_outbox.backlog)

    @override
    async def tally(self) -> dict[DeliveryState, int]:
        return await self._read(reading_outbox.tally)
