"""How often one person may ask: so that nobody's questions keep the others waiting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """At most `questions` of one person in any span of `within`."""

    questions: int
    within: timedelta


CHAT = (
    Allowance(questions=10, within=timedelta(minutes=1)),
    Allowance(questions=60, within=timedelta(hours=1)),
)
"""What a person in a chat may ask; whoever reads the answers does not come near it."""


def wait(asked: Iterable[datetime], allowances: Sequence[Allowance], now: datetime) -> timedelta:
    """Return how long the person must wait before the next question; zero where not at all."""
    times = sorted(asked)
    longest = timedelta()
    for allowance in allowances:
        inside = [at for at in times if now - at < allowance.within]
        if len(inside) >= allowance.questions:
            free = inside[-allowance.questions] + allowance.within
            longest = max(longest, free - now)
    return longest
