"""What Discord's answers mean, and how they are minded before the next request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from bot.platforms import Adapter
from bot.platforms.discord.client import Client
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.invalid import BAN, BRAKE, WINDOW, InvalidAnswers
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.shapes import post_body
from bot.platforms.discord.troubles import refusal_of
from bot.platforms.recording import RecordingPlatform
from digests.errors import PlatformError, Scope, Trouble
from tests.platforms.discord.faults import (
    BROKEN,
    MISSING_ACCESS,
    SILENT_AFTER,
    UNKNOWN_CHANNEL,
    Fault,
    banned,
    busy,
)
from tests.platforms.discord.front import Front
from tests.platforms.discord.standin import TOKEN
from tests.platforms.discord.world import a_message, a_reception, listening, until

VIA = {"Via": "1.1 google"}


@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (404, 10003, Trouble.GONE),
        (403, 50001, Trouble.GONE),
        (403, 50013, Trouble.GONE),
        (403, 50007, Trouble.GONE),
        (400, 50008, Trouble.GONE),
        (400, 50083, Trouble.GONE),
        (400, 160005, Trouble.GONE),
        (400, 160006, Trouble.FAILED),
        (400, 200000, Trouble.REFUSED),
        (400, 240000, Trouble.REFUSED),
        (400, 50035, Trouble.REFUSED),
        (404, 10008, Trouble.REFUSED),
        (403, 40333, Trouble.GONE),
        (500, 0, Trouble.UNDECIDED),
        (503, 0, Trouble.UNDECIDED),
    ],
)
def test_each_refusal_costs_what_it_is_about(status: int, code: int, trouble: Trouble) -> None:
    body = {"code": code, "message": "no"}
    assert refusal_of(status, VIA, body, writes=True).trouble is trouble


@pytest.mark.parametrize("code", [10003, 50001, 50013, 50083, 160005, 160006, 200000, 40067])
def test_people_are_told_what_to_do_about_what_they_can_mend(code: int) -> None:
    assert refusal_of(403, VIA, {"code": code}, writes=True).remedy is not None


def test_a_server_that_breaks_on_a_question_has_done_nothing() -> None:
    assert refusal_of(502, {}, None, writes=False).trouble is Trouble.FAILED


@pytest.mark.parametrize(
    ("fault", "scope", "wait"),
    [
        (busy(3.5), Scope.CHANNEL, timedelta(seconds=3.5)),
        (busy(3.5, everywhere=True), Scope.PLATFORM, timedelta(seconds=3.5)),
        (banned(60), Scope.PLATFORM, timedelta(seconds=60)),
        (Fault(status=429, body="no", headers={}), Scope.PLATFORM, timedelta(minutes=5)),
        (Fault(status=429, body={}, headers={"Via": "1.1 google"}), Scope.PLATFORM, None),
    ],
)
def test_a_limit_says_whom_it_is_for_and_how_long(
    fault: Fault, scope: Scope, wait: timedelta | None
) -> None:
    refusal = refusal_of(fault.status, fault.headers, fault.body, writes=True)
    assert (refusal.trouble, refusal.scope) == (Trouble.BUSY, scope)
    assert wait is None or refusal.retry_after == wait


@pytest.mark.parametrize(("status", "body"), [(401, {"code": 0}), (403, None), (403, {"code": 0})])
def test_what_is_about_the_bot_or_its_address_holds_everything_and_loses_nothing(
    status: int, body: object
) -> None:
    refusal = refusal_of(status, VIA, body, writes=True)
    assert (refusal.trouble, refusal.scope) == (Trouble.BUSY, Scope.PLATFORM)
    assert refusal.retry_after is not None


@asynccontextmanager
async def asking(
    discord: Front, clock: list[float], invalid: InvalidAnswers | None = None
) -> AsyncIterator[Rest]:
    traces = [invalid.watch()] if invalid else []
    async with aiohttp.ClientSession(trace_configs=traces) as session:
        yield Rest(
            session, discord.rest, token=discord.token, user_agent="tests", clock=lambda: clock[0]
        )


async def test_a_route_that_is_used_up_is_not_asked_until_its_limit_is_over(
    discord: Front,
) -> None:
    used_up = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "4.5", **VIA}
    discord.fail(Fault(status=404, body={"code": 10008}, headers=used_up), "GET", "/channels/1/")
    clock = [100.0]
    async with asking(discord, clock) as rest:
        with pytest.raises(PlatformError):
            await rest.ask("GET", "/channels/1/messages/2")
        with pytest.raises(PlatformError, match="used up") as raised:
            await rest.ask("GET", "/channels/1/messages/3")
        assert raised.value.trouble is Trouble.BUSY
        assert raised.value.scope is Scope.CHANNEL
        assert raised.value.retry_after == timedelta(seconds=4.5)
        asked = len(discord.asked)
        with pytest.raises(PlatformError):
            await rest.ask("GET", "/channels/4/messages/3")
        assert len(discord.asked) == asked + 1
        clock[0] += 5
        with pytest.raises(PlatformError):
            await rest.ask("GET", "/channels/1/messages/3")
    assert len(discord.asked) == asked + 2


async def test_one_call_is_one_request_whatever_is_answered(discord: Front) -> None:
    for fault in (BROKEN, busy(0.01), banned()):
        discord.fail(fault, "POST")
        asked = len(discord.asked)
        async with asking(discord, [0.0]) as rest:
            with pytest.raises(PlatformError):
                await rest.ask("POST", "/channels/1/messages/2/crosspost")
        assert len(discord.asked) == asked + 1


async def test_no_request_is_waited_for_without_end(discord: Front) -> None:
    channel = await discord.new_channel()
    path = f"/channels/{channel.channel_id}/messages"
    discord.fail(SILENT_AFTER, "POST")
    async with aiohttp.ClientSession() as session:
        soon = timedelta(seconds=0.3)
        rest = Rest(session, discord.rest, token=TOKEN, user_agent="tests", timeout=soon)
        with pytest.raises(PlatformError) as raised:
            await rest.ask("POST", path, post_body(a_message(channel)))
    assert raised.value.trouble is Trouble.UNDECIDED
    assert len(await discord.shown(channel.channel_id)) == 1


async def test_invalid_answers_to_discord_py_count_and_it_is_stopped_too(discord: Front) -> None:
    invalid = InvalidAnswers(clock=lambda: 0.0, brake=1)
    discord.fail(MISSING_ACCESS, "GET", "/users/@me")
    async with asking(discord, [0.0]) as rest:
        gateway = Gateway(a_reception(), rest, token=TOKEN, install=nothing, trace=invalid.watch)
        bot = Adapter(platform=RecordingPlatform(), listen=gateway.listen, check=gateway.check)
        async with listening(bot):
            await until(lambda: _says(gateway, "invalid answers"))
    assert len(discord.sent("GET", "/users/@me")) == 1


async def nothing(_: Client) -> None:
    return


async def _says(gateway: Gateway, words: str) -> bool:
    return words in str(await gateway.check())


async def test_too_many_invalid_answers_stop_every_request_until_they_are_old(
    discord: Front,
) -> None:
    clock = [0.0]
    invalid = InvalidAnswers(clock=lambda: clock[0], brake=3)
    discord.fail(MISSING_ACCESS, "GET", times=1)
    discord.fail(busy(0.01, shared=True), "GET", times=1)
    discord.fail(busy(0.01), "GET", times=1)
    discord.fail(UNKNOWN_CHANNEL, "GET", times=1)
    discord.fail(banned(), "GET", times=1)
    async with asking(discord, clock, invalid) as rest:
        # A shared limit and a 404 do not count.
        for _ in range(5):
            with pytest.raises(PlatformError):
                await rest.ask("GET", "/users/@me")
            clock[0] += 1
        asked = len(discord.asked)
        assert asked == 5
        with pytest.raises(PlatformError, match="invalid answers") as raised:
            await rest.ask("GET", "/users/@me")
        assert (raised.value.trouble, raised.value.scope) == (Trouble.BUSY, Scope.PLATFORM)
        assert raised.value.retry_after == WINDOW - timedelta(seconds=5)
        assert len(discord.asked) == asked
        clock[0] = WINDOW.total_seconds()
        await rest.ask("GET", "/users/@me")


def test_the_brake_is_well_below_the_ban() -> None:
    assert BRAKE * 5 <= BAN


async def test_without_a_server_nothing_was_posted() -> None:
    async with aiohttp.ClientSession() as session:
        rest = Rest(session, "http://127.0.0.1:1", token=TOKEN, user_agent="tests")
        with pytest.raises(PlatformError) as raised:
            await rest.ask("POST", "/channels/1/messages", {})
    assert raised.value.trouble is Trouble.FAILED
