"""Days in words. English, and never the locale of the machine."""

from datetime import UTC, date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """Return `6 April 2026`; of a datetime, the day in UTC."""
    when = in_utc(when)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date) -> str:
    """Return `6 Apr`."""
    when = in_utc(when)
    return f"{when.day} {MONTHS[when.month - 1][:3]}"


def minute(when: datetime) -> str:
    """Return `6 April 2026, 14:05 UTC`."""
    return f"{day(when)}, {in_utc(when):%H:%M} UTC"


def in_utc(when: date) -> date:
    """Return a datetime in UTC, a date as it is."""
    return when.astimezone(UTC) if isinstance(when, datetime) else when
