"""How well an article fits the words that are looked for: the memory store's ranking."""

import math
from collections.abc import Sequence

from digests.model import Article
from digests.store.terms import TITLE_WEIGHT, indexed
from digests.text.words import stem


def relevance(article: Article, wanted: Sequence[Sequence[str]]) -> float:
    """Return how often the phrases occur, the title's weighted, damped by the length."""
    title, body = ([stem(word) for word in part.split()] for part in indexed(article).values())
    known = {*title, *body}
    present = [phrase for phrase in wanted if known.issuperset(phrase)]
    hits = sum(TITLE_WEIGHT * _times(one, title) + _times(one, body) for one in present)
    return hits / (1 + math.log(1 + len(body)))


def _times(phrase: Sequence[str], within: Sequence[str]) -> int:
    return sum(
        list(within[start : start + len(phrase)]) == list(phrase)
        for start in range(len(within) - len(phrase) + 1)
    )
