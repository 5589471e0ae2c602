"""Measure the planning of a weekly wave, digests and messages included.

    python -m benchmarks.wave --database URL --subscriptions 100000 --feeds 10000

The product's own planning: for 1,000 subscriptions, ten times as many, and so on, over as many feeds,
with a week of made articles on ten topics. All are due at one time, half on Slack, half on Discord. The
database must hold no subscription; the subscriptions and what was planned are removed afterwards.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from sqlalchemy import delete

from benchmarks.articles import END, made_articles
from benchmarks.measuring import peak_megabytes, timed
from bot.delivery import Wanted, plan_wave
from digests.model import (
    Article,
    Channel,
    Digest,
    Entry,
    Feed,
    FeedState,
    Health,
    MatchRules,
    PollRecord,
    Subscription,
    Tier,
    Topic,
)
from digests.model.ids import content_id, sha256
from digests.pipeline import make_digest
from digests.ports import Store
from digests.schedule import due_now
from digests.store.bulk import insert_missing
from digests.store.delivery_rows import subscription_fields
from digests.store.delivery_schema import deliveries, lanes, payloads, slots, subscriptions
from digests.store.sql import Database, open_database

TOPICS = tuple(
    Topic(
        id=name.lower(), title=name, description=name, match=MatchRules(any=(f"{name.lower()}*",))
    )
    for name in (
        "Atlas",
        "Beacon",
        "Comet",
        "Drift",
        "Ember",
        "Flint",
        "Grove",
        "Harbor",
        "Iris",
        "GPU",
    )
)
ARTICLES = 1_500
"""Of the week, over all feeds: one feed in seven has news."""
BATCH = 1_000


def subscription(number: int) -> Subscription:
    """Return the subscription of that number."""
    platform = ("slack", "discord")[number % 2]
    place = Channel(platform=platform, workspace_id=f"w{number // 6}", channel_id=f"c{number}")
    topic = TOPICS[number % len(TOPICS)]
    return Subscription(
        id=content_id("subscription", str(number)),
        channel=place,
        topic_id=topic.id,
        owner="u1",
        created_at=END - timedelta(days=7),
        due_at=END,
        covered_until=END - timedelta(days=7),
    )


def feeds_of(count: int) -> list[Feed]:
    """Return so many feeds of every tier."""
    tiers = list(Tier)
    return [
        Feed(
            id=f"feed-{n}",
            url=f"https://feed-{n}.example/",
            outlet=f"Outlet {n}",
            tier=tiers[n % len(tiers)],
        )
        for n in range(count)
    ]


async def fill(store: Store, feeds: Sequence[Feed]) -> None:
    """Keep the feeds' states, and a week of articles spread over them."""
    found = [
        replace(article, feed_id=feeds[n % len(feeds)].id, outlet=feeds[n % len(feeds)].outlet)
        for n, article in enumerate(made_articles(ARTICLES, days=7))
    ]
    by_feed: dict[str, list[Article]] = {}
    for article in found:
        by_feed.setdefault(article.feed_id, []).append(article)
    known = await store.feed_states()
    for feed in feeds:
        if feed.id not in known:
            new = tuple(_entry(article) for article in by_feed.get(feed.id, ()))
            state = FeedState(feed_id=feed.id, health=Health.OK)
            await store.save_poll(PollRecord(state=state, new=new))
            for article, entry in zip(by_feed.get(feed.id, ()), new, strict=True):
                await store.save_article(article, entry_id=entry.id)


def _entry(article: Article) -> Entry:
    return Entry(
        id=content_id("entry", article.id),
        feed_id=article.feed_id,
        key=article.id,
        guid=None,
        url=article.url,
        url_key=article.url_key,
        title=article.title,
        byline=None,
        dated_at=article.published_at,
        date_source="published",
        first_seen_at=article.published_at,
        html="",
        html_sha256=sha256(""),
    )


async def measure(database: Database, feeds: Sequence[Feed], size: int) -> None:
    """Plan a wave of that size, print, and remove it."""
    topics = {topic.id: topic for topic in TOPICS}

    async def make(wanted: Wanted) -> Digest:
        return await make_digest(
            topics[wanted.topic_id],
            wanted.window,
            feeds=feeds,
            store=database.store,
            now=END,
            version="benchmark",
        )

    transactions = database.store.transactions
    rows = (subscription_fields(subscription(number)) for number in range(size))
    while chunk := list(islice(rows, BATCH)):
        await transactions.write(insert_missing, subscriptions, chunk, subscriptions.c.id)
    busy = time.process_time()
    with timed() as lap:
        wave = await plan_wave(database.subscriptions, what_is_due=due_now, make=make, now=END)
    busy = time.process_time() - busy
    messages = sum((await database.outbox.tally()).values())
    print(
        f"{wave.planned:,} of {size:,} subscriptions, {len(feeds):,} feeds, {wave.digests} digests,"
        f" {messages:,} messages: {lap.seconds:.1f} s ({busy:.1f} s of processor),"
        f" {peak_megabytes():.0f} MB"
    )
    with transactions.writing.begin() as connection:
        for table in (deliveries, payloads, lanes, slots, subscriptions):
            connection.execute(delete(table))


async def grow(url: str, most: int, feeds: Sequence[Feed]) -> None:
    """Measure at 1,000 subscriptions, ten times as many, and so on."""
    async with open_database(url) as database:
        if await database.subscriptions.subscriptions():
            raise SystemExit("this database is in use: name an empty one")
        await fill(database.store, feeds)
        size = min(1_000, most)
        while size <= most:
            await measure(database, feeds, size)
            size *= 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on one database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument("--subscriptions", type=int, default=100_000)
    parser.add_argument("--feeds", type=int, default=10_000)
    options = parser.parse_args(arguments)
    asyncio.run(grow(options.database, options.subscriptions, feeds_of(options.feeds)))


if __name__ == "__main__":
    main()
