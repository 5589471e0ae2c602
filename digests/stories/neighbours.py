"""Which articles are near one another, without comparing all with all."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from digests.stories.terms import Vector

Graph = list[dict[int, float]]
"""For each article its neighbours and their nearness; symmetric, no loops."""

TERMS_INDEXED = 32
"""Only an article's heaviest terms find its candidates; all of them then weigh the pair."""
POSTINGS_READ = 300
"""Of a term's articles only the latest find candidates: a term of more parts nothing, and costs
its square."""
CANDIDATES = 50
"""Most pairs weighed for an article with those before it."""
LEAST = 0.06
"""Cosines below it are left out and count as 0."""
EQUAL = 0.5
"""As near as reports of one event by good writers come."""
EQUALS_READ = 20


def nearest(vectors: Sequence[Vector], days: Sequence[float | None], reach: float) -> Graph:
    """Return the cosines of pairs that share heavy terms and lie within `reach` days.

    `days` ascends, None (near every day) last. Time and memory grow with the articles, not with
    their square.
    """
    graph: Graph = [{} for _ in vectors]
    for index, candidates in _candidates(vectors, days, reach):
        vector = vectors[index]
        for other in candidates:
            nearness = _dot(vector, vectors[other])
            if nearness >= LEAST:
                graph[index][other] = graph[other][index] = nearness
    return graph


def join_equal(graph: Graph, keys: Sequence[Hashable | None]) -> None:
    """Make articles with one key at least `EQUAL` near, each to the `EQUALS_READ` after it.

    None is no key.
    """
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is not None:
            groups[key].append(index)
    for group in groups.values():
        for place, index in enumerate(group):
            for other in group[place + 1 : place + 1 + EQUALS_READ]:
                nearness = max(graph[index].get(other, 0.0), EQUAL)
                graph[index][other] = graph[other][index] = nearness


def _candidates(
    vectors: Sequence[Vector], days: Sequence[float | None], reach: float
) -> Iterator[tuple[int, list[int]]]:
    """Yield each article with the earlier ones that share most of its heavy terms."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    first = 0  # The first article that is still within reach.
    for index, vector in enumerate(vectors):
        day = days[index]
        while day is not None and (start := days[first]) is not None and day - start > reach:
            first += 1
        oldest = 0 if day is None else first
        shared: dict[int, float] = defaultdict(float)
        for term, weight in nlargest(TERMS_INDEXED, vector.items(), key=itemgetter(1, 0)):
            posted = postings[term]
            for other, other_weight in islice(reversed(posted), POSTINGS_READ):
                if other < oldest:
                    break
                shared[other] += weight * other_weight
            posted.append((index, weight))
        yield index, nlargest(CANDIDATES, shared, key=lambda other: (shared[other], other))


def _dot(first: Vector, second: Vector) -> float:
    if len(first) > len(second):
        first, second = second, first
    get = second.get
    return sum([weight * get(term, 0.0) for term, weight in first.items()])
