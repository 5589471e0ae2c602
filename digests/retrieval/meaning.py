"""Likeness in meaning, where an embedding model is configured: more candidates, and a weak vote.

Words decide: whether a question is answered is judged by them alone, and so are the first places.
`docs/measurements.md` says what the vote brings, and what more of it costs.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from digests.errors import ModelError
from digests.model import Article, Near, Window
from digests.ports import Embedder, Vectors
from digests.retrieval.query import Query
from digests.retrieval.ranking import Excerpt
from digests.text.sentences import sentences

PASSAGE_WORDS = 110
"""A passage takes whole sentences up to so many words."""
MOST_PASSAGES = 8
"""Of an article: what it is about stands at its top, and each passage takes memory."""
NEAREST = 100
"""Articles that are looked up by meaning for one question."""
CANDIDATES = 40
"""Of these, so many are ranked even if the words of the question did not bring them."""
WEIGHT = 0.25
"""What the nearest article gains, as a share of the best score; the others in proportion."""
PATIENCE = timedelta(seconds=3)
"""A model that takes longer for a question is done without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An embedding model, and the vectors of it that are kept."""

    embedder: Embedder
    vectors: Vectors


def passages(article: Article) -> list[tuple[int, int]]:
    """Return the spans of an article that get a vector, in order; without a body, its title's.

    Title, outlet and date are left out: in vectors they hide what a passage says.
    """
    spans = [span for span in sentences(article.text) if span.start >= article.body_start]
    if not spans:
        return [(0, len(article.text))]
    sizes = [len(article.text[span.start : span.end].split()) for span in spans]
    firsts, total = [0], sizes[0]
    for place, size in enumerate(sizes[1:], start=1):
        total += size
        if total > PASSAGE_WORDS:
            firsts.append(place)
            total = size
    bounds = pairwise([*firsts, len(spans)])
    return [(spans[first].start, spans[after - 1].end) for first, after in bounds][:MOST_PASSAGES]


async def near(
    query: Query,
    meaning: Meaning | None,
    *,
    window: Window | None,
    feed_ids: Sequence[str] | None,
) -> list[Near]:
    """Return the articles nearest to the question, best first; none where there is no model.

    A model that fails costs the question nothing but its help.
    """
    if meaning is None:
        return []
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            vectors = await meaning.embedder.embed([query.text])
    except (ModelError, TimeoutError):
        return []
    found = await meaning.vectors.nearest(
        meaning.embedder.model, vectors[0], window=window, feed_ids=feed_ids, limit=NEAREST
    )
    return [one for one in found if one.similarity > 0]


def joined(articles: Sequence[Article], nearest: Sequence[Near]) -> list[Article]:
    """Return the articles that words brought, and the nearest ones that they did not."""
    found = {article.id: article for article in articles}
    for one in nearest[:CANDIDATES]:
        found.setdefault(one.article.id, one.article)
    return list(found.values())


def nearer(ranked: Sequence[Excerpt], nearest: Sequence[Near]) -> list[Excerpt]:
    """Return the excerpts in their order once the nearest have gained."""
    if not ranked or not nearest:
        return list(ranked)
    unit = WEIGHT * ranked[0].score / nearest[0].similarity
    gains: Mapping[str, float] = {one.article.id: unit * one.similarity for one in nearest}
    return sorted(
        ranked, key=lambda one: (-one.score - gains.get(one.article.id, 0.0), one.article.id)
    )
