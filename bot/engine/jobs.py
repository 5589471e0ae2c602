"""Jobs, and the seam between what asks for them and what runs them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be done; what exactly, the store knows when it is done."""

    name: str
    """Key in `bot.engine.stages.STAGES`."""
    queue: str
    """Workers may be told to serve some queues only: `poll`, `digest`, `deliver:slack`."""
    argument: str | None = None
    """A lane's name, for a job that is done lane by lane."""

    @property
    def key(self) -> str:
        """Two jobs of one key that wait are one job."""
        return f"{self.name}:{self.argument}" if self.argument else self.name


Work = Callable[[Job], Awaitable[None]]
"""Does a job. Whatever it raises costs that job only; the clock comes again."""


class Engine(Protocol):
    """Has jobs done."""

    async def defer(self, job: Job) -> None:
        """Have a job done soon. One that waits under the same key already is the same job."""
        ...

    async def run(self, stop: asyncio.Event) -> None:
        """Do jobs until told to stop; then finish or hand back what runs, within `GRACE`."""
        ...


GRACE = 20.0
"""Seconds that running jobs have to end once a stop is asked for; then they are cancelled."""
