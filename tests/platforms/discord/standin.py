"""A Discord to test against: a real gateway and REST server, installed and started by the tests."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.conftest import leave_out
from tests.platforms.npm import install

HERE = Path(__file__).resolve().parent
TOKEN = "MTIzNDU2.stand-in.token"  # noqa: S105 — of a server that lives as long as the tests


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Where it listens, and what is there."""

    rest: str
    gateway: str
    control: str
    bot: str
    guilds: Sequence[str]
    people: Sequence[str]

    async def do(self, verb: str, **given: object) -> Any:  # noqa: ANN401 — JSON of the verb's own shape
        """Let people do something, or look at what is there: the verbs of `twin.mjs`."""
        async with aiohttp.ClientSession() as session:
            asked = session.post(f"{self.control}/{verb}", json=given)
            async with asked as response:
                said = await response.json()
                assert response.ok, said
                return said


@contextmanager
def running() -> Iterator[StandIn]:
    """Start the stand-in, or leave the test out where it cannot be."""
    if shutil.which("node") is None:
        leave_out("node, which runs the stand-in, is absent (Debian: nodejs)")
    install(HERE)
    started = subprocess.Popen(
        ["node", "-r", "./loopback.cjs", "twin.mjs"],
        cwd=HERE,
        env=os.environ | {"TWIN_TOKEN": TOKEN},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert started.stdout is not None
        yield StandIn(**json.loads(started.stdout.readline()))
    finally:
        started.terminate()
        started.communicate(timeout=10)
