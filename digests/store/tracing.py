"""Where a page went, and how much is kept."""

from sqlalchemy import Connection, func, or_, select

from digests.model import Article, Entry, Story, Trace
from digests.store.findings import held_by
from digests.store.rows import article_of, entry_of, fields_of, story_of
from digests.store.schema import (
    article_versions,
    articles,
    digest_sources,
    digests,
    entries,
    facts,
    feed_states,
    stories,
    story_articles,
)
from digests.store.versions import NEWEST


def trace(connection: Connection, url_key: str) -> Trace:
    """Return what is known of a page.

    An entry's address may redirect to the page that was read: either address finds both.
    """
    article = _article(connection, url_key)
    found = _entries(connection, url_key, article)
    if article is None:
        return Trace(entries=tuple(found))
    versions = connection.execute(
        select(func.count())
        .select_from(article_versions)
        .where(article_versions.c.article_id == article.id)
    )
    return Trace(
        entries=tuple(found),
        article=article,
        versions=versions.scalar_one(),
        stories=tuple(_stories(connection, article.id)),
        digest_ids=tuple(_digest_ids(connection, article.id)),
    )


def counts(connection: Connection) -> dict[str, int]:
    """Return how many of each are kept."""
    kept = {
        "feeds": feed_states,
        "entries": entries,
        "articles": articles,
        "versions": article_versions,
        "stories": stories,
        "facts": facts,
        "digests": digests,
    }
    numbers = (
        select(func.count()).select_from(table).scalar_subquery().label(name)
        for name, table in kept.items()
    )
    row = connection.execute(select(*numbers)).one()
    return fields_of(row)


def _article(connection: Connection, url_key: str) -> Article | None:
    led_to = select(entries.c.article_id).where(entries.c.url_key == url_key)
    found = connection.execute(
        NEWEST.where(or_(articles.c.url_key == url_key, articles.c.id.in_(led_to)))
        .order_by(
            (articles.c.url_key == url_key).desc(), articles.c.published_at.desc(), articles.c.id
        )
        .limit(1)
    )
    row = found.first()
    return None if row is None else article_of(row)


def _entries(connection: Connection, url_key: str, article: Article | None) -> list[Entry]:
    of_page = entries.c.url_key == url_key
    if article is not None:
        of_page = or_(of_page, entries.c.article_id == article.id)
    found = connection.execute(
        select(entries).where(of_page).order_by(entries.c.first_seen_at, entries.c.id)
    )
    return [entry_of(row) for row in found]


def _stories(connection: Connection, article_id: str) -> list[tuple[str, Story]]:
    holding = select(story_articles.c.story).where(story_articles.c.article_id == article_id)
    found = connection.execute(
        select(stories)
        .where(stories.c.n.in_(holding))
        .order_by(stories.c.until.desc(), stories.c.since.desc(), stories.c.topic_id)
        .order_by(stories.c.position)
    )
    rows = list(found)
    held = held_by(connection, (row.n for row in rows))
    return [(row.topic_id, story_of(row, held[row.n])) for row in rows]


def _digest_ids(connection: Connection, article_id: str) -> list[str]:
    citing = select(digest_sources.c.digest_id).where(digest_sources.c.article_id == article_id)
    found = connection.execute(
        select(digests.c.id)
        .where(digests.c.id.in_(citing))
        .order_by(digests.c.created_at.desc(), digests.c.n.desc())
    )
    return list(found.scalars())
