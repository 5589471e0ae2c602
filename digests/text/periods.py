"""When something is: the calendar period that words name, seen from the day they were published.

`digests.text.dates` says what a date leaves open, to compare two texts; here every reading is
settled to a first and a last day, looking back for what happened and ahead for what is to come.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_SLACK = timedelta(days=2)
"""A release dated tomorrow is no release of last year: time zones and embargoes."""

_month = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_year = r"(?:19|20)\d\d\b(?![.,]\d|-\w|\s?%)"
_day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b"
_count = rf"(?:\d{{1,3}}|{'|'.join(_COUNTS)})"
_which = (
    rf"(?:(?:\s+of|,)?\s+(?:(?:FY|fiscal|calendar)\s+)?(?P<YEAR>{_year}|this\s+year|next\s+year))?"
)
_PERIOD = re.compile(
    rf"""
    \b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01]))(?![\w-])
    |\b(?P<dmy_d>{_day})(?:\s+of)?[\s-](?P<dmy_m>{_month})(?:,?[\s-](?P<dmy_y>{_year}))?
    |\b(?P<mdy_m>{_month})\s+(?P<mdy_d>{_day})(?![.,]?\d|\s?%)(?:,?\s+(?P<mdy_y>{_year}))?
    |\b(?P<my_m>{_month})(?:\s+of|,)?\s+(?P<my_y>{_year})
    |\b(?:Q(?P<q>[1-4])|(?P<q_back>[1-4])Q|(?P<q_nth>first|second|third|fourth|final)\s+quarter)\b
        {_which.replace("YEAR", "q_y")}
    |\b(?:H(?P<h>[12])|(?P<h_back>[12])H|(?P<h_nth>first|second)\s+half)\b{_which.replace("YEAR", "h_y")}
    |\b(?i:(?P<season_turn>this|next|last|in|by|coming|late|early|mid))[\s-](?:the\s+)?
        (?P<season>spring|summer|autumn|fall)(?:\s+(?:of\s+)?(?P<s_y>{_year}))?\b
    |\b(?i:end\s+of\s+(?P<end_turn>the|this|next)\s+|later\s+this\s+)(?P<end>year|month|week|quarter)\b
    |\b(?P<year_end>year[\s-]end)\b
    |\b(?i:(?P<turn>this|next|last|coming|past))\s+(?P<turn_of>week|month|quarter|year)\b
    |\b(?i:(?P<near>today|tonight|yesterday|tomorrow))\b
    |\b(?P<ago>{_count})\s+(?P<ago_of>day|week|month|year)s?\s+ago\b
    |\b(?i:in|within)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?P<hence>{_count})\s+
        (?P<hence_of>day|week|month)s?\b(?!\s+(?:of|ago)|')
    |\b(?:(?i:(?P<wd_turn>next|last|this|coming))\s+)?(?P<weekday>{"|".join(d.title() for d in _WEEKDAYS)})\b
    |\b(?i:in|by|of|for|since|until|till|after|early|this|next|last|late|from|mid|during|before|later|end)[\s-]
        (?:(?P<bare_m>{_month})(?!(?:\s+of|,)?\s+\d)|(?P<bare_y>{_year}))
    """,
    re.VERBOSE,
)


class Period(NamedTuple):
    """A period that `text[start:end]` names: from its first day to its last."""

    start: int
    end: int
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Say whether it is one day."""
        return self.first == self.last


def periods(text: str, published: date, *, ahead: bool = False) -> list[Period]:
    """Return the periods in order. `ahead` settles what is open (`in May`, `on Tuesday`) forwards.

    Looking back, a month or weekday without more is the last one up to the publication date.
    """
    found: list[Period] = []
    for match in _PERIOD.finditer(text):
        bounds = _bounds(match, published, ahead=ahead)
        if bounds:
            start = match.start("bare_m") if match["bare_m"] else match.start("bare_y")
            found.append(Period(start if start >= 0 else match.start(), match.end(), *bounds))
    return found


Bounds = tuple[date, date]


def _bounds(match: re.Match[str], published: date, *, ahead: bool) -> Bounds | None:
    group = match.groupdict()
    return (
        _absolute(group, published, ahead=ahead)
        or _part(group, published, ahead=ahead)
        or _relative(group, published, ahead=ahead)
    )


def _absolute(group: dict[str, str | None], published: date, *, ahead: bool) -> Bounds | None:
    """Settle days, months and years that are named."""
    if group["iso"]:
        year, month, day = map(int, group["iso"].split("-"))
        return _one_day(year, month, day)
    if group["bare_y"]:
        return _months(int(group["bare_y"]), 1, 12)
    named = group["dmy_m"] or group["mdy_m"] or group["my_m"] or group["bare_m"]
    if named is None:
        return None
    digits = re.sub(r"\D", "", group["dmy_d"] or group["mdy_d"] or "")
    year_named = group["dmy_y"] or group["mdy_y"] or group["my_y"]
    month = _month_number(named)
    return _yearless(month, int(digits) if digits else None, year_named, published, ahead=ahead)


def _part(group: dict[str, str | None], published: date, *, ahead: bool) -> Bounds | None:
    """Settle quarters, halves and seasons."""
    quarter = _ordinal(group["q"], group["q_back"], group["q_nth"])
    if quarter:
        return _recurring(3 * quarter - 2, 3 * quarter, group["q_y"], published, ahead=ahead)
    half = _ordinal(group["h"], group["h_back"], group["h_nth"])
    if half:
        return _recurring(6 * half - 5, 6 * half, group["h_y"], published, ahead=ahead)
    if group["season"]:
        last = (group["season_turn"] or "").lower() == "last"
        return _recurring(
            *_SEASONS[group["season"].lower()], group["s_y"], published, ahead=ahead and not last
        )
    return None


def _relative(group: dict[str, str | None], published: date, *, ahead: bool) -> Bounds | None:
    """Settle what is counted from the publication date."""
    near = (group["near"] or "").lower()
    if near:
        day = published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(near, 0))
        return day, day
    if group["weekday"]:
        return _weekday(group["weekday"], group["wd_turn"], published, ahead=ahead)
    if group["ago"]:
        return _counted(group["ago"], group["ago_of"], -1, published)
    if group["hence"]:
        return _counted(group["hence"], group["hence_of"], 1, published)
    turn = (group["turn"] or group["end_turn"] or "").lower()
    unit = group["turn_of"] or group["end"] or ("year" if group["year_end"] else None)
    if unit is None:
        return None
    return _unit(unit, {"next": 1, "coming": 1, "last": -1, "past": -1}.get(turn, 0), published)


def _ordinal(*spellings: str | None) -> int | None:
    word = next((s for s in spellings if s), None)
    return None if word is None else _NTH.get(word) or int(word)


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _one_day(year: int, month: int, day: int) -> Bounds | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    only = date(year, month, day)
    return only, only


def _months(year: int, first: int, last: int | None = None) -> Bounds:
    end = last or first
    return date(year, first, 1), date(year, end, monthrange(year, end)[1])


def _yearless(
    month: int, day: int | None, year: str | None, published: date, *, ahead: bool
) -> Bounds | None:
    """Settle a day or month; without a year, the nearest one on the side that is looked at."""
    if year:
        return _one_day(int(year), month, day) if day else _months(int(year), month)
    for turn in (published.year, published.year + 1 if ahead else published.year - 1):
        bounds = _one_day(turn, month, day) if day else _months(turn, month)
        if bounds and (bounds[1] >= published if ahead else bounds[0] <= published + _SLACK):
            return bounds
    return None


def _recurring(
    first: int, last: int, year: str | None, published: date, *, ahead: bool
) -> Bounds | None:
    if year:
        turn = {"this": published.year, "next": published.year + 1}.get(year.split()[0].lower())
        return _months(turn or int(year), first, last)
    for turn in (published.year, published.year + 1 if ahead else published.year - 1):
        bounds = _months(turn, first, last)
        if bounds[1] >= published if ahead else bounds[0] <= published + _SLACK:
            return bounds
    return None


def _weekday(name: str, turn: str | None, published: date, *, ahead: bool) -> Bounds:
    number = _WEEKDAYS.index(name.lower())
    word = (turn or "").lower()
    if ahead or word in {"next", "coming"}:
        distance = (number - published.weekday()) % 7 or (7 if word == "next" else 0)
    else:
        distance = -((published.weekday() - number) % 7 or (7 if word == "last" else 0))
    day = published + timedelta(days=distance)
    return day, day


def _unit(unit: str, turn: int, published: date) -> Bounds:
    """Return this (0), next (1) or last (-1) week from Monday, month, quarter or year."""
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=turn)
        return monday, monday + timedelta(days=6)
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (published.year * 12 + published.month - 1) // length * length + turn * length
    return _months(first // 12, first % 12 + 1)[0], _months(
        (first + length - 1) // 12, (first + length - 1) % 12 + 1
    )[1]


def _counted(count: str, unit: str | None, sign: int, published: date) -> Bounds:
    number = int(count) if count.isdigit() else _COUNTS[count.lower()]
    days = number * {"day": 1, "week": 7, "month": 30, "year": 365}[unit or "day"]
    day = published + timedelta(days=sign * days)
    if unit == "day":
        return day, day
    slack = timedelta(days={"week": 3, "month": 15}.get(unit or "", 182))
    return (day - slack, min(day + slack, published)) if sign < 0 else (published, day)
