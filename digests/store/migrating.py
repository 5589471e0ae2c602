"""Bringing a database up to date: Alembic, with its migrations beside this file and no alembic.ini.

The revision is looked at first, so that a start with nothing to do does not pay for Alembic.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, inspect, select, text
from sqlalchemy.pool import NullPool
from sqlalchemy.sql import column, table

from digests.errors import ConfigError
from digests.store.address import Address
from digests.store.engine import (
    WRITING,
    connect_options,
    log_ahead,
    logs_ahead,
    take_over_transactions,
)

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")

HEAD = "0012"
"""The newest revision in `migrations/versions`."""

LOCK = 0x6369746577697265
"""The advisory lock under which PostgreSQL migrates: `citewire` in ASCII."""

# Alembic keeps the running migration in module globals.
_one_at_a_time = threading.Lock()

_version = table("alembic_version", column("version_num"))


def bring_up_to_date(engine: Engine, address: Address) -> None:
    """Make the tables, or bring them from an older revision to `HEAD`.

    Raises:
        ConfigError: a newer version of Citewire made the database.
    """
    with engine.begin() as connection:
        ready = _is_ready(connection)
    if not ready:
        _migrate(address)


def _is_ready(connection: Connection) -> bool:
    logged = connection.dialect.name != "sqlite" or logs_ahead(connection)
    return logged and revision_of(connection) == HEAD


def revision_of(connection: Connection) -> str | None:
    """Return the database's revision; None where nothing was made yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()


def describe(connection: Connection, address: Address) -> dict[str, str]:
    """Return engine, version, revision, address and size, in words."""
    sqlite = address.file is not None
    revision = revision_of(connection)
    version = text("SELECT sqlite_version()" if sqlite else "SHOW server_version")
    size = text(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if sqlite
        else "SELECT pg_database_size(current_database())"
    )
    return {
        "engine": "SQLite" if sqlite else "PostgreSQL",
        "version": str(connection.execute(version).scalar_one()),
        "revision": revision or "none",
        "address": address.shown,
        "size": f"{int(connection.execute(size).scalar_one()) / 1e6:.1f} MB",
    }


def _migrate(address: Address) -> None:
    engine = create_engine(address.url, poolclass=NullPool, **connect_options(address))
    if address.file is not None:
        log_ahead(engine)
        take_over_transactions(engine)
    with (
        _one_at_a_time,
        engine.execution_options(**{WRITING: True}).begin() as connection,
    ):
        # SQLite's write lock is taken; on PostgreSQL the lock ends with the transaction.
        if address.file is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        upgrade(connection, address)


def upgrade(connection: Connection, address: Address) -> None:
    """Run what the database lacks, within the connection's transaction."""
    # Here and not above: importing Alembic would slow every command's start down.
    from alembic import command  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = alembic_config(connection)
    revision = revision_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise ConfigError(
            f"{address.shown}: a newer version of Citewire made it (revision {revision}; this one"
            f" knows up to {HEAD}). Install that version, or name another CITEWIRE_DATABASE_URL."
        )
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """Return what Alembic's commands need to work on the connection."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    # Percent signs are the config's own escape.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
