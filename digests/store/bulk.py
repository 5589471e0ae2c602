"""Many rows in one statement."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine

from digests.store.rows import AnyRow, Fields
from digests.store.statements import insert

_ORDER = "ordinality"


def insert_missing(
    connection: Connection, into: Table, rows: Sequence[Fields], *returned: Column[Any]
) -> list[AnyRow]:
    """Insert rows in their order, but those that are there, and return columns of the new ones.

    On PostgreSQL a column travels as one array, whatever the number of rows: a statement of that
    many values would be parsed anew each time.
    """
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        statement = insert(connection, into).on_conflict_do_nothing().returning(*returned)
        return list(connection.execute(statement, list(rows)))
    # What no row has is left out: half of a new delivery's columns are of its way to come.
    names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    given = _table_of(into, names)
    ordered = select(*_values(into, given, names)).order_by(given.c[_ORDER])
    found = connection.execute(
        postgres_insert(into)
        .from_select(names, ordered)
        .on_conflict_do_nothing()
        .returning(*returned),
        _arrays(into, names, rows),
    )
    return list(found)


def update_by(
    connection: Connection, table: Table, key: Column[Any], rows: Sequence[Fields]
) -> None:
    """Set the columns of the row that each key names."""
    if not rows:
        return
    names = [name for name in rows[0] if name != key.name]
    if connection.dialect.name == "sqlite":
        one = update(table).where(key == bindparam("_key"))
        statement = one.values({name: bindparam(name) for name in names})
        named = [{**row, "_key": row[key.name]} for row in rows]
        connection.execute(statement, named)
        return
    given = _table_of(table, rows[0])
    connection.execute(
        update(table)
        .values(dict(zip(names, _values(table, given, names), strict=True)))
        .where(key == given.c[key.name]),
        _arrays(table, rows[0], rows),
    )


def _table_of(table: Table, names: Iterable[str]) -> TableValuedAlias:
    columns = [table.c[name] for name in names]
    arrays = (cast(bindparam(f"all_{c.name}"), ARRAY(_sent_as(c))) for c in columns)
    named = (column(c.name, _sent_as(c)) for c in columns)
    given = func.unnest(*arrays).table_valued(*named, with_ordinality=_ORDER)
    return given.render_derived()


def _values(
    table: Table, given: TableValuedAlias, names: Iterable[str]
) -> list[ColumnElement[Any]]:
    return [cast(given.c[name], table.c[name].type) for name in names]


def _sent_as(one: Column[Any]) -> TypeEngine[Any]:
    # The driver takes lists within a list for more dimensions of the array.
    return Text() if isinstance(one.type, JSON) else one.type


def _arrays(table: Table, names: Iterable[str], rows: Sequence[Fields]) -> Fields:
    arrays: Fields = {}
    for name in names:
        values = [row[name] for row in rows]
        if isinstance(table.c[name].type, JSON):
            values = [json.dumps(value) for value in values]
        arrays[f"all_{name}"] = values
    return arrays
