"""Where the news is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

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


class Store(Protocol):
    """Keeps everything. Each operation is one transaction: all of it happens, or nothing.

    Saving what is already there changes nothing, so a stage can run twice without harm.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def feed_states(self, feed_ids: Sequence[str] | None = None) -> dict[str, FeedState]:
        """Return the states that exist, by feed id; None means all."""
        ...

    async def known_entries(self, feed_id: str) -> KnownEntries:
        """Return what is known of a feed's entries, for deciding what is new."""
        ...

    async def save_poll(self, record: PollRecord) -> None:
        """Keep what one poll brought: the state, and entries new, changed (unread again), rekeyed."""
        ...

    async def unread_entries(
        self, feed_ids: Sequence[str], *, since: datetime | None = None, limit: int = 500
    ) -> list[Entry]:
        """Return entries with neither article nor `unread_reason`, newest first."""
        ...

    async def save_article(self, article: Article, *, entry_id: str) -> Article:
        """Keep a version of an article and tie the entry to it; return it as kept.

        The same text hash as the newest version keeps that one. Another text makes the next
        version, which `article()` then returns; older versions stay for provenance.
        """
        ...

    async def save_unreadable(self, entry_id: str, reason: str, *, final: bool) -> None:
        """Count a failed reading; `final` gives up with the reason."""
        ...

    async def articles(
        self,
        window: Window,
        *,
        feed_ids: Sequence[str] | None = None,
        datable_only: bool = False,
    ) -> list[Article]:
        """Return newest versions published in the window, oldest first.

        `datable_only` leaves out articles all of whose entries are undatable.
        """
        ...

    async def article(self, article_id: str, *, text_sha256: str | None = None) -> Article | None:
        """Return the newest version, or the one with that text hash."""
        ...

    async def search(
        self,
        terms: Sequence[str],
        *,
        window: Window | None = None,
        feed_ids: Sequence[str] | None = None,
        limit: int = 50,
    ) -> list[Passage]:
        """Return the best articles for any of the terms, best first; of these feeds, where given.

        Terms are plain words; nothing in them acts as a search operator.
        """
        ...

    async def frequencies(self, words: Sequence[str], *, most: int = 5_000) -> dict[str, int]:
        """Return how many articles have each word, counted up to `most`; `""` counts them all.

        Words, and phrases of them, are looked for as `search` does, in every kept version.
        """
        ...

    async def holdings(self, window: Window) -> Holdings:
        """Return how many articles the window has, and since when."""
        ...

    async def save_stories(self, topic_id: str, window: Window, stories: Sequence[Story]) -> None:
        """Replace the topic's stories of exactly that window."""
        ...

    async def stories(self, topic_id: str, window: Window) -> list[Story]:
        """Return the topic's stories of exactly that window, in the order saved."""
        ...

    async def save_facts(self, article_id: str, text_sha256: str, facts: Sequence[Fact]) -> None:
        """Replace the facts of an article; they count for that text only."""
        ...

    async def facts(self, article_ids: Sequence[str]) -> list[Fact]:
        """Return the facts of the articles' newest versions, in the order of the text."""
        ...

    async def articles_without_facts(self, article_ids: Sequence[str]) -> list[str]:
        """Return those of the ids whose newest version had no facts saved yet (even none found)."""
        ...

    async def save_digest(
        self, digest: Digest, *, feed_ids: Sequence[str] = (), listed: bool = True
    ) -> Digest:
        """Keep a digest, append-only; return the one that is kept.

        A digest is unique by topic, window, format, language and content hash: where the same is
        there already, that one is returned. One that is not `listed` stands in no list of the
        archive, nor does a version that takes its place; it is listed once it is kept again so.
        """
        ...

    async def digest(self, digest_id: str) -> Digest | None:
        """Return one digest by its id."""
        ...

    async def digests(self, topic_id: str | None = None) -> list[Digest]:
        """Return digests, oldest first; None means of all topics."""
        ...

    async def trace(self, *, url_key: str) -> Trace:
        """Return what is known of a page: its entries, its article, its stories, its digests."""
        ...

    async def counts(self) -> dict[str, int]:
        """Return how many feeds, entries, articles, versions, stories, facts and digests are kept."""
        ...
