"""The full-text index: FTS5 on SQLite, tsvector with GIN on PostgreSQL, behind one search.

`digests.store.terms` folds text to plain words before either engine sees it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.sql import column, table

from digests.model import Article, Passage, Window
from digests.store.rows import article_of
from digests.store.schema import article_versions, articles
from digests.store.terms import TITLE_WEIGHT, indexed, phrases


def index(connection: Connection, number: int, article: Article) -> None:
    """Index a version under its row number, once.

    PostgreSQL forgets the article's earlier versions, so its index alone knows what can be found. In
    FTS5 they stay and are never found, as search asks for the newest ones: to take one out, FTS5
    would have to be told the very words that it was indexed with, which another release of Python or
    of Citewire may fold in another way.
    """
    engine = connection.dialect.name
    index_newest(connection, [(number, article)])
    if engine == "postgresql":
        connection.execute(_FORGET, {"n": number, "article_id": article.id})


def index_newest(
    connection: Connection,
    versions: Sequence[tuple[int, Article]],
    *,
    into: str = "article_search",
) -> None:
    """Put newest versions, by row number, into an index that has none of these articles yet."""
    rows = [{"n": number, **indexed(version)} for number, version in versions]
    statement = _INSERT[connection.dialect.name].replace("article_search", into, 1)
    connection.execute(text(statement), rows)


def forget(connection: Connection, article_ids: Sequence[str]) -> None:
    """Take articles out of PostgreSQL's index; FTS5 loses them when it is made anew."""
    if connection.dialect.name == "postgresql":
        connection.execute(_FORGET_ALL, {"article_ids": list(article_ids)})


def search(
    connection: Connection,
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
    engine = connection.dialect.name
    if engine == "postgresql":
        window = _narrowing(connection, window)
    alone = engine == "postgresql" and window is None and feed_ids is None
    best = _best_indexed(limit) if alone else _best(engine)
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
    question = _QUESTION[engine](wanted)
    found = connection.execute(query, {"question": question})
    return [Passage(article=article_of(row), score=row.score) for row in found]


def frequencies(connection: Connection, words: Sequence[str], *, most: int) -> dict[str, int]:
    """Return how many indexed versions have each word, counted up to `most`; `""` counts all."""
    engine = connection.dialect.name
    number, matches, _ = _FIND[engine]
    hits = select(number).select_from(_INDEX).where(matches).limit(most).subquery()
    count = select(func.count()).select_from(hits)
    wanted = {word: phrases([word]) for word in words}
    known = _common(connection, wanted, most=most) if engine == "postgresql" else frozenset()
    found = dict.fromkeys(words, 0)
    for word, phrase in wanted.items():
        if word in known:
            found[word] = most
        elif phrase:
            question = _QUESTION[engine](phrase)
            found[word] = connection.execute(count, {"question": question}).scalar_one()
    every = select(func.count()).select_from(articles)
    found[""] = connection.execute(every).scalar_one()
    return found


def _common(
    connection: Connection, wanted: Mapping[str, list[list[str]]], *, most: int
) -> frozenset[str]:
    """Return the words that stand in far more than `most` articles, as PostgreSQL's statistics know.

    To count them takes milliseconds each. Statistics lag behind, so a word must have twice as many;
    where none were gathered yet, everything is counted.
    """
    single = {phrase[0][0]: word for word, phrase in wanted.items() if phrase and not phrase[0][1:]}
    found = connection.execute(_COMMON, {"words": list(single), "least": 2 * most})
    return frozenset(single[row.word] for row in found)


def _narrowing(connection: Connection, window: Window | None) -> Window | None:
    """Return the window, None where no article lies outside of it: two looks into an index."""
    if window is None:
        return None
    of_all = select(func.min(articles.c.published_at), func.max(articles.c.published_at))
    first, last = connection.execute(of_all).one()
    return window if first is None or first < window.since or last >= window.until else None


def _best(engine: str) -> Select[*tuple[Any, ...]]:
    number, matches, score = _FIND[engine]
    ranked = score.label("score")
    return (
        select(articles.c.id, articles.c.newest, articles.c.published_at, ranked)
        .join_from(_INDEX, articles, articles.c.newest == number)
        .where(matches)
        .order_by(ranked.desc(), articles.c.published_at.desc(), articles.c.id)
    )


def _best_indexed(limit: int) -> Select[*tuple[Any, ...]]:
    """Return the best articles by PostgreSQL's index alone, without a join of all that matches."""
    number, matches, score = _FIND["postgresql"]
    ranked = score.label("score")
    hits = (
        select(number, ranked)
        .where(matches)
        .order_by(ranked.desc(), number.desc())
        .limit(limit)
        .subquery()
    )
    return select(
        articles.c.id, articles.c.newest, articles.c.published_at, hits.c.score
    ).join_from(hits, articles, articles.c.newest == hits.c.n)


def _sqlite_question(wanted: list[list[str]]) -> str:
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in wanted)


def _postgresql_question(wanted: list[list[str]]) -> str:
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in wanted)


_INDEX = table("article_search", column("rowid"), column("n"), column("words"))
# A subquery is read once. In a prepared statement the bare function would be called for each row,
# which took more than half of a search for five words over 100,000 articles.
_QUERY = select(
    func.to_tsquery(literal_column("'english'"), bindparam("question", type_=Text))
).scalar_subquery()
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

_COMMON = text("""
    SELECT word
    FROM unnest(CAST(:words AS text[])) AS word
    JOIN (
        SELECT unnest(CAST(CAST(most_common_elems AS text) AS text[])) AS lexeme,
               unnest(most_common_elem_freqs) AS share
        FROM pg_stats
        WHERE schemaname = current_schema()
          AND tablename = 'article_search' AND attname = 'words'
    ) AS usual ON ARRAY[lexeme] = tsvector_to_array(to_tsvector('english', word))
    WHERE share * (SELECT reltuples FROM pg_class WHERE oid = CAST('article_search' AS regclass))
          >= :least
""")

_TITLE_AND_BODY = "setweight(to_tsvector('english', :title), 'A') || to_tsvector('english', :body)"

_INSERT = {
    "sqlite": "INSERT INTO article_search (rowid, title, body) VALUES (:n, :title, :body)",
    "postgresql": f"INSERT INTO article_search (n, words) VALUES (:n, {_TITLE_AND_BODY})",  # noqa: S608 — constants
}
_FORGET = text("""
    DELETE FROM article_search
    WHERE n IN (SELECT n FROM article_versions WHERE article_id = :article_id AND n <> :n)
""")
_FORGET_ALL = text("""
    DELETE FROM article_search
    WHERE n IN (SELECT n FROM article_versions WHERE article_id = ANY(:article_ids))
""")
_QUESTION = {"sqlite": _sqlite_question, "postgresql": _postgresql_question}
