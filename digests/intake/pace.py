"""When a feed is asked again, and at which address."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from courlan import extract_domain

from digests.model import Feed, FeedState, Health

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
MOVED_FOR_GOOD = timedelta(days=3)
_LONGEST_RETRY_AFTER = timedelta(days=7)
_UNKNOWN_PACE = timedelta(hours=24)
_RECENT = 20
_POLLS_AN_ENTRY = 12
_JITTER = 0.1
_FAILURES_THAT_UNDO_A_MOVE = 3


def is_due(state: FeedState, *, now: datetime) -> bool:
    """Tell whether the feed may be polled now. One that is gone never is."""
    if state.health is Health.GONE:
        return False
    return state.next_poll_at is None or state.next_poll_at <= now


def poll_address(feed: Feed, state: FeedState, *, now: datetime) -> str:
    """Return where to poll: the new home once the feed has redirected there for three days."""
    if state.moved_to and is_settled(state, now=now):
        return state.moved_to
    return feed.url


def is_settled(state: FeedState, *, now: datetime) -> bool:
    """Tell whether a permanent redirect has stood long enough, and its target answers."""
    return (
        state.moved_since is not None
        and now - state.moved_since >= MOVED_FOR_GOOD
        and state.failures < _FAILURES_THAT_UNDO_A_MOVE
    )


def own_pace(dates: Iterable[datetime], *, now: datetime) -> timedelta | None:
    """Return the usual time between entries: the median gap of the 20 newest, None if unknown.

    A feed that fell silent slows down with its silence.
    """
    recent = sorted({date for date in dates if date <= now}, reverse=True)[:_RECENT]
    if len(recent) < 2:
        return None
    gaps = [(newer - older).total_seconds() for newer, older in pairwise(recent)]
    return max(timedelta(seconds=median(gaps)), (now - recent[0]) / 2)


def next_poll(
    feed_id: str, *, now: datetime, pace: timedelta | None, floor: timedelta | None
) -> datetime:
    """Return when to poll a feed that is well: twelve times an entry, never before the floor.

    The wait is 15 minutes to 24 hours, stretched within that by up to a tenth, by the feed's id,
    so that feeds polled together drift apart.
    """
    usual = min((pace or _UNKNOWN_PACE) / _POLLS_AN_ENTRY, LONGEST / (1 + _JITTER))
    wait = max(usual, floor or SHORTEST, SHORTEST)
    return now + min(_stretched(feed_id, wait), LONGEST)


def next_try(
    feed_id: str,
    *,
    now: datetime,
    failures: int,
    health: Health,
    retry_after: timedelta | None,
) -> datetime:
    """Return when to try a failing feed again: 15 minutes (blocked: an hour), doubled up to a day.

    Retry-After only lengthens, up to a week.
    """
    first = SHORTEST if health is Health.FAILING else timedelta(hours=1)
    wait = min(first * 2 ** min(failures - 1, 10), LONGEST)
    asked = min(retry_after or timedelta(0), _LONGEST_RETRY_AFTER)
    return now + _stretched(feed_id, max(wait, asked))


def hold_back(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], *, domain: str, until: datetime
) -> list[FeedState]:
    """Return the states of a registrable domain's feeds that must wait longer, lengthened.

    A server that asks for time (Retry-After) asks for it on behalf of all its feeds. Feeds that
    wait that long already, or are gone, are left out.
    """
    held = []
    for feed in feeds:
        state = states.get(feed.id, FeedState(feed_id=feed.id))
        addresses = [feed.url, state.moved_to or feed.url]
        if state.health is Health.GONE or domain not in map(registrable_domain, addresses):
            continue
        if state.next_poll_at is None or state.next_poll_at < until:
            held.append(replace(state, next_poll_at=until))
    return held


def registrable_domain(url: str) -> str:
    """Return the domain that somebody registered (`blog.foo.co.uk` -> `foo.co.uk`), else host:port.

    By the public suffix list, its private part included: `a.github.io` is one of its own.
    """
    return extract_domain(url) or urlsplit(url).netloc.lower()


def _stretched(feed_id: str, wait: timedelta) -> timedelta:
    share = int.from_bytes(hashlib.sha256(feed_id.encode()).digest()[:4], "big") / 2**32
    return wait * (1 + _JITTER * share)
