"""What is in the outbox."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, case, func, select

from digests.model import Backlog, Channel, Delivery, DeliveryState
from digests.store.delivery_rows import delivery_of
from digests.store.delivery_schema import deliveries, is_open, payloads
from digests.store.rows import AnyRow
from digests.store.statements import rows_in


def deliveries_of(
    connection: Connection,
    *,
    group: str | None,
    channel: Channel | None,
    digest_id: str | None,
    states: Sequence[DeliveryState],
    limit: int,
    after: str | None,
) -> list[Delivery]:
    """Return deliveries in the order they were planned."""
    query = select(deliveries).order_by(deliveries.c.n).limit(limit)
    if after is not None:
        behind = select(deliveries.c.n).where(deliveries.c.id == after).scalar_subquery()
        query = query.where(deliveries.c.n > func.coalesce(behind, 0))
    if group is not None:
        query = query.where(deliveries.c.group_id == group)
    if channel is not None:
        query = query.where(deliveries.c.channel == channel.key)
    if digest_id is not None:
        query = query.where(deliveries.c.digest_id == digest_id)
    if after is not None:
        earlier = deliveries.alias("earlier")
        last = select(earlier.c.n).where(earlier.c.id == after).scalar_subquery()
        query = query.where(deliveries.c.n > func.coalesce(last, 0))
    if states:
        query = query.where(deliveries.c.state.in_([state.value for state in states]))
    return with_payloads(connection, list(connection.execute(query)))


def with_payloads(connection: Connection, rows: Iterable[AnyRow]) -> list[Delivery]:
    """Return the deliveries of rows; those of one body share it."""
    rows = list(rows)
    found = rows_in(connection, select(payloads), payloads.c.sha256, (row.payload for row in rows))
    bodies = {row.sha256: json.loads(row.body) for row in found}
    return [delivery_of(row, bodies[row.payload]) for row in rows]


def backlog(connection: Connection) -> list[Backlog]:
    """Return what waits and what is being sent, by lane."""
    waits = deliveries.c.state == DeliveryState.PLANNED.value
    found = connection.execute(
        select(
            deliveries.c.lane,
            func.count(case((waits, 1))).label("waiting"),
            func.count(case((~waits, 1))).label("sending"),
            func.min(case((waits, deliveries.c.planned_at))).label("oldest"),
        )
        .where(is_open())
        .group_by(deliveries.c.lane)
    )
    return sorted(
        (
            Backlog(lane=row.lane, waiting=row.waiting, sending=row.sending, oldest=row.oldest)
            for row in found
        ),
        key=lambda one: one.lane,
    )


def tally(connection: Connection) -> dict[DeliveryState, int]:
    """Return how many deliveries are in each state."""
    query = select(deliveries.c.state, func.count().label("number"))
    found = connection.execute(query.group_by(deliveries.c.state))
    return {DeliveryState(row.state): row.number for row in found}
