"""Removing what may go: found in one transaction, removed in the next, a few rows at a time.

A look through a large table holds nobody up, and a removal holds others up for some milliseconds.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    literal,
    select,
    tuple_,
    update,
)

from digests.model import Retention
from digests.store import fulltext
from digests.store.delivery_schema import payloads
from digests.store.retention import STEPS, Condition, Step, has_old_text
from digests.store.rows import AnyRow
from digests.store.schema import articles, entries
from digests.store.statements import queue_by
from digests.store.transactions import Transactions

MOST = 400
"""Rows in a transaction; with keys of two columns these are fewer values than `CHUNK`."""

TEXTS = "entry texts"
UNREAD = "older than what is kept"
"""Why an entry has no article any more, in words for people."""

_Change = Callable[[Connection, Condition], int]


def count(connection: Connection, term: Retention) -> dict[str, int]:
    """Return how many rows may go, by the name of the step."""
    conditions = {step.name: (step.table, step.may_go(term)) for step in STEPS}
    conditions[TEXTS] = (entries, has_old_text(term))
    found = {}
    for name, (table, condition) in conditions.items():
        query = select(func.count()).select_from(table).where(condition)
        found[name] = connection.execute(query).scalar_one()
    return found


async def prune(transactions: Transactions, term: Retention) -> dict[str, int]:
    """Remove what may go, and return how many rows of each step."""
    removed = {}
    for step in STEPS:
        removed[step.name] = await _sweep(
            transactions, step.table, step.may_go(term), _remover(step)
        )
    removed[TEXTS] = await _sweep(transactions, entries, has_old_text(term), _empty)
    return removed


async def _sweep(
    transactions: Transactions, table: Table, condition: Condition, change: _Change
) -> int:
    """Go through a table once, in the order of its key, and change what fits the condition."""
    key = list(table.primary_key)
    done, last = 0, None
    while found := await transactions.read(_next, key, condition, last):
        last = found[-1]
        these = _key_of(key).in_([tuple(row) if len(key) > 1 else row[0] for row in found])
        # Asked again: something may have come to need it.
        done += await transactions.write(change, these & condition)
    return done


def _next(
    connection: Connection,
    key: Sequence[Column[Any]],
    condition: Condition,
    last: AnyRow | None,
) -> Sequence[AnyRow]:
    query = select(*key).where(condition).order_by(*key).limit(MOST)
    if last is not None:
        place = [literal(value, c.type) for value, c in zip(last, key, strict=True)]
        query = query.where(_key_of(key) > (tuple_(*place) if len(key) > 1 else place[0]))
    return connection.execute(query).all()


def _key_of(key: Sequence[Column[Any]]) -> ColumnElement[Any]:
    return tuple_(*key) if len(key) > 1 else key[0]


def _remover(step: Step) -> _Change:
    def remove(connection: Connection, which: Condition) -> int:
        if step.table is payloads:
            # Nobody plans a message of this body between the look and the removal.
            queue_by(connection, "outbox")
        if step.free is not None:
            which = which & step.free
        if step.taken_along:
            which = _take_along(connection, step, which)
        return connection.execute(delete(step.table).where(which)).rowcount

    return remove


def _take_along(connection: Connection, step: Step, which: Condition) -> Condition:
    """Remove what belongs to the rows; return the condition that names them, locked."""
    owned = step.taken_along[0]
    reference = next(key for key in owned.foreign_keys if key.column.table is step.table)
    named = reference.column
    found = connection.execute(select(named).where(which).with_for_update())
    names = list(found.scalars())
    if step.table is articles:
        fulltext.forget(connection, names)
        connection.execute(
            update(entries)
            .where(entries.c.article_id.in_(names))
            .values(article_id=None, unread_reason=UNREAD)
        )
    for table in step.taken_along:
        column = next(k.parent for k in table.foreign_keys if k.column.table is step.table)
        connection.execute(delete(table).where(column.in_(names)))
    return named.in_(names)


def _empty(connection: Connection, which: Condition) -> int:
    return connection.execute(update(entries).where(which).values(html="")).rowcount
