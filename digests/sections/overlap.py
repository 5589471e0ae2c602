"""Whether two sentences say the same."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from digests.text.words import content_words

SHARED = 0.7
"""Of the shorter sentence's content words, from which the longer one says what it does."""
FEW = 4
"""Content words: what has fewer (`PyTorch 2.9 is out`) is in every sentence on its subject."""
MUCH = 5
"""Content words: a sentence that adds so many to another one is worth its room."""
LITTLE = 3
"""Content words: a shorter sentence that adds fewer to a longer one printed before adds nothing."""
ALIKE = 0.5
"""Of all content words of both (Jaccard)."""

RUN = 6
"""Content words in a row: who repeats so many repeats a statement, whatever stands around it."""


class Wording(NamedTuple):
    """A sentence as far as it is compared with others."""

    words: frozenset[str]
    """Stems of its content words."""
    runs: frozenset[tuple[str, ...]]
    """Every `RUN` of them in a row."""
    text: str = ""
    """As written."""


def wording(sentence: str) -> Wording:
    """Return what a sentence is compared by."""
    words = content_words(sentence)
    runs = (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return Wording(frozenset(words), frozenset(runs), sentence)


def overlap(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    """Return the part of the smaller set that the larger one holds, in [0, 1]."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def says_the_same(a: Wording, b: Wording) -> bool:
    """Return whether two sentences tell a reader one thing twice."""
    if not a.words or not b.words:
        return False
    if a.runs & b.runs:
        return True
    contained = min(len(a.words), len(b.words)) >= FEW and overlap(a.words, b.words) >= SHARED
    added = len(a.words | b.words) - min(len(a.words), len(b.words))
    return (contained and added < MUCH) or len(a.words & b.words) / len(a.words | b.words) >= ALIKE


def near(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Return whether two sentences of one story are too close to be both worth their room."""
    shared = len(a & b)
    return overlap(a, b) >= 0.55 or shared / max(len(a | b), 1) >= 0.35


def said_before(new: Wording, printed: Iterable[Wording]) -> bool:
    """Return whether a sentence repeats one of those already printed, or a part of one."""
    return any(says_the_same(new, other) or _is_part(new, other) for other in printed)


def _is_part(new: Wording, printed: Wording) -> bool:
    added = len(new.words - printed.words)
    return len(new.words) >= MUCH and added < LITTLE and overlap(new.words, printed.words) >= SHARED
