"""Processes are killed and frozen, and the database falls, in the midst of a wave.

Nothing is lost, nothing is shown twice, every doubt is said, and all goes on by itself.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from digests.store.sql import open_database
from tests.chaos.installation import Installation, Member, an_installation, recording
from tests.chaos.waves import UNKNOWN, Wave, a_wave_in, assert_once
from tests.postgres import PrivateServer, private_server

LEASE_SECONDS = 9
"""The shortest there is: a third of it is a post's time limit."""

FAULTS = (
    *("--fault", "busy=0.003"),
    *("--fault", "unreachable=0.005"),
    *("--fault", "failed_before=0.005"),
    *("--fault", "failed_after=0.005"),
    *("--fault", "dropped=0.005"),
    *("--fault", "slow=0.002", "--slow", str(LEASE_SECONDS / 2)),
)
NOBODY_CAN_TELL = ("--dedupes-for", "0", "--no-find")
AWAY_SECONDS = 2

Measured = Callable[[str, object], None]


@dataclass(kw_only=True)
class Storm:
    """What happens to an installation during a wave, and how soon it is over that."""

    installation: Installation
    wave: Wave
    command: tuple[str, ...]
    say: Measured
    members: list[Member] = field(default_factory=list)
    lost_at: list[datetime] = field(default_factory=list)
    """When the database was stopped."""

    def hire(self) -> None:
        self.members.append(self.installation.start(*self.command))

    async def kill_and_freeze(self) -> None:
        """Do both to the two that are the busiest, at once: one is left, and one who is new."""
        first, second = await self._two_busiest()
        await asyncio.gather(self.kill(first), self.freeze(second))

    async def kill(self, member: Member) -> None:
        """End a process in the midst of it, and start another, as a supervisor does."""
        count = len(await self.wave.in_hand(member.pid))
        member.kill()
        self.members.remove(member)
        self.hire()
        await self._taken_over(member, f"killed with {count} in hand")

    async def freeze(self, member: Member) -> None:
        """Let a process stand still until its work is taken over, and go on then."""
        count = len(await self.wave.in_hand(member.pid))
        member.freeze()
        await self._taken_over(member, f"frozen with {count} in hand")
        member.thaw()

    async def freeze_alone(self) -> None:
        """Let a process stand still until what it has in hand is nobody's, and go on then."""
        (member,) = self.members
        count = len(await self.wave.in_hand(member.pid))
        member.freeze()
        await asyncio.sleep(1.5 * LEASE_SECONDS)
        before = len((await self.installation.seen())["posts"])
        member.thaw()
        began = time.monotonic()
        while len((await self.installation.seen())["posts"]) == before:  # noqa: ASYNC110 — as above
            await asyncio.sleep(0.2)
        self._measured(f"frozen with {count} in hand, first message after it thawed", began)

    async def lose(self, server: PrivateServer) -> None:
        """Stop the database hard, and start it again."""
        self.lost_at.append(datetime.now(UTC))
        await asyncio.to_thread(server.crash)
        await asyncio.sleep(AWAY_SECONDS)
        await asyncio.to_thread(server.start)

    async def ends_well(self, *, dedupes: bool) -> None:
        """Wait for the end of the wave, stop all, and check what became of each message."""
        await self.wave.reaches(1.0)
        self._measured(f"{self.wave.count} over", self.wave.began)
        for member in self.members:
            await member.stop()
        kept, seen = await self.wave.all(), await self.installation.seen()
        assert_once(kept, seen)
        doubtful = {one.id for one in kept if one.state is UNKNOWN}
        listed = await self.installation.status()
        assert {one["id"] for one in listed["in_doubt"]} == doubtful
        assert bool(doubtful) is not dedupes
        arrivals = [datetime.fromisoformat(one["at"]) for one in seen["arrivals"]]
        for lost_at in self.lost_at:
            what = f"database stopped hard for {AWAY_SECONDS} s, longest silence in the next 20 s"
            self.say("recovery", f"{what}: {_longest_silence(arrivals, lost_at):.1f} s")
        self.say("recovery", f"{len(doubtful)} unknown of {self.wave.count}")

    async def _two_busiest(self) -> list[Member]:
        """Return them once both have something in hand; one without would show nothing."""
        while True:
            counts = {one.pid: len(await self.wave.in_hand(one.pid)) for one in self.members}
            two = sorted(self.members, key=lambda one: -counts[one.pid])[:2]
            if all(counts[one.pid] for one in two):
                return two
            assert await self.wave.done() != self.wave.count, "the wave was over too soon"
            await asyncio.sleep(0.1)

    async def _taken_over(self, member: Member, what: str) -> None:
        began = time.monotonic()
        while await self.wave.in_hand(member.pid):  # noqa: ASYNC110 — other processes do it
            await asyncio.sleep(0.1)
        self._measured(f"{what}, all taken over", began)

    def _measured(self, what: str, began: float) -> None:
        self.say("recovery", f"{what}: {time.monotonic() - began:.1f} s")


def _longest_silence(arrivals: list[datetime], since: datetime) -> float:
    """Return the most seconds without a request, of the 20 after a time."""
    near = [since, *(at for at in arrivals if since < at < since + timedelta(seconds=20))]
    return max(((b - a).total_seconds() for a, b in pairwise(near)), default=20.0)


PLATFORMS = pytest.mark.parametrize(
    ("options", "count", "rounds"),
    [
        pytest.param((), 3_000, 2, id="dedupes"),
        pytest.param(NOBODY_CAN_TELL, 800, 1, id="cannot-tell"),
    ],
)


@pytest.mark.xdist_group("chaos-postgresql")
@PLATFORMS
async def test_three_workers_over_postgresql(
    tmp_path: Path,
    record_property: Measured,
    options: tuple[str, ...],
    count: int,
    rounds: int,
) -> None:
    with private_server() as server, recording(*FAULTS, *options) as address:
        server.run("CREATE DATABASE chaos")
        url = server.url("chaos")
        async with (
            open_database(url) as database,
            an_installation(
                tmp_path, url, address, LEASE_SECONDS=LEASE_SECONDS, WORKERS_AT_ONCE=8
            ) as installation,
        ):
            storm = Storm(
                installation=installation,
                wave=await a_wave_in(database.outbox, count),
                command=("worker", "--dry-run"),
                say=record_property,
            )
            for _ in range(3):
                storm.hire()
            for number in range(rounds):
                await storm.wave.reaches(0.2 + 0.3 * number)
                await storm.lose(server)
                await storm.wave.reaches(0.4 + 0.3 * number)
                await storm.kill_and_freeze()
            await storm.ends_well(dedupes=not options)


@pytest.mark.xdist_group("chaos-sqlite")
@PLATFORMS
async def test_one_process_over_sqlite(
    tmp_path: Path,
    record_property: Measured,
    options: tuple[str, ...],
    count: int,
    rounds: int,
) -> None:
    url = f"sqlite:///{tmp_path / 'citewire.sqlite3'}"
    with recording(*FAULTS, *options) as address:
        async with (
            open_database(url) as database,
            an_installation(tmp_path, url, address, LEASE_SECONDS=LEASE_SECONDS) as installation,
        ):
            storm = Storm(
                installation=installation,
                wave=await a_wave_in(database.outbox, count),
                command=("run", "--dry-run"),
                say=record_property,
            )
            storm.hire()
            for number in range(rounds):
                await storm.wave.reaches(0.4 + 0.3 * number)
                await storm.kill(storm.members[0])
                await storm.wave.reaches(0.5 + 0.3 * number)
                await storm.freeze_alone()
            await storm.ends_well(dedupes=not options)
