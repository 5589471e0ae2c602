"""Stories and facts: what is found in articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from digests.model import Fact, Story, Window
from digests.store.refusals import no_article, strange_fact
from digests.store.rows import AnyRow, fact_fields, fact_of, story_article_fields, story_of
from digests.store.schema import articles, fact_readings, facts, stories, story_articles
from digests.store.statements import insert as insert_or
from digests.store.statements import queue_by, rows_in


def save_stories(
    connection: Connection, topic_id: str, window: Window, found: Sequence[Story]
) -> None:
    """Replace the topic's stories of exactly that window."""
    queue_by(connection, "stories", topic_id, *_edges(window))
    # Members and copies go with their stories.
    connection.execute(delete(stories).where(_of(topic_id, window)))
    if not found:
        return
    kept = connection.execute(
        insert(stories).returning(stories.c.n, sort_by_parameter_order=True),
        [
            {
                "topic_id": topic_id,
                "since": window.since,
                "until": window.until,
                "position": position,
                "id": story.id,
                "lead": story.lead,
                "first_at": story.first_at,
                "last_at": story.last_at,
            }
            for position, story in enumerate(found)
        ],
    )
    held = [
        fields
        for number, story in zip(kept.scalars(), found, strict=True)
        for fields in story_article_fields(number, story)
    ]
    if held:
        connection.execute(insert(story_articles), held)


def stories_of(connection: Connection, topic_id: str, window: Window) -> list[Story]:
    """Return the topic's stories of exactly that window, in the order saved."""
    found = connection.execute(
        select(stories).where(_of(topic_id, window)).order_by(stories.c.position)
    )
    rows = list(found)
    held = held_by(connection, (row.n for row in rows))
    return [story_of(row, held[row.n]) for row in rows]


def held_by(connection: Connection, numbers: Iterable[int]) -> defaultdict[int, list[AnyRow]]:
    """Return the `story_articles` rows of the stories, in order, by row number of the story."""
    query = select(story_articles).order_by(story_articles.c.story, story_articles.c.position)
    held: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in rows_in(connection, query, story_articles.c.story, numbers):
        held[row.story].append(row)
    return held


def save_facts(
    connection: Connection, article_id: str, text_sha256: str, found: Sequence[Fact]
) -> None:
    """Replace the facts of an article's text, and remember that they were taken."""
    if any(fact.quote.article_id != article_id for fact in found):
        raise strange_fact(article_id)
    queue_by(connection, "facts", article_id)
    known = connection.execute(select(articles.c.id).where(articles.c.id == article_id))
    if known.first() is None:
        raise no_article(article_id)
    of_text = (facts.c.article_id == article_id) & (facts.c.text_sha256 == text_sha256)
    connection.execute(delete(facts).where(of_text))
    if found:
        connection.execute(
            insert(facts),
            [fact_fields(position, text_sha256, fact) for position, fact in enumerate(found)],
        )
    connection.execute(
        insert_or(connection, fact_readings).on_conflict_do_nothing(),
        {"article_id": article_id, "text_sha256": text_sha256},
    )


def facts_of(connection: Connection, article_ids: Sequence[str]) -> list[Fact]:
    """Return the facts of the newest versions: article by article, in the order of the text."""
    query = (
        select(facts)
        .join(
            articles,
            (facts.c.article_id == articles.c.id) & (facts.c.text_sha256 == articles.c.text_sha256),
        )
        .order_by(facts.c.quote_start, facts.c.position)
    )
    by_article: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in rows_in(connection, query, facts.c.article_id, article_ids):
        by_article[row.article_id].append(fact_of(row))
    return [fact for article_id in dict.fromkeys(article_ids) for fact in by_article[article_id]]


def articles_without_facts(connection: Connection, article_ids: Sequence[str]) -> list[str]:
    """Return those of the ids whose newest version's facts were never saved, in their order."""
    taken = (
        select(fact_readings.c.article_id)
        .where(
            fact_readings.c.article_id == articles.c.id,
            fact_readings.c.text_sha256 == articles.c.text_sha256,
        )
        .exists()
    )
    query = select(articles.c.id).where(~taken)
    missing = {row.id for row in rows_in(connection, query, articles.c.id, article_ids)}
    return [article_id for article_id in dict.fromkeys(article_ids) if article_id in missing]


def _of(topic_id: str, window: Window) -> ColumnElement[bool]:
    return (
        (stories.c.topic_id == topic_id)
        & (stories.c.since == window.since)
        & (stories.c.until == window.until)
    )


def _edges(window: Window) -> tuple[str, str]:
    return (str(window.since.timestamp()), str(window.until.timestamp()))
