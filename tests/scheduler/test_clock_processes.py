"""Clocks in processes of their own, over one PostgreSQL: one job a slot, whoever of them lives."""

import asyncio
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.engine import Job, QueuedEngine, open_queue
from tests.engine.test_engines import running

PERIOD = timedelta(seconds=0.5)

CLOCK = """
import asyncio, os, sys
from datetime import UTC, datetime
from bot.engine import Job, QueuedEngine, open_queue
from bot.scheduler import Tick, run_clock
from digests.store.sql import open_database
from tests.scheduler.test_clock_processes import PERIOD

class Claims:
    def __init__(self, subscriptions):
        self.subscriptions = subscriptions

    async def claim_tick(self, job, at):
        claimed = await self.subscriptions.claim_tick(job, at)
        if claimed:
            self.slot = at
        return claimed

async def nothing(job):
    pass

async def main(url):
    async with open_database(url) as database, open_queue(url) as queue:
        claims = Claims(database.subscriptions)

        async def jobs(now):
            # Who asked is part of the key: two that ask for one slot are two jobs.
            asked = f"{claims.slot.isoformat()} {os.getpid()}"
            return [Job(name="poll", queue="poll", argument=asked)]

        print("begun", flush=True)
        await run_clock(
            [Tick(name="poll", every=PERIOD, jobs=jobs)],
            engine=QueuedEngine(queue, nothing),
            subscriptions=claims,
            now=lambda: datetime.now(UTC),
            stop=asyncio.Event(),
        )

asyncio.run(main(sys.argv[1]))
"""


class Asked:
    """Does jobs by noting their slots and who asked."""

    def __init__(self) -> None:
        self.by_slot: list[tuple[datetime, int]] = []

    async def __call__(self, job: Job) -> None:
        slot, asker = (job.argument or "").split()
        self.by_slot.append((datetime.fromisoformat(slot), int(asker)))

    def after(self, moment: datetime) -> list[int]:
        """Return who asked for the slots that came later."""
        return [asker for slot, asker in self.by_slot if slot > moment]

    async def reaches(self, count: int, *, after: datetime) -> None:
        async with asyncio.timeout(30):
            while len(self.after(after)) < count:  # noqa: ASYNC110 — the clocks are other processes
                await asyncio.sleep(0.05)


async def _a_clock(url: str) -> asyncio.subprocess.Process:
    clock = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CLOCK, url, stdout=asyncio.subprocess.PIPE
    )
    assert clock.stdout is not None
    assert await clock.stdout.readline() == b"begun\n"
    return clock


async def test_three_clocks_ask_for_one_job_a_slot_and_two_go_on(postgres_url: str) -> None:
    asked = Asked()
    clocks = await asyncio.gather(*(_a_clock(postgres_url) for _ in range(3)))
    try:
        async with open_queue(postgres_url) as queue, running(QueuedEngine(queue, asked)):
            await asked.reaches(6, after=datetime.now(UTC))
            clocks[0].kill()
            await clocks[0].wait()
            killed_at = datetime.now(UTC)
            await asked.reaches(6, after=killed_at + PERIOD)
    finally:
        for clock in clocks[1:]:
            clock.kill()
            await clock.wait()
    slots = Counter(slot for slot, _ in asked.by_slot)
    assert set(slots.values()) == {1}
    assert clocks[0].pid not in asked.after(killed_at + PERIOD)
