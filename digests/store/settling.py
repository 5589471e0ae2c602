"""What an outcome makes of a delivery and of its group: decided once, for every kind of outbox."""

from dataclasses import replace
from enum import Enum

from digests.model import Delivery, DeliveryState, GivenUp, InDoubt, PostOutcome, Postponed, Sent

EARLIER_LOST = "an earlier part was not posted"
UNSUBSCRIBED = "the subscription was ended"


class Lost(Enum):
    """Which later parts of the group, of those that wait, go with a delivery."""

    NONE = "none"
    THREADED = "threaded"
    ALL = "all"


def counts(kept: Delivery, sender: Delivery, outcome: PostOutcome) -> bool:
    """Return whether the outcome is of the attempt that is being made, or saves a second post.

    The lease alone would not tell two attempts of one worker apart.
    """
    if kept.state is DeliveryState.SENDING:
        return (kept.lease, kept.attempts) == (sender.lease, sender.attempts)
    unposted = {DeliveryState.PLANNED, DeliveryState.UNKNOWN}
    return isinstance(outcome, Sent) and kept.state in unposted


def settled(kept: Delivery, outcome: PostOutcome) -> Delivery:
    """Return the delivery as the outcome leaves it."""
    free = replace(kept, lease=None, lease_until=None, not_before=None)
    match outcome:
        case Sent(message_id=message_id, at=at):
            return replace(
                free, state=DeliveryState.SENT, message_id=message_id, sent_at=at, reason=None
            )
        case Postponed(not_before=moment, reason=reason, doubtful=doubtful):
            return replace(
                free,
                state=DeliveryState.PLANNED,
                not_before=moment,
                reason=reason,
                tried_at=kept.tried_at if doubtful else None,
            )
        case GivenUp(reason=reason):
            return replace(free, state=DeliveryState.FAILED, reason=reason)
        case InDoubt(reason=reason):
            return replace(free, state=DeliveryState.UNKNOWN, reason=reason)


def lost_with(kept: Delivery, outcome: PostOutcome) -> Lost:
    """Return which later parts cannot go any more: a thread needs its first message."""
    if isinstance(outcome, GivenUp):
        return Lost.ALL
    return Lost.THREADED if isinstance(outcome, InDoubt) and kept.part == 0 else Lost.NONE
