"""Subscriptions in memory: for tests, dry runs, and trying things out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from digests.model import Change, Channel, Planned, Slot, Subscription
from digests.ports import Subscriptions
from digests.store.memory_outbox import MemoryOutbox
from digests.store.settling import UNSUBSCRIBED


class MemorySubscriptions(Subscriptions):
    """`Subscriptions` in dicts, with the outbox that plans go into."""

    def __init__(self, outbox: MemoryOutbox) -> None:
        self._outbox = outbox
        self._rows: dict[str, Subscription] = {}
        self._changes: list[Change] = []
        self._slots: dict[tuple[str, datetime], Slot] = {}
        self._ticks: set[tuple[str, datetime]] = set()

    @override
    async def save_subscription(self, subscription: Subscription, change: Change) -> None:
        kept = self._rows.get(subscription.id)
        if kept is not None and _is_later(kept.covered_until, subscription.covered_until):
            subscription = replace(subscription, covered_until=kept.covered_until, shown=kept.shown)
        self._rows[subscription.id] = subscription
        self._changes.append(change)

    @override
    async def remove_subscription(self, subscription_id: str, change: Change) -> None:
        if self._rows.pop(subscription_id, None) is not None:
            self._outbox.give_up(subscription_id, UNSUBSCRIBED)
            self._changes.append(change)

    @override
    async def move_subscription(
        self, subscription_id: str, moved: Subscription, *, ended: Change, begun: Change
    ) -> None:
        await self.save_subscription(moved, begun)
        await self.remove_subscription(subscription_id, ended)

    @override
    async def subscription(self, subscription_id: str) -> Subscription | None:
        return self._rows.get(subscription_id)

    @override
    async def subscriptions(
        self,
        *,
        channel: Channel | None = None,
        workspace: str | None = None,
        topic_id: str | None = None,
    ) -> list[Subscription]:
        found = [
            one
            for one in self._rows.values()
            if channel in {None, one.channel}
            and workspace in {None, one.channel.workspace}
            and topic_id in {None, one.topic_id}
        ]
        return sorted(found, key=lambda one: (one.created_at, one.id))

    @override
    async def due(
        self, now: datetime, *, limit: int = 1_000, after: Subscription | None = None
    ) -> list[Subscription]:
        behind = (after.due_at, after.id) if after and after.due_at else None
        found = [
            (one.due_at, one.id, one)
            for one in self._rows.values()
            if one.paused is None
            and one.due_at is not None
            and one.due_at <= now
            and (behind is None or (one.due_at, one.id) > behind)
        ]
        return [one for _, _, one in sorted(found, key=lambda row: row[:2])[:limit]]

    @override
    async def plan(self, planned: Sequence[Planned]) -> int:
        kept = 0
        for one in planned:
            slot, after = one.slot, one.after
            now_kept = self._rows.get(slot.subscription_id)
            times = (*one.skipped, slot)
            first = times[0].due_at
            if now_kept is None or now_kept.paused is not None or now_kept.due_at != first:
                continue
            new = (slot.subscription_id, slot.due_at) not in self._slots
            for passed in times:
                self._slots.setdefault((passed.subscription_id, passed.due_at), passed)
            if new:
                await self._outbox.enqueue(one.deliveries)
                kept += 1
            self._rows[now_kept.id] = replace(
                now_kept,
                due_at=after.due_at,
                covered_until=after.covered_until,
                shown=after.shown,
            )
        return kept

    @override
    async def slots(self, subscription_id: str) -> list[Slot]:
        found = [slot for slot in self._slots.values() if slot.subscription_id == subscription_id]
        return sorted(found, key=lambda slot: slot.due_at)

    @override
    async def changes(self, subscription_id: str) -> list[Change]:
        return [change for change in self._changes if change.subscription_id == subscription_id]

    @override
    async def claim_tick(self, job: str, at: datetime) -> bool:
        fresh = (job, at) not in self._ticks
        self._ticks.add((job, at))
        return fresh


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)
