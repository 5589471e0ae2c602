"""Words of a sentence with what each is good for: a name, a number, money, a date, a CVE."""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from digests.facts import lexicon
from digests.text.periods import Period, periods


class Kind(StrEnum):
    """What a token is, before names are put together."""

    WORD = "w"
    NUMBER = "N"
    MONEY = "M"
    DATE = "D"
    CVE = "C"
    MARK = "."


class Token(NamedTuple):
    """A piece of the article's text: `text[start:end]`."""

    text: str
    start: int
    end: int
    kind: Kind
    low: str
    """The word in lower case, a contracted verb written out."""
    capital: bool
    """It may belong to a name: a capital somewhere, or a project that writes itself small."""
    period: Period | None = None


_CONTRACTED = {"'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_KINDS = {"C": Kind.CVE, "M": Kind.MONEY, "N": Kind.NUMBER, "mark": Kind.MARK}
_TOKEN = re.compile(
    r"(?P<C>CVE-\d{4}-\d{4,})"
    r"|(?P<M>(?:(?:US|HK|A|C|S)?[$€£¥₹₩])\s?\d[\d,]*(?:\.\d+)?"
    r"(?:[ -]?(?:(?i:million|billion|trillion|thousand)|mn|bn|[mMbBkKtT])\b)?\+?"
    r"|\d[\d,]*(?:\.\d+)?\s(?:million|billion|trillion)\s(?:U\.?S\.? )?(?:dollars|euros|pounds|yuan|yen|USD|EUR))"
    r"|(?P<poss>(?<=\w)['’](?:s|re|ve|ll|d|m)\b|(?<=s)['’](?=\s)|(?<=\w)n['’]t\b)"
    r"|(?P<abbr>\b(?:Inc|Corp|Co|Ltd|Dr|Mr|Mrs|Ms|Prof|Jr|Sr|vs|approx)\.|(?:\b[A-Z]\.){2,}|\b[A-Z]\.(?=\s[A-Z]))"
    r"|(?P<N>\bv?\d+(?:[.,]\d+)*(?:[-.]?(?:rc|alpha|beta|dev|post|preview|b|a)\.?\d*)?(?:[xBMKTk]|nd|rd|th|st)?\b%?)"
    r"|(?P<w>[^\W_](?:(?!n['’]t\b)[\w+#]|[&./_‑-](?=[^\W_])|['’](?!(?:s|re|ve|ll|d|m)\b)(?=\w))*)"
    r"|(?P<mark>[^\s\w])"
)


def tokens(text: str, start: int, end: int, published: date) -> list[Token]:
    """Return the tokens of `text[start:end]` with offsets into `text`."""
    sentence = text[start:end]
    found: list[Token] = []
    at = 0
    dated = [
        *_dated(sentence, published),
        Period(len(sentence), len(sentence), published, published),
    ]
    for period in dated:
        found.extend(_token(match, start) for match in _TOKEN.finditer(sentence, at, period.start))
        if period.start < len(sentence):
            words = sentence[period.start : period.end]
            found.append(
                Token(
                    words,
                    start + period.start,
                    start + period.end,
                    Kind.DATE,
                    words.lower(),
                    capital=False,
                    period=period,
                )
            )
        at = period.end
    return found


def _dated(sentence: str, published: date) -> list[Period]:
    """Return the dates, except where one is a part of a name (`GTC 2026`, `May Habib`)."""
    return [
        period
        for period in periods(sentence, published)
        if not sentence[period.end : period.end + 1].isalnum()
    ]


def _token(match: re.Match[str], offset: int) -> Token:
    group = match.lastgroup
    kind = _KINDS.get(group or "", Kind.WORD)
    text = match.group()
    low = text.lower()
    capital = kind is Kind.WORD and (low != text or text in lexicon.LOWER_NAMES)
    if group == "poss":
        low = low.replace("’", "'")
        low = _CONTRACTED.get(low, low)
    return Token(text, offset + match.start(), offset + match.end(), kind, low, capital)
