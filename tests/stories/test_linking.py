"""Average link over a sparse graph does what the quadratic definition says."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.stories.linking import CAUTION, NEIGHBOURHOOD, RESERVE, link, scaled
from digests.stories.neighbours import Graph, join_equal, nearest


def a_graph(size: int, *edges: tuple[int, int, float]) -> Graph:
    graph: Graph = [{} for _ in range(size)]
    for i, j, nearness in edges:
        graph[i][j] = graph[j][i] = nearness
    return graph


def linked_slowly(graph: Graph, threshold: float) -> list[list[int]]:
    clusters = [[index] for index in range(len(graph))]
    while True:
        means = [
            (
                -sum(graph[i].get(j, 0.0) for i in one for j in other)
                / (len(one) * len(other) + CAUTION)
                / (1 + RESERVE * (1 - 1 / min(len(one), len(other)))),
                min(one),
                min(other),
            )
            for place, one in enumerate(clusters)
            for other in clusters[place + 1 :]
        ]
        if not means or -min(means)[0] < threshold:
            return sorted(sorted(cluster) for cluster in clusters)
        _, first, second = min(means)
        gone = next(cluster for cluster in clusters if min(cluster) == second)
        clusters.remove(gone)
        next(cluster for cluster in clusters if min(cluster) == first).extend(gone)


SIZES = 7
EDGES = st.dictionaries(
    st.tuples(st.integers(0, SIZES - 1), st.integers(0, SIZES - 1)).filter(lambda p: p[0] < p[1]),
    # Quarters add up exactly, so that ties are ties in any order of summing.
    st.integers(-4, 8).map(lambda quarters: quarters / 4),
)


@settings(max_examples=300, deadline=None)
@given(EDGES, st.sampled_from([0.1, 0.3, 0.6]))
def test_the_queue_joins_what_the_definition_joins(
    edges: dict[tuple[int, int], float], threshold: float
) -> None:
    graph = a_graph(SIZES, *((i, j, nearness) for (i, j), nearness in edges.items()))
    assert link(graph, threshold) == linked_slowly(graph, threshold)


def test_a_repelled_pair_stays_apart_though_a_third_is_near_to_both() -> None:
    graph = a_graph(3, (0, 1, 1.0), (1, 2, 0.9), (0, 2, -0.9))
    assert link(graph, 0.3) == [[0, 1], [2]]


def test_the_floor_is_the_scale_of_a_lone_pair() -> None:
    graph = scaled(a_graph(2, (0, 1, 0.4)), floor=0.2)
    assert graph[0][1] == graph[1][0] == pytest.approx(2.0)


def test_a_crowd_raises_its_own_scale() -> None:
    crowd = NEIGHBOURHOOD + 1
    everyone = [(i, j, 0.8) for i in range(crowd) for j in range(i)]
    graph = scaled(a_graph(crowd, *everyone), floor=0.2)
    assert graph[0][1] == pytest.approx(1.0)


def test_only_articles_within_reach_are_compared_and_the_undated_with_all() -> None:
    vector = {"vllm": 0.6, "release": 0.8}
    graph = nearest([vector] * 4, [0.0, 5.0, 20.0, None], reach=12.0)
    assert [sorted(near) for near in graph] == [[1, 3], [0, 3], [3], [0, 1, 2]]
    assert graph[0][1] == pytest.approx(math.hypot(0.6, 0.8))


def test_what_shares_no_heavy_term_is_not_near() -> None:
    assert nearest([{"vllm": 1.0}, {"bread": 1.0}, {}], [0.0, 0.0, 0.0], reach=12.0) == [{}, {}, {}]


def test_equal_keys_bring_articles_near_and_no_key_none() -> None:
    graph = a_graph(4, (0, 1, 0.9))
    join_equal(graph, ["a", "a", None, "a"])
    assert graph == a_graph(4, (0, 1, 0.9), (0, 3, 0.5), (1, 3, 0.5))
