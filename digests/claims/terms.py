"""A text as the ladder compares it: words, names and values in order, with their cues."""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from digests.claims.lexicon import CUES, STOPS, Cue
from digests.text.names import FIRST_WORDS, names, other_names
from digests.text.normal import normalise
from digests.text.values import Value, values
from digests.text.words import Token, stem, tokens


class Sort(Enum):
    """What a term is."""

    VALUE = "value"
    NAME = "name"
    WORD = "word"
    STOP = "stop"


class Term(NamedTuple):
    """One unit of comparison. Offsets are into the normalised text."""

    text: str
    """Lower case."""
    key: str
    """What equal terms share: the stem, or the first of several known names."""
    sort: Sort
    cue: Cue | None
    value: Value | None
    start: int
    end: int
    opens: bool
    """It opens a sentence with a capital letter, so that it may be a name."""
    breaks: bool
    """A comma, bracket, dash or stop parts it from the term before."""

    @property
    def content(self) -> bool:
        """It carries meaning of its own."""
        return self.sort is not Sort.STOP


_BREAK = re.compile(r"[,;:()\[\]\"]|[.!?](?:\s|$)|\s-+\s|\s-|-\s|--")
_NEGATED = re.compile(r"(?:n't|n’t)\Z|\Acannot\Z", re.IGNORECASE)
_LONGEST_ALIAS = 5


@lru_cache(maxsize=256)
def terms(text: str, published: date | None = None) -> tuple[Term, ...]:
    """Return the terms of a text in order; values take the place of their words."""
    plain = normalise(text).text
    found = values(plain, published=published)
    inside = {at for value in found for at in range(value.start, value.end)}
    called: set[int] = set()
    opening: set[int] = set()
    for name in names(plain):
        (called if name.certain else opening).update(range(name.start, name.end))
    words = [token for token in tokens(plain) if token.start not in inside]
    made = [_of_value(value) for value in found]
    at = 0
    while at < len(words):
        width, key = _alias(words, at)
        last = words[at + width - 1]
        named = words[at].start in called
        opens = words[at].start in opening
        made.append(_of_word(words[at], last, key, plain, named=named)._replace(opens=opens))
        at += width
    made.sort(key=lambda term: term.start)
    return tuple(_with_breaks(made, plain))


def _of_value(value: Value) -> Term:
    return Term(
        value.text.lower(),
        "",
        Sort.VALUE,
        None,
        value,
        value.start,
        value.end,
        opens=False,
        breaks=False,
    )


def _of_word(first: Token, last: Token, key: str, plain: str, *, named: bool) -> Term:
    text = plain[first.start : last.end].lower()
    negated = _NEGATED.search(text) is not None
    cue = Cue.NOT if negated else CUES.get(text) or CUES.get(key)
    if text.endswith("'ll"):
        cue = Cue.FUTURE
    if named and cue is not Cue.NOT:
        cue = None
    sort = Sort.NAME if named else Sort.STOP if text in STOPS or negated else Sort.WORD
    return Term(text, key, sort, cue, None, first.start, last.end, opens=False, breaks=False)


def _alias(words: Sequence[Token], at: int) -> tuple[int, str]:
    """Return how many words make up a name that has other names, and the key they share."""
    first = words[at].text.lower()
    if first not in FIRST_WORDS:
        return 1, stem(first)
    for width in range(min(_LONGEST_ALIAS, len(words) - at), 0, -1):
        phrase = " ".join(word.text for word in words[at : at + width])
        if width == 1 and phrase.islower() and len(phrase) < 3:
            continue  # `us` and `un` are words, `US` and `UN` are names
        others = other_names(phrase)
        if others:
            return width, min((phrase.lower(), *others))
    return 1, stem(first)


def _with_breaks(made: list[Term], plain: str) -> list[Term]:
    result = []
    end = 0
    for term in made:
        parted = _BREAK.search(plain, end, term.start) is not None
        result.append(term._replace(breaks=parted))
        end = term.end
    return result
