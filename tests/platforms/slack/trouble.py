"""What can befall a call of the Web API, as a front plays it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The ways of trouble, and what Slack has done."""

    SAYS = "says"
    """`ok: false` with a code; not done."""
    BUSY = "busy"
    """429; not done."""
    UNREACHABLE = "unreachable"
    """503 before anything was done: the caller cannot know that."""
    FORBIDDEN = "forbidden"
    """403 of a gateway that passes nothing on."""
    BREAKS = "breaks"
    """Done, and then 503."""
    DROPS = "drops"
    """Done, and the connection is closed without an answer."""
    NONSENSE = "nonsense"
    """Done, and answered with a page of a gateway."""
    SLOW = "slow"
    """Done, and answered after the caller's patience."""


DONE = frozenset({Kind.BREAKS, Kind.DROPS, Kind.NONSENSE, Kind.SLOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What befalls one call."""

    kind: Kind
    code: str = ""
    retry_after: int | None = None
    seconds: float = 30.0


def says(code: str) -> Trouble:
    return Trouble(kind=Kind.SAYS, code=code)


def busy(retry_after: int | None = None) -> Trouble:
    return Trouble(kind=Kind.BUSY, code="ratelimited", retry_after=retry_after)


UNREACHABLE = Trouble(kind=Kind.UNREACHABLE)
FORBIDDEN = Trouble(kind=Kind.FORBIDDEN)
BREAKS = Trouble(kind=Kind.BREAKS)
DROPS = Trouble(kind=Kind.DROPS)
NONSENSE = Trouble(kind=Kind.NONSENSE)
SLOW = Trouble(kind=Kind.SLOW)
