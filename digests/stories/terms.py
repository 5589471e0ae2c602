"""Articles as weighted terms: what an article is about, its first words counting most."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests.stories.background import shares
from digests.text.words import STOPWORDS, content_words, stem

Vector = dict[str, float]
"""Term to weight; of length 1, less the shorter the text (`SHORTNESS`)."""

CHARACTERS_READ = 2_500
"""News says first what happened; what stands further down is background and repeats."""
HALF_WEIGHT_AT = 120
"""Position, in words, at which an occurrence counts half."""
SATURATION = 0.2
"""A term of this position weight has half of the weight that repeating it can reach."""
NAME_WEIGHT = 1.5
NUMBER_WEIGHT = 1.5
"""Two earthquakes share their words and differ in their places and figures."""
NAME_SHARE = 0.4
"""A term is a name where this share of its occurrences is written as one."""
SHORTNESS = 60
"""Squared weight of what a text might have said besides: sharing half of ten words says less than
sharing half of two hundred."""
TITLE_WORDS = 4
"""Content words from which two titles are not the same by chance."""
BACKGROUND_WEIGHT = 150
"""As many imagined articles of everyday news stand beside the collection in its frequencies, so
that three articles that all say "Alibaba" do not make it a common word."""

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W\d_]+)?")
_SENTENCE_OPENS = frozenset(".!?:\"'“”‘’(")


class Reading(NamedTuple):
    """One article's terms, before it is known how common they are."""

    weights: Mapping[str, float]
    """Sum of the position weights of a term's occurrences."""
    seen: Mapping[str, int]
    named: Mapping[str, int]
    """How many of the occurrences were written as a name."""


def read(text: str) -> Reading:
    """Return the terms of a text that begins with its title."""
    weights: dict[str, float] = {}
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    position = 0
    for line in text[:CHARACTERS_READ].split("\n"):
        found = [(match.group(), match.start()) for match in _WORD.finditer(line)]
        heading = _is_heading([word for word, _ in found])
        for word, start in found:
            position += 1
            lowered = word.lower().replace("’", "'")
            if lowered in STOPWORDS:
                continue
            term = stem(word)
            weights[term] = weights.get(term, 0.0) + 1 / (1 + position / HALF_WEIGHT_AT)
            seen[term] += 1
            if word == lowered or heading:
                continue
            # A capital further in (vLLM, PyTorch) marks a name wherever it stands.
            if any(map(str.isupper, word[1:])) or (word[0].isupper() and not _opens(line, start)):
                named[term] += 1
    return Reading(weights, seen, named)


def title_key(title: str) -> frozenset[str] | None:
    """Return the words of a title that says enough to be recognised by, None where it does not."""
    words = frozenset(content_words(title))
    return words if len(words) >= TITLE_WORDS else None


def vectors(readings: Sequence[Reading]) -> list[Vector]:
    """Weigh the terms: early, rare in the collection and in the background, names and numbers."""
    documents = Counter(term for reading in readings for term in reading.weights)
    weight_of = _term_weights(readings, documents)
    return [
        _unit(
            {
                term: weight / (weight + SATURATION) * weight_of[term]
                for term, weight in reading.weights.items()
            }
        )
        for reading in readings
    ]


def _term_weights(readings: Sequence[Reading], documents: Mapping[str, int]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for reading in readings:
        seen.update(reading.seen)
        named.update(reading.named)
    background = shares()
    total = len(readings) + BACKGROUND_WEIGHT + 1
    weights = {}
    for term, count in documents.items():
        rarity = math.log(total / (count + BACKGROUND_WEIGHT * background.get(term, 0.0) + 0.5))
        factor = 1.0
        if term[0].isdigit():
            factor = NUMBER_WEIGHT
        elif named[term] >= NAME_SHARE * seen[term]:
            factor = NAME_WEIGHT
        weights[term] = max(rarity, 0.01) * factor
    return weights


def _unit(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()) + SHORTNESS)
    return {term: weight / length for term, weight in weights.items()}


def _is_heading(words: Sequence[str]) -> bool:
    """Return whether most words are capitalised, so that a capital says nothing."""
    letters = [word for word in words if word[0].isalpha()]
    return len(letters) >= 4 and sum(word[0].isupper() for word in letters) > 0.6 * len(letters)


def _opens(line: str, start: int) -> bool:
    """Return whether a sentence or a quotation opens here, which capitalises any word."""
    before = line[max(0, start - 2) : start].rstrip()
    return start == 0 or before == "" or before[-1] in _SENTENCE_OPENS
