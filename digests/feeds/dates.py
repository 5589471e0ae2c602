"""Reads the dates that feeds write. A date without a zone is taken as UTC.

feedparser's own reading is not used: it takes `2019/11/15 10:00:00` for 1 November, seconds since
1970 for the year 1724, and `2026-W15-2` for 1 November 2026.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from digests.text.clean import one_line

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<name>[^\W\d_]{3,10})"
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s+)?"
_TIME = (
    r"(?:[T,\s]\s*(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<half>[ap]\.?m\b\.?)?)?"
)
_ZONE = (
    r"\s*(?:(?:GMT|UTC|UT)?(?P<offset>[+-]\d{2}(?::?\d{2})?)|(?P<zone>[A-Z]{1,5}))?"
    r"(?:\s+\(?[A-Z ]{1,40}\)?)?$"
)
_BARE_TIME = r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)Z?)?$"
_DATES = (
    # 2026-08-20T19:58:48.031-04:00, 2019/11/15 10:00:00, 2026-08-20
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
    # Sat, 22 Aug 2026 00:46:14 +0000, 3rd March 2026, 7-Apr-26
    rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH}\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}})",
    # April 7, 2026 at 10:00 am PDT
    rf"{_WEEKDAY}{_MONTH}\.?\s+{_DAY},?\s+(?P<year>\d{{4}})",
    # 07.04.2026 10:00
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    # 2026年4月7日 10:00
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
    # 13/04/2026
    r"(?P<either>\d{1,2})/(?P<or>\d{1,2})/(?P<year>\d{4})",
    # 2026-04 and 2026, as W3C's profile of ISO 8601 allows
    r"(?P<year>(?:19|20)\d{2})(?:-(?P<month>\d{2}))?",
)
_WHOLE = (
    # Tue Apr 07 10:00:00 PDT 2026 (C's ctime)
    _WEEKDAY + _MONTH + r"\s+" + _DAY + r"\s+(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"\s+(?:(?P<zone>[A-Z]{1,5})\s+)?(?P<year>\d{4})$",
    # 20260407, 20260407T100000Z
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)" + _BARE_TIME,
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (*(date + _TIME + _ZONE for date in _DATES), *_WHOLE)
)
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?$")
# The first three letters in English, and where German, French and Spanish differ from it.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene", "feb fév fev", "mar mär", "apr abr avr", "may mai", "jun", "jul",
            "aug aoû ago", "sep", "oct okt", "nov", "dec dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# RFC 822, section 5, and the names that feeds use beyond it; hours east of Greenwich.
_ZONES: Mapping[str, float] = {
    "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7,
    "PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "BST": 1, "WEST": 1, "CET": 1,
    "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8, "SGT": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_LONGEST = 100


def read_date(raw: str | None) -> datetime | None:
    """Return the moment in UTC, or None where the words are no date. Any year is possible."""
    words = one_line(raw or "")
    if not words or len(words) > _LONGEST:
        return None
    try:
        if epoch := _EPOCH.match(words):
            return datetime.fromtimestamp(int(epoch[1]), UTC)
        found = next(filter(None, (form.match(words) for form in _FORMS)), None)
        return _moment(found.groupdict()) if found else None
    except (ValueError, OverflowError):
        return None


def _moment(part: Mapping[str, str | None]) -> datetime:
    year = int(part["year"] or 0)
    if len(part["year"] or "") == 2:
        year += 2000 if year < 69 else 1900
    month, day = _month_and_day(part)
    time = timedelta(
        hours=_hour(part),
        minutes=int(part.get("minute") or 0),
        seconds=int(part.get("second") or 0),
        microseconds=int((part.get("fraction") or "0")[:6].ljust(6, "0")),
    )
    # 24:00 and the leap second 23:59:60 are the next day's beginning.
    if time > timedelta(days=1):
        raise ValueError("no such time of day")
    return datetime(year, month, day, tzinfo=UTC) + time - _offset(part)


def _month_and_day(part: Mapping[str, str | None]) -> tuple[int, int]:
    if name := part.get("name"):
        return _MONTHS.get(name[:3].lower(), 0), int(part["day"] or 1)
    if part.get("either") is None:
        return int(part.get("month") or 1), int(part.get("day") or 1)
    first, second = int(part["either"] or 0), int(part["or"] or 0)
    # Whether 3/4/2026 is in March or in April cannot be known: a wrong date is worse than none.
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("day or month first?")
    return (second, first) if first > 12 else (first, second)


def _hour(part: Mapping[str, str | None]) -> int:
    hour = int(part.get("hour") or 0)
    half = (part.get("half") or "").lower()[:1]
    return hour % 12 + 12 * (half == "p") if half else hour


def _offset(part: Mapping[str, str | None]) -> timedelta:
    if offset := part.get("offset"):
        digits = offset[1:].replace(":", "").ljust(4, "0")
        east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return -east if offset[0] == "-" else east
    return timedelta(hours=_ZONES.get((part.get("zone") or "").upper(), 0))
