"""Which date an entry has."""

from datetime import UTC, datetime, timedelta

from digests.model import ParsedEntry

_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)


def plausible(date: datetime | None, *, now: datetime) -> datetime | None:
    """Return the date in UTC where it lies in 1995..now+24h, else None."""
    if date is None or not _EARLIEST <= date <= now + _AHEAD:
        return None
    return date.astimezone(UTC)


def date_of(entry: ParsedEntry, *, now: datetime) -> tuple[datetime, str]:
    """Return an entry's date and where it is from: `published`, else `updated`, else `first_seen`."""
    if published := plausible(entry.published_at, now=now):
        return published, "published"
    if updated := plausible(entry.updated_at, now=now):
        return updated, "updated"
    return now, "first_seen"
