"""What every ledger of calls does: nothing is paid for twice, and budgets hold."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from digests.model import Budget, Call, CallState, Ending, NewCall, Refused, Started
from digests.ports import Calls
from digests.store.memory_calls import MemoryCalls
from digests.store.sql import open_database
from tests.builders import MONDAY

LEASE = timedelta(seconds=30)
CALL = NewCall(
    key="k1",
    model="tiny",
    prompt="extract.v1",
    at=MONDAY,
    until=MONDAY + LEASE,
    expected_tokens=1_000,
    expected_usd=Decimal("0.002"),
    run="digest-1",
    channel="slack/T1/C1",
)
KEPT = Ending(
    state=CallState.KEPT,
    reply='{"claims": ["¦ \\u0000"]}',
    reply_model="tiny-2026",
    input_tokens=600,
    output_tokens=100,
    cost_usd=Decimal("0.000001234567"),
)


@pytest.fixture
async def calls(store_url: str | None) -> AsyncIterator[Calls]:
    """Open an empty ledger of each kind."""
    if store_url is None:
        yield MemoryCalls()
    else:
        async with open_database(store_url) as database:
            yield database.calls


async def started(calls: Calls, call: NewCall = CALL) -> int:
    start = await calls.begin(call)
    assert isinstance(start, Started)
    return start.n


async def test_what_a_call_brought_answers_every_one_like_it(calls: Calls) -> None:
    n = await started(calls)
    await calls.end(n, KEPT)
    later = replace(CALL, at=MONDAY + timedelta(days=90), run="digest-2", channel=None)
    for times in (1, 2):
        found = await calls.begin(later)
        assert isinstance(found, Call)
        assert (found.n, found.state, found.reused) == (n, CallState.KEPT, times)
        assert (found.reply, found.reply_model) == (KEPT.reply, KEPT.reply_model)
        assert (found.input_tokens, found.output_tokens) == (600, 100)
        assert found.cost_usd == Decimal("0.000001234567")
    assert isinstance(await calls.begin(replace(CALL, key="k2")), Started)


async def test_a_reply_that_cannot_be_used_is_not_paid_for_again_either(calls: Calls) -> None:
    ending = Ending(state=CallState.UNUSABLE, reason="is no JSON", input_tokens=700)
    await calls.end(await started(calls), ending)
    found = await calls.begin(CALL)
    assert isinstance(found, Call)
    assert (found.state, found.reason, found.reply) == (CallState.UNUSABLE, "is no JSON", None)


async def test_what_cost_nothing_is_as_if_it_had_not_begun(calls: Calls) -> None:
    await calls.end(await started(calls), None)
    assert await calls.calls() == []
    again = await calls.begin(CALL)
    assert isinstance(again, Started)
    assert not again.again


async def test_of_two_that_begin_at_once_one_makes_the_call(calls: Calls) -> None:
    found = await asyncio.gather(*(calls.begin(CALL) for _ in range(8)))
    assert sum(isinstance(one, Started) for one in found) == 1
    waiting = [one for one in found if isinstance(one, Call)]
    assert len(waiting) == 7
    assert {one.state for one in waiting} == {CallState.IN_FLIGHT}


async def test_a_call_in_flight_is_anothers_once_its_holder_was_silent(calls: Calls) -> None:
    first = await started(calls)
    just_before = replace(CALL, at=MONDAY + LEASE - timedelta(microseconds=1))
    assert isinstance(await calls.begin(just_before), Call)
    assert await calls.renew(first, MONDAY + 2 * LEASE)
    over = replace(CALL, at=MONDAY + 2 * LEASE, until=MONDAY + 3 * LEASE)
    assert isinstance(await calls.begin(replace(over, at=MONDAY + LEASE)), Call)
    second = await calls.begin(over)
    assert isinstance(second, Started)
    assert second.again
    assert not await calls.renew(first, MONDAY + 9 * LEASE)
    states = {one.n: one.state for one in await calls.calls()}
    assert states == {first: CallState.LOST, second.n: CallState.IN_FLIGHT}


async def test_who_comes_back_late_pays_but_does_not_replace_what_is_kept(calls: Calls) -> None:
    first = await started(calls)
    second = await started(calls, replace(CALL, at=MONDAY + LEASE))
    await calls.end(second, replace(KEPT, reply="[2]"))
    await calls.end(first, replace(KEPT, reply="[1]", input_tokens=701))
    found = await calls.begin(CALL)
    assert isinstance(found, Call)
    assert (found.n, found.reply) == (second, "[2]")
    late = next(one for one in await calls.calls() if one.n == first)
    assert (late.state, late.input_tokens) == (CallState.LOST, 701)
    await calls.end(first, None)
    await calls.end(99, KEPT)
    assert [one.n for one in await calls.calls()] == [first, second]


async def test_a_call_that_broke_off_may_be_made_again_and_is_told_of(calls: Calls) -> None:
    broken = Ending(state=CallState.LOST, reason="the connection broke", unheard=1)
    await calls.end(await started(calls), broken)
    assert isinstance(await calls.begin(CALL), Started)
    lost, _ = await calls.calls()
    assert (lost.state, lost.reason, lost.unheard) == (CallState.LOST, "the connection broke", 1)


async def test_the_ledger_lists_calls_since_a_time_without_what_they_brought(calls: Calls) -> None:
    await calls.end(await started(calls), KEPT)
    await started(calls, replace(CALL, key="k2", at=MONDAY + timedelta(hours=1), run=None))
    one, other = await calls.calls()
    assert (one.key, one.run, one.channel, one.reply) == ("k1", "digest-1", "slack/T1/C1", None)
    assert (one.at, one.prompt, one.cost_usd) == (MONDAY, "extract.v1", KEPT.cost_usd)
    assert await calls.calls(since=MONDAY + timedelta(hours=1)) == [other]


TOKENS = Budget(name="today's budget", tokens=2_500, since=MONDAY)
USD = Budget(name="the run's budget", usd=Decimal("0.005"), run="digest-1")
CHANNEL = Budget(name="the channel's budget", tokens=2_500, channel="slack/T1/C1")


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (TOKENS, "today's budget for the model (2,500 tokens) is used up"),
        (USD, "the run's budget for the model ($0.005) is used up"),
        (CHANNEL, "the channel's budget for the model (2,500 tokens) is used up"),
    ],
)
async def test_calls_in_flight_count_as_expected_until_it_is_told(
    calls: Calls, budget: Budget, reason: str
) -> None:
    first, second = [await started(calls, replace(CALL, key=key)) for key in ("a", "b")]
    assert await calls.begin(CALL, [budget]) == Refused(reason=reason)
    for n in (first, second):
        await calls.end(n, KEPT)
    assert isinstance(await calls.begin(CALL, [budget]), Started)


@pytest.mark.parametrize("budget", [TOKENS, USD, CHANNEL])
async def test_a_budget_counts_only_what_it_is_for(calls: Calls, budget: Budget) -> None:
    for key in "abc":
        call = replace(CALL, key=key, at=MONDAY - timedelta(days=1), run="other", channel=None)
        await started(calls, call)
    assert isinstance(await calls.begin(CALL, [budget]), Started)


@pytest.mark.parametrize(
    "ending",
    [
        Ending(state=CallState.KEPT, reply="{}"),
        Ending(state=CallState.UNUSABLE, reason="is no JSON", input_tokens=9),
        Ending(state=CallState.LOST, reason="the connection broke"),
    ],
    ids=lambda ending: str(ending.state),
)
async def test_what_nobody_told_the_cost_of_counts_as_expected(
    calls: Calls, ending: Ending
) -> None:
    for key in "ab":
        await calls.end(await started(calls, replace(CALL, key=key)), ending)
    for budget in (TOKENS, USD):
        assert isinstance(await calls.begin(CALL, [budget]), Refused)


async def test_attempts_that_broke_off_count_too(calls: Calls) -> None:
    await calls.end(await started(calls, replace(CALL, key="a")), replace(KEPT, unheard=1))
    for budget in (TOKENS, replace(USD, usd=Decimal("0.004"))):
        assert isinstance(await calls.begin(CALL, [budget]), Refused)


async def test_a_budget_in_usd_cannot_count_what_has_no_price(calls: Calls) -> None:
    for key in "abc":
        await started(calls, replace(CALL, key=key, expected_usd=None))
    assert isinstance(await calls.begin(CALL, [USD]), Started)
    assert isinstance(await calls.begin(replace(CALL, key="d"), [TOKENS]), Refused)


async def test_what_is_kept_is_had_whatever_the_budget(calls: Calls) -> None:
    await calls.end(await started(calls), KEPT)
    nothing = Budget(name="today's budget", tokens=0)
    assert isinstance(await calls.begin(CALL, [nothing]), Call)
    assert isinstance(await calls.begin(replace(CALL, key="k2"), [nothing]), Refused)


async def test_a_budget_holds_whoever_begins_at_the_same_time(calls: Calls) -> None:
    begun = await asyncio.gather(
        *(calls.begin(replace(CALL, key=f"k{number}"), [TOKENS]) for number in range(10))
    )
    assert sum(isinstance(one, Started) for one in begun) == 2
