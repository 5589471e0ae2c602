"""What is being answered: a process that is told to stop finishes it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import ParamSpec

FINISHED_WITHIN = 10.0
"""Seconds; a process has 25 to stop in."""

_Given = ParamSpec("_Given")
_Answering = Callable[_Given, Coroutine[None, None, None]]


class UnderWay:
    """Counts what discord.py starts and forgets."""

    def __init__(self) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def counted(self, answering: _Answering[_Given]) -> _Answering[_Given]:
        """Return the same, counted while it runs."""

        async def run(*args: _Given.args, **kwargs: _Given.kwargs) -> None:
            self._running += 1
            self._idle.clear()
            try:
                await answering(*args, **kwargs)
            finally:
                self._running -= 1
                if not self._running:
                    self._idle.set()

        return run

    async def finish(self) -> bool:
        """Wait until nothing runs; False where something takes too long."""
        try:
            await asyncio.wait_for(self._idle.wait(), FINISHED_WITHIN)
        except TimeoutError:
            return False
        return True
