"""Articles to stories to a digest, and what is kept checked again."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from digests.audit import Mismatch, audit
from digests.compose import compose
from digests.model import Article, Digest, Feed, FeedState, Health, Published, Topic, Window
from digests.pipeline.reading import ensure_facts
from digests.ports import Store
from digests.sections import Material
from digests.stories import cluster
from digests.topics import fit


async def make_digest(
    topic: Topic,
    window: Window,
    *,
    feeds: Sequence[Feed],
    store: Store,
    now: datetime,
    version: str,
) -> Digest:
    """Make, keep and return the digest of a topic's articles in a window.

    Articles whose date does not place them (`Entry.undatable`) are left out. The same articles give the
    same digest, which is kept once.
    """
    feed_topics = {feed.id: feed.topics for feed in feeds}
    in_window = await store.articles(window, feed_ids=list(feed_topics), datable_only=True)
    fits = {
        article.id: found
        for article in in_window
        if (found := fit(topic, article, feed_topics=feed_topics.get(article.feed_id, ())))
    }
    articles = [article for article in in_window if article.id in fits]
    stories = await asyncio.to_thread(cluster, articles)
    await store.save_stories(topic.id, window, stories)
    await ensure_facts(articles, store=store)
    facts = await store.facts([article.id for article in articles])
    states = await store.feed_states(list(feed_topics))
    failed = [feed.outlet for feed in feeds if _failed(states.get(feed.id))]
    material = Material(
        topic=topic,
        window=window,
        articles={article.id: article for article in articles},
        stories=tuple(stories),
        facts=tuple(facts),
        fits={article_id: found.score for article_id, found in fits.items()},
        feeds_ok=len(feeds) - len(failed),
        failed_feeds=tuple(failed),
    )
    digest = await asyncio.to_thread(compose, material, now=now, version=version)
    return await store.save_digest(digest)


async def recheck(published: Published, *, store: Store) -> list[Mismatch]:
    """Check a kept digest or reply against the stored versions that it cites."""
    stored: dict[str, Article] = {}
    for source in published.provenance.sources:
        cited = source.article
        article = await store.article(cited.id, text_sha256=cited.text_sha256)
        if article is not None:
            stored[cited.id] = article
    return await asyncio.to_thread(audit, published, stored)


def _failed(state: FeedState | None) -> bool:
    """Tell whether a feed did not answer when it was last asked (or never was)."""
    return state is None or state.health is not Health.OK
