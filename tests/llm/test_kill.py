"""A run that is killed between two model calls, or within one, and then run again."""

import asyncio
import json
import os
import re
import signal
import sys
from collections import Counter
from pathlib import Path

from digests.model import CallState
from digests.store.sql import open_database
from tests.fakes.web import FakeWeb
from tests.llm.chat_server import Asked, ChatServer
from tests.llm.kill_run import CALLS, POINTS

SCRIPT = Path(__file__).with_name("kill_run.py")
ROOT = SCRIPT.parents[2]


def input_of(asked: Asked) -> str:
    """Return what a request was about."""
    line = asked.material.splitlines()[1]
    return " ".join(re.sub(r"[^\w, ]", " ", line).split())


async def script(*arguments: str) -> object:
    """Run the script and return what it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(SCRIPT),
        *arguments,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"},
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(300):
        out, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(out)


async def states(database_url: str) -> dict[str, list[str]]:
    """Return input -> the states of its calls in the ledger, oldest first."""
    async with open_database(database_url) as database:
        found: dict[str, list[str]] = {}
        for call in await database.calls.calls():
            found.setdefault(str(call.run), []).append(call.state.value)
        return found


async def test_no_call_that_was_kept_is_made_again(database_url: str, tmp_path: Path) -> None:
    """A call in flight when its process is killed may be: it is made again, and reported as lost."""
    pid_file = tmp_path / "pid"

    def say(asked: Asked) -> str:
        about = input_of(asked)
        within = re.fullmatch(r"within (\d), call (\d)", about)
        if within and within[1] == within[2] and pid_file.exists():
            os.kill(int(pid_file.read_text(encoding="utf-8")), signal.SIGKILL)
        return '{"claims": []}'

    async with FakeWeb() as fake:
        server = ChatServer(fake)
        server.say = say
        endings = await script(str(tmp_path), server.url, database_url)
    labels = [f"{point} {number}" for point in POINTS for number in range(1, CALLS + 1)]
    assert endings == dict.fromkeys(labels, int(signal.SIGKILL))

    sent, kept = Counter(map(input_of, server.asked)), await states(database_url)
    assert len(sent) == len(kept) == len(POINTS) * CALLS * CALLS
    for about, calls in kept.items():
        label, _, call = about.partition(", call ")
        point, number = label[:-2], label[-1]
        in_flight = call == number and point in {"after begin", "within", "before end"}
        before = [CallState.LOST.value] if in_flight else []
        assert calls == [*before, CallState.KEPT.value], about
        # After its beginning was committed and before it was sent, nobody can tell that it was not.
        assert sent[about] == (2 if in_flight and point != "after begin" else 1), about


async def test_two_processes_that_want_the_same_make_each_call_once(database_url: str) -> None:
    async with FakeWeb() as fake:
        server = ChatServer(fake)
        assert await script("together", server.url, database_url) == [0, 0]
    sent = Counter(map(input_of, server.asked))
    assert sent == {f"together, call {number}": 1 for number in range(1, CALLS + 1)}
    assert set(map(tuple, (await states(database_url)).values())) == {(CallState.KEPT.value,)}
