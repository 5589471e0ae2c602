"""Rooms to read the record in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.commands.hall import read_sample
from tests.web.room import Room, a_sample_room


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the sample week, to be copied."""
    return read_sample(tmp_path_factory.mktemp("sample"))[0]


@pytest.fixture
async def room(sample: Path, tmp_path: Path) -> AsyncIterator[Room]:
    """Open a room over the sample week, in which PyTorch is public and nothing else."""
    async with a_sample_room(sample, tmp_path) as opened:
        yield opened
