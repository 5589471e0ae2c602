"""Pieces that statements of several operations are made of."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

from digests.store.rows import AnyRow

T = TypeVar("T")

CHUNK = 900
"""Values in one IN list; SQLite builds before 3.32 allow 999 variables in a statement."""


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Return the distinct values in their order, `CHUNK` at a time."""
    rest = iter(dict.fromkeys(values))
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def rows_in(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    column: ColumnElement[T],
    values: Iterable[T],
) -> list[AnyRow]:
    """Return the rows of the query whose column is among the values, whatever their number."""
    rows: list[AnyRow] = []
    for chunk in chunks(values):
        rows += connection.execute(query.where(column.in_(chunk)))
    return rows


def insert(connection: Connection, into: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what happens where the row is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(into)
    return postgresql.insert(into)


def queue_by(connection: Connection, *key: str) -> None:
    """Let transactions with this key run one after the other.

    For what replaces a set of rows: under READ COMMITTED neither of two writers sees the other's
    new rows. On SQLite a writing transaction is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_QUEUE, {"key": "\x1f".join(key)})


_QUEUE = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
