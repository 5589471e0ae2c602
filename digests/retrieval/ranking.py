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
from digests.retrieval.reading import Page, contains
from digests.retrieval.sources import Outlet, sources
from digests.text.dates import Day
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
DATED = 0.5
"""What publication on a day that the question names adds, likewise."""
ELSEWHERE = 0.6
"""What is left to a passage of another outlet where the question names its sources."""
AMONG = 0.5
"""How much of a word's weight is its rarity among the candidates; the rest, among all articles."""
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
        found[word] = _rarity(min(known.get(spelled, 0), articles), articles)
    return found


def rank(query: Query, pages: Sequence[Page], weigh: Mapping[str, float]) -> list[Excerpt]:
    """Return the best window of each page, best first; a page without any of the words is left out."""
    told = sources(query.stems, (page.outlet for page in pages))
    sharp = _sharpened(weigh, pages)
    found = [best for page in pages if (best := _best(query, page, sharp, told)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.article.id))


def _sharpened(weigh: Mapping[str, float], pages: Sequence[Page]) -> dict[str, float]:
    """Return weights of the same sum that heed what tells the candidates apart.

    What a question is about is rare in the store and stands in all that was found for it.
    """
    having = Counter(word for page in pages for word in weigh.keys() & page.words)
    among = {word: _rarity(having[word], len(pages)) for word in weigh}
    mixed = {word: AMONG * among[word] + (1 - AMONG) * weigh[word] for word in weigh}
    total = math.fsum(mixed.values())
    scale = math.fsum(weigh.values()) / total if total else 0.0
    return {word: scale * weight for word, weight in mixed.items()}


def _rarity(having: int, of: int) -> float:
    return math.log(1 + (of - having + 0.5) / (having + 0.5))


def _best(
    query: Query, page: Page, weigh: Mapping[str, float], told: frozenset[Outlet]
) -> Excerpt | None:
    titled = _is_titled(query, page)
    whole = TITLED * _sum(page.title, weigh) if titled else 0.0
    if contains(query.stems, page.outlet):
        whole += OUTLET * _sum(page.outlet, weigh)
    at = page.article.published_at
    if any(day.covers(Day(at.year, at.month, at.day)) for day in query.days):
        whole += DATED * _sum(page.dated, weigh)
    kept = ELSEWHERE if told and page.outlet not in told else 1.0
    head = page.head | query.said_in(page.title)
    best: Excerpt | None = None
    for start, end in page.windows:
        inside = page.between(start, end)
        gains = _gains(query, inside, head, weigh)
        score = math.fsum(gains.values()) + whole
        score += PAIR * _paired(query, (*page.title, "|", *inside), weigh)
        score *= kept
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
    query: Query, inside: Sequence[str], head: frozenset[str], weigh: Mapping[str, float]
) -> dict[str, float]:
    counts = Counter(word for word in inside if word in weigh)
    for word in query.said_in(inside):
        counts[word] = max(counts[word], 1)
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
