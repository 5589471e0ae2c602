"""How much came on a topic, week by week."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import Article, Feed, Topic, Window
from digests.ports import Store
from digests.stories import cluster
from digests.topics import fit

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsWeek:
    """What came in one week, from its start."""

    since: datetime
    articles: int
    stories: int


async def momentum(
    topic: Topic, *, feeds: Sequence[Feed], store: Store, until: datetime, weeks: int = 8
) -> list[NewsWeek]:
    """Return the topic's weeks up to a time, oldest first; weeks before the first article are left out."""
    feed_topics = {feed.id: feed.topics for feed in feeds}
    found: list[NewsWeek] = []
    for back in range(weeks, 0, -1):
        since = until - back * WEEK
        window = Window(since=since, until=since + WEEK)
        articles = await store.articles(window, feed_ids=list(feed_topics), datable_only=True)
        found.append(await asyncio.to_thread(_week, topic, since, articles, feed_topics))
    first = next((at for at, week in enumerate(found) if week.articles), len(found))
    return found[first:]


def _week(
    topic: Topic,
    since: datetime,
    articles: Sequence[Article],
    feed_topics: Mapping[str, Sequence[str]],
) -> NewsWeek:
    fitting = [
        article
        for article in articles
        if fit(topic, article, feed_topics=feed_topics.get(article.feed_id, ()))
    ]
    return NewsWeek(since=since, articles=len(fitting), stories=len(cluster(fitting)))
