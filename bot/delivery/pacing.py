"""How fast a lane may post, and which lane a channel is in."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from digests.model import Channel, LaneLease

WINDOW = timedelta(seconds=1)
"""Platforms count what arrives in a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePlan:
    """How a platform's posts are spread over lanes."""

    a_second: int
    """Posts in any second: of the whole platform, or of a workspace where each is a lane."""
    lanes: int | None
    """How many lanes share that; None: each workspace has a lane, and a pace, of its own."""
    channel_a_second: int = 1


LANES: dict[str, LanePlan] = {
    # docs.discord.com/developers/topics/rate-limits: 50 requests a second a bot.
    "discord": LanePlan(a_second=50, lanes=5),
    # docs.slack.dev/apis/web-api/rate-limits: chat.postMessage 1 a second a channel, and "several
    # hundred a minute" a workspace.
    "slack": LanePlan(a_second=5, lanes=None),
}


def lane_of(channel: Channel) -> str:
    """Return the lane that a channel and all its threads are in: the same one on every machine."""
    plan = LANES[channel.platform]
    if plan.lanes is None:
        return channel.workspace
    place = f"{channel.workspace_id}/{channel.channel_id}".encode()
    number = int.from_bytes(hashlib.sha256(place).digest()[:8], "big") % plan.lanes
    return f"{channel.platform}/{number}"


def platform_of(lane: str) -> str:
    """Return the platform that a lane posts to."""
    return lane.partition("/")[0]


def pace_of(lane: str) -> "Pace":
    """Return a fresh pace for a lane."""
    plan = LANES[platform_of(lane)]
    share = plan.a_second // plan.lanes if plan.lanes else plan.a_second
    return Pace(share, channel_a_second=plan.channel_a_second)


def rest_of_window(lease: LaneLease) -> float:
    """Return the seconds until nothing that an earlier holder posted counts any more."""
    if lease.idle_for is None:
        return 0.0
    return max(0.0, (WINDOW - lease.idle_for).total_seconds())


class Pace:
    """Turns to post: so many in any second as the platform sees them, and so many a channel.

    A request arrives some time between its start and its end. It counts from its start until a
    second after its end, so whatever the latency, no second on the platform's clock sees more.
    """

    def __init__(self, a_second: int, *, channel_a_second: int = 1) -> None:
        self.a_second = a_second
        self._lane = _Gate(a_second)
        self._channel_a_second = channel_a_second
        self._channels: dict[str, _Gate] = {}

    @asynccontextmanager
    async def turn(self, channel: Channel) -> AsyncIterator[None]:
        """Wait until a request may start, and count it while the block runs and a second longer."""
        place = f"{channel.workspace}/{channel.channel_id}"
        gate = self._channels.setdefault(place, _Gate(self._channel_a_second))
        # The channel first: who waits for that takes no turn of the lane meanwhile.
        async with gate.turn(), self._lane.turn():
            yield
        if len(self._channels) > self._most_kept:
            self._channels = {at: one for at, one in self._channels.items() if one.busy}

    @property
    def _most_kept(self) -> int:
        return 100 * self.a_second


class _Gate:
    """`most` turns, each of which is over a second after its block."""

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._taken = 0

    @property
    def busy(self) -> bool:
        return self._taken > 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        self._taken += 1
        try:
            await self._free.acquire()
        except BaseException:
            self._taken -= 1
            raise
        try:
            yield
        finally:
            loop = asyncio.get_running_loop()
            loop.call_later(WINDOW.total_seconds(), self._over)

    def _over(self) -> None:
        self._taken -= 1
        self._free.release()
