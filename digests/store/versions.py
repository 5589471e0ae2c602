"""Articles and their versions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, func, select

from digests.model import Article, Holdings, Window
from digests.store import fulltext
from digests.store.polls import tie_entry
from digests.store.rows import AnyRow, article_of, newest_fields, version_fields
from digests.store.schema import article_versions, articles, entries
from digests.store.statements import chunks, insert, queue_by

NEWEST: Select[*tuple[Any, ...]] = select(article_versions).join(
    articles, article_versions.c.n == articles.c.newest
)
"""The newest versions, of `articles` too, to be narrowed down."""


def save_article(connection: Connection, article: Article, entry_id: str) -> Article:
    """Keep a version where the text is new, and tie the entry."""
    queue_by(connection, "article", article.id)
    kept = article_by(connection, article.id, None)
    if kept is None or kept.text_sha256 != article.text_sha256:
        kept = replace(article, version=1 if kept is None else kept.version + 1)
        _add(connection, kept)
    tie_entry(connection, entry_id, kept.id)
    return kept


def _add(connection: Connection, version: Article) -> None:
    added = connection.execute(
        article_versions.insert().returning(article_versions.c.n), version_fields(version)
    )
    number = added.scalar_one()
    fields = newest_fields(number, version)
    connection.execute(
        insert(connection, articles).on_conflict_do_update(index_elements=["id"], set_=fields),
        fields,
    )
    fulltext.index(connection, number, version)


def articles_in(
    connection: Connection,
    window: Window,
    feed_ids: Sequence[str] | None,
    *,
    datable_only: bool,
) -> list[Article]:
    """Return newest versions published in the window, oldest first.

    Of the feeds are the articles that one of their entries led to, whoever published them first.
    """
    query = NEWEST.where(
        articles.c.published_at >= window.since, articles.c.published_at < window.until
    ).order_by(articles.c.published_at, articles.c.id)
    led = select(entries.c.id).where(entries.c.article_id == articles.c.id)
    if datable_only:
        led = led.where(entries.c.undatable.is_(False))
    if feed_ids is None:
        found = list(connection.execute(query.where(led.exists()) if datable_only else query))
        return [article_of(row) for row in found]
    rows: dict[str, AnyRow] = {}
    for chunk in chunks(feed_ids):
        of_feeds = query.where(led.where(entries.c.feed_id.in_(chunk)).exists())
        rows |= {row.article_id: row for row in connection.execute(of_feeds)}
    # Each chunk of feeds was in order by itself.
    ordered = sorted(rows.values(), key=lambda row: (row.published_at, row.article_id))
    return [article_of(row) for row in ordered]


def article_by(connection: Connection, article_id: str, text_sha256: str | None) -> Article | None:
    """Return the newest version, or the newest one with that text hash."""
    query = NEWEST.where(articles.c.id == article_id)
    if text_sha256 is not None:
        query = (
            select(article_versions)
            .where(
                article_versions.c.article_id == article_id,
                article_versions.c.text_sha256 == text_sha256,
            )
            .order_by(article_versions.c.version.desc())
            .limit(1)
        )
    row = connection.execute(query).first()
    return None if row is None else article_of(row)


def holdings(connection: Connection, window: Window) -> Holdings:
    """Return how many articles the window has, and since when."""
    day = articles.c.published_at
    query = select(func.count(), func.min(day)).where(day >= window.since, day < window.until)
    row = connection.execute(query).one()
    return Holdings(articles=row[0], first=row[1])
