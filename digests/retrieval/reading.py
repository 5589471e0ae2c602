"""An article as ranking reads it: stems with their places, and windows of sentences."""

import re
from array import array
from bisect import bisect_left
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from digests.model import Article
from digests.text.remembering import remembered
from digests.text.sentences import Span, sentences
from digests.text.words import spelled, stem, tokens

WINDOW_WORDS = 110
"""A window takes whole sentences up to so many words; a short article is one window."""
_MONTHS = tuple(month_name)
_SECTION = re.compile(r"\s+[|–-]\s|:\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The stems of an article's text with their places, counted in words, and its head."""

    first: Mapping[str, int]
    """Stem -> where in `listed` it begins: how often it stands there, then each of its places."""
    listed: "array[int]"
    title: tuple[str, ...]
    """Stems of the title's words, without what stands in brackets at its end."""
    outlet: tuple[str, ...]
    """Stems of the outlet's name, without its section: `BBC News` of `BBC News - Business`."""
    dated: tuple[str, ...]
    """Day, month and year of publication (UTC)."""
    head: frozenset[str]
    """The words of title and outlet, and the date."""
    windows: tuple[Span, ...]
    """Spans of the body: whole sentences, each window half new.

    An article without a body has its title as its one window.
    """
    begins: tuple[int, ...]
    """The place of the first word of each window."""
    ends: tuple[int, ...]
    """The place after its last one."""

    def places(self, word: str) -> Sequence[int]:
        """Return where a stem stands in the text, in order."""
        at = self.first.get(word)
        return () if at is None else self.listed[at + 1 : at + 1 + self.listed[at]]

    def says(self, word: str) -> bool:
        """Return whether a stem stands in the text or at its head."""
        return word in self.first or word in self.head


@dataclass(frozen=True, slots=True)
class Page:
    """An article as ranking reads it."""

    article: Article
    words: Words


def page(article: Article) -> Page:
    """Return the article with its words."""
    published = article.published_at.date()
    return Page(
        article, _words(article.text, article.body_start, article.title, article.outlet, published)
    )


# Many people ask about the same news. An article of 5,000 characters takes 25 kB: 1,000 of them fit.
@remembered(6_000_000)
def _words(text: str, body: int, title: str, outlet: str, published: date) -> Words:
    found, starts = spelled(text)
    spots: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(map(stem, found)):
        spots[word].append(place)
    first: dict[str, int] = {}
    listed: list[int] = []
    for word, places in spots.items():
        first[word] = len(listed)
        listed.append(len(places))
        listed += places
    named = title_words(title)
    dated = stems(f"{published.day} {_MONTHS[published.month]} {published.year}")
    windows = tuple(_windows(text, body, starts))
    return Words(
        first=first,
        listed=array("I", listed),
        title=named,
        outlet=stems(_SECTION.split(outlet)[0]),
        dated=dated,
        head=frozenset((*named, *stems(outlet), *dated)),
        windows=windows,
        begins=tuple(bisect_left(starts, window.start) for window in windows),
        ends=tuple(bisect_left(starts, window.end) for window in windows),
    )


def title_words(title: str) -> tuple[str, ...]:
    """Return the stems of a title's words, without what stands in brackets at its end."""
    return stems(title.partition(" (")[0] or title)


def contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Return whether the phrase stands in the words, side by side; an empty one never does."""
    size, wanted = len(phrase), tuple(phrase)
    return size > 0 and any(
        words[at] == wanted[0] and tuple(words[at : at + size]) == wanted
        for at in range(len(words) - size + 1)
    )


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a short text's words, function words too."""
    return tuple(stem(token.text) for token in tokens(text))


def _windows(text: str, body_start: int, starts: Sequence[int]) -> Iterator[Span]:
    spans = [span for span in sentences(text) if span.start >= body_start]
    if not spans:
        yield Span(0, len(text))
        return
    sizes = [bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in spans]
    first = 0
    while True:
        last, total = first, sizes[first]
        while last + 1 < len(spans) and total + sizes[last + 1] <= WINDOW_WORDS:
            last += 1
            total += sizes[last]
        yield Span(spans[first].start, spans[last].end)
        if last + 1 == len(spans):
            return
        first += max(1, (last - first + 1) // 2)
