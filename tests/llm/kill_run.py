"""Runs that make model calls and are killed at any point of them, each followed by a run that goes on.

`kill_run.py FOLDER MODEL_URL DATABASE_URL` prints how each first run ended. `together` in place of the
folder makes one run in two processes at once.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from typing_extensions import override

from digests.llm.marked import MarkedModel
from digests.llm.paid_once import PaidOnce, Terms
from digests.llm.remote import open_remote
from digests.model import Budget, Call, Ending, NewCall, Refused, Started
from digests.ports import Calls
from digests.store.sql import open_database
from tests.llm.requests import a_request

CALLS = 3
POINTS = ("before begin", "after begin", "within", "before end", "after end")
LEASE = timedelta(seconds=0.6)
LONG = timedelta(seconds=60)
"""So that nobody is given up who is only slow."""


class DyingCalls(Calls):
    """A ledger whose process is killed just before or after an operation of the call it is told."""

    def __init__(self, calls: Calls, point: str, number: int) -> None:
        self._calls = calls
        self._point = point
        self._left = {"begin": number, "end": number}

    def _die(self, when: str, operation: str) -> None:
        if self._point == f"{when} {operation}" and self._left[operation] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    @override
    async def begin(
        self, call: NewCall, budgets: Sequence[Budget] = ()
    ) -> Started | Call | Refused:
        self._left["begin"] -= 1
        self._die("before", "begin")
        start = await self._calls.begin(call, budgets)
        self._die("after", "begin")
        return start

    @override
    async def renew(self, n: int, until: datetime) -> bool:
        return await self._calls.renew(n, until)

    @override
    async def end(self, n: int, ending: Ending | None) -> None:
        self._left["end"] -= 1
        self._die("before", "end")
        await self._calls.end(n, ending)
        self._die("after", "end")

    @override
    async def calls(self, *, since: datetime | None = None) -> list[Call]:
        return await self._calls.calls(since=since)


async def run(
    url: str,
    database_url: str,
    label: str,
    *,
    lease: timedelta = LEASE,
    point: str = "",
    number: int = 0,
) -> None:
    """Make the calls of a run, one after the other."""
    async with open_database(database_url) as database, open_remote(url=url, key=None) as remote:
        model = PaidOnce(
            MarkedModel(remote),
            DyingCalls(database.calls, point, number),
            terms=Terms(lease=lease),
            now=lambda: datetime.now(UTC),
        )
        for call in range(1, CALLS + 1):
            await model.complete(a_request(f"{label}, call {call}", run=f"{label}, call {call}"))


def in_child(work: Callable[[], Coroutine[None, None, None]], pid_file: Path | None = None) -> int:
    """Start a process that does the work, and return its id."""
    child = os.fork()
    if child == 0:
        if pid_file is not None:
            pid_file.write_text(str(os.getpid()), encoding="utf-8")
        asyncio.run(work())
        os._exit(0)
    return child


def ended_by(child: int) -> int:
    """Return the signal that ended a process, 0 where none did."""
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def killed(folder: Path, url: str, database_url: str) -> dict[str, int]:
    """Kill a run at every point, and let another one finish it."""
    endings = {}
    for point in POINTS:
        for number in range(1, CALLS + 1):
            label = f"{point} {number}"
            finishing = partial(run, url, database_url, label)
            dying = partial(finishing, point=point, number=number)
            endings[label] = ended_by(in_child(dying, folder / "pid"))
            (folder / "pid").unlink()
            assert ended_by(in_child(finishing)) == 0
    return endings


def together(url: str, database_url: str) -> list[int]:
    """Make one run in two processes at once."""
    children = [in_child(partial(run, url, database_url, "together", lease=LONG)) for _ in range(2)]
    return [ended_by(child) for child in children]


if __name__ == "__main__":
    where, *addresses = sys.argv[1:]
    found = together(*addresses) if where == "together" else killed(Path(where), *addresses)
    sys.stdout.write(json.dumps(found))
