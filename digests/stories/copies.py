"""Syndicated and nearly identical texts, collapsed into one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from digests.model import Article, Copy
from digests.stories.contrasts import Marks, contrast, days_apart
from digests.stories.neighbours import Graph
from digests.stories.ranking import Rank

RESEMBLANCE = 0.7
"""Share of the word pairs of two texts that both hold; syndication edits a title and an end."""
CONTAINMENT = 0.9
CONTAINED_WORDS = 30
"""A shorter text that stands in a longer one says what it says, unless it is a phrase or two."""
WORTH_COMPARING = 0.5
"""Cosine below which two texts cannot share most of their words."""
FORM_WORDS = 60
"""Up to here an identical text can be a form that is filled in again and again."""
FORM_DAYS = 30.0
BODY_WORDS = 8
"""A shorter body ("Read more") identifies nothing without its title."""

_WORD = re.compile(r"\w+")


class Source(NamedTuple):
    """An article with what is read off it once."""

    article: Article
    rank: Rank
    marks: Marks


class Collapsed(NamedTuple):
    """Articles apart from their copies; `kept` are the best-ranked of each."""

    kept: list[Source]
    copies: list[Copy]


def collapse_equal(sources: Iterable[Source]) -> Collapsed:
    """Collapse bodies that have the same words in the same order."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[_fingerprint(source.article)].append(source)
    kept: list[Source] = []
    copies: list[Copy] = []
    for group in groups.values():
        originals: list[Source] = []
        for source in sorted(group, key=attrgetter("rank")):
            of = next((one for one in originals if _may_copy(one, source)), None)
            if of is None:
                originals.append(source)
            else:
                copies.append(_copy(source, of, 1.0))
        kept += originals
    return Collapsed(kept, copies)


def near_copies(sources: Sequence[Source], graph: Graph) -> list[Copy]:
    """Find the near copies among neighbours in the graph, whose indices are of `sources`.

    A copy is compared with what it collapses into, never with another copy.
    """
    word_pairs: dict[int, frozenset[tuple[str, str]]] = {}
    place = {
        index: place
        for place, index in enumerate(sorted(range(len(sources)), key=lambda i: sources[i].rank))
    }
    copies: dict[int, Copy] = {}
    for index, rank_place in place.items():
        near = [other for other, cosine in graph[index].items() if cosine >= WORTH_COMPARING]
        for other in sorted(near, key=place.__getitem__):
            if index in copies or other in copies or place[other] < rank_place:
                continue
            for one in (index, other):
                if one not in word_pairs:
                    word_pairs[one] = frozenset(pairwise(_words(sources[one].article.text)))
            similarity = _similarity(word_pairs[index], word_pairs[other])
            if similarity and _may_copy(sources[index], sources[other]):
                copies[other] = _copy(sources[other], sources[index], similarity)
    return list(copies.values())


def _copy(source: Source, of: Source, similarity: float) -> Copy:
    return Copy(article_id=source.article.id, of=of.article.id, similarity=round(similarity, 3))


def _similarity(
    first: frozenset[tuple[str, str]], second: frozenset[tuple[str, str]]
) -> float | None:
    """Return how much two texts are one (Broder 1997), None where they are not.

    Resemblance, or containment where the shorter stands in the longer.
    """
    both = len(first & second)
    smaller = min(len(first), len(second))
    resemblance = both / max(1, len(first | second))
    if resemblance >= RESEMBLANCE:
        return resemblance
    if smaller >= CONTAINED_WORDS and both / smaller >= CONTAINMENT:
        return both / smaller
    return None


def _may_copy(first: Source, second: Source) -> bool:
    """Return whether alike texts are one: not two versions in one form, nor a form used later."""
    if contrast(first.marks, second.marks):
        return False
    apart = days_apart(first.marks, second.marks)
    if apart is None or apart <= FORM_DAYS:
        return True
    return min(len(_words(one.article.text)) for one in (first, second)) > FORM_WORDS


def _fingerprint(article: Article) -> str:
    body = _words(article.body)
    return " ".join(body if len(body) >= BODY_WORDS else _words(article.text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
