"""The full-text index: FTS5 on SQLite, tsvector with GIN on PostgreSQL, behind one search.

`digests.store.terms` folds text to plain words before either engine sees it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import column, table

from digests.model import Article, Passage, Window
from digests.store.rows import article_of
from digests.store.schema import article_versions, articles
from digests.store.terms import TITLE_WEIGHT, indexed, phrases


async def index(connection: AsyncConnection, number: int, article: Article) -> None:
    """Index a version under its row number, once.

    Earlier versions stay in the index and are never found, as search asks for the newest ones. To
    take one out, FTS5 would have to be told the very words that it was indexed with, which another
    release of Python or of Citewire may fold in another way.
    """
    await connection.execute(_INSERT[connection.dialect.name], {"n": number, **indexed(article)})


async def search(
    connection: AsyncConnection,
    terms: Sequence[str],
    *,
    window: Window | None,
    feed_ids: Sequence[str] | None,
    limit: int,
) -> list[Passage]:
    """Return the best articles for any of the terms, best first."""
    wanted = phrases(terms)
    if not wanted or limit < 1:
        return []
    best = _best(connection.dialect.name)
    if window is not None:
        best = best.where(
            articles.c.published_at >= window.since, articles.c.published_at < window.until
        )
    if feed_ids is not None:
        of_feeds = select(article_versions.c.n).where(article_versions.c.feed_id.in_(feed_ids))
        best = best.where(articles.c.newest.in_(of_feeds))
    # The texts are joined to the few that are returned, not to everything that matched.
    hits = best.limit(limit).subquery()
    query = (
        select(article_versions, hits.c.score)
        .join(hits, article_versions.c.n == hits.c.newest)
        .order_by(hits.c.score.desc(), hits.c.published_at.desc(), hits.c.id)
    )
    question = _QUESTION[connection.dialect.name](wanted)
    found = await connection.execute(query, {"question": question})
    return [Passage(article=article_of(row), score=row.score) for row in found]


async def frequencies(
    connection: AsyncConnection, words: Sequence[str], *, most: int
) -> dict[str, int]:
    """Return how many indexed versions have each word, counted up to `most`; `""` counts all."""
    engine = connection.dialect.name
    number, matches, _ = _FIND[engine]
    hits = select(number).select_from(_INDEX).where(matches).limit(most).subquery()
    count = select(func.count()).select_from(hits)
    found = dict.fromkeys(words, 0)
    for word in found:
        if wanted := phrases([word]):
            question = _QUESTION[engine](wanted)
            found[word] = (await connection.execute(count, {"question": question})).scalar_one()
    every = select(func.count()).select_from(articles)
    found[""] = (await connection.execute(every)).scalar_one()
    return found


def _best(engine: str) -> Select[*tuple[Any, ...]]:
    number, matches, score = _FIND[engine]
    ranked = score.label("score")
    return (
        select(articles.c.id, articles.c.newest, articles.c.published_at, ranked)
        .join_from(_INDEX, articles, articles.c.newest == number)
        .where(matches)
        .order_by(ranked.desc(), articles.c.published_at.desc(), articles.c.id)
    )


def _sqlite_question(wanted: list[list[str]]) -> str:
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in wanted)


def _postgresql_question(wanted: list[list[str]]) -> str:
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in wanted)


_INDEX = table("article_search", column("rowid"), column("n"), column("words"))
_QUERY = func.to_tsquery(literal_column("'english'"), bindparam("question", type_=Text))
# Weights of D (the body), C, B and A (the title); 1 divides by the logarithm of the length.
_RANK = func.ts_rank(
    literal_column(f"CAST('{{{1 / TITLE_WEIGHT}, 0, 0, 1}}' AS real[])"), _INDEX.c.words, _QUERY, 1
)

_FIND: dict[str, tuple[ColumnElement[int], ColumnElement[bool], ColumnElement[float]]] = {
    "sqlite": (
        _INDEX.c.rowid,
        literal_column("article_search").op("MATCH", is_comparison=True)(
            bindparam("question", type_=Text)
        ),
        literal_column(f"-bm25(article_search, {TITLE_WEIGHT}, 1.0)", Float),
    ),
    "postgresql": (_INDEX.c.n, _INDEX.c.words.op("@@", is_comparison=True)(_QUERY), _RANK),
}

_TITLE_AND_BODY = "setweight(to_tsvector('english', :title), 'A') || to_tsvector('english', :body)"

_INSERT = {
    "sqlite": text("INSERT INTO article_search (rowid, title, body) VALUES (:n, :title, :body)"),
    "postgresql": text(
        f"INSERT INTO article_search (n, words) VALUES (:n, {_TITLE_AND_BODY})"  # noqa: S608 — constants
    ),
}
_QUESTION = {"sqlite": _sqlite_question, "postgresql": _postgresql_question}
