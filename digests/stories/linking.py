"""Average-link clustering of a sparse graph whose nearness is judged by each neighbourhood."""

import heapq
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests.stories.neighbours import Graph

NEIGHBOURHOOD = 5
"""How many nearest neighbours make the scale by which an article's nearness is judged."""


CAUTION = 1.2
"""Strange pairs beside the real ones in every mean: two lone articles need to be nearer than an
article and a story that it is a little near to in each of ten reports."""
RESERVE = 0.5
"""How much nearer two large clusters must be than one article and a cluster: a single report may
be odd, but two bodies of reports that differ on the whole are two events."""


def scaled(graph: Graph, floor: float) -> Graph:
    """Divide each nearness by the geometric mean of its two articles' scales.

    An article's scale is the mean nearness of its `NEIGHBOURHOOD` nearest, missing ones counting
    0, and at least `floor`: among twenty reports of one earthquake, a report of another one is
    far away, though it would be near in a crowd of strangers (local scaling: Zelnik-Manor and
    Perona 2004, here of a similarity).
    """
    scales = [
        max(sum(heapq.nlargest(NEIGHBOURHOOD, near.values())) / NEIGHBOURHOOD, floor)
        for near in graph
    ]
    return [
        {j: nearness / math.sqrt(scales[i] * scales[j]) for j, nearness in near.items()}
        for i, near in enumerate(graph)
    ]


def link(graph: Graph, threshold: float) -> list[list[int]]:
    """Join the two nearest clusters while they are at least `threshold` near, which is above 0.

    Clusters are as near as their pairs in the mean, less `CAUTION` and `RESERVE`; pairs that the
    graph does not hold are 0 near. Returns a partition of the indices, each cluster ascending, in
    the order of their first members.
    """
    members = {index: [index] for index in range(len(graph))}
    sums = [dict(near) for near in graph]
    queue = [
        _pair(total, (i, 1), (j, 1))
        for i, near in enumerate(sums)
        for j, total in near.items()
        if i < j and total / (1 + CAUTION) >= threshold
    ]
    heapq.heapify(queue)
    while queue:
        pair = heapq.heappop(queue)
        if not pair.is_current(members):
            continue
        kept, gone = pair.first, pair.second
        members[kept] += members.pop(gone)
        _merge_sums(sums, kept, gone)
        for other, total in sums[kept].items():
            pair = _pair(total, (kept, len(members[kept])), (other, len(members[other])))
            if -pair.negative_nearness >= threshold:
                heapq.heappush(queue, pair)
    return [sorted(cluster) for _, cluster in sorted(members.items())]


class _Pair(NamedTuple):
    """Two clusters as they were when queued, the nearest first, ties by index."""

    negative_nearness: float
    first: int
    second: int
    first_size: int
    second_size: int

    def is_current(self, members: Mapping[int, Sequence[int]]) -> bool:
        """Return whether neither has grown or gone since; one that has was queued again."""
        return (
            len(members.get(self.first, ())) == self.first_size
            and len(members.get(self.second, ())) == self.second_size
        )


def _pair(total: float, one: tuple[int, int], other: tuple[int, int]) -> _Pair:
    (first, first_size), (second, second_size) = sorted((one, other))
    mean = total / (first_size * second_size + CAUTION)
    nearness = mean / (1 + RESERVE * (1 - 1 / min(first_size, second_size)))
    return _Pair(-nearness, first, second, first_size, second_size)


def _merge_sums(sums: list[dict[int, float]], kept: int, gone: int) -> None:
    sums[kept].pop(gone, None)
    for other, total in sums[gone].items():
        sums[other].pop(gone, None)
        if other != kept:
            merged = sums[kept].get(other, 0.0) + total
            sums[kept][other] = sums[other][kept] = merged
    sums[gone] = {}
