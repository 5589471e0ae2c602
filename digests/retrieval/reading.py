"""An article as ranking reads it: stems with their places, and windows of sentences."""

from bisect import bisect_left
from calendar import month_name
from dataclasses import dataclass
from functools import lru_cache

from digests.model import Article
from digests.text.sentences import sentences
from digests.text.words import stem, tokens

WINDOW_WORDS = 110
"""A window takes whole sentences up to so many words; a short article is one window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of an article: `stems[i]` begins at `starts[i]` of its text."""

    article: Article
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    title: tuple[str, ...]
    """Stems of the title's words, without what stands in brackets at its end."""
    outlet: tuple[str, ...]
    head: frozenset[str]
    """The words of title and outlet, and month, day and year of publication (UTC)."""

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the stems within `text[start:end]`."""
        return self.stems[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def page(article: Article) -> Page:
    """Return the article's words."""
    found = tokens(article.text)
    at = article.published_at
    title = stems(article.title.partition(" (")[0] or article.title)
    outlet = stems(article.outlet)
    dated = stems(f"{at.day} {month_name[at.month]} {at.year}")
    return Page(
        article=article,
        stems=tuple(stem(token.text) for token in found),
        starts=tuple(token.start for token in found),
        title=title,
        outlet=outlet,
        head=frozenset((*title, *outlet, *dated)),
    )


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a short text's words, function words too."""
    return tuple(stem(token.text) for token in tokens(text))


def windows(page: Page) -> list[tuple[int, int]]:
    """Return the spans of the body's windows: whole sentences, each window half new.

    An article without a body has its title as its one window.
    """
    article = page.article
    spans = [span for span in sentences(article.text) if span.start >= article.body_start]
    if not spans:
        return [(0, len(article.text))] if article.text else []
    sizes = [len(page.between(span.start, span.end)) for span in spans]
    found: list[tuple[int, int]] = []
    first = 0
    while True:
        last, total = first, sizes[first]
        while last + 1 < len(spans) and total + sizes[last + 1] <= WINDOW_WORDS:
            last += 1
            total += sizes[last]
        found.append((spans[first].start, spans[last].end))
        if last + 1 == len(spans):
            return found
        first += max(1, (last - first + 1) // 2)
