"""A `FeedSource` that needs no web: feeds as a script tells them."""

from dataclasses import replace
from datetime import datetime, timedelta

from digests.model import (
    Feed,
    FeedState,
    FetchedFeed,
    FetchOutcome,
    FetchProblem,
    Health,
    NotModified,
    ParsedEntry,
)
from digests.model.ids import content_id


class ScriptedFeeds:
    """Feeds by id, each with its entries. An unchanged feed is `NotModified`, as on the web.

    feeds = ScriptedFeeds()
    feeds.feed("pytorch")
    feeds.entry("pytorch", "1", title="Alibaba Cloud joins", published_at=monday)
    outcome = await feeds.fetch(feed, FeedState(feed_id="pytorch"))
    """

    def __init__(self) -> None:
        self._feeds: dict[str, FetchedFeed] = {}
        self._problems: dict[str, FetchProblem] = {}
        self.asked: list[str] = []
        """The feed ids that were fetched, in order."""

    def feed(
        self, feed_id: str, *, title: str | None = None, min_interval: timedelta | None = None
    ) -> None:
        """Begin a feed without entries, or begin it anew."""
        self._problems.pop(feed_id, None)
        self._feeds[feed_id] = FetchedFeed(
            entries=(),
            title=title,
            format="scripted",
            body_sha256=content_id("body", feed_id),
            min_interval=min_interval,
        )

    def entry(  # noqa: PLR0913 — a maker of values takes a keyword a field
        self,
        feed_id: str,
        guid: str,
        *,
        title: str = "",
        html: str = "",
        url: str | None = None,
        published_at: datetime | None = None,
        updated_at: datetime | None = None,
        byline: str | None = None,
    ) -> ParsedEntry:
        """Put an entry on top of a feed, in the place of one with the same guid; return it."""
        entry = ParsedEntry(
            guid=guid,
            url=url or f"https://{feed_id}.example/{guid}",
            title=title or f"Entry {guid}",
            byline=byline,
            published_at=published_at,
            updated_at=updated_at,
            html=html or f"<p>Text of entry {guid}.</p>",
        )
        self._keep(feed_id, (entry, *self._others(feed_id, guid)))
        return entry

    def without(self, feed_id: str, guid: str) -> None:
        """Take an entry out of a feed."""
        self._keep(feed_id, self._others(feed_id, guid))

    def not_modified(self, feed_id: str) -> None:
        """Let the feed be well again and unchanged: what it has is what was last fetched."""
        self._problems.pop(feed_id, None)

    def problem(
        self,
        feed_id: str,
        reason: str = "the server answers 500 Internal Server Error",
        *,
        health: Health = Health.FAILING,
        retry_after: timedelta | None = None,
        status: int | None = None,
    ) -> None:
        """Let every fetch of the feed fail until `feed` or `not_modified`."""
        self._problems[feed_id] = FetchProblem(
            health=health, reason=reason, retry_after=retry_after, status=status
        )

    async def fetch(self, feed: Feed, state: FeedState) -> FetchOutcome:
        """Return what the script says of the feed; 404 where it says nothing."""
        self.asked.append(feed.id)
        if feed.id in self._problems:
            return self._problems[feed.id]
        document = self._feeds.get(feed.id)
        if document is None:
            return FetchProblem(health=Health.FAILING, reason="the server answers 404", status=404)
        if document.body_sha256 == state.body_sha256:
            return NotModified(body_sha256=state.body_sha256, min_interval=document.min_interval)
        return document

    def _others(self, feed_id: str, guid: str) -> tuple[ParsedEntry, ...]:
        return tuple(one for one in self._feeds[feed_id].entries if one.guid != guid)

    def _keep(self, feed_id: str, entries: tuple[ParsedEntry, ...]) -> None:
        self._feeds[feed_id] = replace(
            self._feeds[feed_id],
            entries=entries,
            body_sha256=content_id("body", feed_id, *map(repr, entries)),
        )
