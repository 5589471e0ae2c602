"""The engine of one process: jobs wait in memory, and what a stop leaves the store still knows."""

import asyncio
from collections.abc import Iterable
from functools import partial

import structlog

from bot.engine.jobs import GRACE, Job, Work
from digests.errors import StoreError

_log = structlog.get_logger()


class EmbeddedEngine:
    """Does jobs in this process: several at once, one of a key at a time."""

    def __init__(self, work: Work, *, concurrency: int = 8, grace: float = GRACE) -> None:
        self._work = work
        self._concurrency = concurrency
        self._grace = grace
        self._waiting: dict[str, Job] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()

    async def defer(self, job: Job) -> None:
        """Have a job done soon."""
        self._waiting.setdefault(job.key, job)
        self._changed.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Do jobs until told to stop."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self._changed.clear()
                self._start_what_can()
                changed = asyncio.create_task(self._changed.wait())
                await asyncio.wait({stopped, changed}, return_when=asyncio.FIRST_COMPLETED)
                changed.cancel()
        finally:
            stopped.cancel()
            await end(self._running.values(), within=self._grace)

    def _start_what_can(self) -> None:
        for key, job in list(self._waiting.items()):
            if len(self._running) >= self._concurrency:
                return
            if key not in self._running:
                del self._waiting[key]
                task = asyncio.create_task(do(self._work, job))
                self._running[key] = task
                task.add_done_callback(partial(self._ended, key))

    def _ended(self, key: str, _: asyncio.Task[None]) -> None:
        del self._running[key]
        self._changed.set()


async def do(work: Work, job: Job) -> None:
    """Do one job; what goes wrong is logged, and is that job's alone."""
    try:
        await work(job)
    except StoreError as error:
        _log.warning("job failed", job=job.key, error=str(error))
    except Exception as error:  # noqa: BLE001 — one job's failure may not end the others
        _log.error("job failed", job=job.key, error=type(error).__name__, exc_info=error)


async def end(running: Iterable[asyncio.Task[None]], *, within: float) -> None:
    """Let jobs end, so many seconds; cancel what has not ended then."""
    running = list(running)
    if not running:
        return
    _, late = await asyncio.wait(running, timeout=within)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
