"""Lanes and their leases, and what came of each post."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    text,
    update,
)

from digests.model import Delivery, DeliveryState, LaneLease, PostOutcome
from digests.store.delivery_rows import delivery_of, progress_fields
from digests.store.delivery_schema import deliveries, holds, is_in, is_open, lanes
from digests.store.reading_outbox import with_payloads
from digests.store.rows import AnyRow
from digests.store.settling import EARLIER_LOST, Lost, counts, lost_with, settled
from digests.store.statements import insert


def waiting_lanes(connection: Connection, now: datetime) -> list[str]:
    """Return the lanes that have something to be posted, or a lease that is over."""
    _read_in_order(connection)
    # Each subquery ends at its first row; EXISTS could be turned into a look at every row.
    ready, over = (
        first.where(deliveries.c.lane == lanes.c.lane).limit(1).scalar_subquery()
        for first in (_ready(now), _over(now))
    )
    query = select(lanes.c.lane).where(or_(ready.is_not(None), over.is_not(None)))
    return sorted(connection.execute(query).scalars())


def lease_lane(
    connection: Connection, lane: str, *, holder: str, now: datetime, until: datetime
) -> LaneLease | None:
    """Take or renew a lane, None while it is somebody else's."""
    lost = and_(lanes.c.holder != holder, lanes.c.last_at < lanes.c.until)
    statement = insert(connection, lanes).values(lane=lane, holder=holder, until=until)
    taken = connection.execute(
        statement.on_conflict_do_update(
            index_elements=[lanes.c.lane],
            set_={
                "holder": holder,
                "until": until,
                # Whoever did not give it back may have posted as long as it was theirs.
                "last_at": case((lost, lanes.c.until), else_=lanes.c.last_at),
            },
            where=or_(
                lanes.c.holder.is_(None),
                lanes.c.holder == holder,
                lanes.c.until.is_(None),
                lanes.c.until <= now,
            ),
        ).returning(lanes.c.last_at)
    )
    row = taken.first()
    if row is None:
        return None
    idle_for: timedelta | None = None if row.last_at is None else now - row.last_at
    return LaneLease(until=until, idle_for=idle_for)


def release_lane(connection: Connection, lane: str, *, holder: str, now: datetime) -> None:
    """Give a lane back, if it is the holder's."""
    connection.execute(
        update(lanes)
        .where(lanes.c.lane == lane, lanes.c.holder == holder)
        .values(
            holder=None,
            until=None,
            last_at=case((lanes.c.last_at.is_not(None), now), else_=None),
        )
    )


def take(
    connection: Connection,
    lane: str,
    *,
    holder: str,
    now: datetime,
    until: datetime,
    limit: int,
) -> list[Delivery]:
    """Lease the first deliveries of channels that may go now."""
    chosen = _ready(now).where(deliveries.c.lane == lane).limit(limit)
    return _lease(connection, chosen, lane, holder=holder, now=now, until=until)


def reclaim(
    connection: Connection,
    lane: str,
    *,
    holder: str,
    now: datetime,
    until: datetime,
    limit: int,
) -> list[Delivery]:
    """Lease what somebody was sending until their lease was over."""
    chosen = _over(now).where(deliveries.c.lane == lane).limit(limit)
    return _lease(connection, chosen, lane, holder=holder, now=now, until=until)


def settle(connection: Connection, delivery: Delivery, outcome: PostOutcome) -> bool:
    """Keep what came of a delivery, and give up what cannot go without it."""
    found = connection.execute(
        select(deliveries).where(deliveries.c.id == delivery.id).with_for_update()
    )
    row = found.first()
    if row is None:
        return False
    kept = delivery_of(row, {})
    if not counts(kept, delivery, outcome):
        return False
    connection.execute(
        update(deliveries)
        .where(deliveries.c.n == row.n)
        .values(progress_fields(settled(kept, outcome)))
    )
    lost = lost_with(kept, outcome)
    if lost is not Lost.NONE:
        later = (deliveries.c.group_id == kept.group) & (deliveries.c.part > kept.part)
        only = [deliveries.c.threaded] if lost is Lost.THREADED else []
        give_up(connection, later, *only, reason=EARLIER_LOST)
    return True


def give_up(connection: Connection, *which: ColumnElement[bool], reason: str) -> None:
    """Give up the deliveries that wait, of those."""
    # Locked in order first: two that give up the same rows would stop one another.
    waiting = select(deliveries.c.n).where(is_in(DeliveryState.PLANNED), *which)
    found = connection.execute(waiting.order_by(deliveries.c.n).with_for_update())
    numbers = list(found.scalars())
    if numbers:
        connection.execute(
            update(deliveries)
            .where(deliveries.c.n.in_(numbers))
            .values(state=DeliveryState.FAILED.value, reason=reason)
        )


def hold(connection: Connection, scope: str, until: datetime) -> None:
    """Post nothing there before, unless it was held for longer."""
    connection.execute(
        insert(connection, holds)
        .values(scope=scope, until=until)
        .on_conflict_do_update(
            index_elements=[holds.c.scope], set_={"until": until}, where=holds.c.until < until
        )
    )


def _read_in_order(connection: Connection) -> None:
    """Let PostgreSQL follow the index and stop at the limit, until the transaction ends.

    It expects few rows to fit, by statistics that never suit a wave, and would try and sort them
    all: with 300,000 open, for each ten that are taken.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_sort = off"))


def _ready(now: datetime) -> Select[int]:
    """Return the query of what may go now: the first open one of its channel, and not held.

    What was the first stays the first until it is no longer open, since later ones have a higher
    number: so a row that can be locked and still waits is the channel's next.
    """
    held = select(holds.c.scope).where(holds.c.until > now)
    workspace = deliveries.c.platform + "/" + deliveries.c.workspace_id
    earlier = deliveries.alias("earlier")
    # A subquery that compares a value is looked up for each row that is left by the conditions
    # before it; NOT EXISTS would be answered for all rows at once, of which ten are wanted.
    first = (
        select(func.min(earlier.c.n))
        .where(earlier.c.channel == deliveries.c.channel, is_open(earlier))
        .scalar_subquery()
    )
    return (
        select(deliveries.c.n)
        .where(
            is_in(DeliveryState.PLANNED),
            or_(deliveries.c.not_before.is_(None), deliveries.c.not_before <= now),
            *(c.not_in(held) for c in (deliveries.c.platform, workspace, deliveries.c.channel)),
            deliveries.c.n == first,
        )
        .order_by(deliveries.c.n)
    )


def _over(now: datetime) -> Select[int]:
    return (
        select(deliveries.c.n)
        .where(is_in(DeliveryState.SENDING), deliveries.c.lease_until <= now)
        .order_by(deliveries.c.n)
    )


def _lease(
    connection: Connection,
    chosen: Select[int],
    lane: str,
    *,
    holder: str,
    now: datetime,
    until: datetime,
) -> list[Delivery]:
    _read_in_order(connection)
    # Skipped where locked: somebody else is taking or settling it.
    locked = chosen.with_for_update(skip_locked=True, of=deliveries)
    numbers = list(connection.execute(locked).scalars())
    if not numbers:
        return []
    first = deliveries.alias("first")
    thread = (
        select(first.c.message_id)
        .where(first.c.group_id == deliveries.c.group_id, first.c.part == 0)
        .limit(1)
        .scalar_subquery()
    )
    leased = connection.execute(
        update(deliveries)
        .where(deliveries.c.n.in_(numbers))
        .values(
            state=DeliveryState.SENDING.value,
            lease=holder,
            lease_until=until,
            attempts=deliveries.c.attempts + 1,
            tried_at=func.coalesce(deliveries.c.tried_at, now),
            thread_of=case((deliveries.c.threaded, thread), else_=None),
        )
        .returning(*deliveries.c)
    )
    rows: list[AnyRow] = sorted(leased, key=_number)
    connection.execute(update(lanes).where(lanes.c.lane == lane).values(last_at=now))
    return with_payloads(connection, rows)


def _number(row: AnyRow) -> Any:  # noqa: ANN401 — a row's columns have no types
    return row.n
