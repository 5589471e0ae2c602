"""Socket Mode: what is heard is acknowledged, and a socket that hears nothing is not kept."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from bot.platforms import Adapter
from bot.platforms.slack.app import build_app
from bot.platforms.slack.calling import open_session, quiet_client
from bot.platforms.slack.listening import Socket
from bot.platforms.slack.workspaces import OneWorkspace
from bot.processes import together
from digests.errors import ConfigError, PlatformError
from tests.platforms.slack.front import Front
from tests.platforms.slack.receiving import (
    Hall,
    a_hall,
    is_unwell,
    is_well,
    opened,
    settings_of,
    until,
)
from tests.platforms.slack.standin import Slack
from tests.platforms.slack.trouble import UNREACHABLE

PING, DEAF = 0.2, 1.5
UNINSTALLED = {"type": "app_uninstalled"}


@asynccontextmanager
async def listening(adapter: Adapter) -> AsyncIterator[None]:
    assert adapter.listen is not None
    assert adapter.check is not None
    stop = asyncio.Event()
    task = asyncio.create_task(adapter.listen(stop))
    await until(partial(is_well, adapter.check))
    yield
    stop.set()
    await task


@asynccontextmanager
async def a_socket(front: Front) -> AsyncIterator[Socket]:
    """Make a socket of little patience."""
    slack = front.workspaces[0]
    async with open_session() as session:
        client = quiet_client(None, front.api, session)
        one = OneWorkspace(slack.bot_token, front.api, session)
        app = build_app(one, client, signing_secret=None)
        yield Socket(app, slack.app_token, ping_seconds=PING, deaf_seconds=DEAF)


async def test_an_event_is_acted_on_once_however_often_it_comes_and_after_a_restart_too(
    front: Front, sqlite_url: str
) -> None:
    hall = a_hall()
    for times in (1, 2):
        async with opened(settings_of(front, sqlite_url), hall) as adapter, listening(adapter):
            sent = [
                await front.sockets.send(UNINSTALLED, event_id="Ev1", team_id="T01ACME")
                for _ in range(2)
            ]
            sent.append(await front.sockets.send(UNINSTALLED, team_id="T9"))
            await until(partial(front.sockets.acknowledged.issuperset, sent))
            await until(partial(_left, hall, "slack/T9", times))
    assert Counter(hall.departures) == {"slack/T01ACME": 1, "slack/T9": 2}


def _left(hall: Hall, workspace: str, times: int) -> bool:
    return hall.departures.count(workspace) >= times


async def test_what_nobody_listens_to_is_acknowledged(front: Front, sqlite_url: str) -> None:
    async with opened(settings_of(front, sqlite_url)) as adapter, listening(adapter):
        envelope = await front.sockets.send({"type": "message", "text": "hi", "user": "U01ALICE"})
        await until(lambda: envelope in front.sockets.acknowledged)


async def test_a_persons_revoked_token_leaves_the_workspace_as_it_is(
    front: Front, sqlite_url: str
) -> None:
    hall = a_hall()
    async with opened(settings_of(front, sqlite_url), hall) as adapter, listening(adapter):
        await front.sockets.send({"type": "tokens_revoked", "tokens": {"oauth": ["U01ALICE"]}})
        await front.sockets.send(UNINSTALLED, team_id="T01ACME")
        await until(lambda: bool(hall.departures))
    assert hall.departures == ["slack/T01ACME"]


def _opened(front: Front, times: int) -> bool:
    return front.sockets.opened >= times


async def test_a_connection_that_slack_closes_is_replaced_by_one_and_closed_at_the_end(
    front: Front,
) -> None:
    async with a_socket(front) as socket:
        stop = asyncio.Event()
        task = asyncio.create_task(socket.listen(stop))
        for times in range(1, 4):
            await until(partial(_opened, front, times))
            await until(partial(is_well, socket.trouble))
            await front.sockets.cut()
        stop.set()
        await task
        assert front.sockets.most == 1
        await until(lambda: front.sockets.open == [])
        assert await socket.trouble() == "not connected to Slack"


async def test_a_second_connection_is_refused(front: Front) -> None:
    async with a_socket(front) as socket:
        stop = asyncio.Event()
        task = asyncio.create_task(socket.listen(stop))
        await until(lambda: bool(front.sockets.open))
        with pytest.raises(RuntimeError):
            await socket.listen(stop)
        stop.set()
        await task
        assert front.sockets.opened == 1


async def test_a_socket_that_goes_deaf_is_unwell_and_ends_the_process(front: Front) -> None:
    """Connections are taken, and nothing comes: the SDK would connect anew for ever."""
    async with a_socket(front) as socket:
        stop = asyncio.Event()
        running = asyncio.create_task(together(stop, socket.listen(stop)))
        await until(partial(is_well, socket.trouble))
        front.sockets.deaf = True
        await until(partial(is_unwell, socket.trouble))
        with pytest.raises(PlatformError, match="nothing was heard"):
            await asyncio.wait_for(running, 20)
        assert stop.is_set()
        front.sockets.deaf = False
        await until(lambda: front.sockets.open == [])


async def test_a_socket_that_was_deaf_from_the_start_ends_the_process(front: Front) -> None:
    front.sockets.deaf = True
    async with a_socket(front) as socket:
        with pytest.raises(PlatformError, match="nothing was heard"):
            await asyncio.wait_for(socket.listen(asyncio.Event()), 20)


async def test_slack_may_be_away_at_the_start(front: Front, sqlite_url: str) -> None:
    front.next["auth.test"].append(UNREACHABLE)
    front.next["apps.connections.open"].extend([UNREACHABLE, UNREACHABLE])
    async with a_socket(front) as socket:
        stop = asyncio.Event()
        task = asyncio.create_task(socket.listen(stop))
        await until(lambda: bool(front.sockets.open))
        stop.set()
        await task
    async with opened(settings_of(front, sqlite_url)):
        pass


async def test_tokens_that_slack_refuses_are_named_with_the_next_step(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    front.revoked[acme.app_token] = "invalid_auth"
    async with a_socket(front) as socket:
        with pytest.raises(ConfigError, match=r"CITEWIRE_SLACK_APP_TOKEN.*api.slack.com/apps"):
            await asyncio.wait_for(socket.listen(asyncio.Event()), 5)
    front.revoked[acme.bot_token] = "account_inactive"
    with pytest.raises(ConfigError, match=r"CITEWIRE_SLACK_BOT_TOKEN.*api.slack.com/apps"):
        async with opened(settings_of(front, sqlite_url)):
            pass


async def test_the_workspaces_own_events_reach_the_app(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    """A person writes in a channel; Slack sends that twice; nothing breaks."""
    front.sockets.twice = True
    before = len(front.sockets.acknowledged)
    async with opened(settings_of(front, sqlite_url), a_hall()) as adapter, listening(adapter):
        await acme.act("message", {"channel": "C01NEWS", "user": "U01ALICE", "text": "hello"})
        await until(lambda: len(front.sockets.acknowledged) >= before + 2)
