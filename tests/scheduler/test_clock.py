"""Clocks: any number of them make one job a slot, and none coordinates."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.engine import Job
from bot.scheduler import Tick, run_clock, slot_of
from bot.scheduler.clock import EPOCH
from digests.errors import StoreError
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions

PERIOD = timedelta(seconds=0.2)


class Recorded:
    """An engine that only keeps what is asked of it."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    async def defer(self, job: Job) -> None:
        self.jobs.append(job)

    async def run(self, stop: asyncio.Event) -> None:
        await stop.wait()


class Counting(MemorySubscriptions):
    """Keeps the slots that were claimed."""

    def __init__(self) -> None:
        super().__init__(MemoryOutbox())
        self.claimed: list[datetime] = []
        self.away = False

    async def claim_tick(self, job: str, at: datetime) -> bool:
        if self.away:
            self.away = False
            raise StoreError("away")
        if fresh := await super().claim_tick(job, at):
            self.claimed.append(at)
        return fresh


async def jobs(_: datetime) -> Sequence[Job]:
    return [Job(name="poll", queue="poll")]


async def run_clocks(store: Counting, count: int) -> Recorded:
    engine, stop = Recorded(), asyncio.Event()
    tick = Tick(name="poll", every=PERIOD, jobs=jobs)

    async def clock() -> None:
        await run_clock(
            [tick],
            engine=engine,
            subscriptions=store,
            now=lambda: datetime.now(UTC),
            stop=stop,
        )

    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(clock())
        while len(store.claimed) < 6:  # noqa: ASYNC110 — APScheduler's timers are real
            await asyncio.sleep(0.02)
        stop.set()
    return engine


async def test_three_clocks_make_one_job_a_slot() -> None:
    store = Counting()
    engine = await run_clocks(store, 3)
    assert len(engine.jobs) == len(store.claimed) == len(set(store.claimed))
    assert all((at - EPOCH) % PERIOD == timedelta() for at in store.claimed)


async def test_a_clock_goes_on_where_the_store_was_away() -> None:
    store = Counting()
    store.away = True
    engine = await run_clocks(store, 1)
    assert len(engine.jobs) == len(store.claimed)


@given(
    slot=st.integers(0, 10**6),
    every=st.integers(1, 86_400),
    drift=st.floats(-0.49, 0.49),
)
def test_a_timer_that_fires_early_or_late_belongs_to_its_own_slot(
    slot: int, every: int, drift: float
) -> None:
    period = timedelta(seconds=every)
    due = EPOCH + slot * period
    assert slot_of(due + drift * period, period) == due
