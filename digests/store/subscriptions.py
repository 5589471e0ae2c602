"""Subscriptions, who changed them, and each time one was due, on SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, delete, literal, select, tuple_
from typing_extensions import override

from digests.model import Change, Channel, Planned, Slot, Subscription
from digests.ports import Subscriptions
from digests.store import planning
from digests.store.columns import Moment
from digests.store.delivery_rows import slot_of, subscription_fields, subscription_of
from digests.store.delivery_schema import (
    deliveries,
    slots,
    subscription_changes,
    subscriptions,
    ticks,
)
from digests.store.leasing import give_up
from digests.store.settling import UNSUBSCRIBED
from digests.store.statements import insert
from digests.store.transactions import Transactions


class SqlSubscriptions(Subscriptions):
    """`Subscriptions` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def save_subscription(self, subscription: Subscription, change: Change) -> None:
        await self._write(_save, subscription, change)

    @override
    async def remove_subscription(self, subscription_id: str, change: Change) -> None:
        await self._write(_remove, subscription_id, change)

    @override
    async def move_subscription(
        self, subscription_id: str, moved: Subscription, *, ended: Change, begun: Change
    ) -> None:
        await self._write(_move, subscription_id, moved, ended, begun)

    @override
    async def subscription(self, subscription_id: str) -> Subscription | None:
        return await self._read(_subscription_by, subscription_id)

    @override
    async def subscriptions(
        self,
        *,
        channel: Channel | None = None,
        workspace: str | None = None,
        topic_id: str | None = None,
    ) -> list[Subscription]:
        return await self._read(_subscriptions_of, channel, workspace, topic_id)

    @override
    async def due(
        self, now: datetime, *, limit: int = 1_000, after: Subscription | None = None
    ) -> list[Subscription]:
        return await self._read(_due, now, limit, after)

    @override
    async def plan(self, planned: Sequence[Planned]) -> int:
        return await self._write(planning.plan, planned)

    @override
    async def slots(self, subscription_id: str) -> list[Slot]:
        return await self._read(_slots_of, subscription_id)

    @override
    async def changes(self, subscription_id: str) -> list[Change]:
        return await self._read(_changes_of, subscription_id)

    @override
    async def claim_tick(self, job: str, at: datetime) -> bool:
        return await self._write(_claim_tick, job, at)


def _save(connection: Connection, subscription: Subscription, change: Change) -> None:
    fields, kept = subscription_fields(subscription), subscriptions.c
    statement = insert(connection, subscriptions).values(fields)
    new = statement.excluded
    later = kept.covered_until.is_not(None) & (
        new.covered_until.is_(None) | (kept.covered_until > new.covered_until)
    )
    planned = {
        name: case((later, kept[name]), else_=new[name]) for name in ("covered_until", "shown")
    }
    connection.execute(
        statement.on_conflict_do_update(index_elements=[kept.id], set_={**fields, **planned})
    )
    _add_change(connection, change)


def _remove(connection: Connection, subscription_id: str, change: Change) -> None:
    gone = connection.execute(
        delete(subscriptions)
        .where(subscriptions.c.id == subscription_id)
        .returning(subscriptions.c.id)
    )
    if gone.first() is not None:
        of_it = deliveries.c.subscription_id == subscription_id
        give_up(connection, of_it, reason=UNSUBSCRIBED)
        _add_change(connection, change)


def _move(
    connection: Connection,
    subscription_id: str,
    moved: Subscription,
    ended: Change,
    begun: Change,
) -> None:
    _save(connection, moved, begun)
    _remove(connection, subscription_id, ended)


def _add_change(connection: Connection, change: Change) -> None:
    connection.execute(
        subscription_changes.insert().values(
            subscription_id=change.subscription_id,
            at=change.at,
            by=change.by,
            what=change.what,
        )
    )


def _subscription_by(connection: Connection, subscription_id: str) -> Subscription | None:
    query = select(subscriptions).where(subscriptions.c.id == subscription_id)
    row = connection.execute(query).first()
    return None if row is None else subscription_of(row)


def _subscriptions_of(
    connection: Connection,
    channel: Channel | None,
    workspace: str | None,
    topic_id: str | None,
) -> list[Subscription]:
    query = select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id)
    if channel is not None:
        query = query.where(subscriptions.c.channel == channel.key)
    if workspace is not None:
        platform, _, workspace_id = workspace.partition("/")
        query = query.where(
            subscriptions.c.platform == platform, subscriptions.c.workspace_id == workspace_id
        )
    if topic_id is not None:
        query = query.where(subscriptions.c.topic_id == topic_id)
    return [subscription_of(row) for row in connection.execute(query)]


def _due(
    connection: Connection, now: datetime, limit: int, after: Subscription | None
) -> list[Subscription]:
    query = (
        select(subscriptions)
        .where(subscriptions.c.paused.is_(None), subscriptions.c.due_at <= now)
        .order_by(subscriptions.c.due_at, subscriptions.c.id)
        .limit(limit)
    )
    if after is not None:
        place = tuple_(subscriptions.c.due_at, subscriptions.c.id)
        query = query.where(place > tuple_(literal(after.due_at, Moment), literal(after.id)))
    return [subscription_of(row) for row in connection.execute(query)]


def _slots_of(connection: Connection, subscription_id: str) -> list[Slot]:
    query = select(slots).where(slots.c.subscription_id == subscription_id)
    found = connection.execute(query.order_by(slots.c.due_at))
    return [slot_of(row) for row in found]


def _changes_of(connection: Connection, subscription_id: str) -> list[Change]:
    query = (
        select(subscription_changes)
        .where(subscription_changes.c.subscription_id == subscription_id)
        .order_by(subscription_changes.c.n)
    )
    return [
        Change(subscription_id=row.subscription_id, at=row.at, by=row.by, what=row.what)
        for row in connection.execute(query)
    ]


def _claim_tick(connection: Connection, job: str, at: datetime) -> bool:
    statement = insert(connection, ticks).values(job=job, at=at).on_conflict_do_nothing()
    claimed = connection.execute(statement.returning(ticks.c.job))
    return claimed.first() is not None
