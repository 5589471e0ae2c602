"""Schedules as people write and read them."""

import re
from dataclasses import replace
from datetime import time

from digests.errors import UserError
from digests.model import Cadence, Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?\s*(?P<half>[ap]m)?")
_DAY = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th|\.)?")
_BY_WEEKDAY = (Cadence.WEEKLY, Cadence.FORTNIGHTLY)
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
    if (day := _day(on)) is not None:
        if every in _BY_WEEKDAY:
            raise UserError(f"A {every.value} digest takes a weekday, such as Monday.")
        return replace(schedule, day=day, cadence=every or Cadence.MONTHLY)
    weekday = _weekday(on)
    if every is Cadence.MONTHLY:
        raise UserError("A monthly digest takes a day of the month: 1 to 31.")
    fits = every is not None or schedule.cadence in _BY_WEEKDAY
    return replace(schedule, weekday=weekday, cadence=schedule.cadence if fits else Cadence.WEEKLY)


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
    wanted = text.strip().lower()
    if said := _CLOCK.fullmatch(wanted):
        hour, half = int(said["hour"]), said["half"]
        # 12 am is midnight and 12 pm noon.
        hours = hour % 12 + (12 if half == "pm" else 0) if half and 1 <= hour <= 12 else hour
        minutes = int(said["minute"] or 0)
        if hours < 24 and minutes < 60 and (half is None or 1 <= hour <= 12):
            return time(hours, minutes)
    raise UserError(f"“{text[:20]}” is no time; give one such as 09:00.")


def _day(text: str) -> int | None:
    """Return the day of the month, None where it is none; `checked` says which there are."""
    said = _DAY.fullmatch(text.strip().lower())
    return int(said[1]) if said else None


def _weekday(text: str) -> int:
    wanted = text.strip().lower()
    for number, name in enumerate(WEEKDAYS):
        if len(wanted) >= _LEAST and name.lower().startswith(wanted):
            return number
    raise UserError(f"“{text[:20]}” is no day; give a weekday such as Monday, or 1 to 31.")
