"""A source read for free claims: its passages, where words stand, what is denied, its values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from digests.claims.amounts import amounts
from digests.claims.lexicon import NEGATIONS
from digests.claims.thesaurus import synonyms_of
from digests.text.normal import normalise
from digests.text.sentences import sentences
from digests.text.values import Value, values
from digests.text.words import STOPWORDS, Token, stem, tokens

_PASSAGES = 3
_REACH = 7
"""How far around a word its company is looked for, in content words."""
_DENIED_AFTER = 2
"""How many content words after a negation it governs."""


class Passage(NamedTuple):
    """A sentence of a source."""

    stems: tuple[str, ...]
    """Of its content words, in order."""
    denies: bool
    """It holds a negation."""


class Page(NamedTuple):
    """A source, read once for all claims on it."""

    passages: tuple[Passage, ...]
    positions: Mapping[str, tuple[int, ...]]
    """Stem -> where it stands, counted in content words; passages are one apart."""
    spread: Mapping[str, int]
    """Stem -> in how many passages it stands."""
    denied: frozenset[str]
    """Stems that stand under a negation somewhere."""
    values: tuple[Value, ...]
    text: str
    """Normalised, lower case."""
    words: frozenset[str]
    """As written, lower case."""
    amounts: frozenset[str]

    def has(self, word: str) -> bool:
        """Say whether a stem stands in the source."""
        return word in self.positions

    def rarity(self, word: str) -> float:
        """Return how much a word tells in this source: rare and absent words the most."""
        return log(1 + (len(self.passages) + 1) / (1 + self.spread.get(word, 0)))


@lru_cache(maxsize=16)
def read(source: str) -> Page:
    """Return the source as claims are scored against it."""
    lines = [normalise(line).text for line in source.splitlines()]
    plain = "\n".join(lines)
    passages: list[Passage] = []
    positions: dict[str, list[int]] = {}
    spread: Counter[str] = Counter()
    denied: set[str] = set()
    written: set[str] = set()
    at = 0
    for span in sentences(plain):
        words = tokens(plain[span.start : span.end])
        written |= {word.text.lower() for word in words}
        found = content(words)
        if not found:
            continue
        under = under_negation(words)
        denied |= under
        denies = any(is_negation(word.text) for word in words)
        passages.append(Passage(found, denies))
        spread.update(set(found))
        for word in found:
            positions.setdefault(word, []).append(at)
            at += 1
        at += 1
    held = {word: tuple(places) for word, places in positions.items()}
    return Page(
        passages=tuple(passages),
        positions=held,
        spread=spread,
        denied=frozenset(denied),
        values=tuple(values(plain)),
        text=plain.lower(),
        words=frozenset(written),
        amounts=amounts(plain),
    )


def content(words: Sequence[Token]) -> tuple[str, ...]:
    """Return the stems of the content words, in order; single letters left out."""
    return tuple(
        stem(word.text)
        for word in words
        if word.text.lower() not in STOPWORDS and (len(word.text) > 1 or word.text.isdigit())
    )


def is_negation(word: str) -> bool:
    """Say whether a word denies what follows."""
    return word.lower() in NEGATIONS or word.lower().endswith("n't")


def under_negation(words: Sequence[Token]) -> set[str]:
    """Return the stems of the two content words after each negation."""
    found: set[str] = set()
    left = 0
    for word in words:
        if is_negation(word.text):
            left = _DENIED_AFTER
        elif left and word.text.lower() not in STOPWORDS:
            found.add(stem(word.text))
            left -= 1
    return found


def best_passages(page: Page, weights: Mapping[str, float]) -> list[Passage]:
    """Return up to three passages that together hold most of the weighted stems, best first."""
    left = {word: weight for word, weight in weights.items() if page.has(word)}
    chosen: list[Passage] = []
    while left and len(chosen) < _PASSAGES:
        best = max(page.passages, key=lambda p: sum(left.get(word, 0.0) for word in set(p.stems)))
        chosen.append(best)
        for word in best.stems:
            left.pop(word, None)
    return chosen


def companies(page: Page, words: Sequence[str]) -> set[frozenset[int]]:
    """Return the sets of claim words (by index) that stand near one another in the source."""
    where: dict[int, set[int]] = {}
    for index, word in enumerate(words):
        for same in (word, *synonyms_of(word)):
            for place in page.positions.get(same, ()):
                where.setdefault(place, set()).add(index)
    places = sorted(where)
    found: set[frozenset[int]] = set()
    first = 0
    for place in places:
        while places[first] < place - _REACH:
            first += 1
        near: set[int] = set()
        for other in places[first:]:
            if other > place + _REACH:
                break
            near |= where[other]
        found.add(frozenset(near))
    return found
