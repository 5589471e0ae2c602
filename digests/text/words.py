"""Words with offsets, their stems, and the ones that carry no content."""

import re
import threading
from functools import lru_cache
from typing import NamedTuple, Protocol

import snowballstemmer

from digests.text.vocabulary import vocabulary

STOPWORDS = vocabulary(
    """a about above after again against all also am an and any are aren't as at be because been
    before being below between both but by can can't cannot could couldn't did didn't do does
    doesn't doing don't down during each few for from further had hadn't has hasn't have haven't
    having he he'd he'll he's her here here's hers herself him himself his how how's i i'd i'll i'm
    i've if in into is isn't it it'd it'll it's its itself just let's me more most mustn't my myself
    no nor not now of off on once only or other ought our ours ourselves out over own same shan't she
    she'd she'll she's should shouldn't so some such than that that's the their theirs them
    themselves then there there's these they they'd they'll they're they've this those through to
    too under until up us very was wasn't we we'd we'll we're we've were weren't what what's when
    when's where where's which while who who's whom why why's will with won't would wouldn't you
    you'd you'll you're you've your yours yourself yourselves"""
)
"""English function words, lower case, with the straight apostrophe."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[vV]?\d+(?:[.,]\d+)+[^\W\d_]*"  # 1,000  0.11  v1.2.3  3.5B
    r"|[^\W_]+(?:['’][^\W_]+)*"  # words, H100, 4o, don't, Alibaba's
)
_POSSESSIVE = re.compile(r"'s?\Z")
_SENTENCE = 500
"""Characters: what is longer is not remembered."""


class _Stemmer(Protocol):
    """The part of the untyped package that is used."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 — the package's own name


class Token(NamedTuple):
    """A word or number: `source[start:end] == text`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return words and numbers in order. Hyphens part words; decimals and versions stay whole."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def spelled(text: str) -> tuple[list[str], list[int]]:
    """Return the texts of the tokens, and where each begins: four times as fast as the tokens."""
    return _TOKEN.findall(text), [match.start() for match in _TOKEN.finditer(text)]


class _PerThread(threading.local):
    """A stemmer for each thread: it keeps the word that it is at, and claims are judged in threads."""

    def __init__(self) -> None:
        self.english: _Stemmer = snowballstemmer.stemmer("english")


_stemmers = _PerThread()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the English (snowball) stem of one word, lower-cased, without a possessive."""
    plain = _POSSESSIVE.sub("", word.lower().replace("’", "'"))
    return _stemmers.english.stemWord(plain)


def content_words(text: str) -> list[str]:
    """Return the stems of the words that are no stop words, in order, with repeats."""
    return list(_short_content(text) if len(text) <= _SENTENCE else _content(text))


def _content(text: str) -> tuple[str, ...]:
    found = [word.lower().replace("’", "'") for word in _TOKEN.findall(text)]
    return tuple([stem(word) for word in found if word not in STOPWORDS])


# Titles and sentences of the news are asked for again with each question: some 4 MB.
_short_content = lru_cache(maxsize=8192)(_content)
