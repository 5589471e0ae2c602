"""Entries to articles, and articles to facts."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.errors import ReadError
from digests.facts import extract
from digests.model import Article, Entry, Feed
from digests.pipeline.lanes import Lanes, together
from digests.ports import ArticleReader, Store

ATTEMPTS = 3
PATIENCE = timedelta(days=2)
"""A reading that may succeed later is given up after so many attempts, and not before so long: one
outage, however often it is polled through, loses nothing."""
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading came to."""

    read: int
    failed: int
    given_up: int


async def read(
    feeds: Sequence[Feed],
    *,
    store: Store,
    reader: ArticleReader,
    now: datetime,
    since: datetime | None = None,
    concurrency: int = 8,
    on_done: Callable[[Entry], None] | None = None,
) -> Reading:
    """Make an article of every entry that has none yet, newest first.

    An entry that cannot be read is tried again by later runs where that may help, for
    `PATIENCE` and `ATTEMPTS` times at least; one whose host was not even asked has lost none of them.

    Raises:
        StoreError: the store cannot be reached.
    """
    by_id = {feed.id: feed for feed in feeds}
    tried: set[str] = set()
    counts = {"read": 0, "failed": 0, "given_up": 0}
    lanes = Lanes(concurrency)

    async def one(entry: Entry) -> None:
        async with lanes.turn(entry.url):
            outcome = await _read_entry(entry, by_id, store=store, reader=reader, now=now)
        counts[outcome] += 1
        if on_done:
            on_done(entry)

    while True:
        batch = await store.unread_entries(list(by_id), since=since, limit=BATCH + len(tried))
        fresh = [entry for entry in batch if entry.id not in tried]
        if not fresh:
            return Reading(**counts)
        tried |= {entry.id for entry in fresh}
        await together(one(entry) for entry in fresh)


async def _read_entry(
    entry: Entry,
    feeds: Mapping[str, Feed],
    *,
    store: Store,
    reader: ArticleReader,
    now: datetime,
) -> str:
    try:
        article = await reader.read(entry, feeds[entry.feed_id], now=now)
    except ReadError as error:
        if error.retry_after:
            return "failed"
        tired = entry.attempts + 1 >= ATTEMPTS and now - entry.first_seen_at >= PATIENCE
        final = tired or not error.retryable
        await store.save_unreadable(entry.id, str(error), final=final)
        return "given_up" if final else "failed"
    except Exception as error:  # noqa: BLE001 — whatever one article does may cost that article only
        await store.save_unreadable(
            entry.id, f"reading failed unexpectedly ({type(error).__name__})", final=True
        )
        return "given_up"
    kept = await store.save_article(article, entry_id=entry.id)
    await ensure_facts([kept], store=store)
    return "read"


async def ensure_facts(articles: Sequence[Article], *, store: Store) -> None:
    """Extract and keep the facts of those articles that have none kept for their newest text."""
    missing = set(await store.articles_without_facts([article.id for article in articles]))
    for article in articles:
        if article.id in missing:
            facts = await asyncio.to_thread(extract, article)
            await store.save_facts(article.id, article.text_sha256, facts)
