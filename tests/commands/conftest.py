"""Halls for the tests of commands: over each kind of store, and one in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from digests.store.memory import MemoryStore
from tests.commands.hall import Hall, a_hall_in_memory, a_hall_on_file, read_sample


@pytest.fixture(scope="session")
def sample_week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MemoryStore]:
    """Return the sample week, read into a file that is to be copied, and into memory."""
    return read_sample(tmp_path_factory.mktemp("week"))


@pytest.fixture(params=["memory", "sqlite"])
async def hall(
    request: pytest.FixtureRequest, tmp_path: Path, sample_week: tuple[Path, MemoryStore]
) -> AsyncIterator[Hall]:
    """Open a hall that has read the sample week."""
    file, memory = sample_week
    opening = (
        a_hall_in_memory(memory) if request.param == "memory" else a_hall_on_file(file, tmp_path)
    )
    async with opening as opened:
        yield opened
