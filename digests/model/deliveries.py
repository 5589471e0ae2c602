"""Messages on their way: the rows of the outbox, and what came of each post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digests.model.subscriptions import Channel, Slot, Subscription


class DeliveryState(StrEnum):
    """How far a delivery is. `planned -> sending -> sent | failed | unknown`, or back to planned."""

    PLANNED = "planned"
    SENDING = "sending"
    """Leased, and perhaps posted: committed before the post begins."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may have been posted, and nobody can tell: never posted again, but reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one channel: rendered once, so that a retry posts the same bytes."""

    id: str
    """Derived from group and part."""
    group: str
    """The messages that belong together, in the order of their parts: one digest to one channel."""
    part: int
    """From 0."""
    channel: Channel
    lane: str
    """Deliveries of a lane are posted by one worker at a time, at the lane's pace."""
    payload: Mapping[str, object]
    """The body without what differs from channel to channel: the platform's adapter adds that."""
    planned_at: datetime
    subscription_id: str | None = None
    digest_id: str | None = None
    threaded: bool = False
    """Goes into the thread of the group's part 0."""
    replaces: str | None = None
    """Message id of what this is the new text of: an edit."""
    state: DeliveryState = DeliveryState.PLANNED
    attempts: int = 0
    tried_at: datetime | None = None
    """When it may first have been posted; None: it certainly was not."""
    not_before: datetime | None = None
    lease: str | None = None
    """Who is sending it."""
    lease_until: datetime | None = None
    message_id: str | None = None
    """As the platform names the post."""
    thread_of: str | None = None
    """Message id of part 0, once that is sent; of a threaded delivery only."""
    sent_at: datetime | None = None
    reason: str | None = None
    """Why it was postponed, failed, or is unknown, for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The platform has it."""

    message_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It is tried again."""

    not_before: datetime
    reason: str
    doubtful: bool = False
    """It may have been posted: the delivery keeps its `tried_at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """It was not posted and never will be; nor are the parts of its group that wait."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InDoubt:
    """It may have been posted. Parts of its group that go into its thread are given up."""

    reason: str


PostOutcome = Sent | Postponed | GivenUp | InDoubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What one due time of a subscription comes to, kept all at once or not at all."""

    slot: Slot
    skipped: tuple[Slot, ...] = ()
    """Earlier due times that are passed over."""
    deliveries: tuple[Delivery, ...] = ()
    after: Subscription
    """Its `due_at`, `covered_until` and `shown` are kept; the settings are not touched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLease:
    """A lane is this worker's until a time."""

    until: datetime
    idle_for: timedelta | None
    """How long ago the last post of any holder may have been; None: there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits in a lane."""

    lane: str
    waiting: int
    sending: int
    oldest: datetime | None
    """When the oldest that waits was planned."""
