"""Feeds to entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.errors import StoreError
from digests.intake import decide, hold_back, is_due, registrable_domain
from digests.model import (
    Feed,
    FeedState,
    FetchedFeed,
    FetchOutcome,
    FetchProblem,
    Health,
    KnownEntries,
    PollRecord,
)
from digests.pipeline.lanes import Lanes, together
from digests.ports import FeedSource, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one poll of one feed came to."""

    feed: Feed
    state: FeedState
    body_read: bool
    """The document was parsed: it was neither 304 nor the bytes of last time."""
    entries: int = 0
    """In the document."""
    new: int = 0
    """Announced as new."""
    silent: int = 0
    """Taken in without being news."""
    changed: int = 0
    warning: str | None = None
    retry_after: timedelta | None = None
    """How long the server asked to be left alone, failing."""


async def poll(
    feeds: Sequence[Feed],
    *,
    store: Store,
    source: FeedSource,
    now: datetime,
    only_due: bool = True,
    concurrency: int = 16,
    on_done: Callable[[Polled], None] | None = None,
) -> list[Polled]:
    """Poll the feeds that are due (or all that are not gone), keep what they brought.

    One failing feed costs itself only. `on_done` hears of each feed as it is finished.

    Raises:
        StoreError: the store cannot be reached.
    """
    states = await store.feed_states([feed.id for feed in feeds])
    ready = [
        (feed, state)
        for feed in feeds
        for state in [states.get(feed.id) or FeedState(feed_id=feed.id)]
        if (is_due(state, now=now) if only_due else state.health is not Health.GONE)
    ]
    lanes = Lanes(concurrency)

    async def one(feed: Feed, state: FeedState) -> Polled:
        async with lanes.turn(feed.url):
            polled = await _poll_feed(feed, state, store=store, source=source, now=now)
        if on_done:
            on_done(polled)
        return polled

    polled = await together(one(feed, state) for feed, state in ready)
    await _hold_back(feeds, polled, store=store, now=now)
    return polled


async def _hold_back(
    feeds: Sequence[Feed], polled: Sequence[Polled], *, store: Store, now: datetime
) -> None:
    """Let a server that asked for time have it for all its feeds."""
    for asked in polled:
        if asked.retry_after is None:
            continue
        states = await store.feed_states([feed.id for feed in feeds])
        domain = registrable_domain(asked.feed.url)
        for state in hold_back(feeds, states, domain=domain, until=now + asked.retry_after):
            await store.save_poll(PollRecord(state=state))


async def _poll_feed(
    feed: Feed, state: FeedState, *, store: Store, source: FeedSource, now: datetime
) -> Polled:
    outcome = await _fetch(source, feed, state)
    known = (
        await store.known_entries(feed.id) if isinstance(outcome, FetchedFeed) else KnownEntries()
    )
    record = decide(feed, state, known, outcome, now=now)
    await store.save_poll(record)
    return _summary(feed, outcome, record)


async def _fetch(source: FeedSource, feed: Feed, state: FeedState) -> FetchOutcome:
    try:
        return await source.fetch(feed, state)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 — whatever one feed does may cost that feed only
        return FetchProblem(
            health=Health.FAILING, reason=f"reading failed unexpectedly ({type(error).__name__})"
        )


def _summary(feed: Feed, outcome: FetchOutcome, record: PollRecord) -> Polled:
    fetched = outcome if isinstance(outcome, FetchedFeed) else None
    silent = sum(entry.silent for entry in record.new)
    return Polled(
        feed=feed,
        state=record.state,
        body_read=fetched is not None,
        entries=len(fetched.entries) if fetched else 0,
        new=len(record.new) - silent,
        silent=silent,
        changed=len(record.changed),
        warning=fetched.warning if fetched else None,
        retry_after=outcome.retry_after if isinstance(outcome, FetchProblem) else None,
    )
