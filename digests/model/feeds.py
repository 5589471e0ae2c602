"""Feeds and what they carry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Tier(StrEnum):
    """How close an outlet stands to what it reports. Declared by the operator, never guessed."""

    PRIMARY = "primary"
    PRESS = "press"
    ANALYST = "analyst"
    COMMUNITY = "community"
    AGGREGATOR = "aggregator"

    @property
    def rank(self) -> int:
        """Position from the source of the news (0) outwards; the lead of a story has the least."""
        return list(Tier).index(self)


class Health(StrEnum):
    """What the last polls of a feed came to."""

    NEW = "new"
    """Never polled."""
    OK = "ok"
    FAILING = "failing"
    """The last poll failed; it is tried again later, ever more rarely."""
    BLOCKED = "blocked"
    """The server answers, but not with the feed (a challenge, a web page, nothing)."""
    GONE = "gone"
    """410: never polled again until the operator changes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed as the operator configured it (`[[feed]]` in feeds.toml)."""

    id: str
    url: str
    outlet: str
    tier: Tier
    topics: tuple[str, ...] = ()
    """Topics that every entry belongs to; empty: only the topics' own match rules decide."""
    language: str | None = None
    home: str | None = None
    """The outlet's web page, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls. All times UTC."""

    feed_id: str
    health: Health = Health.NEW
    etag: str | None = None
    """Verbatim, quotes and `W/` included."""
    last_modified: str | None = None
    """Verbatim."""
    body_sha256: str | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_poll_at: datetime | None = None
    failures: int = 0
    """Polls failed in a row."""
    problem: str | None = None
    """The last failure in words for the operator; None while the feed is well."""
    moved_to: str | None = None
    """Where permanent redirects point; followed for good once `moved_since` is days ago."""
    moved_since: datetime | None = None
    interval: timedelta | None = None
    """The feed's own pace, as last estimated from its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One entry as read from a feed document: decoded and dated, not yet matched or kept.

    Text fields hold no control, bidirectional or zero-width characters; `html` is as the feed
    had it and must be treated as hostile.
    """

    guid: str | None
    url: str | None
    """Absolute http(s) address, or None."""
    title: str
    """Plain text, one line; empty where the feed has none."""
    byline: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    html: str = ""
    """The longest of content and summary."""
    comments_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFeed:
    """A feed document that was read."""

    entries: tuple[ParsedEntry, ...]
    """In document order."""
    title: str | None
    format: str
    """`rss20`, `atom10`, `rdf`, `json11`, …"""
    body_sha256: str
    etag: str | None = None
    last_modified: str | None = None
    min_interval: timedelta | None = None
    """The floor that ttl, `sy:update*`, Cache-Control or Retry-After ask for, unclamped."""
    moved_to: str | None = None
    """The target, when every redirect on the way was permanent."""
    warning: str | None = None
    """A fault of the document that parsing survived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304, or 200 with the bytes of last time: there is nothing to read."""

    body_sha256: str | None
    etag: str | None = None
    last_modified: str | None = None
    min_interval: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchProblem:
    """A poll that brought nothing. An expected outcome, not an error."""

    health: Health
    """FAILING, BLOCKED or GONE."""
    reason: str
    """For the operator: what happened and what can be done, one line, no secret."""
    retry_after: timedelta | None = None
    status: int | None = None


FetchOutcome = FetchedFeed | NotModified | FetchProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed as kept. `(feed_id, key)` is unique."""

    id: str
    """Derived from feed id and key."""
    feed_id: str
    key: str
    """Identity within the feed: the guid if unique in its document, else guid, link and title."""
    guid: str | None
    url: str | None
    url_key: str | None
    """The canonical form of the address; equal keys are the same page."""
    title: str
    byline: str | None
    dated_at: datetime
    """Published, else updated, else first seen; then never changed. UTC."""
    date_source: str
    """`published`, `updated` or `first_seen`."""
    first_seen_at: datetime
    html: str
    html_sha256: str
    """Of its visible words, hex: markup that varies from poll to poll is no change."""
    silent: bool = False
    """Taken in without being news: a first fetch's old entries, a migration, a backfill."""
    undatable: bool = False
    """Silent, and its date does not place it: undated at the first fetch, or one of a flood that
    claims to be of these days. It stands in no digest; a silent entry of a true old date may."""
    article_id: str | None = None
    """None until the article was read."""
    unread_reason: str | None = None
    """Why there is no article, once reading was given up."""
    attempts: int = 0
    """Readings that failed so far."""
    changes: int = 0
    """How often its text changed since it was first seen; bounds the reading of a text that flaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRecord:
    """What one poll changes in the store; written in one transaction."""

    state: FeedState
    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    """Known entries whose text changed: read again. `dated_at`, `date_source`, `first_seen_at` and
    `silent` stay as they are kept."""
    rekeyed: tuple[Entry, ...] = ()
    """Known entries that now come under another guid: same id, new key and guid."""
