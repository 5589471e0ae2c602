"""A process that is asked to end in the midst of a wave ends well, and leaves nothing in doubt."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from digests.model import Delivery, DeliveryState
from digests.store.sql import open_database
from tests.chaos.installation import Installation, an_installation, recording
from tests.chaos.waves import PLANNED, SENT, Wave, a_wave_in, assert_once
from tests.postgres import private_server

COUNT = 400
SLOWLY = ("--fault", "slow=1", "--slow", "0.5")
"""Every post takes half a second, so that at any time some are on their way."""


@asynccontextmanager
async def a_wave_at(url: str, folder: Path) -> AsyncIterator[tuple[Installation, Wave]]:
    """Return an installation with a wave to post, as the operator would set it up."""
    with recording(*SLOWLY) as address:
        async with (
            open_database(url) as database,
            an_installation(folder, url, address) as installation,
        ):
            yield installation, await a_wave_in(database.outbox, COUNT)


async def finish(installation: Installation, wave: Wave, *command: str) -> None:
    """Let another process do the rest, and check that each message was posted once."""
    other = installation.start(*command)
    await wave.reaches(1.0)
    await other.stop()
    kept, seen = await wave.all(), await installation.seen()
    assert_once(kept, seen)
    assert {one.state for one in kept} == {SENT}
    assert len(seen["arrivals"]) == COUNT


@pytest.mark.xdist_group("chaos-sqlite")
@pytest.mark.parametrize("name", ["run", "worker"])
async def test_a_stop_in_the_midst_of_a_wave_leaves_nothing_in_doubt(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shared = name == "worker"
    url = (
        request.getfixturevalue("postgres_url")
        if shared
        else f"sqlite:///{tmp_path / 'citewire.sqlite3'}"
    )
    async with a_wave_at(url, tmp_path) as (installation, wave):
        member = installation.start(name, "--dry-run")
        await wave.reaches(0.3)
        request.node.user_properties.append(("stop", f"{await member.stop():.1f} s"))
        kept = await wave.all()
        assert {one.state for one in kept} == {PLANNED, SENT}
        assert not any(_is_in_doubt(one) for one in kept)
        await finish(installation, wave, name, "--dry-run")


def _is_in_doubt(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.PLANNED and delivery.tried_at is not None


@pytest.mark.xdist_group("chaos-postgresql")
async def test_a_worker_whose_database_is_away_ends_well_too(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with private_server() as server:
        server.run("CREATE DATABASE stopping")
        async with a_wave_at(server.url("stopping"), tmp_path) as (installation, wave):
            member = installation.start("worker", "--dry-run")
            await wave.reaches(0.3)
            await asyncio.to_thread(server.crash)
            took = await member.stop()
            request.node.user_properties.append(("stop without database", f"{took:.1f} s"))
            await asyncio.to_thread(server.start)
            other = installation.start("worker", "--dry-run")
            await wave.reaches(1.0)
            await other.stop()
            assert_once(await wave.all(), await installation.seen())


@pytest.mark.xdist_group("chaos-sqlite")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_signal_ends_a_process_that_waits_for_its_database(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "citewire.sqlite3"
    async with a_wave_at(f"sqlite:///{file}", tmp_path) as (installation, wave):
        member = installation.start("run", "--dry-run")
        await wave.reaches(0.1)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            member.process.send_signal(number)
            async with asyncio.timeout(10):
                while "stopping" not in member.log.read_text():  # noqa: ASYNC110 — another process
                    await asyncio.sleep(0.05)
            assert member.process.poll() is None
            member.process.send_signal(number)
            assert await asyncio.to_thread(member.process.wait, 10) == -number
