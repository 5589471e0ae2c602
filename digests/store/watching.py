"""What is watched, on SQL: each kept whole as JSON, with what it is asked by in columns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, or_, select, update
from typing_extensions import override

from digests.model import Closing, Watched
from digests.model.watching import in_order_of_watching
from digests.ports import Watching
from digests.store.revisit_schema import watch_items
from digests.store.statements import insert
from digests.store.transactions import Transactions

_BODY: TypeAdapter[Watched] = TypeAdapter(Watched)


class SqlWatching(Watching):
    """`Watching` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def watch(self, items: Sequence[Watched]) -> int:
        return await self._write(_watch, items)

    @override
    async def watched(
        self, topic_id: str, *, closed_since: datetime | None = None
    ) -> list[Watched]:
        return await self._read(_watched, topic_id, closed_since)

    @override
    async def close(self, item_id: str, topic_id: str, closing: Closing) -> bool:
        return await self._write(_close, item_id, topic_id, closing)


def _watch(connection: Connection, items: Sequence[Watched]) -> int:
    fresh = 0
    for item in items:
        added = connection.execute(
            insert(connection, watch_items)
            .values(
                id=item.id,
                topic_id=item.topic_id,
                opened_at=item.opened_at,
                body=_BODY.dump_json(item).decode(),
            )
            .on_conflict_do_nothing()
            .returning(watch_items.c.id)
        )
        fresh += added.first() is not None
    return fresh


def _watched(connection: Connection, topic_id: str, closed_since: datetime | None) -> list[Watched]:
    wanted: list[ColumnElement[bool]] = [watch_items.c.closed_at.is_(None)]
    if closed_since is not None:
        wanted.append(watch_items.c.closed_at >= closed_since)
    query = select(watch_items.c.body).where(watch_items.c.topic_id == topic_id, or_(*wanted))
    bodies = connection.execute(query).scalars()
    return in_order_of_watching(_BODY.validate_json(body, strict=True) for body in bodies)


def _close(connection: Connection, item_id: str, topic_id: str, closing: Closing) -> bool:
    place = (
        (watch_items.c.id == item_id)
        & (watch_items.c.topic_id == topic_id)
        & watch_items.c.closed_at.is_(None)
    )
    body = connection.execute(select(watch_items.c.body).where(place)).scalar()
    if body is None:
        return False
    closed = replace(_BODY.validate_json(body, strict=True), closing=closing)
    kept = connection.execute(
        update(watch_items)
        .where(place)
        .values(closed_at=closing.at, body=_BODY.dump_json(closed).decode())
    )
    return kept.rowcount == 1
