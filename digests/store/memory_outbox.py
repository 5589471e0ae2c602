"""The outbox in memory: for tests, dry runs, and trying things out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from typing_extensions import override

from digests.model import (
    Backlog,
    Channel,
    Delivery,
    DeliveryState,
    LaneLease,
    PostOutcome,
)
from digests.ports import Outbox
from digests.store.settling import EARLIER_LOST, Lost, counts, lost_with, settled

_OPEN = {DeliveryState.PLANNED, DeliveryState.SENDING}


@dataclass(slots=True)
class _Lane:
    holder: str | None = None
    until: datetime | None = None
    last_at: datetime | None = None


class MemoryOutbox(Outbox):
    """`Outbox` in dicts. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._rows: dict[str, Delivery] = {}
        """In the order they were planned."""
        self._lanes: dict[str, _Lane] = {}
        self._holds: dict[str, datetime] = {}

    @override
    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        before = len(self._rows)
        for one in deliveries:
            self._rows.setdefault(one.id, one)
        return len(self._rows) - before

    @override
    async def waiting_lanes(self, now: datetime) -> list[str]:
        ready = {one.lane for one in self._heads() if self._may_go(one, now)}
        return sorted(ready | {one.lane for one in self._rows.values() if _is_over(one, now)})

    @override
    async def lease_lane(
        self, lane: str, *, holder: str, now: datetime, until: datetime
    ) -> LaneLease | None:
        row = self._lanes.setdefault(lane, _Lane())
        if row.holder not in {None, holder} and row.until is not None and row.until > now:
            return None
        lost = row.holder not in {None, holder}
        if lost and row.until is not None and row.last_at is not None:
            # Whoever did not give it back may have posted as long as it was theirs.
            row.last_at = max(row.last_at, row.until)
        row.holder, row.until = holder, until
        return LaneLease(until=until, idle_for=now - row.last_at if row.last_at else None)

    @override
    async def release_lane(self, lane: str, *, holder: str, now: datetime) -> None:
        row = self._lanes.get(lane)
        if row is not None and row.holder == holder:
            row.holder, row.until, row.last_at = None, None, now if row.last_at else None

    @override
    async def take(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        ready = [one for one in self._heads() if one.lane == lane and self._may_go(one, now)]
        return self._lease(ready[:limit], holder, now, until)

    @override
    async def settle(self, delivery: Delivery, outcome: PostOutcome) -> bool:
        kept = self._rows.get(delivery.id)
        if kept is None:
            return False
        if not counts(kept, delivery, outcome):
            return False
        self._rows[kept.id] = settled(kept, outcome)
        lost = lost_with(kept, outcome)
        for other in list(self._rows.values()):
            later = other.group == kept.group and other.part > kept.part
            if later and (lost is Lost.ALL or (lost is Lost.THREADED and other.threaded)):
                self._give_up(other, EARLIER_LOST)
        return True

    @override
    async def reclaim(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        lost = [one for one in self._rows.values() if one.lane == lane and _is_over(one, now)]
        return self._lease(lost[:limit], holder, now, until)

    @override
    async def hold(self, scope: str, until: datetime) -> None:
        self._holds[scope] = max(until, self._holds.get(scope, until))

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
        rows = list(self._rows.values())
        ids = list(self._rows)
        found = [
            one
            for one in rows[ids.index(after) + 1 if after in ids else 0 :]
            if group in {None, one.group}
            and channel in {None, one.channel}
            and digest_id in {None, one.digest_id}
            and (not states or one.state in states)
        ]
        return found[:limit]

    @override
    async def backlog(self) -> list[Backlog]:
        open_rows = [one for one in self._rows.values() if one.state in _OPEN]
        found = []
        for lane in sorted({one.lane for one in open_rows}):
            waiting = [
                one.planned_at
                for one in open_rows
                if one.lane == lane and one.state is DeliveryState.PLANNED
            ]
            sending = sum(one.lane == lane for one in open_rows) - len(waiting)
            found.append(
                Backlog(
                    lane=lane,
                    waiting=len(waiting),
                    sending=sending,
                    oldest=min(waiting, default=None),
                )
            )
        return found

    @override
    async def tally(self) -> dict[DeliveryState, int]:
        return dict(Counter(one.state for one in self._rows.values()))

    def give_up(self, subscription_id: str, reason: str) -> None:
        """Give up what waits for a subscription that is no more."""
        for one in list(self._rows.values()):
            if one.subscription_id == subscription_id:
                self._give_up(one, reason)

    def _give_up(self, one: Delivery, reason: str) -> None:
        if one.state is DeliveryState.PLANNED:
            self._rows[one.id] = replace(one, state=DeliveryState.FAILED, reason=reason)

    def _heads(self) -> Iterable[Delivery]:
        """Return the first open delivery of each channel, in the order they were planned."""
        heads: dict[str, Delivery] = {}
        for one in self._rows.values():
            if one.state in _OPEN:
                heads.setdefault(one.channel.key, one)
        return heads.values()

    def _may_go(self, one: Delivery, now: datetime) -> bool:
        channel = one.channel
        scopes = (channel.platform, channel.workspace, channel.key)
        held = any(self._holds.get(scope, now) > now for scope in scopes)
        waits = one.not_before is not None and one.not_before > now
        return one.state is DeliveryState.PLANNED and not held and not waits

    def _lease(
        self, chosen: Sequence[Delivery], holder: str, now: datetime, until: datetime
    ) -> list[Delivery]:
        for one in chosen:
            self._rows[one.id] = replace(
                one,
                state=DeliveryState.SENDING,
                lease=holder,
                lease_until=until,
                tried_at=one.tried_at or now,
                attempts=one.attempts + 1,
                thread_of=self._first_message(one.group) if one.threaded else None,
            )
            self._lanes.setdefault(one.lane, _Lane()).last_at = now
        return [self._rows[one.id] for one in chosen]

    def _first_message(self, group: str) -> str | None:
        parts = (one for one in self._rows.values() if one.group == group)
        return next((one.message_id for one in parts if one.part == 0), None)


def _is_over(one: Delivery, now: datetime) -> bool:
    return (
        one.state is DeliveryState.SENDING
        and one.lease_until is not None
        and one.lease_until <= now
    )
