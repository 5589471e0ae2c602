"""Where articles come from."""

from datetime import datetime
from typing import Protocol

from digests.model import Article, Entry, Feed, FeedState, FetchOutcome, PageLook


class FeedSource(Protocol):
    """Fetches and reads one feed document."""

    async def fetch(self, feed: Feed, state: FeedState) -> FetchOutcome:
        """Return what the server had, in bounded time and memory.

        Whatever the server does is an outcome (`FetchProblem`), never an exception. Safe to call
        for many feeds at once; one request at a time goes to a host.
        """
        ...


class ArticleReader(Protocol):
    """Makes an article of an entry: from the feed's own text, or from its page."""

    async def read(self, entry: Entry, feed: Feed, *, now: datetime) -> Article:
        """Return the article, version 1.

        Raises:
            ReadError: there is no text to be had; `retryable` says whether later may do.
        """
        ...


class PageReader(Protocol):
    """Looks at the page of an article that was read before."""

    async def look(
        self, article: Article, *, etag: str | None = None, last_modified: str | None = None
    ) -> PageLook:
        """Return what is at its address now; `SamePage` only where a validator was given.

        Whatever the server does is an outcome, never an exception.
        """
        ...
