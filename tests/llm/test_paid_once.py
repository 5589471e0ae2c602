"""Nothing is paid for twice: not by another run, not by another worker, not after a crash."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from digests.errors import BudgetReached, ModelError, StoreError, UnusableReply
from digests.llm.double import Said, ScriptedModel
from digests.llm.paid_once import Outcome, PaidOnce, Terms
from digests.llm.terms import Limit, Limits, Price
from digests.model import CallState, Ending, Material, ModelReply, ModelRequest
from digests.ports import Calls, LanguageModel
from digests.store.memory_calls import MemoryCalls
from tests.delivery.virtual import in_virtual_time, now
from tests.llm.requests import REQUEST, FailingCalls, a_request

PRICE = Price(read=Decimal("0.15"), written=Decimal("0.60"))
WHOLE = ModelReply(text="[1]", model="tiny-2026", input_tokens=200, output_tokens=50)


@dataclass(kw_only=True)
class Workers:
    """Several workers over one ledger, in virtual time, and what they told."""

    calls: Calls = field(default_factory=MemoryCalls)
    terms: Terms = field(default_factory=Terms)
    told: list[tuple[Outcome, Ending | None]] = field(default_factory=list)

    def worker(self, model: LanguageModel) -> PaidOnce:
        """Return what a process asks."""

        def tell(_: ModelRequest, outcome: Outcome, ending: Ending | None) -> None:
            self.told.append((outcome, ending))

        return PaidOnce(model, self.calls, terms=self.terms, now=now, tell=tell)

    def scripted(
        self, *said: Said | Callable[[ModelRequest], Said]
    ) -> tuple[ScriptedModel, PaidOnce]:
        """Return a model, and a worker that asks it."""
        model = ScriptedModel(said[0] if callable(said[0]) else said)  # type: ignore[arg-type] # one or the other
        return model, self.worker(model)

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for outcome, _ in self.told]


@dataclass
class Slow:
    """A model that takes its time."""

    seconds: float
    asked: int = 0

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.asked += 1
        await asyncio.sleep(self.seconds)
        return replace(WHOLE, model=request.model)


def test_the_same_input_twice_costs_nothing() -> None:
    async def work() -> None:
        workers = Workers(terms=Terms(price=PRICE))
        model, worker = workers.scripted(WHOLE)
        first = await worker.complete(replace(REQUEST, run="r1", channel="slack/T/C"))
        assert first == replace(WHOLE, cost_usd=Decimal("0.00006"))
        await asyncio.sleep(timedelta(days=90).total_seconds())
        other_process = workers.worker(model)
        again = await other_process.complete(replace(REQUEST, run="r2", channel=None))
        assert again == replace(first, kept=True)
        assert len(model.requests) == 1
        assert workers.outcomes == [Outcome.MADE, Outcome.REUSED]
        (call,) = await workers.calls.calls()
        assert (call.reused, call.run, call.channel) == (1, "r1", "slack/T/C")

    in_virtual_time(work)


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, model="large"),
        replace(REQUEST, prompt="extract.v2"),
        replace(REQUEST, instructions="Extract all."),
        replace(REQUEST, material=(Material(id="s2", text=REQUEST.material[0].text),)),
        replace(REQUEST, material=(*REQUEST.material, Material(id="s2", text=""))),
        a_request("Hooli bought Initech!"),
        replace(REQUEST, schema={"type": "array"}),
        replace(REQUEST, max_output_tokens=1_001),
    ],
)
def test_another_input_is_another_call(other: ModelRequest) -> None:
    async def work() -> None:
        model, worker = Workers().scripted("[1]", "[2]")
        assert (await worker.complete(REQUEST)).text == "[1]"
        assert (await worker.complete(other)).text == "[2]"
        assert len(model.requests) == 2

    in_virtual_time(work)


def test_workers_that_want_the_same_at_once_make_one_call() -> None:
    async def work() -> None:
        workers, model = Workers(), Slow(seconds=100)
        asking = [workers.worker(model).complete(REQUEST) for _ in range(5)]
        replies = await asyncio.gather(*asking)
        assert model.asked == 1
        assert sorted(reply.kept for reply in replies) == [False, True, True, True, True]
        assert asyncio.get_running_loop().time() < 101

    in_virtual_time(work)


def test_a_call_whose_process_died_is_made_again_after_the_lease_and_told_of() -> None:
    async def work() -> None:
        workers = Workers()
        model, worker = workers.scripted("[1]")
        await workers.calls.begin(worker.new_call(REQUEST))  # as the process did that died
        assert (await worker.complete(REQUEST)).text == "[1]"
        assert 30 <= asyncio.get_running_loop().time() < 31
        assert workers.outcomes == [Outcome.AGAIN, Outcome.MADE]
        dead, kept = await workers.calls.calls()
        assert (dead.state, kept.state) == (CallState.LOST, CallState.KEPT)
        assert len(model.requests) == 1

    in_virtual_time(work)


def test_a_call_that_takes_longer_than_the_lease_stays_its_workers() -> None:
    async def work() -> None:
        workers, model = Workers(), Slow(seconds=500)
        asking = [workers.worker(model).complete(REQUEST) for _ in range(2)]
        await asyncio.gather(*asking)
        assert model.asked == 1

    in_virtual_time(work)


def test_a_paid_reply_that_cannot_be_used_is_not_asked_for_again() -> None:
    async def work() -> None:
        workers = Workers(terms=Terms(price=PRICE))
        nonsense = UnusableReply("is not JSON", input_tokens=200, output_tokens=50, unheard=1)
        model, worker = workers.scripted(nonsense)
        for _ in range(3):
            with pytest.raises(UnusableReply, match="is not JSON") as raised:
                await worker.complete(REQUEST)
            assert (raised.value.input_tokens, raised.value.output_tokens) == (200, 50)
        assert len(model.requests) == 1
        (call,) = await workers.calls.calls()
        assert (call.state, call.cost_usd) == (CallState.UNUSABLE, Decimal("0.00006"))
        assert (call.unheard, call.reused) == (1, 2)

    in_virtual_time(work)


def test_what_failed_unpaid_is_asked_again_and_leaves_no_trace() -> None:
    async def work() -> None:
        workers = Workers()
        busy = ModelError("answers 429", retryable=True)
        _, worker = workers.scripted(busy, "[1]")
        with pytest.raises(ModelError) as raised:
            await worker.complete(REQUEST)
        assert raised.value is busy
        assert await workers.calls.calls() == []
        assert (await worker.complete(REQUEST)).text == "[1]"
        assert workers.outcomes == [Outcome.FAILED, Outcome.MADE]

    in_virtual_time(work)


def test_what_broke_off_may_be_paid_and_stays_in_the_ledger() -> None:
    async def work() -> None:
        workers = Workers()
        _, worker = workers.scripted(ModelError("broke off", retryable=True, unheard=2), "[1]")
        with pytest.raises(ModelError):
            await worker.complete(REQUEST)
        assert (await worker.complete(REQUEST)).text == "[1]"
        lost, kept = await workers.calls.calls()
        assert (lost.state, lost.reason, lost.unheard) == (CallState.LOST, "broke off", 1)
        assert kept.state is CallState.KEPT
        assert lost.counted_tokens == 2 * lost.expected_tokens

    in_virtual_time(work)


def test_a_worker_that_is_told_to_stop_gives_its_call_up_at_once() -> None:
    async def work() -> None:
        workers = Workers()
        asking = asyncio.create_task(workers.worker(Slow(seconds=100)).complete(REQUEST))
        await asyncio.sleep(1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        _, worker = workers.scripted("[1]")
        await worker.complete(REQUEST)
        assert asyncio.get_running_loop().time() < 2
        assert workers.outcomes == [Outcome.LOST, Outcome.MADE]

    in_virtual_time(work)


def test_a_ledger_that_is_away_when_the_reply_comes_is_waited_for() -> None:
    async def work() -> None:
        workers = Workers(calls=FailingCalls(failures=3))
        model, worker = workers.scripted("[1]")
        await worker.complete(REQUEST)
        assert (await worker.complete(REQUEST)).kept
        assert len(model.requests) == 1
        lost_for_good = Workers(calls=FailingCalls(failures=1_000))
        _, worker = lost_for_good.scripted("[1]")
        with pytest.raises(StoreError):
            await worker.complete(REQUEST)

    in_virtual_time(work)


@pytest.mark.parametrize(
    ("price", "reply"),
    [
        (None, WHOLE),
        (PRICE, replace(WHOLE, input_tokens=None)),
        (PRICE, replace(WHOLE, output_tokens=None)),
    ],
)
def test_a_cost_that_is_not_known_is_none(price: Price | None, reply: ModelReply) -> None:
    async def work() -> None:
        workers = Workers(terms=Terms(price=price))
        _, worker = workers.scripted(reply)
        assert (await worker.complete(REQUEST)).cost_usd is None
        (call,) = await workers.calls.calls()
        assert call.cost_usd is None

    in_virtual_time(work)


def test_a_price_of_nothing_costs_nothing() -> None:
    assert Price(read=Decimal(0), written=Decimal(0)).of(200, 50) == 0


BUDGETS = {
    "this run's budget for the model (1,500 tokens) is used up": Limits(run=Limit(tokens=1_500)),
    "today's budget for the model (1,500 tokens) is used up": Limits(day=Limit(tokens=1_500)),
    "this channel's budget of 30 days for the model ($0.001) is used up": Limits(
        channel=Limit(usd=Decimal("0.001"))
    ),
}


@pytest.mark.parametrize(("reason", "limits"), BUDGETS.items(), ids=BUDGETS)
def test_a_budget_that_is_reached_says_which_and_asks_nobody(reason: str, limits: Limits) -> None:
    async def work() -> None:
        workers = Workers(terms=Terms(price=PRICE, limits=limits))
        spent = replace(WHOLE, input_tokens=900, output_tokens=900)
        model, worker = workers.scripted(spent, spent)
        mine = {"run": "r1", "channel": "slack/T/C"}
        await worker.complete(a_request(**mine))
        with pytest.raises(BudgetReached) as raised:
            await worker.complete(a_request("Another text.", **mine))
        assert str(raised.value) == reason
        assert not raised.value.retryable
        assert len(model.requests) == 1
        assert workers.outcomes[-1] is Outcome.REFUSED
        assert (await worker.complete(a_request(**mine))).kept

    in_virtual_time(work)


@pytest.mark.parametrize(
    ("limits", "over"),
    [
        # It is nine o'clock.
        (Limits(day=Limit(tokens=1_500)), timedelta(hours=15)),
        (Limits(channel=Limit(tokens=1_500)), timedelta(days=30)),
    ],
    ids=["day", "channel"],
)
def test_a_budget_is_whole_again_when_its_time_is_over(limits: Limits, over: timedelta) -> None:
    async def work() -> None:
        workers = Workers(terms=Terms(limits=limits))
        spent = replace(WHOLE, input_tokens=900, output_tokens=900)
        _, worker = workers.scripted(lambda _: spent)
        await worker.complete(a_request(channel="slack/T/C"))
        await asyncio.sleep((over - timedelta(seconds=1)).total_seconds())
        with pytest.raises(BudgetReached):
            await worker.complete(a_request("Another text.", channel="slack/T/C"))
        await asyncio.sleep(2)
        assert (await worker.complete(a_request("Another text.", channel="slack/T/C"))).text

    in_virtual_time(work)
