"""How often each window of an article says the words of a question, from the places of the words."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from digests.retrieval.aliases import Alias
from digests.retrieval.query import Query
from digests.retrieval.reading import Words


@dataclass(frozen=True, slots=True)
class Counted:
    """What the windows of one article say of a question."""

    said: Mapping[int, Mapping[str, int]]
    """Window -> stem -> how often; without the windows that say nothing."""
    head: AbstractSet[str]
    """What the article's head says, for each of its windows."""
    headed: bool
    """The head says something."""
    titled: frozenset[tuple[str, str]]
    """Neighbours of the question that are neighbours in the title."""
    beside: Mapping[tuple[str, str], Sequence[int]]
    """Neighbours of the question -> the places where they are neighbours in the text."""

    def pairs(self, words: Words, window: int) -> Iterator[tuple[str, str]]:
        """Yield the neighbours of the question that are neighbours in a window or in the title."""
        yield from self.titled
        begin, end = words.begins[window], words.ends[window]
        for pair, places in self.beside.items():
            if any(begin <= place and place + 1 < end for place in places):
                yield pair


def counted(query: Query, words: Words, weigh: Mapping[str, float]) -> Counted:
    """Return what an article's windows say of the words that have a weight."""
    places = {word: words.places(word) for word in weigh if word in words.first}
    said: dict[int, dict[str, int]] = {}
    for word, found in places.items():
        for window in _windows(words, found):
            counts = said.setdefault(window, {})
            counts[word] = counts.get(word, 0) + 1
    for other in query.others:
        for window in _windows(words, _phrase(words, other), length=len(other.stems)):
            counts = said.setdefault(window, {})
            for word in other.means:
                counts.setdefault(word, 1)
    pairs = frozenset(pairwise(query.words))
    titled = pairs.intersection(pairwise(words.title))
    head = words.head | query.said_in(words.title) if query.others else words.head
    return Counted(
        said=said,
        head=head,
        headed=not head.isdisjoint(weigh),
        titled=titled,
        beside={
            pair: found
            for pair in pairs - titled
            if pair[0] in places
            and (found := _side_by_side(places[pair[0]], places.get(pair[1], ())))
        },
    )


def _windows(words: Words, places: Sequence[int], *, length: int = 1) -> Iterator[int]:
    """Yield, for each place, the windows that hold all of what begins there."""
    begins, ends = words.begins, words.ends
    for place in places:
        window = bisect_right(ends, place + length - 1)
        while window < len(begins) and begins[window] <= place:
            yield window
            window += 1


def _phrase(words: Words, other: Alias) -> Sequence[int]:
    """Return where another name begins."""
    first, *rest = (words.places(word) for word in other.stems)
    return [
        place
        for place in first
        if all(place + after in found for after, found in enumerate(rest, 1))
    ]


def _side_by_side(ones: Sequence[int], others: Sequence[int]) -> list[int]:
    following = {*others}
    return [place for place in ones if place + 1 in following]
