"""Processes are killed and frozen, and the database falls, in the midst of a wave.

Nothing is lost, nothing is shown twice, every doubt is said, and all goes on by itself.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from digests.model import DeliveryState
from digests.store.sql import open_database
from tests.chaos.installation import LEASE_SECONDS, Installation, Member, an_installation, recording
from tests.chaos.waves import UNKNOWN, Wave, a_wave, assert_once
from tests.postgres import PrivateServer, private_server

pytestmark = pytest.mark.xdist_group("chaos")

FAULTS = (
    *("--fault", "busy=0.003"),
    *("--fault", "unreachable=0.005"),
    *("--fault", "failed_before=0.005"),
    *("--fault", "failed_after=0.005"),
    *("--fault", "dropped=0.005"),
    *("--fault", "slow=0.002", "--slow", str(LEASE_SECONDS / 2)),
)
NOBODY_CAN_TELL = ("--dedupes-for", "0", "--no-find")
STOPS_WITHIN = 25
AWAY_SECONDS = 2

Measured = Callable[[str, object], None]


@dataclass(kw_only=True)
class Storm:
    """What happens to an installation during a wave, and how soon it is over that."""

    installation: Installation
    wave: Wave
    command: tuple[str, ...]
    measured: Measured

    async def kill(self, member: Member) -> Member:
        """End a process in the midst of it, and start another one, as a supervisor does."""
        in_hand = await self.wave.in_hand(member.pid)
        member.kill()
        began = time.monotonic()
        other = self.installation.start(*self.command)
        await self._free_of(member, f"killed with {len(in_hand or ())} in hand", began)
        return other

    async def freeze(self, member: Member) -> None:
        """Let a process stand still until its work is taken over, and go on then."""
        member.freeze()
        began = time.monotonic()
        in_hand = await self.wave.in_hand(member.pid)
        await self._free_of(member, f"frozen with {len(in_hand or ())} in hand", began)
        member.thaw()

    async def lose(self, server: PrivateServer) -> None:
        """Stop the database hard, and start it again."""
        await asyncio.to_thread(server.crash)
        await asyncio.sleep(AWAY_SECONDS)
        await asyncio.to_thread(server.start)
        began = time.monotonic()
        before = await self.wave.done()
        while (now := await self.wave.done()) is None or now <= (before or 0):
            await asyncio.sleep(0.05)
            before = now if before is None else before
        self._say("database away, first message after it was back", began)

    async def _free_of(self, member: Member, what: str, began: float) -> None:
        while await self.wave.in_hand(member.pid) != set():
            await asyncio.sleep(0.1)
        self._say(f"{what}, all taken over", began)

    def _say(self, what: str, began: float) -> None:
        self.measured("recovery", f"{what} within {time.monotonic() - began:.1f} s")


@pytest.fixture
def measured(record_property: Measured) -> Measured:
    return record_property


@contextmanager
def _database(server: PrivateServer) -> Iterator[str]:
    server.run("CREATE DATABASE chaos")
    yield server.url("chaos")


@pytest.mark.parametrize(("platform", "count"), [((), 3_000), (NOBODY_CAN_TELL, 1_000)])
async def test_three_workers_over_postgresql(
    tmp_path: Path, measured: Measured, platform: tuple[str, ...], count: int
) -> None:
    with (
        private_server() as server,
        _database(server) as url,
        recording(*FAULTS, *platform) as address,
    ):
        async with (
            open_database(url) as database,
            an_installation(tmp_path, url, address) as installation,
        ):
            wave = Wave(outbox=database.outbox, count=count)
            await database.outbox.enqueue(list(a_wave(count)))
            command = ("worker", "--dry-run")
            first, second, third = [installation.start(*command) for _ in range(3)]
            storm = Storm(installation=installation, wave=wave, command=command, measured=measured)
            await wave.reaches(0.2)
            await storm.lose(server)
            await wave.reaches(0.4)
            first = await storm.kill(first)
            await storm.freeze(second)
            await wave.reaches(0.6)
            await storm.lose(server)
            second, _ = await asyncio.gather(storm.kill(second), storm.freeze(third))
            await _ends_well(storm, [first, second, third], dedupes=not platform)


@pytest.mark.parametrize(("platform", "count"), [((), 3_000), (NOBODY_CAN_TELL, 1_000)])
async def test_one_process_over_sqlite(
    tmp_path: Path, measured: Measured, platform: tuple[str, ...], count: int
) -> None:
    url = f"sqlite:///{tmp_path / 'citewire.sqlite3'}"
    with recording(*FAULTS, *platform) as address:
        async with (
            open_database(url) as database,
            an_installation(tmp_path, url, address) as installation,
        ):
            wave = Wave(outbox=database.outbox, count=count)
            await database.outbox.enqueue(list(a_wave(count)))
            command = ("run", "--dry-run")
            storm = Storm(installation=installation, wave=wave, command=command, measured=measured)
            one = installation.start(*command)
            for share in (0.2, 0.4):
                await wave.reaches(share)
                one = await storm.kill(one)
            for share in (0.5, 0.7):
                await wave.reaches(share)
                frozen, one = one, installation.start(*command)
                await storm.freeze(frozen)
                await frozen.stop(within=STOPS_WITHIN)
            await _ends_well(storm, [one], dedupes=not platform)


async def _ends_well(storm: Storm, members: list[Member], *, dedupes: bool) -> None:
    wave, installation = storm.wave, storm.installation
    await wave.reaches(1.0)
    storm.measured("recovery", f"{wave.count} over after {time.monotonic() - wave.began:.0f} s")
    for member in members:
        await member.stop(within=STOPS_WITHIN)
    kept, seen = await wave.all(), await installation.seen()
    assert_once(kept, seen)
    doubtful = {one.id for one in kept if one.state is UNKNOWN}
    listed = await installation.status()
    assert {one["id"] for one in listed["in_doubt"]} == doubtful
    assert listed["deliveries"][DeliveryState.UNKNOWN] == len(doubtful)
    assert bool(doubtful) is not dedupes
    storm.measured("recovery", f"{len(doubtful)} unknown of {wave.count}")
