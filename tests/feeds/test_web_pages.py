"""The pages of entries, against a loopback server: a host that is ill is left alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from digests.feeds.guard import GuardedConnector, open_session
from digests.feeds.pages import PATIENCE, REST, WebPages
from digests.feeds.web import Fetched, fetch_bytes
from digests.model import FetchProblem
from tests.builders import MONDAY
from tests.fakes.web import FakeWeb

NOBODY = "http://127.0.0.1:9"
"""Port 9 is for discarding, and nothing listens there."""


class Clock:
    """Stands still until it is set."""

    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


@pytest.fixture
async def pages(clock: Clock) -> AsyncIterator[WebPages]:
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        yield WebPages(session, clock=clock)


async def test_a_page_is_fetched(web: FakeWeb, pages: WebPages) -> None:
    answer = await pages.fetch(web.page("/1", "<p>Hello</p>"))
    assert isinstance(answer, Fetched)
    assert (answer.status, answer.body) == (200, b"<p>Hello</p>")


async def test_a_host_that_does_not_answer_is_left_alone_for_a_while(
    web: FakeWeb, pages: WebPages, clock: Clock
) -> None:
    for n in range(PATIENCE):
        asked = await pages.fetch(f"{NOBODY}/{n}")
        assert isinstance(asked, FetchProblem)
        assert asked.retry_after is None
    # The same host by name of the server that answers, so that a request would be seen.
    left = await pages.fetch(web.page("/1", "<p>Hello</p>"))
    assert isinstance(left, FetchProblem)
    assert left.retry_after == REST
    assert "127.0.0.1 does not answer at present" in left.reason
    assert web.requests == []

    clock.now += REST
    assert isinstance(await pages.fetch(web.url("/1")), Fetched)


async def test_an_answer_forgives_what_failed_before(web: FakeWeb, pages: WebPages) -> None:
    good = web.page("/1", "<p>Hello</p>")
    for _ in range(PATIENCE + 1):
        await pages.fetch(f"{NOBODY}/1")
        assert isinstance(await pages.fetch(good), Fetched)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "rest"), [("3600", timedelta(hours=1)), ("5", REST), ("", REST)])
async def test_a_host_that_asks_for_less_is_left_alone_at_once(
    web: FakeWeb, pages: WebPages, status: int, asked: str, rest: timedelta
) -> None:
    busy = web.status("/busy", status, headers={"Retry-After": asked})
    assert isinstance(await pages.fetch(busy), Fetched)
    left = await pages.fetch(busy)
    assert isinstance(left, FetchProblem)
    assert left.retry_after == rest
    assert len(web.seen("/busy")) == 1


async def test_a_missing_page_is_an_answer(web: FakeWeb, pages: WebPages) -> None:
    for _ in range(PATIENCE + 1):
        answer = await pages.fetch(web.url("/none"))
        assert isinstance(answer, Fetched)
        assert answer.status == 404


async def test_what_is_no_address_is_a_problem(pages: WebPages) -> None:
    assert isinstance(await pages.fetch("http://[::1/"), FetchProblem)


async def test_waiting_for_a_busy_host_is_not_counted(web: FakeWeb) -> None:
    """A host of many feeds serves them one after the other; the last has its full time all the same."""
    now, wait = asyncio.get_running_loop().time, 0.2
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        assert isinstance(session.connector, GuardedConnector)
        began = now()
        async with session.connector.lane("127.0.0.1"):
            page = asyncio.create_task(fetch_bytes(session, web.page("/1", "<p>Hello</p>")))
            await asyncio.sleep(wait)
        answer = await page
    assert isinstance(answer, Fetched)
    assert 0 < answer.seconds <= now() - began - wait
