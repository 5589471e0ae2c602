"""Fetches feeds from the web: asks politely, reads in another process, judges what came."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

import aiohttp

from digests.feeds import pace, verdict
from digests.feeds.parsed import Unreadable
from digests.feeds.pool import ParsePool
from digests.feeds.web import Fetched, fetch_bytes
from digests.intake import poll_address
from digests.model import (
    Feed,
    FeedState,
    FetchedFeed,
    FetchOutcome,
    FetchProblem,
    Health,
    NotModified,
)
from digests.model.ids import sha256

TOTAL_SECONDS = 20.0
"""For one feed: fetching and parsing, but not waiting for a turn at either."""
_LEAST_PARSE_SECONDS = 2.0
_LONGEST_VALIDATOR = 1_000
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9,"
    " application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)

log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class WebFeeds:
    """The `FeedSource` of the real web.

    `session` is one of `open_session`; the caller closes it and the pool. `seconds` bounds
    fetching and parsing together.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        pool: ParsePool,
        *,
        seconds: float = TOTAL_SECONDS,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._session = session
        self._pool = pool
        self._seconds = seconds
        self._clock = clock

    async def fetch(self, feed: Feed, state: FeedState) -> FetchOutcome:
        """Return what the server had, in bounded time and memory; never raises for its doing."""
        try:
            return await self._fetch(feed, state)
        except Exception as error:
            # The port's promise: one feed costs only itself, even where this code is at fault.
            log.exception("fetching feed %s failed in an unforeseen way", feed.id)
            reason = f"reading it failed in an unforeseen way ({type(error).__name__}); see the log"
            return FetchProblem(health=Health.FAILING, reason=reason)

    async def _fetch(self, feed: Feed, state: FeedState) -> FetchOutcome:
        url = poll_address(feed, state, now=self._clock())
        headers = _conditions(state) | {"Accept": _ACCEPT}
        budget = max(self._seconds - _LEAST_PARSE_SECONDS, self._seconds / 2)
        answer = await fetch_bytes(self._session, url, headers=headers, seconds=budget)
        if isinstance(answer, FetchProblem):
            return answer
        if answer.status == HTTPStatus.NOT_MODIFIED and not _conditions(state):
            reason = "the server says “not modified” to a first request; check the address"
            return FetchProblem(health=Health.FAILING, reason=reason, status=answer.status)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return _not_modified(answer, state)
        if problem := verdict.refused(answer, now=self._clock()):
            return problem
        if answer.body and sha256(answer.body) == state.body_sha256:
            return _not_modified(answer, state)
        return await self._read(answer, self._seconds - answer.seconds)

    async def _read(self, answer: Fetched, seconds: float) -> FetchOutcome:
        parsed = await self._pool.read(
            answer.body,
            url=answer.url,
            content_type=answer.headers.get("Content-Type"),
            seconds=seconds,
        )
        if isinstance(parsed, Unreadable):
            health = Health.BLOCKED if parsed.blocked else Health.FAILING
            return FetchProblem(health=health, reason=parsed.reason, status=answer.status)
        if problem := verdict.notice(parsed):
            return problem
        etag, last_modified = _validators(answer)
        return FetchedFeed(
            entries=parsed.entries,
            title=parsed.title,
            format=parsed.format,
            body_sha256=sha256(answer.body),
            etag=etag,
            last_modified=last_modified,
            min_interval=pace.longest(
                parsed.min_interval,
                pace.max_age(answer.headers),
                pace.retry_after(answer.headers, now=self._clock()),
            ),
            moved_to=_moved_to(answer),
            warning=parsed.warning,
        )


def _conditions(state: FeedState) -> dict[str, str]:
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _not_modified(answer: Fetched, state: FeedState) -> NotModified:
    etag, last_modified = _validators(answer)
    return NotModified(
        body_sha256=state.body_sha256,
        etag=etag,
        last_modified=last_modified,
        min_interval=pace.max_age(answer.headers),
        moved_to=_moved_to(answer),
    )


def _moved_to(answer: Fetched) -> str | None:
    return answer.url if answer.moved_permanently else None


def _validators(answer: Fetched) -> tuple[str | None, str | None]:
    return _echoable(answer.headers.get("ETag")), _echoable(answer.headers.get("Last-Modified"))


def _echoable(value: str | None) -> str | None:
    # Bytes beyond ASCII come as surrogates, which neither a header nor a database takes back.
    fits = value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if fits else None
