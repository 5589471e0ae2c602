"""Times in the past as people write them: `7d`, `2 weeks ago`, `last week`, `since January`, a date."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from bot.commands.schedules import WEEKDAYS
from bot.dates import MONTHS
from digests.ask.times import EARLIEST, times
from digests.errors import UserError
from digests.text.clean import one_line

_SPAN = re.compile(r"([0-9]{1,4})\s*(h|d|w|hours?|days?|weeks?|months?)(?:\s+ago)?")
_NAMES = re.compile(rf"\b(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b", re.IGNORECASE)
"""Names of time that people write small, too."""
_UNITS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
}
_SHOWN = 40


def read_moment(written: str, *, now: datetime, zone: tzinfo = UTC) -> datetime:
    """Return the moment, UTC; days begin in the zone.

    Raises:
        UserError: it is written in no way that is known, or lies ahead.
    """
    words = one_line(written).lower()
    moment = _read(words, now, zone)
    if moment is None:
        raise UserError(
            f"“{one_line(written)[:_SHOWN]}” is no time that I know; give one such as 7d, 36h,"
            " 2 weeks ago, last week, or 2026-04-06."
        )
    if moment >= now:
        raise UserError(f"“{one_line(written)[:_SHOWN]}” lies ahead; give a time in the past.")
    return max(moment, EARLIEST)


def _read(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    if span := _SPAN.fullmatch(words):
        return now - int(span[1]) * _UNITS[span[2][0]]
    if len(words) > _SHOWN:
        return None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        named = _NAMES.sub(lambda name: name[0].title(), words)
        said = times(named, now=now, zone=zone) or times(f"since {named}", now=now, zone=zone)
        return said.window.since if said else None
    if moment.year < EARLIEST.year:
        return EARLIEST
    if moment.year > now.year + 1:
        return now
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
