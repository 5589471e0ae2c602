"""Articles to vectors, where an embedding model is configured."""

from collections.abc import Callable, Sequence

from digests.errors import ModelError
from digests.model import Article, Embedded
from digests.retrieval import Meaning, passages

BATCH = 32
"""Articles whose passages are embedded in one call."""


async def embed(meaning: Meaning, *, on_done: Callable[[Article], None] | None = None) -> int:
    """Keep vectors of every article that has none of the model; return how many it refused.

    An article that is refused alone costs itself only, and is tried again by the next run.

    Raises:
        ModelError: the model is out of reach, or refuses everything; what was kept stays kept.
    """
    refused: set[str] = set()
    while True:
        waiting = await meaning.vectors.articles_without_vectors(
            meaning.embedder.model, limit=BATCH + len(refused)
        )
        fresh = [article for article in waiting if article.id not in refused]
        if not fresh:
            return len(refused)
        failed = await _embed(fresh, meaning)
        refused |= {article.id for article in failed}
        for article in fresh:
            if on_done and article.id not in refused:
                on_done(article)


async def _embed(articles: Sequence[Article], meaning: Meaning) -> list[Article]:
    """Keep the articles' vectors; return those that the model refuses even one by one."""
    spans = [passages(article) for article in articles]
    texts = [
        article.text[start:end]
        for article, of_article in zip(articles, spans, strict=True)
        for start, end in of_article
    ]
    try:
        vectors = iter(await meaning.embedder.embed(texts))
    except ModelError as error:
        if error.retryable:
            raise
        if len(articles) == 1:
            return list(articles)
        alone = [await _embed([article], meaning) for article in articles]
        if all(alone):
            raise
        return [article for failed in alone for article in failed]
    for article, of_article in zip(articles, spans, strict=True):
        made = [Embedded(start=start, end=end, vector=next(vectors)) for start, end in of_article]
        await meaning.vectors.save_vectors(
            meaning.embedder.model, article.id, article.text_sha256, made
        )
    return []
