"""The whole story of a poll: state and outcome in, record out."""

from dataclasses import replace
from datetime import datetime, timedelta

from digests.intake.arrivals import arrivals
from digests.intake.identity import candidates
from digests.intake.pace import is_settled, next_poll, next_try, own_pace
from digests.model import (
    Feed,
    FeedState,
    FetchedFeed,
    FetchOutcome,
    FetchProblem,
    Health,
    KnownEntries,
    NotModified,
    PollRecord,
)

WINDOW = timedelta(days=7)


def decide(
    feed: Feed,
    state: FeedState,
    known: KnownEntries,
    outcome: FetchOutcome,
    *,
    now: datetime,
    window: timedelta = WINDOW,
) -> PollRecord:
    """Return what one poll changes.

    Nothing is ever deleted: an entry that leaves the document stays known. An entry that is new
    but no news is `silent`: dated before the window, undated in a first fetch, or one of more
    than 20 or more than half of the document at once, which is a migration or a backfill unless
    the feed's own pace explains it. The dates of a known entry never move.
    """
    match outcome:
        case FetchedFeed():
            return _fetched(feed, state, known, outcome, now=now, window=window)
        case NotModified():
            return PollRecord(state=_unchanged(state, outcome, now=now))
        case FetchProblem():
            return PollRecord(state=_failed(state, outcome, now=now))


def _fetched(
    feed: Feed,
    state: FeedState,
    known: KnownEntries,
    outcome: FetchedFeed,
    *,
    now: datetime,
    window: timedelta,
) -> PollRecord:
    found = candidates(outcome.entries, now=now)
    brought = arrivals(feed, state, known, found, now=now, window=window)
    dates = [entry.dated_at for entry in brought.new if entry.date_source != "first_seen"]
    dates += [e.dated_at for e in known.by_id.values() if e.date_source != "first_seen"]
    pace = own_pace(dates, now=now)
    after = replace(
        _well(state, outcome, now=now, pace=pace),
        # A validator that the server no longer sends must not be echoed for another body.
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        body_sha256=outcome.body_sha256,
    )
    return PollRecord(
        state=after, new=brought.new, changed=brought.changed, rekeyed=brought.rekeyed
    )


def _unchanged(state: FeedState, outcome: NotModified, *, now: datetime) -> FeedState:
    # A 304 need not repeat the validators (RFC 9110, 15.4.5): what it leaves out still holds.
    return replace(
        _well(state, outcome, now=now, pace=state.interval),
        etag=outcome.etag or state.etag,
        last_modified=outcome.last_modified or state.last_modified,
        body_sha256=outcome.body_sha256 or state.body_sha256,
    )


def _well(
    state: FeedState,
    outcome: FetchedFeed | NotModified,
    *,
    now: datetime,
    pace: timedelta | None,
) -> FeedState:
    moved_to, moved_since = _moved(state, outcome.moved_to, now=now)
    return replace(
        state,
        health=Health.OK,
        polled_at=now,
        succeeded_at=now,
        next_poll_at=next_poll(state.feed_id, now=now, pace=pace, floor=outcome.min_interval),
        failures=0,
        problem=None,
        moved_to=moved_to,
        moved_since=moved_since,
        interval=pace,
    )


def _moved(
    state: FeedState, target: str | None, *, now: datetime
) -> tuple[str | None, datetime | None]:
    if target is None:
        # Once settled the feed is polled at its new home, which has no reason to redirect.
        return (state.moved_to, state.moved_since) if is_settled(state, now=now) else (None, None)
    if target == state.moved_to:
        return target, state.moved_since or now
    return target, now


def _failed(state: FeedState, outcome: FetchProblem, *, now: datetime) -> FeedState:
    failures = state.failures + 1
    gone = outcome.health is Health.GONE
    return replace(
        state,
        health=outcome.health,
        polled_at=now,
        next_poll_at=None
        if gone
        else next_try(
            state.feed_id,
            now=now,
            failures=failures,
            health=outcome.health,
            retry_after=outcome.retry_after,
        ),
        failures=failures,
        problem=outcome.reason,
    )
