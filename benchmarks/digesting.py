"""A digest over 1,000 articles, from a SQLite file, facts to extract included."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.articles import END, an_entry, made_articles
from benchmarks.measuring import report, timed
from digests.model import (
    Article,
    Feed,
    FeedState,
    Health,
    MatchRules,
    PollRecord,
    Tier,
    Topic,
    Window,
)
from digests.model.ids import content_id
from digests.pipeline import make_digest
from digests.ports import Store
from digests.store.sql import open_store

COUNT = 1_000
TOPIC = Topic(id="all", title="All", description="All.", match=MatchRules(any=("the",)))


async def main() -> None:
    """Fill a store, then make the digest twice: the second finds its facts kept."""
    with TemporaryDirectory() as folder:
        async with open_store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}") as store:
            articles = list(made_articles(COUNT, days=7))
            with timed() as lap:
                feeds = await _fill(store, articles)
            report(f"{COUNT:,} entries and articles kept", f"{COUNT / lap.seconds:,.0f} a second")
            window = Window(since=END - timedelta(days=8), until=END + timedelta(days=1))
            for run in ("first", "again"):
                with timed() as lap:
                    await make_digest(
                        TOPIC, window, feeds=feeds, store=store, now=END, version="bench"
                    )
                report(f"digest over {COUNT:,} articles, {run}", f"{lap.seconds:.1f} s")


async def _fill(store: Store, articles: list[Article]) -> list[Feed]:
    feeds = [
        Feed(id=f"outlet-{n}", url=f"https://outlet-{n}.example/", outlet=f"Outlet {n}", tier=tier)
        for n, tier in enumerate(Tier)
    ]
    for feed in feeds:
        entries = [an_entry(article) for article in articles if article.feed_id == feed.id]
        state = FeedState(feed_id=feed.id, health=Health.OK)
        await store.save_poll(PollRecord(state=state, new=tuple(entries)))
    for article in articles:
        await store.save_article(replace(article), entry_id=content_id("entry", article.id))
    return feeds


if __name__ == "__main__":
    asyncio.run(main())
