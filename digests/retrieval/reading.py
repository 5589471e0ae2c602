"""An article as ranking reads it: stems with their places, and windows of sentences."""

import re
from bisect import bisect_left
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.model import Article
from digests.text.sentences import sentences
from digests.text.words import stem, tokens

WINDOW_WORDS = 110
"""A window takes whole sentences up to so many words; a short article is one window."""
_SECTION = re.compile(r"\s+[|–-]\s|:\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of an article: `stems[i]` begins at `starts[i]` of its text."""

    article: Article
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    title: tuple[str, ...]
    """Stems of the title's words, without what stands in brackets at its end."""
    outlet: tuple[str, ...]
    """Stems of the outlet's name, without its section: `BBC News` of `BBC News - Business`."""
    dated: tuple[str, ...]
    """Day, month and year of publication (UTC)."""
    head: frozenset[str]
    """The words of title and outlet, and the date."""
    words: frozenset[str]
    """All words of the article and its head."""
    windows: tuple[tuple[int, int], ...]
    """Spans of the body: whole sentences, each window half new.

    An article without a body has its title as its one window.
    """

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the stems within `text[start:end]`."""
        return self.stems[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def page(article: Article) -> Page:
    """Return the article's words."""
    found = tokens(article.text)
    starts = tuple(token.start for token in found)
    at = article.published_at
    title = stems(article.title.partition(" (")[0] or article.title)
    outlet = stems(_SECTION.split(article.outlet)[0])
    dated = stems(f"{at.day} {month_name[at.month]} {at.year}")
    head = frozenset((*title, *stems(article.outlet), *dated))
    body = tuple(stem(token.text) for token in found)
    return Page(
        article=article,
        stems=body,
        starts=starts,
        title=title,
        outlet=outlet,
        dated=dated,
        head=head,
        words=head.union(body),
        windows=tuple(_windows(article, starts)),
    )


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


def _windows(article: Article, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    spans = [span for span in sentences(article.text) if span.start >= article.body_start]
    if not spans:
        yield 0, len(article.text)
        return
    sizes = [bisect_left(starts, s.end) - bisect_left(starts, s.start) for s in spans]
    first = 0
    while True:
        last, total = first, sizes[first]
        while last + 1 < len(spans) and total + sizes[last + 1] <= WINDOW_WORDS:
            last += 1
            total += sizes[last]
        yield spans[first].start, spans[last].end
        if last + 1 == len(spans):
            return
        first += max(1, (last - first + 1) // 2)
