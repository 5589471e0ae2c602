"""Moving everything that is kept from a SQLite file into an empty PostgreSQL.

The file is closed to writers before PostgreSQL's transaction is committed, so at no time do both
take work: a process that still runs on the file can mark no message as being sent, and posts none.
A move that was killed in between finds PostgreSQL empty, and is made again.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select, text

from digests.errors import UserError
from digests.store import fulltext
from digests.store.delivery_schema import deliveries, lanes
from digests.store.rows import AnyRow, article_of, fields_of
from digests.store.schema import article_versions, articles, metadata
from digests.store.transactions import Transactions
from digests.store.versions import NEWEST

BATCH = 200
"""Rows in memory: a text has 5 kB, and seldom 1 MB."""

SEARCH = "search index"
"""What is made anew, counted as a table."""

Tell = Callable[[str, int], None]
"""Is told how many more rows of a table are there."""

_CLOSED = "moved"
"""How the names of the triggers begin that close a file."""


async def size(source: Transactions) -> int:
    """Return how many rows a move copies or makes."""

    def count(connection: Connection) -> int:
        counts = _counts(connection)
        return sum(counts.values()) + counts[articles.name]

    return await source.read(count)


async def move(
    source: Transactions, target: Transactions, *, now: datetime, tell: Tell
) -> dict[str, int]:
    """Copy every table, close the file to writers, and return how many rows each table has.

    Cancelled while rows are copied, it moves nothing. A file that was moved to the same place before is left alone; the rows are counted again.

    Raises:
        UserError: somebody is posting, or PostgreSQL is not empty; the text says what to do.
        StoreError: either cannot be reached or written to; PostgreSQL is then as it was.
    """
    place = target.address.shown
    asker = asyncio.current_task()

    def told(name: str, rows: int) -> None:
        # A transaction's thread is not cancelled with whoever waits for it.
        if asker is not None and asker.cancelling():
            raise asyncio.CancelledError
        tell(name, rows)

    def fill(into: Connection) -> dict[str, int]:
        into.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN EXCLUSIVE MODE"))
        there = _counts(into)
        filled = [name for name, count in there.items() if count]

        # Within the other: so the file is closed first, and PostgreSQL committed after it.
        with source.begun() as out_of:
            if filled and _was_moved_to(out_of, place):
                return there
            if filled:
                raise UserError(_not_empty(place, filled))
            _nobody_posts(out_of, now)
            counts = _copy(out_of, into, told)
            _close(out_of, place)
        return counts

    return await target.write(fill)


def _nobody_posts(connection: Connection, now: datetime) -> None:
    held = select(func.max(lanes.c.until)).where(lanes.c.holder.is_not(None))
    sending = select(func.max(deliveries.c.lease_until)).where(deliveries.c.lease.is_not(None))
    moments = [connection.execute(query).scalar() for query in (held, sending)]
    until = max((one for one in moments if one is not None and one > now), default=None)
    if until is not None:
        raise UserError(
            f"A process is posting; what it holds is its own until {until:%Y-%m-%d %H:%M:%S} UTC."
            " Stop `citewire run` and start the move again; if it was killed, after that time."
        )


def _not_empty(place: str, filled: Sequence[str]) -> str:
    return (
        f"{place} is not empty ({', '.join(filled)}), and nothing was changed. Stop whatever runs"
        " on it and name an empty database, made by `createdb NAME`."
    )


def _copy(out_of: Connection, into: Connection, tell: Tell) -> dict[str, int]:
    for table in metadata.sorted_tables:
        for rows in _batches(out_of, select(table).order_by(*table.primary_key)):
            into.execute(insert(table), [fields_of(row) for row in rows])
            tell(table.name, len(rows))
        _number_on(into, table)
    for rows in _batches(out_of, NEWEST.order_by(article_versions.c.n)):
        fulltext.index_newest(into, [(row.n, article_of(row)) for row in rows])
        tell(SEARCH, len(rows))
    into.execute(text("ANALYZE"))
    return _counts(into)


def _batches(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[AnyRow]]:
    yield from connection.execute(query, execution_options={"yield_per": BATCH}).partitions()


def _number_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows from the last one on."""
    column = table.autoincrement_column
    if column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    last = connection.execute(select(func.max(column))).scalar()
    if last is not None:
        connection.execute(select(func.setval(sequence, last)))


def _counts(connection: Connection) -> dict[str, int]:
    counts = {}
    for table in metadata.sorted_tables:
        query = select(func.count()).select_from(table)
        counts[table.name] = int(connection.execute(query).scalar_one())
    return counts


def _close(connection: Connection, place: str) -> None:
    """Let every write into the file fail and say why; what is there can still be read."""
    words = f"everything was moved to {place}; set CITEWIRE_DATABASE_URL".replace("'", "''")
    for table in metadata.tables:
        for change in ("INSERT", "UPDATE", "DELETE"):
            name = f"{_CLOSED}_{table}_{change.lower()}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {change} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )


def _was_moved_to(connection: Connection, place: str) -> bool:
    query = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    found = connection.execute(query, {"name": f"{_CLOSED}_deliveries_update"})
    return f"moved to {place};" in (found.scalar() or "")
