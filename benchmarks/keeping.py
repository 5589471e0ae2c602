"""Measure a prune, or a move to PostgreSQL, over made-up articles of 500 words in a new SQLite file.

    python -m benchmarks.keeping --file FILE --articles 100000     fills the file
    python -m benchmarks.keeping --file FILE [--to postgresql://…]   measures

Half of the articles are older than the term, and cited by nothing. While it is pruned, a writer beside
it claims ticks, and says how long it waited at most. With `--to` everything is moved and nothing pruned.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from benchmarks.measuring import peak_megabytes, timed
from digests.model import Article, Retention, SourceAuthorship, Tier
from digests.model.ids import content_id, sha256
from digests.store import fulltext
from digests.store.moving import move
from digests.store.rows import newest_fields, version_fields
from digests.store.schema import article_versions, articles
from digests.store.sql import Database, open_database

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
TERM = Retention(before=NOW - timedelta(days=400), now=NOW)
WORDS = [f"word{number}" for number in range(5_000)]
BATCH = 1_000


def made_up(count: int) -> Iterator[tuple[int, Article]]:
    """Return articles by row number; every other one is 500 days old."""
    chance = random.Random(1)
    for number in range(1, count + 1):
        at = NOW - timedelta(days=500 if number % 2 else 5)
        text = f"Article {number}\n\n{' '.join(chance.choices(WORDS, k=500))}"
        url_key = f"news.example/{number}"
        yield (
            number,
            Article(
                id=content_id("article", url_key),
                feed_id="news",
                url=f"https://{url_key}",
                url_key=url_key,
                outlet="News",
                tier=Tier.PRESS,
                title=f"Article {number}",
                byline=None,
                published_at=at,
                date_source="published",
                fetched_at=at,
                text=text,
                text_sha256=sha256(text),
                raw_sha256=sha256(text),
                extractor="feed",
                language="en",
                authorship=SourceAuthorship(),
            ),
        )


async def fill(database: Database, count: int) -> None:
    """Keep the articles, many in a statement."""
    pending = made_up(count)
    with database.store.transactions.writing.begin() as connection:
        while some := list(islice(pending, BATCH)):
            versions = [{"n": number, **version_fields(one)} for number, one in some]
            connection.execute(insert(article_versions), versions)
            newest = [newest_fields(number, one) for number, one in some]
            connection.execute(insert(articles), newest)
            fulltext.index_newest(connection, some)


async def beside(database: Database, work: Awaitable[object]) -> float:
    """Do the work; return the milliseconds that a writer beside it waited at most."""
    longest, task = 0.0, asyncio.ensure_future(work)
    while not task.done():
        started = time.perf_counter()
        await database.subscriptions.claim_tick("benchmark", datetime.now(UTC))
        longest = max(longest, time.perf_counter() - started)
        await asyncio.sleep(0.01)
    await task
    return longest * 1_000


async def measure(file: Path, target: str | None) -> None:
    """Print what was measured."""
    async with open_database(f"sqlite:///{file}") as database:
        if target is not None:
            async with open_database(target) as other:
                with timed() as lap:
                    transactions = database.store.transactions, other.store.transactions
                    await move(*transactions, now=NOW, tell=lambda _, __: None)
            print(f"moved in {lap.seconds:.0f} s; {peak_megabytes():.0f} MB")
            return
        with timed() as lap:
            waited = await beside(database, database.upkeep.prune(TERM))
        print(f"pruned in {lap.seconds:.0f} s; a writer waited {waited:.0f} ms at most")
        with timed() as lap:
            await database.upkeep.vacuum()
        print(f"vacuumed in {lap.seconds:.1f} s; {peak_megabytes():.0f} MB")


async def _fill_anew(file: Path, count: int) -> None:
    async with open_database(f"sqlite:///{file}") as database:
        await fill(database, count)


def main() -> None:
    """Fill a new file, or measure on one that is there: the peak is then of what is measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--to")
    given = parser.parse_args()
    if not given.file.exists():
        asyncio.run(_fill_anew(given.file, given.articles))
        print(f"filled: {given.file.stat().st_size / 1e6:.0f} MB; run it again to measure")
        return
    asyncio.run(measure(given.file, given.to))


if __name__ == "__main__":
    main()
