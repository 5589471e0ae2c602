"""Bare amounts of a text, whatever their unit and spelling: 25 for `twenty five`, `25` and `25%`.

Looser than `digests.text.values`, on purpose: for a score, `61-year-old` is given by `Davidson, 61`.
"""

import re

from digests.text.numbers import ORDINAL, SPELLED, ordinal, plain, spelled
from digests.text.vocabulary import vocabulary

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OTHER_WORDS = {
    **dict.fromkeys(("both", "couple", "pair", "twice", "double"), "2"),
    **dict.fromkeys(("once", "single"), "1"),
}
_CALENDAR = vocabulary(
    """january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"""
)
_WORD = re.compile(r"[a-z]+")


def amounts(text: str) -> frozenset[str]:
    """Return the amounts of a text in digits, with the names of its months and days."""
    lower = text.lower()
    words = _WORD.findall(lower)
    spaced = lower.replace("-", " ")
    return frozenset(
        {match.group().replace(",", "") for match in _DIGITS.finditer(lower)}
        | {plain(spelled(match.group())) for match in SPELLED.finditer(spaced)}
        | {ordinal(match) for match in ORDINAL.finditer(lower)}
        | {_OTHER_WORDS[word] for word in words if word in _OTHER_WORDS}
        | {word for word in words if word in _CALENDAR}
    )
