"""Ranking of passages for a question: words weighed by rarity, titles, outlets, neighbours.

BM25 (Robertson and Zaragoza 2009) over windows of sentences; an article's title, outlet and date
count for each of its windows. What is added to BM25 was measured with `benchmarks/answers.py`.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from digests.model import Article
from digests.retrieval.counting import Counted, counted
from digests.retrieval.query import Query
from digests.retrieval.reading import Page, Words, contains
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


Scored = tuple[float, int, frozenset[str]]
"""A window's score, which it is, and the words of the question that it has."""


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
    told = sources(query.stems, (page.words.outlet for page in pages))
    sharp = _sharpened(weigh, pages)
    found = [best for page in pages if (best := _best(query, page, sharp, told)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.article.id))


def _sharpened(weigh: Mapping[str, float], pages: Sequence[Page]) -> dict[str, float]:
    """Return weights of the same sum that heed what tells the candidates apart.

    What a question is about is rare in the store and stands in all that was found for it.
    """
    having = Counter(word for page in pages for word in weigh if page.words.says(word))
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
    words, at = page.words, page.article.published_at
    titled = _is_titled(query, words.title)
    whole = TITLED * _sum(words.title, weigh) if titled else 0.0
    if contains(query.stems, words.outlet):
        whole += OUTLET * _sum(words.outlet, weigh)
    if any(day.covers(Day(at.year, at.month, at.day)) for day in query.days):
        whole += DATED * _sum(words.dated, weigh)
    kept = ELSEWHERE if told and words.outlet not in told else 1.0
    spoken = counted(query, words, weigh)

    def scored(window: int) -> Scored:
        size = words.ends[window] - words.begins[window]
        gains = _gains(spoken.said.get(window, {}), spoken.head, size, weigh)
        pairs = spoken.pairs(words, window)
        score = math.fsum(gains.values()) + whole
        score += PAIR * math.fsum(min(weigh[one], weigh[other]) for one, other in pairs)
        return score * kept, window, frozenset(gains)

    best = _best_of(spoken, words, scored)
    if best is None:
        return None
    score, window, gained = best
    return Excerpt(
        article=page.article,
        start=words.windows[window].start,
        end=words.windows[window].end,
        score=score,
        words=gained,
        titled=titled,
    )


def _best_of(spoken: Counted, words: Words, scored: Callable[[int], Scored]) -> Scored | None:
    """Return the best window, the first of equals; None where none has any of the words."""
    every = range(len(words.windows))
    best = _first_best(map(scored, sorted(spoken.said)))
    if not spoken.headed:
        return best
    # A window that says nothing has what the head says: the shorter it is, the more that counts.
    silent = [window for window in every if window not in spoken.said]
    shortest = min(silent, key=lambda one: words.ends[one] - words.begins[one], default=None)
    if shortest is None or (best and scored(shortest)[0] < best[0]):
        return best
    return _first_best(map(scored, every))


def _first_best(found: Iterable[Scored]) -> Scored | None:
    return max((one for one in found if one[2]), key=lambda one: one[0], default=None)


def _gains(
    said: Mapping[str, int], head: AbstractSet[str], size: int, weigh: Mapping[str, float]
) -> dict[str, float]:
    norm = K1 * (1 - B + B * max(size, SHORTEST) / USUAL_WORDS)
    return {
        word: weight * (1 + K1) * times / (times + norm)
        for word, weight in weigh.items()
        if (times := said.get(word, 0) + (HEAD if word in head else 0.0)) > 0
    }


def _is_titled(query: Query, title: Sequence[str]) -> bool:
    return contains(query.stems, title) and any(word not in STOPWORDS for word in title)


def _sum(words: Sequence[str], weigh: Mapping[str, float]) -> float:
    return math.fsum(weigh.get(word, 0.0) for word in sorted(set(words)))
