"""Many rows in one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, Table, bindparam, cast, column, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import TableValuedAlias

from digests.store.rows import AnyRow, Fields
from digests.store.statements import insert

_ORDER = "ordinality"


async def insert_missing(
    connection: AsyncConnection, into: Table, rows: Sequence[Fields], *returned: Column[Any]
) -> list[AnyRow]:
    """Insert rows in their order, but those that are there, and return columns of the new ones.

    On PostgreSQL a column travels as one array, whatever the number of rows: a statement of that
    many values would be parsed anew each time.
    """
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        statement = insert(connection, into).on_conflict_do_nothing().returning(*returned)
        return list(await connection.execute(statement, list(rows)))
    given = _table_of(into, rows[0])
    ordered = select(*(given.c[name] for name in rows[0])).order_by(given.c[_ORDER])
    found = await connection.execute(
        postgres_insert(into)
        .from_select(list(rows[0]), ordered)
        .on_conflict_do_nothing()
        .returning(*returned),
        _arrays(rows),
    )
    return list(found)


async def update_by(
    connection: AsyncConnection, table: Table, key: Column[Any], rows: Sequence[Fields]
) -> None:
    """Set the columns of the row that each key names."""
    if not rows:
        return
    names = [name for name in rows[0] if name != key.name]
    if connection.dialect.name == "sqlite":
        one = update(table).where(key == bindparam("_key"))
        statement = one.values({name: bindparam(name) for name in names})
        named = [{**row, "_key": row[key.name]} for row in rows]
        await connection.execute(statement, named)
        return
    given = _table_of(table, rows[0])
    await connection.execute(
        update(table)
        .values({name: given.c[name] for name in names})
        .where(key == given.c[key.name]),
        _arrays(rows),
    )


def _table_of(table: Table, names: Iterable[str]) -> TableValuedAlias:
    columns = [table.c[name] for name in names]
    arrays = (cast(bindparam(f"all_{c.name}"), ARRAY(c.type)) for c in columns)
    return (
        func.unnest(*arrays)
        .table_valued(*(column(c.name, c.type) for c in columns), with_ordinality=_ORDER)
        .render_derived()
    )


def _arrays(rows: Sequence[Fields]) -> Fields:
    return {f"all_{name}": [row[name] for row in rows] for name in rows[0]}
