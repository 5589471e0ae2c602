"""Numbers in digits and in words, to exact decimals."""

import re
from decimal import Decimal

_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_ONES)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "t": 10**12,
    "tn": 10**12,
}
"""What multiplies the number before it."""

_below_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES[::-1])})"
)
_scale = r"(?:hundred|thousand|million|billion|trillion|dozen)"
SPELLED = re.compile(
    rf"\b(?:half a (?:million|billion|dozen)"
    rf"|an? {_scale}(?:(?: {_scale})|(?: and)? {_below_100})?"
    rf"|{_below_100}(?:[ -]hundred(?:(?: and)? {_below_100})?)?(?:[ -](?:thousand|million|billion|trillion|dozen))?"
    r")\b(?!-)",
    re.IGNORECASE,
)
DIGITS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)*|(?<![\w.])\.\d+|(?<=\b[vV])\d+(?:\.\d+)*"
)
ORDINAL = re.compile(
    rf"(?<![\w-])(?:(\d+)(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))(?!\w)(?!-(?:half|quarter))",
    re.IGNORECASE,
)
_SCALE_AFTER = re.compile(
    r"[ -]?(hundred|thousand|million|billion|trillion|dozen)\b(?!s)|[ -]?(bn|mn|tn)\b|([kKMBTbm])\b",
)


def spelled(words: str) -> Decimal:
    """Return the number that words matched by `SPELLED` stand for.

    >>> spelled("Twenty-five thousand"), spelled("a hundred and five"), spelled("half a million")
    (Decimal('25000'), Decimal('105'), Decimal('500000'))
    """
    total = Decimal(0)
    part = Decimal(0)
    half = False
    for word in re.split(r"[ -]", words.lower()):
        if word == "half":
            half = True
        elif word in SCALES:
            part = (part or Decimal(1)) * SCALES[word]
            if SCALES[word] >= 1000:
                total, part = total + part, Decimal(0)
        elif word not in {"a", "an", "and"}:
            part += _WORDS[word]
    return (total + part) / (2 if half else 1)


def ordinal(match: re.Match[str]) -> str:
    """Return the number of an `ORDINAL` match, in digits."""
    digits, word = match.groups()
    return digits or str(_ORDINALS[word.lower()])


def scale_after(text: str, at: int) -> tuple[int, int]:
    """Return the factor that stands at `at` (1 for none) and where it ends."""
    match = _SCALE_AFTER.match(text, at)
    if match is None:
        return 1, at
    word = next(group for group in match.groups() if group)
    return SCALES[word.lower()], match.end()


def plain(number: Decimal) -> str:
    """Return the shortest decimal notation, without exponent.

    >>> plain(Decimal("2.50")), plain(Decimal("4E+7"))
    ('2.5', '40000000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
