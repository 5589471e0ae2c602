"""The time that a question asks about: `since January`, `last week`, `in Q1`, ISO dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from digests.model import Window
from digests.text.periods import Period, periods

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Nothing in a feed is dated before."""

_LAST = re.compile(
    r"(?i)\b(?:in\s+|over\s+|during\s+|within\s+)?(?:the\s+)?(?:last|past)\s+(?P<count>\d{1,3})\s+(?P<unit>day|week|month|year)s?\b"
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_DAY = timedelta(days=1)
_RANGE = re.compile(
    r"(?i)\b(?:between|from)\s+(?P<first>[\w ,-]{2,24}?)\s+(?:and|to|until|till)\s+"
    r"(?P<last>[\w ,-]{2,24}?)(?=\s*[?.!]|\s+(?:at|in|on|of|by|for)\b|\Z)"
)
_SINCE = re.compile(r"(?i)\b(?:since|from)\s+(?:the\s+)?\Z")
_AFTER = re.compile(r"(?i)\bafter\s+(?:the\s+)?\Z")
_BEFORE = re.compile(r"(?i)\b(?:before|until|till|up\s+to)\s+(?:the\s+)?\Z")
_IN = re.compile(r"(?i)\b(?:in|on|during|of|for|by)\s+(?:the\s+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The window that a question names."""

    window: Window
    words: str
    """As the question says it."""
    rest: str
    """The question without these words."""


def times(question: str, *, now: datetime, zone: tzinfo) -> Times | None:
    """Return the window that the question names, None where it names none.

    Days begin and end in the asker's zone. A window never reaches beyond now.
    """
    today = now.astimezone(zone).date()
    if spoken := _LAST.search(question):
        days = int(spoken["count"]) * _DAYS[spoken["unit"].lower()]
        since = _begin(today - timedelta(days=days), zone)
        return _named(question, spoken.start(), spoken.end(), since, now)
    if ranged := _ranged(question, today, now=now, zone=zone):
        return ranged
    found = periods(question, today)
    if not found:
        return None
    if len(found) > 1:
        return _all_of(question, found, now=now, zone=zone)
    return _one(question, found[0], now=now, zone=zone)


def _ranged(question: str, today: date, *, now: datetime, zone: tzinfo) -> Times | None:
    """Return the window of `between March and May 2025`: the March before that May."""
    named = _RANGE.search(question)
    last = periods(f"in {named['last']}", today) if named else []
    first = periods(f"in {named['first']}", last[0].last) if named and last else []
    if named is None or not first:
        return None
    since, until = _begin(first[0].first, zone), _begin(last[0].last + _DAY, zone)
    return _named(question, named.start(), named.end(), since, min(until, now))


def _one(question: str, period: Period, *, now: datetime, zone: tzinfo) -> Times | None:
    before = question[: period.start]
    since, until = _begin(period.first, zone), _begin(period.last + _DAY, zone)
    start = period.start
    for shape in (_SINCE, _AFTER, _BEFORE, _IN):
        if word := shape.search(before):
            start = word.start()
            if shape is _SINCE:
                until = now
            elif shape is _AFTER:
                since, until = until, now
            elif shape is _BEFORE:
                since, until = EARLIEST, since
            break
    if word := re.match(
        r"(?i)(since|after|before|until|from)\s", question[period.start : period.end]
    ):
        since, until = _bounded(word[1].lower(), since, until, now)
    return _named(question, start, period.end, since, min(until, now))


def _all_of(question: str, found: Sequence[Period], *, now: datetime, zone: tzinfo) -> Times | None:
    """Return the window from the first to the last of several periods: `in May … and on 3 June`.

    The question keeps the words: which of the periods a word belongs to, they alone say.
    """
    since = _begin(min(period.first for period in found), zone)
    until = _begin(max(period.last for period in found) + _DAY, zone)
    if since >= (until := min(until, now)):
        return None
    words = ", ".join(question[period.start : period.end].strip() for period in found)
    return Times(window=Window(since=since, until=until), words=words, rest=question)


def _bounded(
    word: str, since: datetime, until: datetime, now: datetime
) -> tuple[datetime, datetime]:
    if word in {"since", "from"}:
        return since, now
    return (until, now) if word == "after" else (EARLIEST, since)


def _named(question: str, start: int, end: int, since: datetime, until: datetime) -> Times | None:
    if since >= until:
        return None
    rest = " ".join(f"{question[:start]} {question[end:]}".split())
    window = Window(since=since, until=until)
    return Times(window=window, words=question[start:end].strip(), rest=rest)


def _begin(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
