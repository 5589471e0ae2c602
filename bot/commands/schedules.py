"""Schedules as people write and read them."""

from dataclasses import replace
from datetime import time

from digests.errors import UserError
from digests.model import Cadence, Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAST = 3
"""Letters of a weekday's name that tell it from the others, with one to spare."""


def read_schedule(
    before: Schedule,
    *,
    every: Cadence | None = None,
    on: str | None = None,
    at: str | None = None,
    zone: str | None = None,
) -> Schedule:
    """Return the schedule with what a person gave anew; a day alone means the cadence it fits.

    Raises:
        UserError: a day or a time is written in no way that is known; the text says how.
    """
    schedule = replace(before, cadence=every or before.cadence, zone=zone or before.zone)
    if at is not None:
        schedule = replace(schedule, at=_time(at))
    if on is None:
        return schedule
    if on.strip().isdecimal():
        return replace(schedule, day=int(on), cadence=every or Cadence.MONTHLY)
    weekday = _weekday(on)
    monthly = every is None and schedule.cadence is Cadence.MONTHLY
    return replace(
        schedule, weekday=weekday, cadence=Cadence.WEEKLY if monthly else schedule.cadence
    )


def spoken(schedule: Schedule) -> str:
    """Return the schedule in words: `weekly, Monday 09:00 Europe/Oslo`."""
    match schedule.cadence:
        case Cadence.WEEKLY | Cadence.FORTNIGHTLY:
            day = f"{WEEKDAYS[schedule.weekday]} "
        case Cadence.MONTHLY:
            day = f"day {schedule.day}, "
        case _:
            day = ""
    return f"{schedule.cadence.value}, {day}{schedule.at:%H:%M} {schedule.zone}"


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise UserError(f"“{text[:20]}” is no time; give one such as 09:00.") from None


def _weekday(text: str) -> int:
    wanted = text.strip().lower()
    for number, name in enumerate(WEEKDAYS):
        if len(wanted) >= _LEAST and name.lower().startswith(wanted):
            return number
    raise UserError(f"“{text[:20]}” is no day; give a weekday such as Monday, or 1 to 31.")
