"""What is due now: the slot to send, those that are passed over, and when the next one comes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, takewhile

from digests.model import Slot, SlotState, Subscription, Window
from digests.schedule.times import due_times, next_due, previous_due

LATE = timedelta(hours=1)
"""A slot that is sent later than this says so."""
MISSED = timedelta(days=1)
"""A slot that is so late is not sent any more."""
FARTHEST = timedelta(days=100)
"""No digest reaches farther back, however long a subscription was paused: it is made of every text of
its time at once, and nobody would read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What becomes of a subscription that is due."""

    slot: Slot
    """The newest: `PLANNED` is to be sent; `SKIPPED` came too late as well, and nothing is sent."""
    skipped: tuple[Slot, ...]
    """The earlier ones that nobody sent, oldest first."""
    after: Subscription
    """With its next `due_at`, and `covered_until` where the slot is sent."""


def due_now(subscription: Subscription, *, now: datetime) -> Due | None:
    """Decide what is sent now; None where nothing is due or the subscription is paused.

    Of several missed slots the newest is sent, where it is less than `MISSED` late. A skipped slot
    covers nothing: the window of the next one sent begins where the last one sent ended, so that
    the windows adjoin, unless more than `FARTHEST` lies between.

    Raises:
        UserError: nobody knows the schedule's zone.
    """
    first = subscription.due_at
    if subscription.paused is not None or first is None or now < first:
        return None
    following = due_times(subscription.schedule, after=first)
    times = list(takewhile(lambda due: due <= now, chain((first,), following)))
    since = subscription.covered_until
    if since is None:
        since = previous_due(subscription.schedule, before=times[-1])
    *earlier, newest = times
    since = max(since, newest - FARTHEST)
    # What is covered already is not sent again, whoever moved the clock or the schedule.
    sent = now - newest < MISSED and since < newest
    return Due(
        slot=replace(
            _slot(subscription, newest, since),
            state=SlotState.PLANNED if sent else SlotState.SKIPPED,
            late=sent and now - newest > LATE,
        ),
        skipped=tuple(_slot(subscription, due, since) for due in earlier),
        after=replace(
            subscription,
            due_at=next_due(subscription.schedule, after=now),
            covered_until=newest if sent else subscription.covered_until,
        ),
    )


def passed_over(due: Due, subscription: Subscription) -> Due:
    """Return what becomes of a subscription whose topic is configured no more: nothing is sent.

    Its time goes on, so that a topic that comes back is sent at the next one, with what lies between.
    """
    return replace(
        due,
        slot=replace(due.slot, state=SlotState.SKIPPED, late=False),
        after=replace(due.after, covered_until=subscription.covered_until),
    )


def first_due(
    subscription: Subscription, *, now: datetime, last: datetime | None = None
) -> datetime:
    """Return when a subscription that is new, resumed or changed is due next.

    That is after all that its channel was sent and after its `last` slot, where it has one, even
    where the machine's clock went back since.

    Raises:
        UserError: nobody knows the schedule's zone.
    """
    past = (time for time in (now, subscription.covered_until, last) if time is not None)
    return next_due(subscription.schedule, after=max(past))


def _slot(subscription: Subscription, due: datetime, since: datetime) -> Slot:
    return Slot(
        subscription_id=subscription.id,
        due_at=due,
        state=SlotState.SKIPPED,
        window=Window(since=min(since, due), until=due),
    )
