"""Numbers with their units, money, dates and versions, as written in running text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from digests.text.dates import Day, dates, same_date
from digests.text.normal import normalise
from digests.text.numbers import DIGITS, ORDINAL, SPELLED, ordinal, plain, scale_after, spelled
from digests.text.units import (
    BOUND_AFTER,
    BOUND_BEFORE,
    BOUNDS,
    CURRENCIES,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    UNIT_AFTER,
    UNITS,
)


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    VERSION = "version"
    ORDINAL = "ordinal"


class Value(NamedTuple):
    """A value as written: `source[start:end] == text`."""

    kind: Kind
    key: str
    """The amount as a plain decimal (`40000000`); a version as written; of a date nothing."""
    unit: str
    """`%`, `points`, `USD`, `GB` …; empty for a bare number."""
    bound: str
    """`>` at least or more than, `<` at most or less than, `~` about, or empty."""
    text: str
    start: int
    end: int
    days: tuple[Day, ...] = ()
    """What a date may mean."""

    def same(self, source: "Value") -> bool:
        """Say whether the source's value says this one. Rounding is not saying."""
        if self.days or source.days:
            if self.days and source.days:
                return same_date(self.days, source.days)
            # `2000 calls` reads as a year, `2,000 calls` does not.
            return _year(self) == _year(source) and not (self.unit or source.unit or source.bound)
        if self.unit != source.unit:
            return False
        if {self.kind, source.kind} == {Kind.VERSION, Kind.NUMBER}:
            return _folded(self.text).lstrip("v") == _folded(source.text).lstrip("v")
        if self.kind != source.kind or self.key != source.key:
            return False
        return self.bound in (source.bound, "~" if not source.bound else source.bound)


_VERSION_DIGITS = re.compile(
    r"(?:[vV](?=\d))?\d+(?:\.\d+)+(?:[-.]?(?:rc|alpha|beta|dev|post|a|b)\.?\d*)?(?!\w)"
)
_FRACTION = re.compile(r"\d+(?:/\d+)+(?![\w./])")
"""`1/2` (as ½ is in normal form), `24/7`, `04/07/2026`: compared as written."""
_V_PREFIX = re.compile(r"(?<![\w.])[vV](?=\d)")
_BEFORE_VERSION = re.compile(
    r"(?:\b(?:versions?|releases?)|(?<![.!?:] )(?<!\A)\b[A-Z][\w-]*|\b\w*[a-z][A-Z]\w*|[A-Z]\w*\.?[a-z]*)[ -]\Z"
)
_BEFORE_IDENT = re.compile(r"[A-Za-z][\w.-]*-\Z")
_LOWER_PREFIX = re.compile(r"\b(?:mid|pre|post|sub|non|top|early|late|to)-\Z")
_RANGE = re.compile(r" ?(?:-|to|and|or) ?[$€£¥]?(?=\d)")
_RANGE_BEFORE = re.compile(r"([$€£¥₹₩]) ?[\d.,]+ ?-\Z")
_PRONOUN_ONE = re.compile(r"\b(?:no|any|every|each|the|this|that|another|which) \Z", re.IGNORECASE)
_TIME_SECOND = re.compile(r"\b(?:per|a|each|every|split|one) \Z", re.IGNORECASE)
_MONEY = frozenset(CURRENCIES.values())


def values(text: str, *, published: date | None = None) -> list[Value]:
    """Return the values in order, without overlap.

    `published` gives a date the year that it leaves out, and `yesterday` its day.
    """
    view = normalise(text)
    found: list[Value] = []
    for value in sorted(_candidates(view.text, published), key=lambda v: (v.start, -v.end)):
        start, end = view.span(value.start, value.end)
        # Two values may come of one character: `½` is `1/2`.
        if not found or start >= found[-1].end:
            found.append(value._replace(text=text[start:end], start=start, end=end))
    return found


def _candidates(text: str, published: date | None) -> Iterator[Value]:
    taken: set[int] = set()
    for match in dates(text, published):
        if match.readings[0][1:] == (None, None, "") and _bound_before(text, match.start)[0]:
            continue  # more than 2000
        taken.update(range(match.start, match.end))
        span = text[match.start : match.end]
        yield Value(Kind.DATE, "", "", "", span, match.start, match.end, match.readings)
    for found in ORDINAL.finditer(text):
        is_time = found.group().lower() == "second" and _TIME_SECOND.search(text[: found.start()])
        if found.start() not in taken and not is_time:
            yield Value(Kind.ORDINAL, ordinal(found), "", "", found.group(), *found.span())
            taken.update(range(*found.span()))
    for found in DIGITS.finditer(text):
        if found.start() not in taken and (value := _number(text, found)) is not None:
            yield value
    for found in SPELLED.finditer(text):
        pronoun = found.group().lower() == "one" and _PRONOUN_ONE.search(text[: found.start()])
        if found.start() in taken or pronoun:
            continue
        value = _amount(text, spelled(found.group()), found.start(), found.end())
        if value is not None:
            yield value


def _number(text: str, found: re.Match[str]) -> Value | None:
    start, end = found.span()
    before = text[:start]
    if before[-1:] == "-" and _BEFORE_IDENT.search(before) and not _LOWER_PREFIX.search(before):
        return None  # a part of a name: GPT-4, Llama-3.1
    fraction = _FRACTION.match(text, start)
    if fraction is not None:
        written = fraction.group()
        return Value(Kind.NUMBER, written, "", "", written, start, fraction.end())
    version = _version(text, start, end)
    if version is not None:
        return version
    digits = found.group().replace(",", "")
    if digits.count(".") > 1:
        return None
    return _amount(text, Decimal(digits), start, end)


def _version(text: str, start: int, end: int) -> Value | None:
    prefix = start - 1 if start and _V_PREFIX.match(text, start - 1) else start
    match = _VERSION_DIGITS.match(text, start)
    stop = match.end() if match else end
    written = text[start:stop]
    plain_number = re.fullmatch(r"\d+\.\d+", written) is not None
    if match is None and prefix == start:
        return None
    if plain_number and prefix == start:
        followed = UNIT_AFTER.match(text, stop) or scale_after(text, stop)[1] > stop
        named = _BEFORE_VERSION.search(text[max(0, start - 30) : start])
        if followed or not named:
            return None
    return Value(Kind.VERSION, written.lower(), "", "", text[prefix:stop], prefix, stop)


def _amount(text: str, number: Decimal, start: int, end: int) -> Value | None:
    """Return the number with all that belongs to it, or None where it is a part of a word."""
    factor, after = scale_after(text, end)
    before, begin = _currency_before(text, start)
    unit, stop = _unit_after(text, after)
    if factor == 1 and not unit:
        if text[end : end + 1].isalpha():
            return None  # 3D, 4o
        # `$40 to $50 million`, `51-68 %`: what follows the second number is of the first one too.
        factor, unit = _shared(text, end)
    currency = before or (unit if unit in _MONEY else "")
    bound, begin_bound = _bound_before(text, begin)
    trailing = BOUND_AFTER.match(text, stop)
    if trailing and not bound:
        bound = ">" if trailing[1] else "<"
        stop = trailing.end()
    kind = Kind.MONEY if currency else Kind.NUMBER
    key = plain(number * factor)
    return Value(kind, key, currency or unit, bound, text[begin_bound:stop], begin_bound, stop)


def _currency_before(text: str, start: int) -> tuple[str, int]:
    match = CURRENCY_BEFORE.search(text[max(0, start - 5) : start])
    if match is not None:
        return CURRENCIES[match[1].lower()], start - len(match.group())
    ranged = _RANGE_BEFORE.search(text[max(0, start - 24) : start])
    return (CURRENCIES[ranged[1]], start) if ranged else ("", start)


def _unit_after(text: str, at: int) -> tuple[str, int]:
    money = CURRENCY_AFTER.match(text, at)
    if money is not None:
        return CURRENCIES[money[1].lower()], money.end()
    unit = UNIT_AFTER.match(text, at)
    return (UNITS[unit[1].lower()], unit.end()) if unit else ("", at)


def _shared(text: str, end: int) -> tuple[int, str]:
    """Return the scale and unit that a number takes over from the end of its range."""
    between = _RANGE.match(text, end)
    second = DIGITS.match(text, between.end()) if between else None
    if second is None:
        return 1, ""
    factor, after = scale_after(text, second.end())
    return factor, _unit_after(text, after)[0]


def _bound_before(text: str, start: int) -> tuple[str, int]:
    match = BOUND_BEFORE.search(text[max(0, start - 24) : start])
    return (BOUNDS[match[1].lower()], start - len(match.group())) if match else ("", start)


def _year(value: Value) -> str:
    return str(value.days[0].year) if value.days else value.key


def _folded(text: str) -> str:
    return " ".join(normalise(text).text.lower().split())
