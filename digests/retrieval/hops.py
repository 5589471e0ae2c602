"""The second hop: from the first passages, through a name in them, to the page on that name."""

from collections import Counter
from collections.abc import Sequence

from digests.model import Article
from digests.retrieval.query import Query
from digests.retrieval.ranking import Excerpt
from digests.retrieval.reading import contains, stems, title_words
from digests.text.names import names

MOST_PASSAGES = 6
"""First passages from which names are taken."""
MOST_NAMES = 8
"""Names of one passage that are followed."""
EXTRA_WORDS = 3
"""A title may have so many words more than the name: `John Wallop, 2nd Earl of Portsmouth`."""


def bridges(query: Query, first: Sequence[Excerpt]) -> list[tuple[Excerpt, str]]:
    """Return the names in the first passages that the question does not say, in their order."""
    asked = set(query.stems)
    found: list[tuple[Excerpt, str]] = []
    for excerpt in first[:MOST_PASSAGES]:
        said: dict[str, None] = {}
        for name in names(excerpt.article.text[excerpt.start : excerpt.end]):
            parts = stems(name.text)
            if len(parts) > 1 and not asked.issuperset(parts):
                said[name.text] = None
        found += [(excerpt, name) for name in list(said)[:MOST_NAMES]]
    return found


def onward(named: Sequence[tuple[Excerpt, str]], articles: Sequence[Article]) -> list[Article]:
    """Return the articles that are about one of the names; those a passage names first come first."""
    titles = [(article, title_words(article.title)) for article in articles]
    places: dict[str, int] = {}
    found: dict[str, Article] = {}
    taken: Counter[str] = Counter()
    for excerpt, name in named:
        wanted = stems(name)
        for article, title in titles:
            known = article.id in found or article.id == excerpt.article.id
            if not known and is_about(title, wanted):
                found[article.id] = article
                places[article.id] = taken[excerpt.article.id]
                taken[excerpt.article.id] += 1
    return sorted(found.values(), key=lambda article: places[article.id])


def is_about(title: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether the title is the name, or the name with a few words more."""
    if not name or len(title) > len(name) + EXTRA_WORDS:
        return False
    return contains(title, name) or (len(name) > 1 and set(name) <= set(title))
