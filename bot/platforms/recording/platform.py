"""A `Platform` in this process that shows nobody anything: for tests and dry runs."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from typing_extensions import override

from bot.platforms.recording.board import NO_FAULTS, Arrival, Board, Post
from bot.platforms.recording.faults import ACCEPTED, Fault, Faults, Kind, error_of
from digests.errors import PlatformError, Trouble
from digests.model import Message, MessageRef
from digests.ports import Platform

DEDUPES_FOR = timedelta(minutes=3)


class RecordingPlatform(Platform):
    """Keeps what it is given, remembers when it came, and fails as it is told."""

    def __init__(
        self,
        *,
        dedupes_for: timedelta = DEDUPES_FOR,
        faults: Faults = NO_FAULTS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        latency: Callable[[], float] = lambda: 0.0,
        finds: bool = True,
    ) -> None:
        """`latency` is asked for the seconds on the way there and back, each."""
        self.dedupes_for = dedupes_for
        self.finds = finds
        """Whether `find` works."""
        self._board = Board(dedupes_for=dedupes_for, faults=faults, now=now)
        self._latency = latency

    @property
    def posts(self) -> list[Post]:
        """Every post that a channel shows, in the order they were accepted."""
        return self._board.posts

    @property
    def arrivals(self) -> list[Arrival]:
        """Every request to post, whatever came of it."""
        return self._board.arrivals

    def fail_next(self, *faults: Fault | None) -> None:
        """Let the next requests fail, in this order; None: this one does not."""
        self._board.scripted.extend(faults)

    @override
    async def post(self, message: Message) -> MessageRef:
        fault = self._board.meets(message)
        if fault is not None and fault.kind is Kind.UNREACHABLE:
            raise error_of(fault)
        await self._travel()
        self._board.arrive(message)
        if fault is None:
            reference = self._board.accept(message)
        elif fault.kind is Kind.SLOW:
            reference = await self._accept_late(message, fault.seconds)
        else:
            if fault.kind in ACCEPTED:
                self._board.accept(message)
            await self._travel()
            raise error_of(fault)
        await self._travel()
        return reference

    @override
    async def find(self, message: Message) -> MessageRef | None:
        await self._travel()
        if not self.finds:
            raise PlatformError("the history cannot be read", trouble=Trouble.REFUSED)
        return self._board.find(message)

    async def _travel(self) -> None:
        if seconds := self._latency():
            await asyncio.sleep(seconds)

    async def _accept_late(self, message: Message, seconds: float) -> MessageRef:
        """Accept after a time, also where nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        accepted: asyncio.Future[MessageRef] = loop.create_future()
        loop.call_later(seconds, lambda: accepted.set_result(self._board.accept(message)))
        return await asyncio.shield(accepted)
