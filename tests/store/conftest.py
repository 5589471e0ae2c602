"""A populated file, and an empty PostgreSQL to move it to."""

from collections.abc import AsyncIterator

import pytest

from digests.store.sql import Database, open_database
from tests.store.moving import populate


@pytest.fixture
async def old(sqlite_url: str) -> AsyncIterator[Database]:
    """Open a file with rows in every table."""
    async with open_database(sqlite_url) as opened:
        await populate(opened)
        yield opened


@pytest.fixture
async def new(postgres_url: str) -> AsyncIterator[Database]:
    """Open an empty PostgreSQL."""
    async with open_database(postgres_url) as opened:
        yield opened
