"""From a question to passages: at most two searches, the rest in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digests.model import Window
from digests.ports import Store
from digests.retrieval.confidence import confidence
from digests.retrieval.echo import echoes
from digests.retrieval.hops import bridges, onward
from digests.retrieval.meaning import Meaning, nearer, with_nearest
from digests.retrieval.query import Query
from digests.retrieval.ranking import Excerpt, rank, weights
from digests.retrieval.reading import page

CANDIDATES = 80
"""Articles that the first search brings for ranking."""
MOST_MATCHES = 8_000
"""Articles, counted once for each word that they have, that the first search may weigh."""
BRIDGED = 60
"""Articles that the second search brings."""
KEPT = 3
"""The first passages stay as the question alone ranks them; echoes only order the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """The passages found for a question."""

    excerpts: tuple[Excerpt, ...]
    """Best first, each of another article."""
    confidence: float
    """How sure it is that they answer, from 0; `THRESHOLD` decides."""
    weights: Mapping[str, float]
    """Stem of the question -> how much it tells apart."""


async def retrieve(
    query: Query,
    *,
    store: Store,
    window: Window | None = None,
    feed_ids: Sequence[str] | None = None,
    known: Mapping[str, int] | None = None,
    meaning: Meaning | None = None,
    limit: int = 10,
) -> Retrieved:
    """Return the passages that answer best, among the articles of the window and the feeds.

    Where the question spells out a title, the pages that such a page names follow it: the director
    of a film, the maker of a model. `known` spares the store counting the question's words again.
    """
    if not query.words:
        return Retrieved(excerpts=(), confidence=0.0, weights={})
    if known is None:
        known = await store.frequencies(query.terms)
    weigh = weights(query, known, known[""])
    terms = [*looked_for(query, known), *query.aliases]
    hits = await store.search(terms, window=window, feed_ids=feed_ids, limit=CANDIDATES)
    articles, gains = await with_nearest(
        query, [hit.article for hit in hits], meaning, window=window, feed_ids=feed_ids
    )
    pages = [page(article) for article in articles]
    # What meaning brought stands behind what the words did, and decides nothing about the silence.
    ranked = rank(query, pages[: len(hits)], weigh)
    echoed = echoes(ranked, weigh)
    same = not echoed and len(pages) == len(hits)
    again = nearer(ranked if same else rank(query, pages, weigh | echoed), gains)
    first = [one for one in ranked if one.titled]
    second = await _second(query, first, store, window=window, feed_ids=feed_ids)
    return Retrieved(
        excerpts=_distinct([*first, *second, *ranked[:KEPT], *again])[:limit],
        confidence=confidence(query, ranked, weigh),
        weights=weigh,
    )


def looked_for(query: Query, known: Mapping[str, int]) -> list[str]:
    """Return the words that the engine is asked for, the rarest first.

    It weighs every article that has one of them: `MOST_MATCHES` is a matter of milliseconds. What is
    left out stands in so many articles that it finds none, and still counts in the ranking.
    """
    kept: list[str] = []
    matches = 0
    for word in sorted(query.terms, key=lambda word: known[word]):
        matches += known[word]
        if kept and matches > MOST_MATCHES:
            break
        kept.append(word)
    return kept


async def _second(
    query: Query,
    first: Sequence[Excerpt],
    store: Store,
    *,
    window: Window | None,
    feed_ids: Sequence[str] | None,
) -> list[Excerpt]:
    """Return the pages about the names that the titled pages bring in, the nearest names first."""
    named = bridges(query, first)
    if not named:
        return []
    terms = list(dict.fromkeys(name for _, name in named))
    hits = await store.search(terms, window=window, feed_ids=feed_ids, limit=BRIDGED)
    followed = onward(named, [hit.article for hit in hits])
    return [
        replace(
            first[0],
            article=article,
            start=article.body_start,
            end=len(article.text),
            score=first[0].score / (2 + place),
            words=frozenset(),
            titled=False,
        )
        for place, article in enumerate(followed)
    ]


def _distinct(excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    kept: dict[str, Excerpt] = {}
    for one in excerpts:
        kept.setdefault(one.article.id, one)
    return tuple(kept.values())
