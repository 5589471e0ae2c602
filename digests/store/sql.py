"""The store on SQLAlchemy: a SQLite file, or PostgreSQL.

Every operation is one transaction and keeps nothing in memory but copies of vectors, so a process may
be killed at any moment: the next one finds all of an operation or nothing of it. On SQLite a commit is on the disk
before it returns (WAL, synchronous FULL).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from digests.model import (
    Article,
    Digest,
    Entry,
    Fact,
    FeedState,
    Holdings,
    KnownEntries,
    Passage,
    PollRecord,
    Story,
    Trace,
    Window,
)
from digests.ports import Store
from digests.store import (
    findings,
    fulltext,
    migrating,
    polls,
    publishing,
    tracing,
    versions,
)
from digests.store.address import read_address
from digests.store.archive import SqlArchive
from digests.store.calls import SqlCalls
from digests.store.engine import engine_for
from digests.store.failures import translated
from digests.store.feedback import SqlFeedback
from digests.store.outbox import SqlOutbox
from digests.store.replies import SqlReplies
from digests.store.revisits import SqlRevisits
from digests.store.subscriptions import SqlSubscriptions
from digests.store.transactions import Transactions
from digests.store.upkeep import SqlUpkeep
from digests.store.vectors import SqlVectors
from digests.store.watching import SqlWatching


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """What is kept in one database, by port."""

    store: "SqlStore"
    replies: SqlReplies
    subscriptions: SqlSubscriptions
    outbox: SqlOutbox
    vectors: SqlVectors
    upkeep: SqlUpkeep
    feedback: SqlFeedback
    calls: SqlCalls
    revisits: SqlRevisits
    watching: SqlWatching
    archive: SqlArchive


@asynccontextmanager
async def open_database(database_url: str) -> AsyncIterator[Database]:
    """Open the database, made or brought up to date first, and close it at the end.

    `database_url`: `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://…`. The
    folder of a SQLite file is made. Processes that start at once wait for one another.

    Raises:
        ConfigError: the URL is of another form, or the database was made by a newer version.
        StoreError: the database cannot be reached or used; no password is in the text.
    """
    address = read_address(database_url)
    engine = engine_for(address)
    transactions = Transactions(engine, address)
    try:
        with translated(address):
            if address.file is not None:
                address.file.parent.mkdir(parents=True, exist_ok=True)
            await asyncio.to_thread(migrating.bring_up_to_date, engine, address)
        yield Database(
            store=SqlStore(transactions),
            replies=SqlReplies(transactions),
            subscriptions=SqlSubscriptions(transactions),
            outbox=SqlOutbox(transactions),
            vectors=SqlVectors(transactions),
            upkeep=SqlUpkeep(transactions),
            feedback=SqlFeedback(transactions),
            calls=SqlCalls(transactions),
            revisits=SqlRevisits(transactions),
            watching=SqlWatching(transactions),
            archive=SqlArchive(transactions),
        )
    finally:
        transactions.close()


@asynccontextmanager
async def open_store(database_url: str) -> AsyncIterator["SqlStore"]:
    """Open the database as `open_database` does, for the news alone."""
    async with open_database(database_url) as database:
        yield database.store


class SqlStore(Store):
    """`Store` on a database that is up to date. Belongs to the event loop that it was made in."""

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions
        self._read, self._write = transactions.read, transactions.write

    async def describe(self) -> dict[str, str]:
        """Return engine, version, revision, address and size, in words for the operator."""
        return await self._read(migrating.describe, self.transactions.address)

    @override
    async def feed_states(self, feed_ids: Sequence[str] | None = None) -> dict[str, FeedState]:
        return await self._read(polls.feed_states_of, feed_ids)

    @override
    async def known_entries(self, feed_id: str) -> KnownEntries:
        return await self._read(polls.known_entries, feed_id)

    @override
    async def save_poll(self, record: PollRecord) -> None:
        await self._write(polls.save_poll, record)

    @override
    async def unread_entries(
        self, feed_ids: Sequence[str], *, since: datetime | None = None, limit: int = 500
    ) -> list[Entry]:
        return await self._read(polls.unread_entries, feed_ids, since=since, limit=limit)

    @override
    async def save_article(self, article: Article, *, entry_id: str) -> Article:
        return await self._write(versions.save_article, article, entry_id)

    @override
    async def save_unreadable(self, entry_id: str, reason: str, *, final: bool) -> None:
        await self._write(polls.save_unreadable, entry_id, reason, final=final)

    @override
    async def articles(
        self,
        window: Window,
        *,
        feed_ids: Sequence[str] | None = None,
        datable_only: bool = False,
    ) -> list[Article]:
        return await self._read(versions.articles_in, window, feed_ids, datable_only=datable_only)

    @override
    async def article(self, article_id: str, *, text_sha256: str | None = None) -> Article | None:
        return await self._read(versions.article_by, article_id, text_sha256)

    @override
    async def search(
        self,
        terms: Sequence[str],
        *,
        window: Window | None = None,
        feed_ids: Sequence[str] | None = None,
        limit: int = 50,
    ) -> list[Passage]:
        return await self._read(
            fulltext.search, terms, window=window, feed_ids=feed_ids, limit=limit
        )

    @override
    async def holdings(self, window: Window) -> Holdings:
        return await self._read(versions.holdings, window)

    @override
    async def frequencies(self, words: Sequence[str], *, most: int = 5_000) -> dict[str, int]:
        return await self._read(fulltext.frequencies, words, most=most)

    @override
    async def save_stories(self, topic_id: str, window: Window, stories: Sequence[Story]) -> None:
        await self._write(findings.save_stories, topic_id, window, stories)

    @override
    async def stories(self, topic_id: str, window: Window) -> list[Story]:
        return await self._read(findings.stories_of, topic_id, window)

    @override
    async def save_facts(self, article_id: str, text_sha256: str, facts: Sequence[Fact]) -> None:
        await self._write(findings.save_facts, article_id, text_sha256, facts)

    @override
    async def facts(self, article_ids: Sequence[str]) -> list[Fact]:
        return await self._read(findings.facts_of, article_ids)

    @override
    async def articles_without_facts(self, article_ids: Sequence[str]) -> list[str]:
        return await self._read(findings.articles_without_facts, article_ids)

    @override
    async def save_digest(self, digest: Digest, *, feed_ids: Sequence[str] = ()) -> Digest:
        return await self._write(publishing.save_digest, digest, list(feed_ids))

    @override
    async def digest(self, digest_id: str) -> Digest | None:
        return await self._read(publishing.digest_by, digest_id)

    @override
    async def digests(self, topic_id: str | None = None) -> list[Digest]:
        return await self._read(publishing.digests_of, topic_id)

    @override
    async def trace(self, *, url_key: str) -> Trace:
        return await self._read(tracing.trace, url_key)

    @override
    async def counts(self) -> dict[str, int]:
        return await self._read(tracing.counts)
