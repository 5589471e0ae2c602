"""Migrations make exactly the tables that the code works with."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from digests.errors import ConfigError
from digests.store.address import read_address
from digests.store.engine import WRITING, engine_for
from digests.store.migrating import HEAD, alembic_config, revision_of
from digests.store.schema import digest_listings, metadata
from digests.store.sql import open_store
from tests.render.digests import sample_digest, second_digest
from tests.store.builders_store import a_digest

ROOT = Path(__file__).resolve().parents[2]


def of_alembic_or_search(name: str | None) -> bool:
    return str(name).startswith(("alembic_version", "article_search"))


def shape(connection: Connection) -> dict[str, Any]:
    """Return tables, columns, keys, constraints and indexes as the database has them."""
    inspector = inspect(connection)
    return {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)
            ],
            "key": inspector.get_pk_constraint(name),
            "unique": sorted(inspector.get_unique_constraints(name), key=repr),
            "foreign": sorted(inspector.get_foreign_keys(name), key=repr),
            "indexes": sorted(
                (i["name"], i["column_names"], i["unique"], _where(i))
                for i in inspector.get_indexes(name)
            ),
        }
        for name in inspector.get_table_names()
        if not of_alembic_or_search(name)
    }


def _where(index: Any) -> str:  # noqa: ANN401 — of each engine another mapping
    options: dict[str, object] = index.get("dialect_options", {})
    return " ".join(str(value) for name, value in options.items() if name.endswith("_where"))


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, kind, _: kind != "table" or not of_alembic_or_search(name),
        },
    )
    return list(compare_metadata(context, metadata))


async def test_a_migrated_database_has_what_the_code_describes(database_url: str) -> None:
    async with open_store(database_url) as store:
        with store.transactions.engine.begin() as connection:
            assert differences(connection) == []


async def test_an_upgrade_equals_create_all(blank_url: str) -> None:
    address = read_address(blank_url)
    if address.file is not None:
        address.file.parent.mkdir()
    engine = engine_for(address)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        metadata.create_all(connection)
        made = shape(connection)
        metadata.drop_all(connection)
    engine.dispose()
    async with open_store(blank_url) as store:
        with store.transactions.engine.begin() as connection:
            assert shape(connection) == made


async def test_every_step_can_be_taken_back(database_url: str) -> None:
    async with open_store(database_url) as store:
        with store.transactions.writing.begin() as connection:
            command.downgrade(alembic_config(connection), "base")
            left = inspect(connection).get_table_names()
            assert left == ["alembic_version"]
            command.upgrade(alembic_config(connection), "head")
            assert differences(connection) == []


async def test_the_newest_revision_is_the_one_that_is_looked_for(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        with store.transactions.engine.begin() as connection:
            heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    assert list(heads) == [HEAD]


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(database_url: str) -> None:
    async with open_store(database_url) as store:
        with store.transactions.writing.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match=r"newer version of Citewire .*9999.* Install") as refusal:
        async with open_store(database_url):
            pass
    assert "hidden-from-everyone" not in str(refusal.value)
    engine = engine_for(read_address(database_url))
    with engine.begin() as connection:
        assert revision_of(connection) == "9999"
    engine.dispose()


async def test_a_database_is_made_once_and_kept(blank_url: str) -> None:
    for _ in range(2):
        async with open_store(blank_url) as store:
            described = await store.describe()
        assert described["revision"] == HEAD


async def test_stores_that_open_at_once_in_one_process_all_open(
    blank_url: str, tmp_path: Path
) -> None:
    async def revision(url: str) -> str:
        async with open_store(url) as store:
            return (await store.describe())["revision"]

    urls = [blank_url, f"sqlite:///{tmp_path / 'b.db'}", blank_url, blank_url]
    assert await asyncio.gather(*map(revision, urls)) == [HEAD] * 4


async def test_a_new_file_that_somebody_else_is_writing_is_waited_for(tmp_path: Path) -> None:
    async def revision() -> str:
        async with open_store(f"sqlite:///{tmp_path / 'new.db'}") as store:
            return (await store.describe())["revision"]

    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE theirs (n INTEGER)")
        opening = asyncio.create_task(revision())
        done, _ = await asyncio.wait({opening}, timeout=0.3)
        assert not done
        other.execute("COMMIT")
    assert await opening == HEAD


async def test_a_file_without_write_ahead_logging_gets_it(sqlite_url: str) -> None:
    def logging(pragma: str) -> str:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
            return str(other.execute(pragma).fetchone()[0])

    assert logging("PRAGMA journal_mode = DELETE") == "delete"
    async with open_store(sqlite_url):
        pass
    assert logging("PRAGMA journal_mode") == "wal"


async def test_a_start_with_nothing_to_do_does_not_load_alembic(sqlite_url: str) -> None:
    program = (
        "import asyncio, sys; from digests.store.sql import open_store\n"
        "async def main():\n"
        f"    async with open_store({sqlite_url!r}): pass\n"
        "asyncio.run(main()); sys.exit('alembic' in sys.modules)"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 0


async def test_a_store_describes_itself_without_a_password(database_url: str) -> None:
    async with open_store(database_url) as store:
        described = await store.describe()
    assert set(described) == {"engine", "version", "revision", "address", "size"}
    assert described["engine"] in {"SQLite", "PostgreSQL"}
    assert described["size"].endswith(" MB")
    assert "hidden-from-everyone" not in str(described)


def before_listings(connection: Connection) -> str:
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    return str(scripts.get_revision("0009").down_revision)


async def test_digests_that_were_kept_before_are_listed_as_new_ones_are(database_url: str) -> None:
    digests = [sample_digest(), second_digest(), a_digest(content="with “quotes” & 🙂")]
    async with open_store(database_url) as store:
        for digest in digests:
            await store.save_digest(digest)
        with store.transactions.writing.begin() as connection:
            columns = digest_listings.c
            kept = select(*(c for c in columns if c.name not in {"n", "body"})).order_by(columns.n)
            body = select(columns.body).order_by(columns.n)
            made, listed = list(connection.execute(kept)), connection.execute(body)
            before = [json.loads(one) for one in listed.scalars()]
            command.downgrade(alembic_config(connection), before_listings(connection))
            command.upgrade(alembic_config(connection), "head")
            assert list(connection.execute(kept)) == made
            listed = connection.execute(body)
            assert [json.loads(one) for one in listed.scalars()] == before
