"""Whether two sentences say the same."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

SHARED = 0.7
"""Of the shorter sentence's content words; above it the longer one says what the shorter does."""
ALIKE = 0.5
"""Of all content words of both (Jaccard)."""


def overlap(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    """Return the part of the smaller set that the larger one holds, in [0, 1]."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def says_the_same(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Return whether sentences with these content words tell a reader one thing twice."""
    if not a or not b:
        return False
    shared = len(a & b)
    return overlap(a, b) >= SHARED or shared / len(a | b) >= ALIKE


def near(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Return whether two sentences of one story are too close to be both worth their room."""
    shared = len(a & b)
    return overlap(a, b) >= 0.55 or shared / max(len(a | b), 1) >= 0.35


def said_before(words: AbstractSet[str], printed: Iterable[AbstractSet[str]]) -> bool:
    """Return whether a sentence repeats one of those already printed."""
    return any(says_the_same(words, other) for other in printed)
