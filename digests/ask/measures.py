"""Amounts of a sentence with what they count, and whether two of them can both be right."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from digests.claims.terms import Term
from digests.text.values import Kind

_LARGEST = Decimal("Infinity")
_ROUND = Decimal("0.03")
"""A round number stands for what lies so near: 500 for 512."""
_ABOUT = Decimal("0.15")
_COUNTED = 100
"""Below it a bare whole number counts things and is not rounded."""
_BETWEEN = re.compile(r"\s*(?:-|–|to|and|or)\s*[$€£¥]?\Z")
_FORMER = re.compile(
    r"(?i)\b(?:(?P<step>from)|instead\s+of|rather\s+than|not|previously|formerly|originally|once|the\s+earlier"
    r"|the\s+previous|the\s+original)\s+(?:(?:the|on|in)\s+)?[$€£¥]?\Z"
)
_CHANGED = re.compile(
    r"(?i)\b(?:rais|increas|cut|lower|revis|grow|grew|up\b|down\b|mov|postpon|delay|push|correct|chang|rose|fell"
    r"|expand|reduc|updat|reschedul)\w*[^.;]{0,60}\Z"
)
BEFORE = 2
"""So many words with content before an amount tell its part in the sentence."""


class Amount(NamedTuple):
    """A number or sum of money, or a range of them, as one sentence gives it."""

    unit: str
    least: Decimal
    most: Decimal
    counted: str
    """Stem of the next word, where it has no unit: what is counted."""
    before: frozenset[str]
    """Stems of the last words before it."""
    former: bool
    """It is told as what held before: `from 40`, `not 40`, `instead of 40`."""
    start: int
    end: int

    def agrees(self, other: "Amount") -> bool:
        """Say whether both can be right: equal, rounded, within a bound or a range."""
        if self.least == other.least and self.most == other.most:
            return True
        return self.least < other.most and other.least < self.most

    def rivals(self, other: "Amount") -> bool:
        """Say whether both measure the same: one unit, one part in the sentence."""
        if self.unit != other.unit or self.former or other.former:
            return False
        if self.counted and other.counted and self.counted != other.counted:
            return False
        if not self.unit and not (self.counted and other.counted):
            return False
        return bool(self.before & other.before) or not (self.before and other.before)


def amounts(text: str, terms: Sequence[Term]) -> list[Amount]:
    """Return the amounts of a normalised text, a range as one, in order."""
    found = [at for at, term in enumerate(terms) if _is_amount(term)]
    made: list[Amount] = []
    skip = -1
    for at, following in pairwise([*found, -1]):
        if at == skip:
            continue
        between = text[terms[at].end : terms[following].start] if following > at else ""
        ranged = bool(following > at and _BETWEEN.fullmatch(between))
        if ranged and is_former(text, terms[at].start):
            made.append(_amount(text, terms, at, at))
        elif ranged:
            made.append(_amount(text, terms, at, following))
            skip = following
        else:
            made.append(_amount(text, terms, at, at))
    return made


def is_former(text: str, start: int) -> bool:
    """Say whether what stands at `start` is told as what held before.

    `from 40 to 50` is a range, unless a word of change goes before.
    """
    found = _FORMER.search(text[max(0, start - 30) : start])
    if found is None:
        return False
    return not found["step"] or _CHANGED.search(text[max(0, start - 80) : start]) is not None


def _is_amount(term: Term) -> bool:
    value = term.value
    if value is None or value.kind not in {Kind.NUMBER, Kind.MONEY}:
        return False
    return re.fullmatch(r"\d+(?:\.\d+)?", value.key) is not None and value.text.lower() != "one"


def _amount(text: str, terms: Sequence[Term], first: int, last: int) -> Amount:
    spans = [_span(terms[at]) for at in (first, last)]
    value = terms[last].value
    unit = value.unit if value else ""
    after = next((t for t in terms[last + 1 : last + 3] if t.content and not t.value), None)
    return Amount(
        unit=unit,
        least=min(span[0] for span in spans),
        most=max(span[1] for span in spans),
        counted=after.key if after and not unit and not after.breaks else "",
        before=frozenset(_before(terms, first)),
        former=is_former(text, terms[first].start),
        start=terms[first].start,
        end=terms[last].end,
    )


def _before(terms: Sequence[Term], at: int) -> Iterator[str]:
    left = BEFORE
    for term in reversed(terms[:at]):
        if term.content and term.value is None:
            yield term.key
            left -= 1
        if not left:
            return


def _span(term: Term) -> tuple[Decimal, Decimal]:
    """Return from where to where the true amount may lie."""
    if term.value is None:
        return Decimal(0), Decimal(0)
    number, bound = Decimal(term.value.key), term.value.bound
    if bound == ">":
        return number * (1 - _ROUND), _LARGEST
    if bound == "<":
        return Decimal(-1), number * (1 + _ROUND)
    if bound == "~":
        return number * (1 - _ABOUT), number * (1 + _ABOUT)
    slack = _slack(number, bare=not term.value.unit)
    return number - slack, number + slack


def _slack(number: Decimal, *, bare: bool) -> Decimal:
    """Return by how much a number may be rounded: half of its last digit, of two at least."""
    whole = number == number.to_integral_value()
    if not number or (bare and whole and number < _COUNTED):
        return Decimal(0)
    digits = len(number.normalize().as_tuple().digits)
    last = Decimal(1).scaleb(number.adjusted() - max(2, digits) + 1)
    return max(last / 2, number * _ROUND) if digits == 1 else last / 2
