"""Who gets which digest, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Change, Channel, Planned, Slot, Subscription


class Subscriptions(Protocol):
    """Keeps subscriptions, who changed them, and each time one was due.

    Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def save_subscription(self, subscription: Subscription, change: Change) -> None:
        """Keep a subscription, new or changed as a whole, and who did that.

        What a plan covered meanwhile stays covered, and shown: whoever changes a setting may have
        read the subscription before.
        """
        ...

    async def remove_subscription(self, subscription_id: str, change: Change) -> None:
        """Forget a subscription; what waits in the outbox for it is given up. Its changes stay."""
        ...

    async def move_subscription(
        self, subscription_id: str, moved: Subscription, *, ended: Change, begun: Change
    ) -> None:
        """Keep a subscription in the place of another one, which goes as if it was removed."""
        ...

    async def subscription(self, subscription_id: str) -> Subscription | None:
        """Return one subscription by its id."""
        ...

    async def subscriptions(
        self,
        *,
        channel: Channel | None = None,
        workspace: str | None = None,
        topic_id: str | None = None,
    ) -> list[Subscription]:
        """Return subscriptions in the order they were made; of a channel, a workspace, a topic.

        A workspace is named as `Channel.workspace` does.
        """
        ...

    async def due(
        self, now: datetime, *, limit: int = 1_000, after: Subscription | None = None
    ) -> list[Subscription]:
        """Return subscriptions with `due_at <= now` that are not paused, longest due first.

        Equally long due ones are in the order of their ids. `after` goes on behind one of them.
        """
        ...

    async def plan(self, planned: Sequence[Planned]) -> int:
        """Keep slots with their deliveries, and when each subscription is due next.

        One whose subscription is no longer due at the first of these times (planned by another
        worker, paused, moved, gone) is left out, whole. A time that has its slot already (somebody
        saved the subscription as it was before) is not planned again: the subscription only moves
        on. Returns how many were kept.
        """
        ...

    async def slots(self, subscription_id: str) -> list[Slot]:
        """Return what became of each due time, oldest first."""
        ...

    async def changes(self, subscription_id: str) -> list[Change]:
        """Return who changed what, oldest first."""
        ...

    async def claim_tick(self, job: str, at: datetime) -> bool:
        """Return True to the first caller for this job and time, and False to all others."""
        ...
