"""The recording platform: in this process, and as a server that several share."""

import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.platforms import PLATFORMS
from bot.platforms.recording import (
    DEDUPES_FOR,
    Fault,
    Faults,
    Kind,
    RecordingPlatform,
    open_remote,
)
from bot.platforms.recording.server import application
from config.settings import Settings
from digests.errors import ConfigError, PlatformError, Scope, Trouble
from digests.model import Channel, Message
from digests.ports import Platform
from tests.builders import MONDAY


def a_message(key: str, channel_id: str = "C1", **changes: object) -> Message:
    channel = Channel(platform="slack", workspace_id="T1", channel_id=channel_id)
    fields: dict[str, object] = {"channel": channel, "payload": {"text": key}, "key": key}
    return Message(**(fields | changes))  # type: ignore[arg-type] # the changes are its fields


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


@pytest.fixture
def serve(stack: AsyncExitStack) -> Callable[..., Awaitable[str]]:
    """Start servers in this process, and end them with the test."""

    async def start(*, finds: bool = True, **faults: object) -> str:
        app = application(
            dedupes_for=DEDUPES_FOR,
            faults=Faults(**faults),  # type: ignore[arg-type] # its fields
            finds=finds,
            now=lambda: MONDAY,
        )
        runner = web.AppRunner(app)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    return start


@pytest.fixture(params=["here", "served"])
async def platform(
    request: pytest.FixtureRequest, serve: Callable[..., Awaitable[str]], stack: AsyncExitStack
) -> Platform:
    """Open a platform on which nothing fails."""
    if request.param == "here":
        return RecordingPlatform()
    remote = open_remote(await serve(), dedupes_for=DEDUPES_FOR)
    return await stack.enter_async_context(remote)


async def test_equal_keys_in_a_channel_are_one_post(platform: Platform) -> None:
    first = await platform.post(a_message("a"))
    assert await platform.post(a_message("a")) == first
    assert await platform.find(a_message("a")) == first
    elsewhere = await platform.post(a_message("a", "C2"))
    assert (elsewhere.message_id, elsewhere.channel.channel_id) == ("2", "C2")
    assert await platform.find(a_message("b")) is None


async def test_a_key_is_forgotten_after_its_time() -> None:
    clock = Clock()
    platform = RecordingPlatform(now=clock)
    first = await platform.post(a_message("a"))
    clock.at += DEDUPES_FOR - timedelta(seconds=1)
    assert await platform.post(a_message("a")) == first
    clock.at += timedelta(seconds=1)
    assert await platform.post(a_message("a")) != first
    assert [post.at for post in platform.posts] == [MONDAY, MONDAY + DEDUPES_FOR]
    assert len(platform.arrivals) == 3


async def test_an_edit_changes_the_message_that_is_there() -> None:
    platform = RecordingPlatform()
    first = await platform.post(a_message("a"))
    edit = a_message("b", replaces=first.message_id, payload={"text": "corrected"})
    assert await platform.post(edit) == first
    (post,) = platform.posts
    assert (post.message.payload, post.edits) == ({"text": "corrected"}, 1)


FAILURES = [
    (Kind.BUSY, Trouble.BUSY, 0),
    (Kind.FAILED_BEFORE, Trouble.UNDECIDED, 0),
    (Kind.FAILED_AFTER, Trouble.UNDECIDED, 1),
    (Kind.DROPPED, Trouble.UNDECIDED, 1),
    (Kind.REFUSED, Trouble.REFUSED, 0),
    (Kind.GONE, Trouble.GONE, 0),
    (Kind.REVOKED, Trouble.REVOKED, 0),
]


@pytest.mark.parametrize(
    ("kind", "trouble", "shown"), [*FAILURES, (Kind.UNREACHABLE, Trouble.FAILED, 0)]
)
async def test_each_fault_is_what_its_name_says(kind: Kind, trouble: Trouble, shown: int) -> None:
    platform = RecordingPlatform()
    platform.fail_next(Fault(kind=kind, retry_after=timedelta(seconds=7), scope=Scope.WORKSPACE))
    with pytest.raises(PlatformError) as raised:
        await platform.post(a_message("a"))
    error = raised.value
    assert error.trouble is trouble
    if kind is Kind.BUSY:
        assert (error.retry_after, error.scope) == (timedelta(seconds=7), Scope.WORKSPACE)
    assert len(platform.posts) == shown
    await platform.post(a_message("a"))
    assert len(platform.posts) == 1


@pytest.mark.parametrize(("kind", "trouble", "shown"), FAILURES)
async def test_a_served_fault_is_told_over_http(
    kind: Kind,
    trouble: Trouble,
    shown: int,
    serve: Callable[..., Awaitable[str]],
    stack: AsyncExitStack,
) -> None:
    address = await serve(shares={kind: 1.0}, retry_after=timedelta(seconds=7))
    platform = await stack.enter_async_context(open_remote(address, dedupes_for=DEDUPES_FOR))
    with pytest.raises(PlatformError) as raised:
        await platform.post(a_message("a"))
    assert raised.value.trouble is trouble
    if kind is Kind.BUSY:
        assert raised.value.retry_after == timedelta(seconds=7)
    session = await stack.enter_async_context(aiohttp.ClientSession())
    async with session.get(f"{address}/seen") as response:
        seen = await response.json()
    assert [post["message"]["key"] for post in seen["posts"]] == ["a"] * shown
    assert len(seen["arrivals"]) == 1


async def test_a_server_that_is_not_there_was_certainly_not_posted_to(
    stack: AsyncExitStack, unused_tcp_port: int
) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    platform = await stack.enter_async_context(open_remote(address, dedupes_for=DEDUPES_FOR))
    with pytest.raises(PlatformError) as raised:
        await platform.post(a_message("a"))
    assert raised.value.trouble is Trouble.FAILED


async def test_a_history_that_cannot_be_read_is_an_error(
    serve: Callable[..., Awaitable[str]], stack: AsyncExitStack
) -> None:
    served = open_remote(await serve(finds=False), dedupes_for=DEDUPES_FOR)
    remote = await stack.enter_async_context(served)
    for platform in (remote, RecordingPlatform(finds=False)):
        with pytest.raises(PlatformError):
            await platform.find(a_message("a"))


def test_faults_are_the_same_for_the_same_seed_in_any_order() -> None:
    shares = dict.fromkeys(Kind, 0.2)
    messages = [a_message(f"k{n}", f"C{n % 5}") for n in range(40)]
    faults = Faults(seed=4, shares=shares)
    forwards = [faults.meets(message, 1) for message in messages]
    backwards = [Faults(seed=4, shares=shares).meets(m, 1) for m in reversed(messages)]
    assert forwards == backwards[::-1]
    assert forwards != [Faults(seed=5, shares=shares).meets(m, 1) for m in messages]
    assert {fault.kind for fault in forwards if fault} >= {Kind.BUSY, Kind.DROPPED}


def test_a_channel_that_is_gone_is_gone_for_every_message() -> None:
    faults = Faults(seed=1, shares={Kind.GONE: 0.5})
    for channel in ("C1", "C2", "C3", "C4"):
        met = {faults.meets(a_message(f"k{n}", channel), n) is None for n in range(10)}
        assert len(met) == 1


async def test_no_platform_is_set_up_by_default() -> None:
    assert not [name for name, kind in PLATFORMS.items() if kind.is_set_up(Settings())]


async def test_a_server_that_is_asked_and_not_there_is_a_wrong_setting(
    stack: AsyncExitStack, unused_tcp_port: int
) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    with pytest.raises(ConfigError, match=address):
        await stack.enter_async_context(open_remote(address))


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Start a server as a program of its own."""
    command = [sys.executable, "-m", "bot.platforms.recording", "--fault", "gone=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.kill()


async def test_a_server_outlives_those_who_post_to_it(elsewhere: str) -> None:
    async with open_remote(elsewhere, dedupes_for=DEDUPES_FOR) as first:
        posted = await first.post(a_message("a"))
    async with open_remote(elsewhere) as second:
        assert second.dedupes_for == DEDUPES_FOR
        assert await second.find(a_message("a")) == posted
