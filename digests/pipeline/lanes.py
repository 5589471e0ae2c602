"""Who goes to the web next: so many at once, and of each host one; and that they all come back."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class Lanes:
    """Turns for work on addresses: `most` at once, one a host, in the order of asking.

    Whoever waits for a busy host holds no turn meanwhile, so that a slow host of many feeds does
    not keep the others waiting.
    """

    def __init__(self, most: int) -> None:
        self._gate = asyncio.Semaphore(most)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, url: str | None) -> AsyncIterator[None]:
        """Wait for a turn and hold it while the block runs; no address is no host."""
        host = _host(url) if url else None
        if host is None:
            async with self._gate:
                yield
        else:
            async with self._hosts[host], self._gate:
                yield


async def together(works: Iterable[Coroutine[object, object, T]]) -> list[T]:
    """Do all at once and return what came of each; the first error ends the rest, and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return [task.result() for task in tasks]


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
