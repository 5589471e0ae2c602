"""Ranking of passages for a question: words weighed by rarity, titles, outlets, neighbours.

BM25 (Robertson and Zaragoza 2009) over windows of sentences; an article's title, outlet and date
count for each of its windows. What is added to BM25 was measured with `benchmarks/answers.py`.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digests.model import Article
from digests.retrieval.query import Query
from digests.retrieval.reading import Page
from digests.text.words import STOPWORDS

K1 = 1.2
B = 0.5
USUAL_WORDS = 60
"""Length of a window that is neither rewarded nor punished, in words."""
SHORTEST = 10
"""Words: a shorter window is not rewarded further."""
HEAD = 0.7
"""How often a word in the title, the outlet or the date counts as said in each window."""
OUTLET = 0.5
"""What an outlet that the question names adds, as a share of its words' weights."""
TITLED = 1.0
"""What a title that the question spells out adds, likewise."""
PAIR = 0.3
"""What two neighbours of the question that are neighbours in the passage add, of the lesser weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A passage that may answer: `article.text[start:end]`."""

    article: Article
    start: int
    end: int
    score: float
    words: frozenset[str]
    """Stems of the question that it has, in the window or at its article's head."""
    titled: bool = False
    """The question spells out the article's title."""


def weights(query: Query, known: Mapping[str, int], articles: int) -> dict[str, float]:
    """Return how much each word of the question tells apart: its inverse document frequency.

    `known`: in how many of the `articles` a word, as the question spells it, stands.
    """
    found: dict[str, float] = {}
    for word, spelled in zip(query.words, query.spelled, strict=True):
        having = min(known.get(spelled, 0), articles)
        found[word] = math.log(1 + (articles - having + 0.5) / (having + 0.5))
    return found


def rank(query: Query, pages: Sequence[Page], weigh: Mapping[str, float]) -> list[Excerpt]:
    """Return the best window of each page, best first; a page without any of the words is left out."""
    found = [best for page in pages if (best := _best(query, page, weigh)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.article.id))


def contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Return whether the phrase stands in the words, side by side; an empty one never does."""
    size, wanted = len(phrase), tuple(phrase)
    return size > 0 and any(
        words[at] == wanted[0] and tuple(words[at : at + size]) == wanted
        for at in range(len(words) - size + 1)
    )


def _best(query: Query, page: Page, weigh: Mapping[str, float]) -> Excerpt | None:
    titled = _is_titled(query, page)
    whole = TITLED * _sum(page.title, weigh) if titled else 0.0
    if contains(query.stems, page.outlet):
        whole += OUTLET * _sum(page.outlet, weigh)
    best: Excerpt | None = None
    for start, end in page.windows:
        inside = page.between(start, end)
        gains = _gains(inside, page.head, weigh)
        score = math.fsum(gains.values()) + whole
        score += PAIR * _paired(query, (*page.title, "|", *inside), weigh)
        if gains and (best is None or score > best.score):
            best = Excerpt(
                article=page.article,
                start=start,
                end=end,
                score=score,
                words=frozenset(gains),
                titled=titled,
            )
    return best


def _gains(
    inside: Sequence[str], head: frozenset[str], weigh: Mapping[str, float]
) -> dict[str, float]:
    counts = Counter(word for word in inside if word in weigh)
    norm = K1 * (1 - B + B * max(len(inside), SHORTEST) / USUAL_WORDS)
    return {
        word: weight * (1 + K1) * times / (times + norm)
        for word, weight in weigh.items()
        if (times := counts[word] + (HEAD if word in head else 0.0)) > 0
    }


def _paired(query: Query, words: Sequence[str], weigh: Mapping[str, float]) -> float:
    beside = set(pairwise(words))
    return math.fsum(
        min(weigh[one], weigh[other])
        for one, other in pairwise(query.words)
        if (one, other) in beside
    )


def _is_titled(query: Query, page: Page) -> bool:
    return any(word not in STOPWORDS for word in page.title) and contains(query.stems, page.title)


def _sum(words: Sequence[str], weigh: Mapping[str, float]) -> float:
    return math.fsum(weigh.get(word, 0.0) for word in sorted(set(words)))
