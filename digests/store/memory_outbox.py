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
    GivenUp,
    InDoubt,
    LaneLease,
    PostOutcome,
    Postponed,
    Sent,
)
from digests.ports import Outbox

_OPEN = {DeliveryState.PLANNED, DeliveryState.SENDING}
_FIRST_PART = "an earlier part was not posted"


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
        fresh = [one for one in deliveries if one.id not in self._rows]
        self._rows.update({one.id: one for one in fresh})
        return len(fresh)

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
        taken = [self._lease(one, holder, now, until) for one in ready[:limit]]
        if taken:
            self._lanes.setdefault(lane, _Lane()).last_at = now
        return taken

    @override
    async def settle(self, delivery: Delivery, outcome: PostOutcome) -> bool:
        kept = self._rows.get(delivery.id)
        if kept is None:
            return False
        # The lease alone would not tell two attempts of one worker apart.
        attempt = (delivery.lease, delivery.attempts)
        holds_it = kept.state is DeliveryState.SENDING and (kept.lease, kept.attempts) == attempt
        saves_a_post = isinstance(outcome, Sent) and kept.state in {
            DeliveryState.PLANNED,
            DeliveryState.UNKNOWN,
        }
        if not holds_it and not saves_a_post:
            return False
        self._rows[kept.id] = settled(kept, outcome)
        for other in given_up_with(kept, outcome, self._rows.values()):
            self._rows[other.id] = other
        return True

    @override
    async def reclaim(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        lost = [one for one in self._rows.values() if one.lane == lane and _is_over(one, now)]
        return [self._lease(one, holder, now, until) for one in lost[:limit]]

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
            if one.subscription_id == subscription_id and one.state is DeliveryState.PLANNED:
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

    def _lease(self, one: Delivery, holder: str, now: datetime, until: datetime) -> Delivery:
        first = next((o for o in self._rows.values() if o.group == one.group and o.part == 0), None)
        leased = replace(
            one,
            state=DeliveryState.SENDING,
            lease=holder,
            lease_until=until,
            tried_at=one.tried_at or now,
            attempts=one.attempts + 1,
            thread_of=first.message_id if one.threaded and first else None,
        )
        self._rows[one.id] = leased
        return leased


def settled(kept: Delivery, outcome: PostOutcome) -> Delivery:
    """Return the delivery as the outcome leaves it."""
    free = replace(kept, lease=None, lease_until=None, not_before=None)
    match outcome:
        case Sent(message_id=message_id, at=at):
            return replace(
                free, state=DeliveryState.SENT, message_id=message_id, sent_at=at, reason=None
            )
        case Postponed(not_before=moment, reason=reason, doubtful=doubtful):
            return replace(
                free,
                state=DeliveryState.PLANNED,
                not_before=moment,
                reason=reason,
                tried_at=kept.tried_at if doubtful else None,
            )
        case GivenUp(reason=reason):
            return replace(free, state=DeliveryState.FAILED, reason=reason)
        case InDoubt(reason=reason):
            return replace(free, state=DeliveryState.UNKNOWN, reason=reason)


def given_up_with(kept: Delivery, outcome: PostOutcome, rows: Iterable[Delivery]) -> list[Delivery]:
    """Return the waiting parts of its group that cannot go any more, as failed."""
    if isinstance(outcome, Sent | Postponed):
        return []
    return [
        replace(one, state=DeliveryState.FAILED, reason=_FIRST_PART)
        for one in rows
        if one.group == kept.group
        and one.part > kept.part
        and one.state is DeliveryState.PLANNED
        and (isinstance(outcome, GivenUp) or (one.threaded and kept.part == 0))
    ]


def _is_over(one: Delivery, now: datetime) -> bool:
    return (
        one.state is DeliveryState.SENDING
        and one.lease_until is not None
        and one.lease_until <= now
    )
