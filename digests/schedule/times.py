"""From a wall clock in a zone to instants: right where the clock leaps, and where it goes back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import takewhile

from digests.model import Cadence, Schedule
from digests.schedule.days import days_from
from digests.schedule.zones import zone_of

_LONGEST = {
    Cadence.DAILY: timedelta(days=1),
    Cadence.WEEKDAYS: timedelta(days=3),
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.FORTNIGHTLY: timedelta(days=14),
    Cadence.MONTHLY: timedelta(days=31),
}
"""From one due day to the next, at most."""
_SLACK = timedelta(days=3)
"""A zone that changes its side of the date line moves a due time by up to a day (Samoa 2011)."""
_SECOND = timedelta(seconds=1)
"""The tz database's transitions stand on whole seconds."""


def next_due(schedule: Schedule, *, after: datetime) -> datetime:
    """Return the first due time strictly after an aware time.

    A wall clock time that does not exist on its day is due at the first instant that does; one
    that occurs twice is due the first time.

    Raises:
        UserError: nobody knows the schedule's zone.
    """
    return next(due_times(schedule, after=after))


def previous_due(schedule: Schedule, *, before: datetime) -> datetime:
    """Return the last due time strictly before an aware time.

    Raises:
        UserError: nobody knows the schedule's zone.
    """
    since = before - _LONGEST[schedule.cadence] - _SLACK
    return list(takewhile(lambda due: due < before, due_times(schedule, after=since)))[-1]


def due_times(schedule: Schedule, *, after: datetime) -> Iterator[datetime]:
    """Yield every due time strictly after an aware time, ascending, without an end.

    Raises:
        UserError: nobody knows the schedule's zone.
    """
    zone = zone_of(schedule.zone)
    last = after.astimezone(UTC)
    # The time of an earlier day was reached before the clock first showed this one.
    for day in days_from(schedule, after.astimezone(zone).date()):
        due = _reached(day, schedule.at, zone)
        if due > last:
            yield due
            last = due


def _reached(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the first instant at which the zone's clock reaches a time of a day, UTC.

    Later wall clock times are never reached earlier, so due times are in the order of their days.
    """
    wall = datetime.combine(day, at)
    # PEP 495: fold 0 is the first of two; in a gap it reckons with the offset before the gap, which
    # leads past the gap, and fold 1 with the one after, which leads to before it.
    reached = wall.replace(tzinfo=zone).astimezone(UTC)
    if _shown(reached, zone) == wall:
        return reached
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while reached - before > _SECOND:
        middle = before + (reached - before) // _SECOND // 2 * _SECOND
        if _shown(middle, zone) > wall:
            reached = middle
        else:
            before = middle
    return reached


def _shown(instant: datetime, zone: tzinfo) -> datetime:
    """Return what the zone's clock shows at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None)
