"""Slack over HTTP: only what Slack signed, just now, is taken."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.platforms.slack.web import LARGEST
from tests.platforms.slack.front import Front
from tests.platforms.slack.receiving import Hall, a_hall, opened, settings_of, until
from tests.platforms.slack.served import an_event, send, served, signed
from tests.platforms.slack.standin import SECRET, Slack


@pytest.fixture
def hall() -> Hall:
    return a_hall()


@pytest.fixture
async def address(front: Front, sqlite_url: str, acme: Slack, hall: Hall) -> AsyncIterator[str]:
    settings = settings_of(
        front,
        sqlite_url,
        slack_bot_token=acme.http_token,
        slack_app_token=None,
        slack_signing_secret=SECRET,
    )
    async with opened(settings, hall) as adapter, served(adapter, acme.request_port) as address:
        assert adapter.listen is None
        yield address


async def test_slack_may_check_the_address(address: str) -> None:
    status, body = await send(address, {"type": "url_verification", "challenge": "abc"})
    assert (status, "abc" in body) == (200, True)


async def test_an_event_that_is_sent_again_is_acted_on_once(address: str, hall: Hall) -> None:
    event = an_event("app_uninstalled")
    again = {**signed(json.dumps(event)), "X-Slack-Retry-Num": "1"}
    assert [(await send(address, event, headers))[0] for headers in (None, again)] == [200, 200]
    assert (await send(address, an_event("app_uninstalled", event_id="Ev2", team_id="T2")))[
        0
    ] == 200
    await until(lambda: "slack/T2" in hall.departures)
    assert hall.departures == ["slack/T01ACME", "slack/T2"]


async def test_an_event_that_nobody_listens_to_is_taken(address: str) -> None:
    assert (await send(address, an_event("channel_rename")))[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"secret": "another"}, 401),
        ({"age": 301}, 401),
        ({"age": -301}, 401),
        ({"age": 240}, 200),
    ],
)
async def test_a_bad_signature_and_a_replay_are_refused_and_nothing_is_done(
    address: str, hall: Hall, headers: dict[str, object], status: int
) -> None:
    body = json.dumps(an_event("app_uninstalled"))
    given = signed(body, **headers)  # type: ignore[arg-type] # its keywords
    assert (await send(address, json.loads(body), given))[0] == status
    if status == 200:
        await until(lambda: hall.departures == ["slack/T01ACME"])
    assert len(hall.departures) == (status == 200)


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"\xff\xfe", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=1", "application/x-www-form-urlencoded", 400),
        (b"", "application/json", 401),
        (b"x" * (LARGEST + 1), "application/json", 413),
    ],
)
async def test_what_no_slack_sends_is_refused_and_is_no_fault_of_ours(
    address: str, raw: bytes, kind: str, status: int
) -> None:
    async with (
        aiohttp.ClientSession(headers={"Content-Type": kind}) as session,
        session.post(f"{address}/slack/events", data=raw) as reply,
    ):
        assert reply.status == status


async def test_a_request_without_a_signature_is_refused(address: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await send(address, an_event("app_uninstalled"), headers))[0] == 401
