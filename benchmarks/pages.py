"""Measure the record's pages over a made-up store of 1,000 digests and 50,000 articles in a new SQLite file.

    python -m benchmarks.pages --file FILE --fill      fills the file and writes a config beside it
    python -m benchmarks.pages --file FILE [--seconds 60] [--rate 100] [--spread uniform]

`citewire web` runs as a process of its own. Requests come at fixed times, whatever became of those before
(an open loop), and a request's time counts from when it was due.
"""

import argparse
import asyncio
import math
import os
import random
import socket
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import psutil

from benchmarks.measuring import timed
from benchmarks.record_store import NOW, STORIES, TOPICS, WEEKS, WORDS, fill, write_config
from digests.model.ids import content_id
from digests.store.sql import open_database

WARM_WEEKS = 4
MIX = (
    *(("digest", 45), ("topic", 15), ("search", 10), ("record", 5), ("atom", 4), ("json feed", 4)),
    *(("story", 5), ("who", 4), ("csv", 1), ("index", 3), ("feeds", 2), ("how", 2)),
)
"""What is asked for, in percent."""


class Load:
    """What is asked for, and what became of it."""

    def __init__(self, base: str, spread: str) -> None:
        self._base, self._spread = base, spread
        self._chance = random.Random(7)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed = 0

    async def ask(self, session: aiohttp.ClientSession, due: float) -> None:
        """Ask for one page, and note how long it took since it was due."""
        kind, path = self._next()
        try:
            async with session.get(self._base + path) as reply:
                await reply.read()
                self.failed += reply.status != 200
        except (aiohttp.ClientError, TimeoutError):
            self.failed += 1
        self.took[kind].append((time.perf_counter() - due) * 1_000)

    async def warm(self) -> None:
        """Ask once for each topic's list, ledger and feeds, and for the digests of its last weeks."""
        async with aiohttp.ClientSession() as session:
            for topic in TOPICS:
                digests = [content_id("digest", topic, str(week)) for week in range(WARM_WEEKS)]
                lists = (f"/t/{topic}", f"/t/{topic}/feed.atom", f"/t/{topic}/feed.json")
                ledger = (f"/who/{topic}", f"/who/{topic}.csv")
                for path in (*lists, *ledger, *(f"/d/{one}" for one in digests)):
                    async with session.get(self._base + path) as reply:
                        await reply.read()

    def _next(self) -> tuple[str, str]:
        chance = self._chance
        kind = chance.choices([one for one, _ in MIX], [share for _, share in MIX])[0]
        topic, week = chance.choice(TOPICS), self._week()
        digest = content_id("digest", topic, str(week))
        story = content_id("story", topic, str(week // 4), str(chance.randrange(STORIES)))
        paths = {
            "digest": f"/d/{digest}",
            "topic": f"/t/{topic}",
            "search": f"/t/{topic}?q={chance.choice(WORDS)}&tag=tag-{chance.randrange(STORIES)}",
            "record": f"/d/{digest}.json",
            "atom": f"/t/{topic}/feed.atom",
            "json feed": f"/t/{topic}/feed.json",
            "story": f"/s/{story}",
            "who": f"/who/{topic}",
            "csv": f"/who/{topic}.csv",
            "index": "/",
            "feeds": "/feeds",
            "how": "/how",
        }
        return kind, paths[kind]

    def _week(self) -> int:
        if self._spread == "uniform":
            return self._chance.randrange(WEEKS)
        return min(int(self._chance.paretovariate(1.0)) - 1, WEEKS - 1)


@asynccontextmanager
async def serving(file: str, config: str) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Start `citewire web` over the file, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "CITEWIRE_DATABASE_URL": f"sqlite:///{file}",
        "CITEWIRE_CONFIG_DIR": config,
        "CITEWIRE_PUBLIC_TOPICS": "*",
        "CITEWIRE_WEB_PORT": str(port),
        "CITEWIRE_WEB_RATE": "0",
        "CITEWIRE_NOW": NOW.isoformat(),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "web", env=environment
    )
    base = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                try:
                    async with session.get(f"{base}/healthz"):
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
        yield base, psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def measure(given: argparse.Namespace, config: str) -> None:
    """Print what was measured, after a round in which every list is asked for once."""
    seconds, rate, spread = given.seconds, given.rate, given.spread
    async with serving(str(given.file), config) as (base, process):
        load = Load(base, spread)
        with timed() as lap:
            await load.warm()
        print(f"first round: {lap.seconds:.1f} s")
        most, before = 0, process.cpu_times()
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            began = time.perf_counter()
            asked = []
            for number in range(int(seconds * rate)):
                due = began + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                asked.append(asyncio.create_task(load.ask(session, due)))
                if number % 50 == 0:
                    most = max(most, _resident(process))
            await asyncio.gather(*asked)
        most = max(most, _resident(process))
        after = process.cpu_times()
        every = sorted(one for took in load.took.values() for one in took)
        print(
            f"{len(every)} requests, {load.failed} failed, {spread}; load {os.getloadavg()[0]:.1f}"
        )
        print(f"{'page':<12}{'n':>6}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms")
        for kind, took in (*sorted(load.took.items()), ("all", every)):
            print(f"{kind:<12}{len(took):>6}" + "".join(f"{one:>9.1f}" for one in _quantiles(took)))
        used = after.user + after.system - before.user - before.system
        print(f"memory {most / 2**20:.0f} MiB at most; {used / seconds * 100:.0f} % of a core")


def _resident(process: psutil.Process) -> int:
    whole = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in whole)


def _quantiles(took: list[float]) -> list[float]:
    ordered = sorted(took)
    return [ordered[math.ceil(len(ordered) * part) - 1] for part in (0.5, 0.95, 0.99, 1.0)]


async def _fill_anew(file: Path) -> None:
    write_config(file.with_suffix(".config"))
    async with open_database(f"sqlite:///{file}") as database:
        await fill(database)


def main() -> None:
    """Fill a new file, or measure on one that is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--spread", choices=("pareto", "uniform"), default="pareto")
    given = parser.parse_args()
    if given.fill:
        with timed() as lap:
            asyncio.run(_fill_anew(given.file))
        print(f"filled in {lap.seconds:.0f} s")
        return
    given.file = given.file.resolve()
    asyncio.run(measure(given, str(given.file.with_suffix(".config"))))


if __name__ == "__main__":
    main()
