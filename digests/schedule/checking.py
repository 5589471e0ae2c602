"""Schedules that people ask for."""

from digests.errors import UserError
from digests.model import Schedule
from digests.schedule.zones import zone_of

_WEEKDAYS = 7
_LONGEST_MONTH = 31


def checked(schedule: Schedule) -> Schedule:
    """Return the schedule where it can be kept.

    Raises:
        UserError: it cannot; the text says what to give instead.
    """
    zone_of(schedule.zone)
    at = schedule.at
    if at.tzinfo is not None:
        raise UserError("Give the time as a clock on the wall shows it, and the time zone apart.")
    if at.second or at.microsecond:
        raise UserError(f"Give the time in hours and minutes: {at:%H:%M}, without seconds.")
    if not 0 <= schedule.weekday < _WEEKDAYS:
        raise UserError("Give a day of the week from Monday to Sunday.")
    if not 1 <= schedule.day <= _LONGEST_MONTH:
        raise UserError(
            f"A month has no day {schedule.day}. Give one from 1 to 31;"
            " where a month is shorter, its last day stands for it."
        )
    return schedule
