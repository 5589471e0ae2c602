"""An article reader without a network, for tests and demonstrations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digests.articles.reader import FeedOrPageReader
from digests.errors import ReadError
from digests.model import Article, Entry, Feed, FetchProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedPage:
    """A page that answers as written."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(
        default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"}
    )


@dataclass
class ScriptedReader:
    """Reads entries by the real rules, from pages given by their address.

    An address without a page answers 404; an entry whose id is in `errors` cannot be read.
    """

    pages: Mapping[str, str | ScriptedPage | FetchProblem] = field(default_factory=dict)
    errors: Mapping[str, ReadError] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    """The addresses asked for, in order."""
    read_ids: list[str] = field(default_factory=list)
    """The entries read, in order."""

    async def read(self, entry: Entry, feed: Feed, *, now: datetime) -> Article:
        """Return the article, version 1.

        Raises:
            ReadError: as scripted, or as the real reader does.
        """
        self.read_ids.append(entry.id)
        if entry.id in self.errors:
            raise self.errors[entry.id]
        return await FeedOrPageReader(self._fetch).read(entry, feed, now=now)

    async def _fetch(self, url: str) -> ScriptedPage | FetchProblem:
        self.fetched.append(url)
        page = self.pages.get(url, ScriptedPage(body=b"Not found", status=404))
        return ScriptedPage(body=page.encode()) if isinstance(page, str) else page
