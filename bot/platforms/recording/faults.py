"""What a chat platform does to a post that it does not simply take: scripted, or by a seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random

from digests.errors import PlatformError, Scope, Trouble
from digests.model import Message


class Kind(StrEnum):
    """The ways of a fault, and what the sender sees."""

    BUSY = "busy"
    """429, not posted."""
    UNREACHABLE = "unreachable"
    """No connection came about, not posted."""
    FAILED_BEFORE = "failed_before"
    """500, not posted: the sender cannot know that."""
    FAILED_AFTER = "failed_after"
    """500, and posted."""
    DROPPED = "dropped"
    """Posted, and the connection was closed before the reply."""
    SLOW = "slow"
    """Posted, late."""
    REFUSED = "refused"
    """400: this body, for good."""
    GONE = "gone"
    """404: this channel, for good."""
    REVOKED = "revoked"
    """401: this workspace, for good."""


ACCEPTED = frozenset({Kind.FAILED_AFTER, Kind.DROPPED, Kind.SLOW})

_TROUBLE = {
    Kind.BUSY: Trouble.BUSY,
    Kind.UNREACHABLE: Trouble.FAILED,
    Kind.FAILED_BEFORE: Trouble.UNDECIDED,
    Kind.FAILED_AFTER: Trouble.UNDECIDED,
    Kind.DROPPED: Trouble.UNDECIDED,
    Kind.REFUSED: Trouble.REFUSED,
    Kind.GONE: Trouble.GONE,
    Kind.REVOKED: Trouble.REVOKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one post."""

    kind: Kind
    retry_after: timedelta = timedelta(seconds=1)
    """Of a busy one."""
    scope: Scope = Scope.CHANNEL
    """Whom a busy one is about."""
    seconds: float = 20.0
    """How long a slow one takes."""


def error_of(fault: Fault) -> PlatformError:
    """Return what an adapter raises where the fault is more than slowness."""
    busy = fault.kind is Kind.BUSY
    return PlatformError(
        fault.kind.value,
        trouble=_TROUBLE[fault.kind],
        retry_after=fault.retry_after if busy else None,
        scope=fault.scope if busy else Scope.CHANNEL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Faults by chance, the same for the same seed whoever posts in which order.

    What is for good is thrown once a body, a channel, a workspace; the rest at each try.
    """

    seed: int = 0
    shares: Mapping[Kind, float] = field(default_factory=dict)
    """Of each kind, from 0 to 1."""
    retry_after: timedelta = timedelta(seconds=1)
    seconds: float = 20.0

    def meets(self, message: Message, attempt: int) -> Fault | None:
        """Return what happens to a message at its nth try."""
        for kind, share in self.shares.items():
            thrown = Random(f"{self.seed} {kind} {_of(kind, message, attempt)}")  # noqa: S311 — a seed
            if thrown.random() < share:
                scopes = (Scope.CHANNEL, Scope.CHANNEL, Scope.WORKSPACE, Scope.PLATFORM)
                return Fault(
                    kind=kind,
                    scope=thrown.choice(scopes),
                    retry_after=self.retry_after,
                    seconds=self.seconds,
                )
        return None


def _of(kind: Kind, message: Message, attempt: int) -> str:
    match kind:
        case Kind.GONE:
            return message.channel.key
        case Kind.REVOKED:
            return message.channel.workspace
        case Kind.REFUSED:
            return message.key
        case _:
            return f"{message.channel.key} {message.key} {attempt}"
