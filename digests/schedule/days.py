"""The days of a cadence, as the calendar of the schedule's zone has them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from digests.model import Cadence, Schedule

_WEEK = 7
_WORKDAYS = 5


def days_from(schedule: Schedule, first: date) -> Iterator[date]:
    """Yield the days on which a digest is due, from `first` on, without an end."""
    match schedule.cadence:
        case Cadence.DAILY:
            yield from _every(1, first, of=first)
        case Cadence.WEEKDAYS:
            yield from (day for day in _every(1, first, of=first) if day.weekday() < _WORKDAYS)
        case Cadence.WEEKLY:
            yield from _every(_WEEK, first, of=_in_week(first, schedule.weekday))
        case Cadence.FORTNIGHTLY:
            yield from _every(2 * _WEEK, first, of=_in_week(schedule.anchor, schedule.weekday))
        case Cadence.MONTHLY:
            months = (_in_month(first, months, schedule.day) for months in count())
            yield from (day for day in months if day >= first)


def _every(step: int, first: date, *, of: date) -> Iterator[date]:
    """Yield the days from `first` on that are whole steps away from the day `of`."""
    start = first + timedelta(days=(of - first).days % step)
    return (start + timedelta(days=step * n) for n in count())


def _in_week(day: date, weekday: int) -> date:
    """Return that weekday of the day's ISO week, which begins on Monday."""
    return day + timedelta(days=weekday - day.weekday())


def _in_month(day: date, months: int, wanted: int) -> date:
    """Return the wanted day so many months after the day's; the last one where that lacks it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))
