"""What a question asks: its words, the names in it, and what kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from digests.retrieval.aliases import Alias, other_names_in
from digests.retrieval.reading import contains
from digests.text.dates import Day, dates
from digests.text.names import names
from digests.text.vocabulary import vocabulary
from digests.text.words import STOPWORDS, stem, tokens

LONGEST = 500
"""Characters of a question that are read."""
MOST_WORDS = 40
"""Different content words that are looked for; a question has seldom more than 30."""


class Wanted(StrEnum):
    """What an answer must hold."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    NUMBER = "number"
    VERSION = "version"
    YES_NO = "yes_no"
    WHY = "why"
    WHAT = "what"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question taken apart. Everything in it is plain words."""

    text: str
    words: tuple[str, ...]
    """Stems of the content words, in order, without repeats."""
    spelled: tuple[str, ...]
    """The same words as written, lower case: what the search engine is given."""
    stems: tuple[str, ...]
    """The stems of all its words, function words too, in order."""
    names: tuple[tuple[str, ...], ...]
    """The proper names, each as the stems of its words."""
    wanted: Wanted
    days: tuple[Day, ...] = ()
    """The calendar days that it names."""
    others: tuple[Alias, ...] = ()
    """Other names of what it names."""
    aliases: tuple[str, ...] = ()
    """Other names of the subject, which count as said though the question does not say them."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Return what the search engine may be given: its words, and other names as phrases."""
        return tuple(dict.fromkeys((*self.spelled, *(other.text for other in self.others))))

    def said_in(self, words: Sequence[str]) -> set[str]:
        """Return the words of the question that other names say in these stems."""
        return {
            word
            for other in self.others
            if other.stems[0] in words and contains(words, other.stems)
            for word in other.means
        }


_ASKING = vocabulary(
    """article articles report reports reported reporting according mention mentioned mentions discuss
    discussed discussing suggest suggests story stories published please tell show list name know
    information considering anything something anyone someone news say says said"""
)
"""Words about the asking or the telling: they are in few answers, and tell nothing apart."""

_WANTED = (
    (Wanted.VERSION, re.compile(r"(?i)\b(?:which|what)\s+(?:\w+\s+)?(?:version|release)\b")),
    (Wanted.NUMBER, re.compile(r"(?i)\bhow\s+(?:many|much|large|big|fast|long|often|old|far)\b")),
    (Wanted.NUMBER, re.compile(r"(?i)\bwhat\s+(?:share|percentage|percent|number|amount|price|size)\b")),
    (Wanted.WHEN, re.compile(r"(?i)\bwhen\b|\b(?:which|what)\s+(?:date|day|month|year|time)\b")),
    (Wanted.WHERE, re.compile(r"(?i)\bwhere\b|\b(?:which|what)\s+(?:country|city|place)\b")),
    (Wanted.WHO, re.compile(r"(?i)\bwho(?:m|se)?\b|\b(?:which|what)\s+(?:compan|organi[sz]ation|person|people|member|individual|firm|lab|vendor)")),
    (Wanted.WHY, re.compile(r"(?i)\bwhy\b|\bhow\s+(?:did|does|do|is|are|can|will)\b")),
    (Wanted.YES_NO, re.compile(r"(?i)^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b")),
)  # fmt: skip


def analyse(text: str, *, aliases: Sequence[str] = ()) -> Query:
    """Return the question taken apart; what is longer than `LONGEST` is not read."""
    asked = text[:LONGEST]
    words: dict[str, str] = {}
    for token in tokens(asked):
        plain = token.text.lower().replace("’", "'")
        if (plain not in STOPWORDS and plain not in _ASKING and len(plain) > 1) or plain.isdigit():
            words.setdefault(stem(plain), plain)
    kept = list(words.items())[:MOST_WORDS]
    return Query(
        text=asked,
        words=tuple(key for key, _ in kept),
        spelled=tuple(written for _, written in kept),
        stems=tuple(stem(token.text) for token in tokens(asked)),
        names=_names(asked),
        wanted=_wanted(asked),
        days=tuple(day for match in dates(asked) for day in match.readings if day.day is not None),
        others=tuple(other_names_in(asked)),
        aliases=tuple(aliases),
    )


def _names(text: str) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, ...], None] = {}
    for name in names(text):
        parts = tuple(stem(token.text) for token in tokens(name.text))
        if (name.certain or len(parts) > 1) and parts:
            found[parts] = None
    return tuple(found)


def _wanted(text: str) -> Wanted:
    first = [
        (hit.start(), order, kind)
        for order, (kind, shape) in enumerate(_WANTED)
        if (hit := shape.search(text))
    ]
    specific = [kind for _, order, kind in first if order < 3]
    if specific:
        return specific[0]
    return min(first)[2] if first else Wanted.WHAT
