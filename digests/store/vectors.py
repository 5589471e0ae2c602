"""Vectors of passages: kept as rows, searched in memory."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select
from typing_extensions import override

from digests.model import Article, Embedded, Near, Vector, Window
from digests.ports import Vectors
from digests.store.refusals import no_article
from digests.store.rows import article_of
from digests.store.schema import article_versions, articles, vectors
from digests.store.statements import insert, queue_by, rows_in
from digests.store.transactions import Transactions
from digests.store.versions import NEWEST

if TYPE_CHECKING:
    from digests.store.nearness import VectorIndex

SPARE = 20
"""Articles more than asked for that are looked up: those whose text has changed fall away."""


class SqlVectors(Vectors):
    """`Vectors` on a database that is up to date; what was searched once stays in memory."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write
        self._indexes: dict[tuple[str, int], VectorIndex] = {}

    @override
    async def articles_without_vectors(self, model: str, *, limit: int = 100) -> list[Article]:
        return await self._read(_articles_without_vectors, model, limit=limit)

    @override
    async def save_vectors(
        self, model: str, article_id: str, text_sha256: str, passages: Sequence[Embedded]
    ) -> None:
        await self._write(_save_vectors, model, article_id, text_sha256, passages)

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
        index = self._index(model, len(vector))
        return await self._read(
            _nearest, index, vector, window=window, feed_ids=feed_ids, limit=limit
        )

    @override
    async def likeness(
        self, model: str, vector: Vector, article_ids: Sequence[str]
    ) -> dict[str, float]:
        index = self._index(model, len(vector))
        return await self._read(_likeness, index, vector, article_ids)

    def _index(self, model: str, width: int) -> "VectorIndex":
        # Here and not above: numpy comes with the extra `semantic`, and only this needs it.
        from digests.store.nearness import VectorIndex  # noqa: PLC0415

        if (model, width) not in self._indexes:
            self._indexes[model, width] = VectorIndex(model, width)
        return self._indexes[model, width]


def _save_vectors(
    connection: Connection,
    model: str,
    article_id: str,
    text_sha256: str,
    passages: Sequence[Embedded],
) -> None:
    # One writer after the other, so that rows become visible in the order of their numbers: whoever
    # has read up to a number has missed none below it.
    queue_by(connection, "vectors", model)
    of_article = select(articles.c.text_sha256).where(articles.c.id == article_id)
    newest = connection.execute(of_article).scalar()
    if newest is None:
        raise no_article(article_id)
    if newest != text_sha256:
        return
    connection.execute(
        delete(vectors).where(
            vectors.c.article_id == article_id,
            vectors.c.model == model,
            vectors.c.text_sha256 != text_sha256,
        )
    )
    if passages:
        connection.execute(
            insert(connection, vectors).on_conflict_do_nothing(),
            [
                {
                    "model": model,
                    "article_id": article_id,
                    "text_sha256": text_sha256,
                    "position": position,
                    "passage_start": one.start,
                    "passage_end": one.end,
                    "vector": one.vector,
                }
                for position, one in enumerate(passages)
            ],
        )


def _articles_without_vectors(connection: Connection, model: str, *, limit: int) -> list[Article]:
    has = (
        select(vectors.c.n)
        .where(
            vectors.c.article_id == articles.c.id,
            vectors.c.model == model,
            vectors.c.text_sha256 == articles.c.text_sha256,
        )
        .exists()
    )
    query = NEWEST.where(~has).order_by(articles.c.published_at, articles.c.id)
    found = connection.execute(query.limit(max(limit, 0)))
    return [article_of(row) for row in found]


def _nearest(
    connection: Connection,
    index: "VectorIndex",
    vector: Vector,
    *,
    window: Window | None,
    feed_ids: Sequence[str] | None,
    limit: int,
) -> list[Near]:
    if limit < 1:
        return []
    index.catch_up(connection)
    best = index.nearest(vector, window=window, feed_ids=feed_ids, limit=limit + SPARE)
    query = (
        select(article_versions, vectors.c.n.label("place"), vectors.c.passage_start)
        .add_columns(vectors.c.passage_end)
        .join_from(
            vectors,
            articles,
            (vectors.c.article_id == articles.c.id)
            & (vectors.c.text_sha256 == articles.c.text_sha256),
        )
        .join(article_versions, article_versions.c.n == articles.c.newest)
    )
    found = [
        Near(
            article=article_of(row),
            start=row.passage_start,
            end=row.passage_end,
            similarity=best[row.place],
        )
        for row in rows_in(connection, query, vectors.c.n, best)
    ]
    found.sort(key=lambda near: (-near.similarity, near.article.id))
    return found[:limit]


def _likeness(
    connection: Connection, index: "VectorIndex", vector: Vector, article_ids: Sequence[str]
) -> dict[str, float]:
    index.catch_up(connection)
    return index.likeness(vector, article_ids)
