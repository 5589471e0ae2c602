"""Sorts a document's entries into new, changed and rekeyed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.intake.dates import date_of
from digests.intake.identity import Candidate, match
from digests.model import Entry, Feed, FeedState, KnownEntries, KnownEntry
from digests.model.ids import content_id

MOST_AT_ONCE = 20
MOST_CHANGES = 8
_CHANGES_MATTER_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a document brings, each part in document order."""

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    rekeyed: tuple[Entry, ...]


def arrivals(
    feed: Feed,
    state: FeedState,
    known: KnownEntries,
    found: Sequence[Candidate],
    *,
    now: datetime,
    window: timedelta,
) -> Arrivals:
    """Return what of the candidates is new, changed or known under another guid."""
    new: list[Entry] = []
    changed: list[Entry] = []
    rekeyed: list[Entry] = []
    for candidate, entry in zip(found, match(found, known), strict=True):
        if entry is None:
            new.append(_new(feed, candidate, known, now=now))
            continue
        differs = _differs(candidate, entry, now=now)
        kept = _again(feed, candidate, entry, changed=differs, now=now)
        if differs:
            changed.append(kept)
        if candidate.key != entry.key:
            rekeyed.append(kept)
    quiet = _silent(new, state, known, document=len(found), now=now, window=window)
    return Arrivals(
        new=tuple(_judged(entry, quiet, oldest=now - window) for entry in new),
        changed=tuple(changed),
        rekeyed=tuple(rekeyed),
    )


def _judged(entry: Entry, quiet: set[str], *, oldest: datetime) -> Entry:
    silent = entry.id in quiet
    recent = entry.date_source == "first_seen" or entry.dated_at >= oldest
    return replace(entry, silent=silent, undatable=silent and recent)


def _silent(
    new: Sequence[Entry],
    state: FeedState,
    known: KnownEntries,
    *,
    document: int,
    now: datetime,
    window: timedelta,
) -> set[str]:
    """Return the ids of the new entries that are no news."""
    quiet = {entry.id for entry in new if entry.dated_at < now - window}
    if not known:
        return quiet | {entry.id for entry in new if entry.date_source == "first_seen"}
    if len(new) > MOST_AT_ONCE or 2 * len(new) > document:
        fresh = _fresh(new, state, known, now=now)
        quiet |= {entry.id for entry in new} - fresh
    return quiet


def _fresh(
    new: Sequence[Entry], state: FeedState, known: KnownEntries, *, now: datetime
) -> set[str]:
    """Return the ids of a flood's entries that are news all the same.

    A short document of a busy feed, or one not polled for long, is mostly new at every poll. Its
    news is dated after everything known, and is not more than the feed's own pace lets expect; a
    migration that dates everything anew is.
    """
    dates = [e.dated_at for e in known.by_id.values() if e.date_source != "first_seen"]
    newest = max((date for date in dates if date <= now), default=None)
    if newest is None:
        return set()
    fresh = {e.id for e in new if e.date_source != "first_seen" and e.dated_at >= newest}
    return fresh if len(fresh) <= _expected(state, now=now) else set()


def _expected(state: FeedState, *, now: datetime) -> int:
    if state.succeeded_at is None or not state.interval:
        return 1
    return max(1, math.ceil(2 * (now - state.succeeded_at) / state.interval))


def _differs(candidate: Candidate, entry: KnownEntry, *, now: datetime) -> bool:
    if entry.changes >= MOST_CHANGES or entry.dated_at < now - _CHANGES_MATTER_FOR:
        return False
    return candidate.html_sha256 != entry.html_sha256 or candidate.title != entry.title


def _new(feed: Feed, candidate: Candidate, known: KnownEntries, *, now: datetime) -> Entry:
    dated_at, date_source = date_of(candidate.parsed, now=now)
    entry_id = content_id("entry", feed.id, candidate.key)
    if entry_id in known.by_id:  # its key was free again: that entry goes by another guid now
        entry_id = content_id("entry", feed.id, candidate.key, now.isoformat())
    return Entry(
        id=entry_id,
        feed_id=feed.id,
        key=candidate.key,
        guid=candidate.parsed.guid,
        url=candidate.parsed.url,
        url_key=candidate.link,
        title=candidate.title,
        byline=candidate.parsed.byline,
        dated_at=dated_at,
        date_source=date_source,
        first_seen_at=now,
        html=candidate.parsed.html,
        html_sha256=candidate.html_sha256,
    )


def _again(
    feed: Feed, candidate: Candidate, known: KnownEntry, *, changed: bool, now: datetime
) -> Entry:
    # The canonical link of the first sight stays: the article's id hangs on it.
    return Entry(
        id=known.id,
        feed_id=feed.id,
        key=candidate.key,
        guid=candidate.parsed.guid,
        url=candidate.parsed.url,
        url_key=known.url_key,
        title=candidate.title,
        byline=candidate.parsed.byline,
        dated_at=known.dated_at,
        date_source=known.date_source,
        first_seen_at=known.first_seen_at or now,
        html=candidate.parsed.html,
        html_sha256=candidate.html_sha256,
        silent=known.silent,
        changes=known.changes + changed,
    )
