"""What several pages are made from and takes long to count: kept until there may be something else."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

MOST = 5_000
"""Answers of the database that are held at once."""

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


@dataclass(slots=True, kw_only=True)
class Lately:
    """What the database said in the last seconds, so that a page that many ask for asks it once."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _said: OrderedDict[Hashable, tuple[float, Any]] = field(default_factory=OrderedDict)

    async def get(self, name: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """Return what was said lately, else what is said now."""
        now = self.clock()
        held = self._said.get(name)
        if held is not None and now - held[0] < self.seconds:
            value: T = held[1]
            return value
        value = await ask()
        self._said[name] = (now, value)
        self._said.move_to_end(name)
        if len(self._said) > MOST:
            self._said.popitem(last=False)
        return value
