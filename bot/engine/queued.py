"""The engine of many workers: Procrastinate, on the PostgreSQL that the store is on.

https://procrastinate.readthedocs.io. A job that waits is in the database, any worker may do it, and
one whose worker died is found by its missing heartbeat and given to another (`reap`).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import procrastinate
import psycopg
import structlog
from procrastinate.app import WorkerOptions
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import DeleteJobCondition, Status

from bot.engine.embedded import do, end
from bot.engine.jobs import GRACE, Job, Work
from digests.errors import StoreError
from digests.store.engine import NO_IDLE_LOCKS

_log = structlog.get_logger()

TASK = "citewire"
_LOCK = 0x70726F6372617374
"""The advisory lock under which the queue's tables are made: `procrast` in ASCII."""
_LOST = (ConnectorException, psycopg.Error, OSError)
"""What a database that was stopped or restarted looks like."""
_CONNECTION = {"connect_timeout": 10, "options": NO_IDLE_LOCKS}
_WAIT = 4.0
"""Seconds that a queue's operation waits for a connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How soon a dead worker is noticed."""

    heartbeat: timedelta = timedelta(seconds=10)
    stalled: timedelta = timedelta(seconds=30)
    """A worker without a heartbeat for so long is dead."""
    again: timedelta = timedelta(seconds=2)
    """After the database was lost, the worker tries again so often."""

    @classmethod
    def of(cls, lease: timedelta) -> Self:
        """Return the pulse of workers whose work is taken over after so long."""
        return cls(heartbeat=lease / 3, stalled=lease)


@asynccontextmanager
async def open_queue(database_url: str) -> AsyncIterator[procrastinate.App]:
    """Connect to the queue; its tables are made where they are missing.

    Raises:
        StoreError: the database cannot be reached.
    """
    conninfo = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
    # A pool that waits longer for each attempt would stay away as long again as the database was.
    connector = procrastinate.PsycopgConnector(
        conninfo=conninfo, kwargs=_CONNECTION, timeout=_WAIT, reconnect_timeout=_WAIT
    )
    queue = procrastinate.App(connector=connector)
    try:
        await _make_tables(conninfo, queue)
        await queue.open_async()
    except _LOST as error:
        raise _unreachable(error) from error
    try:
        yield queue
    finally:
        await queue.close_async()


async def _make_tables(conninfo: str, queue: procrastinate.App) -> None:
    async with await psycopg.AsyncConnection.connect(conninfo) as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        found = await connection.execute("SELECT to_regclass('procrastinate_jobs')")
        row = await found.fetchone()
        if row is None or row[0] is None:
            await connection.execute(queue.schema_manager.get_schema())


class QueuedEngine:
    """Does jobs that any process deferred, of some queues or of all."""

    def __init__(
        self,
        queue: procrastinate.App,
        work: Work,
        *,
        queues: Sequence[str] = (),
        concurrency: int = 8,
        pulse: Pulse = Pulse(),
        grace: float = GRACE,
    ) -> None:
        self._queue = queue
        self._queues = list(queues)
        self._concurrency = concurrency
        self._pulse = pulse
        self._grace = grace
        self._running: set[asyncio.Task[None]] = set()

        async def task(name: str, queue: str, argument: str | None) -> None:
            # A queue that is lost stops its worker; what is being posted goes on all the same.
            job = Job(name=name, queue=queue, argument=argument)
            running = asyncio.create_task(do(work, job))
            self._running.add(running)
            running.add_done_callback(self._running.discard)
            await asyncio.shield(running)

        queue.tasks.pop(TASK, None)
        queue.task(name=TASK)(task)

    async def defer(self, job: Job) -> None:
        """Have a job done soon, by any worker of its queue.

        Raises:
            StoreError: the database cannot be reached.
        """
        deferrer = self._queue.configure_task(
            TASK, queue=job.queue, queueing_lock=job.key, allow_unknown=True
        )
        try:
            await deferrer.defer_async(name=job.name, queue=job.queue, argument=job.argument)
        except AlreadyEnqueued:
            return
        except _LOST as error:
            raise _unreachable(error) from error

    async def run(self, stop: asyncio.Event) -> None:
        """Do jobs until told to stop; a database that goes away is waited for."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                worker = asyncio.create_task(self._worker())
                await asyncio.wait({worker, stopped}, return_when=asyncio.FIRST_COMPLETED)
                worker.cancel()
                lost = (await asyncio.gather(worker, return_exceptions=True))[0]
                if not stop.is_set():
                    _log.warning("the job queue was lost", error=type(lost).__name__)
                    await asyncio.wait({stopped}, timeout=self._pulse.again.total_seconds())
        finally:
            stopped.cancel()
            await end(self._running, within=self._grace)

    async def reap(self) -> int:
        """Give the jobs of dead workers to the living; return how many. Any worker may do it.

        Raises:
            StoreError: the database cannot be reached.
        """
        try:
            return await self._reap()
        except _LOST as error:
            raise _unreachable(error) from error

    async def _reap(self) -> int:
        silent = self._pulse.stalled.total_seconds()
        manager = self._queue.job_manager
        stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=silent)
        count = 0
        for job in stalled:
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                # One of the same key waits already, and does what this one would have done.
                await manager.finish_job(job, status=Status.FAILED, delete_job=True)
            count += 1
        return count

    async def _worker(self) -> None:
        options: WorkerOptions = {
            "concurrency": self._concurrency,
            "install_signal_handlers": False,
            "delete_jobs": DeleteJobCondition.ALWAYS.value,
            # The jobs' tasks are waited for by `run`.
            "shutdown_graceful_timeout": 0,
            "update_heartbeat_interval": self._pulse.heartbeat.total_seconds(),
            "stalled_worker_timeout": self._pulse.stalled.total_seconds(),
        }
        if self._queues:
            options["queues"] = self._queues
        await self._queue.run_worker_async(**options)


def _unreachable(error: Exception) -> StoreError:
    return StoreError(f"the job queue cannot be reached: {type(error).__name__}")
