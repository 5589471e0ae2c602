"""APScheduler in every process. Any number of clocks make one job a slot: the store sees to that.

What was missed while every clock stood still is not made up for; each job asks the store what is
due, and all of them are asked for once when a clock starts.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.engine import Engine, Job
from digests.errors import StoreError
from digests.ports import Subscriptions

_log = structlog.get_logger()

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""All clocks count their periods from here, so that their slots are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Jobs that are asked for once in every period."""

    name: str
    every: timedelta
    jobs: Callable[[datetime], Awaitable[Sequence[Job]]]
    """What is to be done at that time."""


async def run_clock(
    ticks: Sequence[Tick],
    *,
    engine: Engine,
    subscriptions: Subscriptions,
    now: Callable[[], datetime],
    stop: asyncio.Event,
) -> None:
    """Defer what the ticks ask for, until told to stop."""

    async def fire(tick: Tick, slot_at: Callable[[datetime, timedelta], datetime]) -> None:
        moment = now()
        slot = slot_at(moment, tick.every)
        try:
            if await subscriptions.claim_tick(tick.name, slot):
                for job in await tick.jobs(moment):
                    await engine.defer(job)
        except StoreError as error:
            _log.warning("tick lost", tick=tick.name, error=str(error))

    scheduler = AsyncIOScheduler(timezone=UTC)
    for tick in ticks:
        scheduler.add_job(
            fire,
            IntervalTrigger(seconds=tick.every.total_seconds(), start_date=EPOCH, timezone=UTC),
            args=[tick, slot_of],
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        for tick in ticks:
            await fire(tick, begun)
        await stop.wait()
    finally:
        scheduler.shutdown(wait=False)


def slot_of(moment: datetime, every: timedelta) -> datetime:
    """Return the nearest beginning of a period. Timers fire a hair early, so it is not floored."""
    return EPOCH + round((moment - EPOCH) / every) * every


def begun(moment: datetime, every: timedelta) -> datetime:
    """Return the beginning of the period that is running: where another clock runs, it has asked."""
    return EPOCH + (moment - EPOCH) // every * every
