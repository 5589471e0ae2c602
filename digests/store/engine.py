"""Engines: how connections and transactions begin on each database."""

import sqlite3
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from digests.store.address import Address

LOCK_WAIT = timedelta(seconds=30)
"""How long a writer waits for another process's transaction on the same SQLite file."""

CONNECTIONS = 10
"""Transactions at once, each in a thread of its own."""

KEPT_OPEN = 5
"""Connections to PostgreSQL that stay open: a server has a hundred for all processes."""

CONNECT_WAIT = timedelta(seconds=10)
"""How long PostgreSQL may take to answer a new connection."""

NO_IDLE_LOCKS = "-c idle_in_transaction_session_timeout=10s"
"""A process that stands still within a transaction loses it: its locks would hold up all others."""

WRITING = "citewire_writing"
"""The execution option of connections whose transactions write."""


def engine_for(address: Address) -> Engine:
    """Return the engine that a store works with; nothing is connected yet."""
    options = connect_options(address)
    # A connection that a server's restart has cut is replaced without an error.
    kept = KEPT_OPEN if address.file is None else CONNECTIONS
    engine = create_engine(
        address.url,
        pool_pre_ping=address.file is None,
        pool_size=kept,
        max_overflow=CONNECTIONS - kept,
        **options,
    )
    if address.file is not None:
        take_over_transactions(engine)
    return engine


def connect_options(address: Address) -> dict[str, Any]:
    """Return the options of every engine for the address."""
    # hide_parameters: an error's text and its traceback must not hold what is kept.
    options: dict[str, Any] = {"hide_parameters": True}
    if address.file is None:
        # jit: no query of ours is long enough for it; one of 2 ms was compiled for 75.
        given = {
            "connect_timeout": int(CONNECT_WAIT.total_seconds()),
            "options": f"-c jit=off {NO_IDLE_LOCKS}",
        }
        options["connect_args"] = {
            name: value for name, value in given.items() if name not in address.url.query
        }
    return options


def log_ahead(engine: Engine) -> None:
    """Switch a SQLite file to write-ahead logging, which it then keeps; not within a transaction.

    The switch needs the file to itself and, unlike a transaction, does not always wait for it: so it
    is tried until `LOCK_WAIT` is over.
    """
    for attempt in Retrying(
        retry=retry_if_exception(_is_busy),
        stop=stop_after_delay(LOCK_WAIT),
        wait=wait_random(0.01, 0.05),
        reraise=True,
    ):
        with attempt, engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def logs_ahead(connection: Connection) -> bool:
    """Return whether the SQLite file has write-ahead logging."""
    return connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def _is_busy(error: BaseException) -> bool:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return code & _PRIMARY_CODE == sqlite3.SQLITE_BUSY


_PRIMARY_CODE = 0xFF
"""The bits of SQLite's extended result codes that say what kind of failure it is."""


class _SqliteConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> Any: ...  # noqa: ANN401 — the drivers' cursors have no common type


def take_over_transactions(engine: Engine) -> None:
    """Make SQLite transactions begin when we say so, and a writer's with the write lock.

    The driver's own way begins at the first INSERT: a transaction that reads before it writes
    then decides on a state that another writer replaces, and fails or loses an update
    (https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#sqlite-transactions).
    """

    @event.listens_for(engine, "connect")
    def _prepare(connection: _SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(LOCK_WAIT.total_seconds() * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        # FULL: what is committed stays, through a power cut too.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
