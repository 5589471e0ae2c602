"""A stand-in for Discord a session, and a Discord with laws and failures a test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import structlog

from tests.conftest import SHARED, leave_out
from tests.platforms.discord.checking import Contract, load_contract
from tests.platforms.discord.front import Front, opened
from tests.platforms.discord.office import Office, open_office
from tests.platforms.discord.people import Somebody
from tests.platforms.discord.scripted import asked
from tests.platforms.discord.standin import StandIn, running


@pytest.fixture(scope="session")
def stand_in() -> Iterator[StandIn]:
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def contract() -> Contract | None:
    """Return what checks every body that is sent; None where it does not lie beside the checkout."""
    folder = SHARED / "discord"
    return load_contract(folder) if (folder / "openapi.json").exists() else None


@pytest.fixture
def described(contract: Contract | None) -> Contract:
    """Return Discord's description of its API."""
    if contract is None:
        leave_out("Discord's description of its API is absent (../shared/discord)")
    return contract


@pytest_asyncio.fixture
async def discord(
    stand_in: StandIn, contract: Contract | None, tmp_path: Path
) -> AsyncIterator[Front]:
    async with opened(stand_in, contract, folder=tmp_path) as front:
        yield front


@pytest_asyncio.fixture
async def office(discord: Front) -> AsyncIterator[Office]:
    async with open_office(discord) as opened_office:
        yield opened_office


@pytest_asyncio.fixture
async def alice(discord: Front) -> AsyncIterator[Somebody]:
    """Yield somebody in a channel of their own, who may do everything."""
    async with asked(discord) as somebody:
        yield somebody
        await somebody.may(None)


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """Print no events while these tests run."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()
