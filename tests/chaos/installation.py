"""Real processes of the program over one database, posting to a recording platform outside them."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

STOPS_WITHIN = 25
"""Seconds in which a process ends that is asked to."""
PROGRAM = (sys.executable, "-c", "from bot.cli.main import main; main()")
ROOT = Path(__file__).resolve().parents[2]
TOPIC = '[[topic]]\nid = "pytorch"\ntitle = "PyTorch"\ndescription = "PyTorch"\n'


@dataclass(frozen=True, kw_only=True)
class Member:
    """A process of the installation."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    async def stop(self, *, within: float = STOPS_WITHIN) -> float:
        """Ask it to end, and return the seconds that it took; it must end well."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self.process.wait, within)
        assert self.process.returncode == 0, self.log.read_text()[-4000:]
        return time.monotonic() - began


@dataclass(kw_only=True)
class Installation:
    """What its processes share."""

    folder: Path
    database_url: str
    recording_url: str
    settings: Mapping[str, object] = field(default_factory=dict)
    """Those that differ from what is said below, in capitals and without the prefix."""
    members: list[Member] = field(default_factory=list)

    def __post_init__(self) -> None:
        config = self.folder / "config"
        config.mkdir()
        (config / "feeds.toml").write_text("")
        (config / "topics.toml").write_text(TOPIC)
        settings: dict[str, object] = {
            "CONFIG_DIR": config,
            "DATA_DIR": self.folder,
            "DATABASE_URL": self.database_url,
            "RECORDING_URL": self.recording_url,
            "WORKERS_AT_ONCE": 32,
            "WEB_PORT": 0,
            **self.settings,
        }
        self._environment = os.environ | {f"CITEWIRE_{k}": str(v) for k, v in settings.items()}

    def start(self, *command: str) -> Member:
        """Start the program with a command that goes on."""
        log = self.folder / f"{len(self.members)}-{command[0]}.log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                [*PROGRAM, *command],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        member = Member(process=process, log=log)
        self.members.append(member)
        return member

    async def status(self) -> dict[str, Any]:
        """Return what `citewire status` says."""
        asked = await asyncio.create_subprocess_exec(
            *(*PROGRAM, "status", "--json"),
            cwd=ROOT,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await asked.communicate()
        found: dict[str, Any] = json.loads(said)
        return found

    async def seen(self) -> dict[str, Any]:
        """Return what the platform shows, and what came there."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.recording_url}/seen") as response,
        ):
            found: dict[str, Any] = await response.json()
            return found


@asynccontextmanager
async def an_installation(
    folder: Path, database_url: str, recording_url: str, **settings: object
) -> AsyncIterator[Installation]:
    """Return an installation without processes; those that are started end with it."""
    made = Installation(
        folder=folder,
        database_url=database_url,
        recording_url=recording_url,
        settings=settings,
    )
    try:
        yield made
    finally:
        for member in made.members:
            if member.process.poll() is None:
                member.kill()


@contextmanager
def recording(*options: str) -> Iterator[str]:
    """Start a recording platform, and return its address."""
    command = [sys.executable, "-m", "bot.platforms.recording", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()
