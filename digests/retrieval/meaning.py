"""Likeness in meaning, where an embedding model is configured: more candidates and, if asked, a vote.

Words decide: whether a question is answered is judged by them alone, and so are the first places.
What a vote on the others brings depends on the model: `docs/measurements.md`.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from digests.errors import ModelError
from digests.model import Article, Vector, Window
from digests.ports import Embedder, Vectors
from digests.retrieval.query import Query
from digests.retrieval.ranking import Excerpt
from digests.text.sentences import sentences

PASSAGE_WORDS = 110
"""A passage takes whole sentences up to so many words."""
MOST_PASSAGES = 8
"""Of an article: what it is about stands at its top, and each passage takes memory."""
NEAREST = 40
"""Articles that are ranked even if the words of the question did not bring them."""
PATIENCE = timedelta(seconds=3)
"""A model that takes longer for a question is done without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An embedding model, and the vectors of it that are kept."""

    embedder: Embedder
    vectors: Vectors
    weight: float = 0.0
    """What the most like article gains, as a share of the best score; the others in proportion."""


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


async def with_nearest(
    query: Query,
    articles: Sequence[Article],
    meaning: Meaning | None,
    *,
    window: Window | None,
    feed_ids: Sequence[str] | None,
) -> tuple[list[Article], dict[str, float]]:
    """Return the articles with the nearest that words did not bring, and by id what each gains.

    Gains are shares of the best score, from 0 to the model's weight. A model that fails costs the
    question nothing but its help.
    """
    vector = await _vector(query.text, meaning.embedder) if meaning else None
    if meaning is None or vector is None:
        return list(articles), {}
    model, vectors = meaning.embedder.model, meaning.vectors
    nearest = await vectors.nearest(model, vector, window=window, feed_ids=feed_ids, limit=NEAREST)
    found = {article.id: article for article in articles}
    found |= {one.article.id: one.article for one in nearest if one.article.id not in found}
    if not meaning.weight:
        return list(found.values()), {}
    alike = await vectors.likeness(model, vector, list(found))
    most = max(alike.values(), default=0.0)
    if most <= 0:
        return list(found.values()), {}
    # What was not embedded yet gains as the least like does.
    least = min(alike.values())
    shares = {one: max(alike.get(one, least), 0.0) / most for one in found}
    return list(found.values()), {one: meaning.weight * share for one, share in shares.items()}


def nearer(ranked: Sequence[Excerpt], gains: Mapping[str, float]) -> list[Excerpt]:
    """Return the excerpts in their order once the like have gained."""
    if not gains or not ranked:
        return list(ranked)
    best = ranked[0].score
    return sorted(
        ranked, key=lambda one: (-one.score - best * gains[one.article.id], one.article.id)
    )


async def _vector(text: str, embedder: Embedder) -> Vector | None:
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            return (await embedder.embed([text]))[0]
    except (ModelError, TimeoutError):
        return None
