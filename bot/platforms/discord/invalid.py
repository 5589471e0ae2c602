"""Discord bans an address for too many invalid answers: they are counted, and we brake before.

docs.discord.com/developers/topics/rate-limits: 10,000 of 401, 403 or 429 in ten minutes, without
the 429 of a `shared` scope.
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import aiohttp

from digests.errors import PlatformError, Scope, Trouble

BAN = 10_000
WINDOW = timedelta(minutes=10)
BRAKE = 1_000
"""Well below: several workers may share the address, and each counts for itself."""

_INVALID = frozenset({401, 403, 429})


class InvalidAnswers:
    """Counts them for one process, over whatever sessions it watches."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, brake: int = BRAKE) -> None:
        """`clock` tells seconds that never go back."""
        self._clock = clock
        self._brake = brake
        self._times: deque[float] = deque(maxlen=brake)

    def note(self, status: int, scope: str | None) -> None:
        """Count an answer if it is one that counts; `scope` is its `X-RateLimit-Scope`."""
        if status in _INVALID and not (status == 429 and scope == "shared"):
            self._times.append(self._clock())

    @property
    def rest(self) -> timedelta | None:
        """How long nothing may be asked, None where it may."""
        if len(self._times) < self._brake:
            return None
        left = self._times[0] + WINDOW.total_seconds() - self._clock()
        return timedelta(seconds=left) if left > 0 else None

    def check(self) -> None:
        """Let a request through, or not.

        Raises:
            PlatformError: too many were invalid.
        """
        if (rest := self.rest) is not None:
            raise PlatformError(
                f"{self._brake} invalid answers within {WINDOW}: Discord would ban the address",
                trouble=Trouble.BUSY,
                scope=Scope.PLATFORM,
                retry_after=rest,
            )

    def watch(self) -> aiohttp.TraceConfig:
        """Return what makes a session count its answers, and stop before its requests."""
        trace = aiohttp.TraceConfig()

        async def before(
            _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestStartParams
        ) -> None:
            self.check()

        async def after(
            _: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams
        ) -> None:
            self.note(end.response.status, end.response.headers.get("X-RateLimit-Scope"))

        trace.on_request_start.append(before)
        trace.on_request_end.append(after)
        return trace
