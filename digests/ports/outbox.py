"""Messages on their way to channels."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Backlog, Channel, Delivery, DeliveryState, LaneLease, PostOutcome


class Outbox(Protocol):
    """The deliveries: what is posted is first committed as being sent.

    Each operation is one transaction. Deliveries of a channel are taken one at a time, in the
    order they were planned, so parts of two digests never interleave.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def enqueue(self, deliveries: Sequence[Delivery]) -> int:
        """Plan deliveries that belong to no slot; ids that are there stay. Returns how many are new."""
        ...

    async def waiting_lanes(self, now: datetime) -> list[str]:
        """Return the lanes that have something to be posted now, or a lease that is over."""
        ...

    async def lease_lane(
        self, lane: str, *, holder: str, now: datetime, until: datetime
    ) -> LaneLease | None:
        """Take or renew a lane, None while it is somebody else's."""
        ...

    async def release_lane(self, lane: str, *, holder: str, now: datetime) -> None:
        """Give a lane back; nothing happens where it is somebody else's by now."""
        ...

    async def take(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        """Lease the next delivery of up to `limit` channels of a lane, longest planned first.

        They are `sending` when this returns; `tried_at` is now, or earlier where that was in doubt.
        A channel is passed over while one of its deliveries is being sent or waits for its time, or
        while it, its workspace or its platform is held.
        """
        ...

    async def settle(self, delivery: Delivery, outcome: PostOutcome) -> bool:
        """Keep what came of a delivery, in the state in which it was taken.

        A lease is of one attempt: taken again, by the same worker too, it is lost. False where the lease was lost and the outcome tells nothing new. A loser's `Sent` still
        counts for a delivery that is planned again or unknown: it saves a second post.
        """
        ...

    async def reclaim(
        self, lane: str, *, holder: str, now: datetime, until: datetime, limit: int
    ) -> list[Delivery]:
        """Lease deliveries of a lane that somebody was sending until their lease was over."""
        ...

    async def hold(self, scope: str, until: datetime) -> None:
        """Post nothing there before: `Channel.key`, `Channel.workspace`, or a platform.

        A hold is only ever lengthened.
        """
        ...

    async def deliveries(
        self,
        *,
        group: str | None = None,
        channel: Channel | None = None,
        digest_id: str | None = None,
        states: Sequence[DeliveryState] = (),
        limit: int = 1_000,
        after: str | None = None,
    ) -> list[Delivery]:
        """Return deliveries in the order they were planned; `states` empty means any.

        `after` is the id of a delivery: those that were planned after it.
        """
        ...

    async def backlog(self) -> list[Backlog]:
        """Return what waits and what is being sent, by lane."""
        ...

    async def tally(self) -> dict[DeliveryState, int]:
        """Return how many deliveries are in each state."""
        ...
