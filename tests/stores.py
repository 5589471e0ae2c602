"""Every kind of store, empty and migrated, for the tests that run over all of them.

Plugin, beside `tests.postgres`. A SQLite file is migrated once and copied for each test.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from digests.ports import Outbox, Store, Subscriptions
from digests.store.memory import MemoryStore
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from digests.store.sql import Database, SqlStore, open_database, open_store


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated, empty database file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _make(file)).result()
    return file


async def _make(file: Path) -> None:
    async with open_store(f"sqlite:///{file}"):
        pass


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """Return the address of a migrated, empty database file of the test's own."""
    file = tmp_path / "citewire.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated, empty database on each engine."""
    names = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}
    url: str = request.getfixturevalue(names[request.param])
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without any table on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'citewire.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
async def sql_store(database_url: str) -> AsyncIterator[SqlStore]:
    """Open an empty store on each engine."""
    async with open_store(database_url) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str | None:
    """Return where a store of each kind is kept; None in memory."""
    if request.param == "memory":
        return None
    names = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}
    url: str = request.getfixturevalue(names[request.param])
    return url


@pytest.fixture
async def store(store_url: str | None) -> AsyncIterator[Store]:
    """Open an empty store of each kind."""
    if store_url is None:
        yield MemoryStore()
    else:
        async with open_store(store_url) as opened:
            yield opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Subscriptions, and the outbox that their plans go into."""

    subscriptions: Subscriptions
    outbox: Outbox


def outgoing_in_memory() -> Outgoing:
    """Return what is empty and kept nowhere."""
    outbox = MemoryOutbox()
    return Outgoing(subscriptions=MemorySubscriptions(outbox), outbox=outbox)


@pytest.fixture
async def outgoing(store_url: str | None) -> AsyncIterator[Outgoing]:
    """Open empty subscriptions and their outbox, of each kind."""
    if store_url is None:
        yield outgoing_in_memory()
    else:
        async with open_database(store_url) as database:
            yield Outgoing(subscriptions=database.subscriptions, outbox=database.outbox)


@pytest.fixture
def subscriptions(outgoing: Outgoing) -> Subscriptions:
    """Return empty subscriptions of each kind."""
    return outgoing.subscriptions


@pytest.fixture
def outbox(outgoing: Outgoing) -> Outbox:
    """Return the empty outbox of each kind that the same test's subscriptions fill."""
    return outgoing.outbox


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open everything that one database keeps, empty, on each engine."""
    async with open_database(database_url) as opened:
        yield opened
