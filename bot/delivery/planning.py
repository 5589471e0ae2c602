"""Plan a wave: what is due becomes rendered messages in the outbox."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.delivery.amending import Amendments
from bot.delivery.leaning import leanings_of
from bot.delivery.making import Made, Make, Making, Publish, RecordUrl, Weeks
from bot.delivery.messages import deliveries_of
from bot.present.timing import timing
from digests.errors import StoreError
from digests.model import (
    Cadence,
    Planned,
    Quiet,
    Slot,
    SlotState,
    Subscription,
)
from digests.model.ids import content_id
from digests.ports import Feedback, Subscriptions

BATCH = 1_000
SHOWN = 8
"""Digests that a channel is known to have been shown."""
_STEP = {
    Cadence.DAILY: timedelta(days=1),
    Cadence.WEEKDAYS: timedelta(days=1),
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.FORTNIGHTLY: timedelta(days=14),
    Cadence.MONTHLY: timedelta(days=31),
}
_SLACK = timedelta(hours=12)
"""A window longer than a step and this may have had a due time that was skipped."""

log = structlog.get_logger()


class Due(Protocol):
    """What becomes of a subscription that is due."""

    @property
    def slot(self) -> Slot:
        """`PLANNED`: to be sent; `SKIPPED`: too late, and nothing is sent."""
        ...

    @property
    def skipped(self) -> Sequence[Slot]:
        """Earlier due times that are passed over, oldest first."""
        ...

    @property
    def after(self) -> Subscription:
        """The subscription with its next `due_at`, and what it is covered until."""
        ...


class WhatIsDue(Protocol):
    """Decides what becomes of a subscription now. Pure."""

    def __call__(self, subscription: Subscription, *, now: datetime) -> Due | None:
        """Return what is due, None where nothing is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """What planning came to."""

    planned: int
    """Subscriptions whose digest is in the outbox."""
    quiet: int
    skipped: int
    failed: int
    """Subscriptions that stay due."""
    digests: int
    """Digests made for them."""


async def plan_wave(  # noqa: PLR0913 — what is due, and what its digests are made of
    subscriptions: Subscriptions,
    *,
    what_is_due: WhatIsDue,
    make: Make,
    now: datetime,
    record_url: RecordUrl = lambda _: None,
    feedback: Feedback | None = None,
    amended: Amendments | None = None,
    weeks: Weeks | None = None,
    publish: Publish | None = None,
) -> Wave:
    """Plan everything that is due, in batches; what fails costs itself only and stays due.

    Each time is planned once, whoever else plans at the same time. `feedback` has the votes by which
    a channel's digests lean; `weeks` counts what a chart shows, None: there is none; `amended` is
    what was corrected of digests that were sent; `publish` is given each digest that is sent.

    Raises:
        StoreError: the store cannot be reached; batches that were kept stay kept.
    """
    making = Making(make, record_url, amended=amended, weeks=weeks, publish=publish)
    counts: Counter[SlotState | None] = Counter()
    last: Subscription | None = None
    keeping: asyncio.Task[None] | None = None
    try:
        while batch := await subscriptions.due(now, limit=BATCH, after=last):
            last = batch[-1]
            channels = [one.channel for one in batch]
            making.leanings = await leanings_of(channels, feedback, now=now)
            planned = []
            for subscription in batch:
                one = await _planned(subscription, what_is_due, making, subscriptions, now)
                counts[one.slot.state if one else None] += 1
                if one is not None:
                    planned.append(one)
            # The database keeps one batch while the next is made: half a wave is the one's work.
            if keeping:
                await keeping
            keeping = asyncio.create_task(_keep(planned, subscriptions))
        if keeping:
            await keeping
    finally:
        if keeping:
            await asyncio.gather(keeping, return_exceptions=True)
    return Wave(
        planned=counts[SlotState.PLANNED],
        quiet=counts[SlotState.QUIET],
        skipped=counts[SlotState.SKIPPED],
        failed=counts[None],
        digests=making.made,
    )


async def _keep(planned: Sequence[Planned], subscriptions: Subscriptions) -> None:
    kept = await subscriptions.plan(planned)
    log.info("batch_planned", planned=len(planned), kept=kept)


async def _planned(
    subscription: Subscription,
    what_is_due: WhatIsDue,
    making: Making,
    subscriptions: Subscriptions,
    now: datetime,
) -> Planned | None:
    """Return what a due subscription comes to, None where it stays due."""
    try:
        due = what_is_due(subscription, now=now)
        if due is None:
            return None
        if due.slot.state is not SlotState.PLANNED:
            return Planned(slot=due.slot, skipped=tuple(due.skipped), after=due.after)
        made = await making.digest(making.wanted(subscription, due.slot.window))
        if made is None:
            return None
        return await _sent(subscription, due, made, subscriptions, making, now)
    except StoreError:
        raise
    except Exception:
        log.exception("planning_failed", subscription=subscription.id)
        return None


async def _sent(
    subscription: Subscription,
    due: Due,
    made: Made,
    subscriptions: Subscriptions,
    making: Making,
    now: datetime,
) -> Planned:
    skipped = tuple(due.skipped)
    if made.quiet and subscription.quiet is Quiet.SKIP:
        slot = replace(due.slot, state=SlotState.QUIET, digest_id=made.digest_id, late=False)
        return Planned(slot=slot, skipped=skipped, after=due.after)
    await making.sent(made)
    slot = replace(due.slot, digest_id=made.digest_id)
    passed_over = (*await _unsaid(subscription, due, subscriptions), *skipped)
    remarks = timing(slot, passed_over, subscription.schedule.zone, subscription.language)
    if making.amended is not None:
        fixed = await making.amended.remarks(
            subscription, subscriptions, until=slot.due_at, now=now
        )
        remarks = (*remarks, *fixed)
    bodies = await made.bodies(subscription.channel.platform, remarks)
    shown = (made.digest_id, *(one for one in subscription.shown if one != made.digest_id))
    return Planned(
        slot=slot,
        skipped=skipped,
        deliveries=tuple(
            deliveries_of(
                bodies,
                group=content_id("group", subscription.id, slot.due_at.isoformat()),
                channel=subscription.channel,
                subscription=subscription,
                digest_id=made.digest_id,
                now=now,
            )
        ),
        after=replace(due.after, shown=shown[:SHOWN]),
    )


async def _unsaid(subscription: Subscription, due: Due, subscriptions: Subscriptions) -> list[Slot]:
    """Return the slots that were skipped by themselves since the last digest."""
    since = subscription.covered_until
    first = (*due.skipped, due.slot)[0].due_at
    if since is None or first - since <= _STEP[subscription.schedule.cadence] + _SLACK:
        return []
    slots = await subscriptions.slots(subscription.id)
    return [
        slot for slot in slots if slot.state is SlotState.SKIPPED and since < slot.due_at < first
    ]
