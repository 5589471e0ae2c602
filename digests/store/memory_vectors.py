"""Vectors in memory: for tests, and for trying things out."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from typing_extensions import override

from digests.model import Article, Embedded, Near, Vector, Window, similarity
from digests.ports import Store, Vectors
from digests.store.refusals import no_article

_EVER = Window(since=datetime.min.replace(tzinfo=UTC), until=datetime.max.replace(tzinfo=UTC))


class MemoryVectors(Vectors):
    """`Vectors` in a dict, of the articles of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[str, str], tuple[str, tuple[Embedded, ...]]] = {}
        """(model, article id) -> text hash, passages."""

    @override
    async def articles_without_vectors(self, model: str, *, limit: int = 100) -> list[Article]:
        articles = await self._store.articles(_EVER)
        return [one for one in articles if not self._of(model, one)][: max(limit, 0)]

    @override
    async def save_vectors(
        self, model: str, article_id: str, text_sha256: str, passages: Sequence[Embedded]
    ) -> None:
        article = await self._store.article(article_id)
        if article is None:
            raise no_article(article_id)
        if article.text_sha256 == text_sha256 and not self._of(model, article):
            self._kept[model, article_id] = (text_sha256, tuple(passages))

    @override
    async def nearest(
        self,
        model: str,
        vector: Vector,
        *,
        window: Window | None = None,
        feed_ids: Sequence[str] | None = None,
        limit: int = 50,
    ) -> list[Near]:
        found = [
            near
            for article in await self._store.articles(window or _EVER)
            if (feed_ids is None or article.feed_id in feed_ids)
            and (near := _closest(article, self._of(model, article), vector))
        ]
        found.sort(key=lambda near: (-near.similarity, near.article.id))
        return found[: max(limit, 0)]

    @override
    async def likeness(
        self, model: str, vector: Vector, article_ids: Sequence[str]
    ) -> dict[str, float]:
        found = await self.nearest(model, vector, limit=sys.maxsize)
        return {one.article.id: one.similarity for one in found if one.article.id in article_ids}

    def _of(self, model: str, article: Article) -> tuple[Embedded, ...]:
        text_sha256, passages = self._kept.get((model, article.id), ("", ()))
        return passages if text_sha256 == article.text_sha256 else ()


def _closest(article: Article, passages: Sequence[Embedded], vector: Vector) -> Near | None:
    found = [
        Near(
            article=article,
            start=one.start,
            end=one.end,
            similarity=similarity(one.vector, vector),
        )
        for one in passages
        if len(one.vector) == len(vector)
    ]
    return max(found, key=lambda near: near.similarity, default=None)
