"""Dates as written in running text, and what they leave open."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = [
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
]
_MONTH_OF = {name[:3]: n for n, name in enumerate(_MONTHS, start=1)}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)(?![.,]\d)"
_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_PART = r"(?:Q[1-4]|[1-4]Q|H[12]|[12]H|(?:first|second|third|fourth) quarter|(?:first|second) half)"
_DAY_NAME = "|".join(name.title() for name in _DAYS)
_FORMS = {
    "iso": r"(?<![\w-])(?P<iso_y>\d{4})-(?P<iso_m>[01]\d)-(?P<iso_d>[0-3]\d)(?!\d)",
    "dmy": rf"(?<![\w.,$])(?P<dmy_d>[0-3]?\d)(?:st|nd|rd|th)?(?: of)?[ -](?P<dmy_m>{_MONTH})(?!\w)"
    rf"(?:,?[ -](?P<dmy_y>{_YEAR}))?",
    "mdy": rf"(?<!\w)(?P<mdy_m>{_MONTH}) (?P<mdy_d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.,]*\d| ?%)"
    rf"(?:,? (?P<mdy_y>{_YEAR}))?|(?<!\w)(?P<mdc_m>{_MONTH}) (?P<mdc_d>[0-3]?\d), (?P<mdc_y>{_YEAR})",
    "my": rf"(?<!\w)(?P<my_m>{_MONTH})(?: of|,)? (?P<my_y>{_YEAR})",
    "part": rf"(?<!\w)(?P<part_p>{_PART})(?:(?: of)?(?: fiscal)?(?: year)? (?P<part_y>{_YEAR}))?(?!\w)",
    "year": rf"(?<![\w.,$€£])(?:(?<!\w-)|(?<=mid-)|(?<=pre-)|(?<=post-))(?P<year_y>{_YEAR})(?![\w%]|-\w| (?:million|billion|percent))",
    # A month's name alone is a month only where a preposition says so: May, March, Jan.
    "month": rf"(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=of )|(?<=since )|(?<=until )|(?<=after )|(?<=before )"
    rf"|(?<=during )|(?<=from )|(?<=early )|(?<=late )|(?<=mid-)|(?<=last )|(?<=next )|(?<=this )"
    rf"|(?<=through ))(?P<month_m>{_MONTH})(?!\w)",
    "decade": r"(?<!\w)(?P<decade_p>(?:19|20)\d0s)(?!\w)",
    "relative": rf"(?<!\w)(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight"
    rf"|(?:(?:[Ll]ast|[Nn]ext|[Tt]his) )?(?:{_DAY_NAME})"
    r"|(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week|month|quarter|year))(?!\w)",
}
_DATE = re.compile("|".join(f"(?P<{form}>{pattern})" for form, pattern in _FORMS.items()))


class Day(NamedTuple):
    """As much of a date as is known; None or empty is open."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    """`Q1`, `H2`, `1990s`, `monday`, `next week` …: what is no calendar day."""

    def covers(self, other: "Day") -> bool:
        """Say whether everything that is said here is said there too."""
        return all(mine in (None, "", theirs) for mine, theirs in zip(self, other, strict=True))


class DateMatch(NamedTuple):
    """A date in a text: where it stands and what it may mean."""

    start: int
    end: int
    readings: tuple[Day, ...]


def dates(text: str, published: date | None = None) -> list[DateMatch]:
    """Return the dates in normalised text; `published` fills in years and resolves `yesterday`."""
    return [
        DateMatch(match.start(), match.end(), readings)
        for match in _DATE.finditer(text)
        if (readings := _readings(match, published))
    ]


def same_date(claimed: tuple[Day, ...], source: tuple[Day, ...]) -> bool:
    """Say whether the source gives all of the claimed date in at least one reading."""
    return any(mine.covers(theirs) for mine in claimed for theirs in source)


def _readings(match: re.Match[str], published: date | None) -> tuple[Day, ...]:
    if match["relative"]:
        return _relative(match["relative"].lower(), published)
    got = {
        name.split("_")[1]: value
        for name, value in match.groupdict().items()
        if value is not None and "_" in name
    }
    month = _month(got["m"]) if "m" in got else None
    day = int(got["d"]) if "d" in got else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return ()
    known = Day(int(got["y"]) if "y" in got else None, month, day, _part(got.get("p", "")))
    return _with_year(known, published)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_OF[text[:3].lower()]


def _part(text: str) -> str:
    """Return `Q1` for `1Q` and `first quarter` alike."""
    if " " in text:
        nth, what = text.split()
        return f"{'Q' if what == 'quarter' else 'H'}{_NTH[nth]}"
    return text[::-1] if text[:1].isdigit() and len(text) == 2 else text


def _with_year(known: Day, published: date | None) -> tuple[Day, ...]:
    """Add the year nearest to the publication where none is written."""
    if known.year is not None or published is None or known.part.endswith("s"):
        return (known,)
    month = known.month or {"Q": 3, "H": 6}.get(known.part[:1], 0) * int(known.part[1:] or 0)
    middle = date(published.year, month or published.month, 15)
    gap = (published - middle).days
    year = published.year + (1 if gap > 183 else -1 if gap < -183 else 0)
    return (known, known._replace(year=year))


def _relative(words: str, published: date | None) -> tuple[Day, ...]:
    raw = Day(part=words)
    if published is None:
        return (raw,)
    *which, what = words.split()
    if what in _DAYS:
        return (raw, Day(part=what), *_weekday(what, which, published))
    step = {"last": -1, "next": 1}.get(which[0], 0) if which else 0
    months = published.year * 12 + published.month - 1 + step
    quarters = published.year * 4 + (published.month - 1) // 3 + step
    shift = {"yesterday": -1, "tomorrow": 1}.get(what, 0)
    spans = {
        "week": (),
        "month": (Day(months // 12, months % 12 + 1),),
        "quarter": (Day(quarters // 4, part=f"Q{quarters % 4 + 1}"),),
        "year": (Day(published.year + step),),
    }
    return (raw, *spans.get(what, (_of(published + timedelta(days=shift)),)))


def _weekday(name: str, which: list[str], published: date) -> list[Day]:
    ahead = (_DAYS.index(name) - published.weekday()) % 7
    coming, past = published + timedelta(days=ahead), published - timedelta(days=-ahead % 7)
    if which == ["last"]:
        return [_of(past), _of(past - timedelta(days=7))]
    if which == ["next"]:
        return [_of(coming), _of(coming + timedelta(days=7))]
    return [_of(past), _of(coming)]


def _of(day: date) -> Day:
    return Day(day.year, day.month, day.day)
