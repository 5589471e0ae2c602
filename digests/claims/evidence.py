"""Where in a source a claim's words stand: passages, coverage and order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from digests.text.normal import normalise
from digests.text.sentences import sentences
from digests.text.words import STOPWORDS, stem, tokens

_PASSAGES = 3


class Passage(NamedTuple):
    """A sentence of a source."""

    text: str
    stems: tuple[str, ...]
    """Of its content words, in order."""


class Page(NamedTuple):
    """A source, read once for all claims on it."""

    passages: tuple[Passage, ...]
    frequency: Counter[str]
    """In how many passages a stem stands."""
    near: frozenset[tuple[str, str]]
    """Stems that stand within a few words of each other, in order."""


_NEAR = 4


@lru_cache(maxsize=16)
def read(source: str) -> Page:
    """Return the source's passages and counts."""
    plain = "\n".join(normalise(line).text for line in source.splitlines())
    passages = []
    frequency: Counter[str] = Counter()
    near: set[tuple[str, str]] = set()
    for span in sentences(plain):
        text = plain[span.start : span.end]
        found = content(text)
        if not found:
            continue
        passages.append(Passage(text, found))
        frequency.update(set(found))
        near.update(
            (one, other)
            for at, one in enumerate(found)
            for other in found[at + 1 : at + 1 + _NEAR]
        )
    return Page(tuple(passages), frequency, frozenset(near))


def content(text: str) -> tuple[str, ...]:
    """Return the stems of the content words, in order; single letters and marks left out."""
    return tuple(
        stem(token.text)
        for token in tokens(text)
        if token.text.lower() not in STOPWORDS and (len(token.text) > 1 or token.text.isdigit())
    )


def rarity(page: Page, word: str) -> float:
    """Return how much a word tells in this source: rare and absent words the most."""
    return log(1 + (len(page.passages) + 1) / (1 + page.frequency.get(word, 0)))


def best_passages(page: Page, words: Iterable[str]) -> list[Passage]:
    """Return up to three passages that together cover most of the words, best first."""
    left = {word: rarity(page, word) for word in words if page.frequency.get(word)}
    chosen: list[Passage] = []
    while left and len(chosen) < _PASSAGES:
        best = max(page.passages, key=lambda p: _gain(p.stems, left))
        if not _gain(best.stems, left):
            break
        chosen.append(best)
        for word in best.stems:
            left.pop(word, None)
    return chosen


def _gain(stems: Sequence[str], left: dict[str, float]) -> float:
    return sum(left.get(word, 0.0) for word in set(stems)) / (8 + len(stems)) ** 0.25
