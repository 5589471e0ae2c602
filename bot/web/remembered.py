"""What several pages are made from and takes long to count: kept until there may be something else."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Remembered(Generic[T]):
    """One value for each name, of the stamp that it was last asked for with."""

    _values: dict[Hashable, tuple[object, T]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, name: Hashable, stamp: object, make: Callable[[], Awaitable[T]]) -> T:
        """Return the value; one is made at a time."""
        async with self._turn:
            held = self._values.get(name)
            if held is None or held[0] != stamp:
                held = self._values[name] = (stamp, await make())
            return held[1]
