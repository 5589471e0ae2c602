"""Many workers over one queue: only their queues, after a crash, after the database was away."""

import asyncio
import sys
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import Connection, text

from bot.engine import Job, QueuedEngine, open_queue
from bot.engine.queued import Pulse
from digests.errors import StoreError
from digests.store.sql import open_database
from tests.engine.test_engines import Worker, a_job, running, until
from tests.postgres import Server, private_server

FAST = Pulse(
    heartbeat=timedelta(seconds=0.2),
    stalled=timedelta(seconds=1),
    again=timedelta(seconds=0.1),
)


async def test_a_worker_serves_its_queues_only(postgres_url: str) -> None:
    worker = Worker()
    async with open_queue(postgres_url) as queue:
        engine = QueuedEngine(queue, worker, queues=["deliver:slack"])
        await engine.defer(a_job())
        await engine.defer(a_job("deliver", "a", queue="deliver:slack"))
        async with running(engine):
            await until(lambda: worker.done == ["deliver:a"])
    assert worker.begun == ["deliver:a"]


async def test_queues_that_open_at_once_make_their_tables_once(postgres_url: str) -> None:
    async def opened() -> bool:
        async with open_queue(postgres_url) as queue:
            return bool(await queue.check_connection_async())

    assert all(await asyncio.gather(opened(), opened(), opened()))


async def test_a_queue_that_cannot_be_reached_is_said_without_its_password() -> None:
    with pytest.raises(StoreError) as raised:
        async with open_queue("postgresql://ada:secret@127.0.0.1:1/none?connect_timeout=2"):
            pass
    assert "secret" not in str(raised.value)


DYING = """
import asyncio, sys
from bot.engine import QueuedEngine, open_queue
from tests.engine.test_queued import FAST

async def work(job):
    print("begun", flush=True)
    await asyncio.sleep(60)

async def main():
    async with open_queue(sys.argv[1]) as queue:
        await QueuedEngine(queue, work, pulse=FAST).run(asyncio.Event())

asyncio.run(main())
"""


@pytest.mark.parametrize("waits_again", [False, True])
async def test_the_job_of_a_killed_worker_is_given_to_another(
    postgres_url: str, *, waits_again: bool
) -> None:
    worker = Worker()
    async with open_queue(postgres_url) as queue:
        engine = QueuedEngine(queue, worker, pulse=FAST)
        await engine.defer(a_job())
        dying = await asyncio.create_subprocess_exec(
            sys.executable, "-c", DYING, postgres_url, stdout=asyncio.subprocess.PIPE
        )
        assert dying.stdout is not None
        assert await dying.stdout.readline() == b"begun\n"
        dying.kill()
        await dying.wait()
        if waits_again:
            await engine.defer(a_job())
        assert await engine.reap() == 0
        async with running(engine):
            while not await engine.reap():  # noqa: ASYNC110 — the heartbeat must grow old
                await asyncio.sleep(0.1)
            await until(lambda: worker.done == ["poll"])
        assert await engine.reap() == 0


async def test_a_worker_goes_on_once_the_database_is_back(
    postgres_url: str, postgres_server: Server
) -> None:
    worker = Worker()
    async with open_queue(postgres_url) as queue:
        engine = QueuedEngine(queue, worker, pulse=FAST)
        async with running(engine):
            await engine.defer(a_job())
            await until(lambda: worker.done == ["poll"])
            for _ in range(3):
                cut(postgres_server, postgres_url)
                await asyncio.sleep(0.2)
            await again(engine, a_job("plan"))
            await until(lambda: worker.done == ["poll", "plan"])


async def test_a_job_goes_on_though_the_queue_is_lost(
    postgres_url: str, postgres_server: Server
) -> None:
    worker = Worker()
    worker.go.clear()
    async with open_queue(postgres_url) as queue:
        engine = QueuedEngine(queue, worker, pulse=FAST)
        async with running(engine):
            await engine.defer(a_job())
            await until(lambda: worker.begun == ["poll"])
            cut(postgres_server, postgres_url)
            await again(engine, a_job("plan"))
            await until(lambda: worker.begun == ["poll", "plan"])
            worker.go.set()
            await until(lambda: sorted(worker.done) == ["plan", "poll"])
    assert worker.cancelled == []


async def test_reaping_without_a_database_is_an_error_of_the_store() -> None:
    with private_server() as server:
        async with open_queue(server.url("postgres")) as queue:
            engine = QueuedEngine(queue, Worker())
            assert await engine.reap() == 0
            server.crash()
            with pytest.raises(StoreError):
                await engine.reap()


async def test_who_stands_still_in_a_transaction_loses_it(postgres_url: str) -> None:
    """A frozen process may hold no lock that the others wait for."""
    setting = "idle_in_transaction_session_timeout"

    def shown(connection: Connection) -> object:
        return connection.execute(text(f"SHOW {setting}")).scalar_one()

    async with open_queue(postgres_url) as queue, open_database(postgres_url) as database:
        found = await queue.connector.execute_query_one_async(f"SHOW {setting}")
        assert found[setting] == await database.store.transactions.read(shown) == "10s"


def cut(server: Server, url: str) -> None:
    """End every connection to a database."""
    database = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"  # noqa: S608 — a test's own name
        f" WHERE datname = '{database}'"
    )


async def again(engine: QueuedEngine, job: Job) -> None:
    """Defer as a clock does, which comes again where the database was away."""
    for _ in range(20):
        try:
            await engine.defer(job)
        except StoreError:
            await asyncio.sleep(0.1)
        else:
            return
    raise AssertionError("the queue stayed away")
