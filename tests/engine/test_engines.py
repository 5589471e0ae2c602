"""What both engines do with jobs: in one process, and over PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.engine import EmbeddedEngine, Engine, Job, QueuedEngine, Work, open_queue

SOON = 10.0
"""Seconds within which whatever is waited for comes, or the test fails."""

Opener = Callable[..., AbstractAsyncContextManager[Engine]]


def a_job(name: str = "poll", argument: str | None = None, queue: str = "poll") -> Job:
    return Job(name=name, queue=queue, argument=argument)


class Worker:
    """Does jobs, each only when it is let."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.cancelled: list[str] = []
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, job: Job) -> None:
        self.begun.append(job.key)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled.append(job.key)
            raise
        if job.name == "broken":
            raise RuntimeError("the job's own trouble")
        self.done.append(job.key)


@pytest.fixture(params=["embedded", "queued"])
def make(request: pytest.FixtureRequest) -> Opener:
    """Return a maker of engines of each kind."""
    url = request.getfixturevalue("postgres_url") if request.param == "queued" else None

    @asynccontextmanager
    async def opened(work: Work, grace: float = 5.0) -> AsyncIterator[Engine]:
        if url is None:
            yield EmbeddedEngine(work, grace=grace)
        else:
            async with open_queue(url) as queue:
                yield QueuedEngine(queue, work, grace=grace)

    return opened


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110 — what is waited for has no event
            await asyncio.sleep(0.02)


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[Callable[[], Coroutine[None, None, None]]]:
    stop = asyncio.Event()
    task = asyncio.create_task(engine.run(stop))

    async def end() -> None:
        stop.set()
        async with asyncio.timeout(SOON):
            await task

    try:
        yield end
    finally:
        await end()


async def test_jobs_are_done_and_a_waiting_one_is_not_asked_for_twice(make: Opener) -> None:
    worker = Worker()
    async with make(worker) as engine:
        for job in (a_job(), a_job(), a_job("plan"), a_job("deliver", "a"), a_job("deliver", "b")):
            await engine.defer(job)
        async with running(engine):
            await until(lambda: len(worker.done) == 4)
    assert sorted(worker.done) == ["deliver:a", "deliver:b", "plan", "poll"]


async def test_a_job_that_runs_can_be_asked_for_again(make: Opener) -> None:
    worker = Worker()
    worker.go.clear()
    async with make(worker) as engine, running(engine):
        await engine.defer(a_job())
        await until(lambda: worker.begun == ["poll"])
        await engine.defer(a_job())
        worker.go.set()
        await until(lambda: worker.done == ["poll", "poll"])


async def test_a_job_that_fails_costs_itself_only(make: Opener) -> None:
    worker = Worker()
    async with make(worker) as engine, running(engine):
        await engine.defer(a_job("broken"))
        await until(lambda: worker.begun == ["broken"])
        await engine.defer(a_job())
        await until(lambda: worker.done == ["poll"])


async def test_a_stop_lets_what_runs_end(make: Opener) -> None:
    worker = Worker()
    worker.go.clear()
    async with make(worker) as engine, running(engine) as end:
        await engine.defer(a_job())
        await until(lambda: worker.begun == ["poll"])
        ending = asyncio.create_task(end())
        await asyncio.sleep(0.1)
        worker.go.set()
        await ending
    assert (worker.done, worker.cancelled) == (["poll"], [])


async def test_what_does_not_end_in_time_is_cancelled(make: Opener) -> None:
    worker = Worker()
    worker.go.clear()
    async with make(worker, grace=0.2) as engine, running(engine) as end:
        await engine.defer(a_job())
        await until(lambda: worker.begun == ["poll"])
        await end()
    assert (worker.done, worker.cancelled) == ([], ["poll"])
