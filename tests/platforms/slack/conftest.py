"""Slack workspaces, and the front before them."""

from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from tests.platforms.slack.front import Front, front_of
from tests.platforms.slack.standin import Slack, workspace


@pytest.fixture(autouse=True, scope="package")
def quiet_log() -> Iterator[None]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack's SDK sends even what is for loopback through the proxy that the environment names."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def acme_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slack]:
    with workspace(tmp_path_factory.mktemp("acme"), team="T01ACME", name="acme") as slack:
        yield slack


@pytest.fixture(scope="session")
def globex_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slack]:
    with workspace(tmp_path_factory.mktemp("globex"), team="T02GLOBEX", name="globex") as slack:
        yield slack


@pytest.fixture
def acme(acme_running: Slack) -> Slack:
    """Return a workspace as it was when it was made."""
    acme_running.control("reset", {})
    return acme_running


@pytest.fixture
def globex(globex_running: Slack) -> Slack:
    """Return another workspace as it was when it was made."""
    globex_running.control("reset", {})
    return globex_running


@pytest.fixture
async def front(acme: Slack) -> AsyncIterator[Front]:
    """Serve a front before a workspace; every call must have been one that Slack takes."""
    async with front_of(acme) as served:
        yield served
        assert served.wrong == []
