"""Parses documents in other processes, each bounded in time and memory.

`concurrent.futures` cannot kill one worker that hangs. These workers get no environment beyond
what finds Python's libraries: a process that reads hostile bytes holds no token.
"""

import asyncio
import json
import os
import sys
from types import TracebackType
from typing import Self, cast

from digests.feeds.parsed import ParsedDocument, Unreadable, from_wire
from digests.feeds.worker import READY, frame

PARSE_SECONDS = 10.0
WORKER_MEGABYTES = 240
"""Of data; libraries come on top. Real documents take 91, the worst of 10 MB that end take 152."""
_START_SECONDS = 30.0
_FAREWELL_SECONDS = 2.0
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PATH")


class ParsePool:
    """A few parsing processes, started when first needed and replaced when killed.

        async with ParsePool() as pool:
            parsed = await pool.read(body, url=url)

    Belongs to one event loop.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        seconds: float = PARSE_SECONDS,
        megabytes: int = WORKER_MEGABYTES,
    ) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._slots = workers
        # The worker used last comes first, so that no more are started than are needed.
        self._idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def read(
        self,
        body: bytes,
        *,
        url: str,
        content_type: str | None = None,
        seconds: float | None = None,
    ) -> ParsedDocument | Unreadable:
        """Return the feed that the bytes hold, or why they hold none.

        `seconds` shortens the pool's own limit; waiting for a free process does not count.
        """
        if not self._slots:
            raise RuntimeError("the pool is closed")
        limit = self._seconds if seconds is None else min(seconds, self._seconds)
        worker, usable = await self._idle.get(), False
        try:
            worker = worker or await _Worker.start(self._megabytes, self._seconds)
            async with asyncio.timeout(limit):
                usable, answer = await worker.ask(body, url=url, content_type=content_type)
            return from_wire(answer)
        except TimeoutError:
            return Unreadable(reason=f"reading it took longer than {limit:.3g} s")
        except (asyncio.IncompleteReadError, ConnectionError):
            return Unreadable(
                reason=f"reading it brought the parser down, perhaps over {self._megabytes} MB"
            )
        finally:
            if worker and not usable:
                worker.kill()
            self._idle.put_nowait(worker if usable else None)
            if worker and not usable:
                await worker.ended()

    async def close(self) -> None:
        """Let running jobs end, then end the processes. Closing twice is fine."""
        slots, self._slots = self._slots, 0
        for _ in range(slots):
            if worker := await self._idle.get():
                await worker.stop()


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        # Both are pipes, as `start` asks for.
        self._jobs = cast("asyncio.StreamWriter", process.stdin)
        self._answers = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def start(cls, megabytes: int, seconds: float) -> Self:
        paths = {name: os.environ[name] for name in _LIBRARY_PATHS if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            # -P: without it a `feedparser.py` in the working directory would be what runs.
            *(sys.executable, "-P", "-m", "digests.feeds.worker", str(megabytes), str(seconds)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=paths | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        worker = cls(process)
        try:
            # Importing takes a while on a busy machine; no document's time should pay for it.
            async with asyncio.timeout(_START_SECONDS):
                await worker._answers.readexactly(len(READY))
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            worker.kill()
            await worker.ended()
            raise RuntimeError("the parsing process does not start") from error
        return worker

    async def ask(self, body: bytes, *, url: str, content_type: str | None) -> tuple[bool, bytes]:
        """Return whether the worker takes more jobs, and the wire form of its answer."""
        head = json.dumps({"url": url, "content_type": content_type}).encode()
        self._jobs.write(frame(head) + frame(body))
        await self._jobs.drain()
        length = int.from_bytes(await self._answers.readexactly(4), "big")
        answer = await self._answers.readexactly(length)
        return answer[:1] == b"+", answer[1:]

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()

    async def ended(self) -> None:
        await self._process.wait()

    async def stop(self) -> None:
        self._jobs.close()
        try:
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self.ended()
        except TimeoutError:
            self.kill()
            await self.ended()
