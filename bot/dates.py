"""Days in words. In the language that is asked for, and never the locale of the machine."""

from datetime import UTC, date, datetime

from digests.text.phrases import phrase

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date, language: str = "en") -> str:
    """Return `6 April 2026`; of a datetime, the day in UTC."""
    when = in_utc(when)
    words = "{date} {year}"
    return phrase(language, words, date=day_of_month(when, language), year=when.year)


def day_of_month(when: date, language: str = "en") -> str:
    """Return `6 April`."""
    when = in_utc(when)
    month = phrase(language, MONTHS[when.month - 1])
    return phrase(language, "{day} {month}", day=when.day, month=month)


def short_day(when: date, language: str = "en") -> str:
    """Return `6 Apr`."""
    when = in_utc(when)
    if language == "en":
        return f"{when.day} {MONTHS[when.month - 1][:3]}"
    return phrase(language, "{day}/{month}", day=when.day, month=when.month)


def minute(when: datetime, language: str = "en") -> str:
    """Return `6 April 2026, 14:05 UTC`."""
    return f"{day(when, language)}, {in_utc(when):%H:%M} UTC"


def in_utc(when: date) -> date:
    """Return a datetime in UTC, a date as it is."""
    return when.astimezone(UTC) if isinstance(when, datetime) else when
