"""An app that many workspaces install, and a front before two of them."""

from collections.abc import AsyncIterator

import pytest

from bot.platforms import Adapter
from config.settings import Settings
from tests.platforms.slack.front import Front, front_of
from tests.platforms.slack.installations.installing import reachable, settings_for_many
from tests.platforms.slack.receiving import Hall, a_hall
from tests.platforms.slack.standin import Slack


@pytest.fixture
async def front(acme: Slack, globex: Slack) -> AsyncIterator[Front]:
    """Serve a front before two workspaces."""
    async with front_of(acme, globex) as served_front:
        yield served_front
        assert served_front.wrong == []


@pytest.fixture
def settings(front: Front, sqlite_url: str) -> Settings:
    return settings_for_many(front, sqlite_url)


@pytest.fixture
def hall() -> Hall:
    return a_hall()


@pytest.fixture
async def running(
    settings: Settings, front: Front, hall: Hall
) -> AsyncIterator[tuple[Adapter, str]]:
    async with reachable(settings, front, hall) as both:
        yield both


@pytest.fixture
def adapter(running: tuple[Adapter, str]) -> Adapter:
    return running[0]


@pytest.fixture
def address(running: tuple[Adapter, str]) -> str:
    return running[1]
