"""What is done about a post that did not come back as posted. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digests.errors import PlatformError, Scope, Trouble
from digests.model import Channel, Delivery, GivenUp, InDoubt, PostOutcome, Postponed

ATTEMPTS = 8
PATIENCE = timedelta(hours=6)
"""A passing failure is given up after so many attempts, and not before so long: one outage,
however often it is tried, loses nothing."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
BUSY_PAUSE = timedelta(seconds=5)
"""Where a platform says that it is busy, but not for how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a worker keeps what it took, and the limits that follow from it."""

    lease: timedelta = timedelta(seconds=30)
    """What is not renewed for so long is another worker's."""

    @property
    def renew_after(self) -> timedelta:
        """How old a lease is renewed."""
        return self.lease / 3

    @property
    def post_timeout(self) -> timedelta:
        """No post is waited for longer."""
        return self.lease / 3

    @property
    def look_after(self) -> timedelta:
        """A post in doubt is looked for no sooner: a slow server may be taking it still."""
        return self.lease


TERMS = Terms()


class Reach(StrEnum):
    """How much is given up for good."""

    MESSAGE = "message"
    """This one, and the parts of its group that wait."""
    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is done about a failed post, in this order."""

    hold: str | None = None
    """The scope that gets nothing until the outcome's `not_before`."""
    lost: Reach | None = None
    """Who must be told, and what is paused."""
    remedy: str | None = None
    """What they are told to do."""
    outcome: PostOutcome


class Step(StrEnum):
    """What is done with a delivery that was taken."""

    POST = "post"
    LOOK = "look"
    """It may be there: find it first."""


def first_step(delivery: Delivery, *, doubtful: bool, dedupes_for: timedelta) -> Step:
    """Return whether a delivery can be posted, though it may have been posted before.

    An edit can be made twice, and so can a post while the platform still knows the first one: until
    the lease is over, which no post outlasts.
    """
    if not doubtful or delivery.replaces is not None:
        return Step.POST
    known = _is_known(delivery, until=delivery.lease_until, dedupes_for=dedupes_for)
    return Step.POST if known else Step.LOOK


def decide(
    error: PlatformError,
    delivery: Delivery,
    *,
    doubtful: bool,
    dedupes_for: timedelta,
    now: datetime,
    terms: Terms = TERMS,
) -> Action:
    """Return what is done about a post that failed.

    `doubtful`: an earlier attempt may have been posted, whatever became of this one.
    """
    reason = str(error)
    match error.trouble:
        case Trouble.BUSY:
            wait = error.retry_after or BUSY_PAUSE
            postponed = Postponed(not_before=now + wait, reason=reason, doubtful=doubtful)
            return Action(hold=_scope(error.scope, delivery.channel), outcome=postponed)
        case Trouble.FAILED:
            return _again(error, delivery, doubtful=doubtful, now=now)
        case Trouble.UNDECIDED:
            undecided = _undecided(error, delivery, dedupes_for=dedupes_for, now=now, terms=terms)
            return Action(outcome=undecided)
        case Trouble.REFUSED | Trouble.GONE | Trouble.REVOKED:
            return _lost(reason, _REACH[error.trouble], doubtful=doubtful, remedy=error.remedy)


def cannot_tell(
    error: PlatformError, delivery: Delivery, *, now: datetime, terms: Terms = TERMS
) -> PostOutcome:
    """Return what becomes of a delivery in doubt that could not be looked for."""
    if not error.retryable or _tired(delivery, now):
        return InDoubt(reason=f"it may have been posted, and cannot be looked for: {error}")
    wait = max(error.retry_after or terms.look_after, pause(delivery))
    return Postponed(not_before=now + wait, reason=str(error), doubtful=True)


def pause(delivery: Delivery) -> timedelta:
    """Return how long a delivery waits after its last attempt: twice as long each time.

    Half of it is spread by the delivery's id, so that what failed together does not return
    together.
    """
    doubled = FIRST_PAUSE * 2 ** min(max(delivery.attempts - 1, 0), 16)
    thrown = hashlib.sha256(f"{delivery.id} {delivery.attempts}".encode()).digest()[0] / 255
    full: timedelta = min(doubled, LONGEST_PAUSE)
    return full * (0.5 + thrown / 2)


_REACH = {
    Trouble.REFUSED: Reach.MESSAGE,
    Trouble.GONE: Reach.CHANNEL,
    Trouble.REVOKED: Reach.WORKSPACE,
}


def _again(error: PlatformError, delivery: Delivery, *, doubtful: bool, now: datetime) -> Action:
    if _tired(delivery, now):
        reason = f"given up after {delivery.attempts} attempts: {error}"
        return _lost(reason, Reach.MESSAGE, doubtful=doubtful, remedy=error.remedy)
    moment = now + max(error.retry_after or timedelta(), pause(delivery))
    return Action(outcome=Postponed(not_before=moment, reason=str(error), doubtful=doubtful))


def _lost(reason: str, reach: Reach, *, doubtful: bool, remedy: str | None) -> Action:
    # The parts that wait behind one in doubt still go.
    told = None if doubtful and reach is Reach.MESSAGE else reach
    return Action(outcome=over(reason, doubtful=doubtful), lost=told, remedy=remedy)


def _undecided(
    error: PlatformError,
    delivery: Delivery,
    *,
    dedupes_for: timedelta,
    now: datetime,
    terms: Terms,
) -> PostOutcome:
    if _tired(delivery, now):
        return InDoubt(reason=f"it may have been posted: {error}")
    wait = pause(delivery)
    if not _is_known(delivery, until=now + wait + terms.look_after, dedupes_for=dedupes_for):
        wait = max(wait, terms.look_after)
    return Postponed(not_before=now + wait, reason=str(error), doubtful=True)


def _is_known(delivery: Delivery, *, until: datetime | None, dedupes_for: timedelta) -> bool:
    """Tell whether the platform knows the key of a first attempt until a time."""
    tried_at = delivery.tried_at
    return until is not None and tried_at is not None and until < tried_at + dedupes_for


def over(reason: str, *, doubtful: bool) -> PostOutcome:
    """Return the end of a delivery that is not tried again."""
    return InDoubt(reason=reason) if doubtful else GivenUp(reason=reason)


def _tired(delivery: Delivery, now: datetime) -> bool:
    return delivery.attempts >= ATTEMPTS and now - delivery.planned_at >= PATIENCE


def _scope(scope: Scope, channel: Channel) -> str:
    match scope:
        case Scope.CHANNEL:
            return channel.key
        case Scope.WORKSPACE:
            return channel.workspace
        case Scope.PLATFORM:
            return channel.platform
