"""The scores follow their definitions, and agree with the shared reference where it is present."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import metrics

PAIRED = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")), min_size=1)
SCORED = st.lists(st.tuples(st.booleans(), st.integers(0, 5).map(float)), min_size=2).filter(
    lambda rows: len({positive for positive, _ in rows}) == 2
)


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", shared / "evaluation" / "metrics.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_one_cluster_for_all_has_full_recall_and_half_precision() -> None:
    score = metrics.bcubed("aabb", [1, 1, 1, 1])
    assert score == (0.5, 1.0)
    assert score.f1 == pytest.approx(2 / 3)


def test_a_cluster_for_each_has_full_precision_and_half_recall() -> None:
    assert metrics.bcubed("aabb", [1, 2, 3, 4]) == (1.0, 0.5)


def test_a_stray_item_costs_pairs_by_the_size_of_what_it_joined() -> None:
    assert metrics.pairwise("aabb", [1, 1, 1, 2]) == (1 / 3, 1 / 2)


def test_where_no_pair_is_said_none_is_wrong() -> None:
    assert metrics.pairwise("aab", [1, 2, 3]) == (1.0, 0.0)
    assert metrics.pairwise("abc", [1, 1, 1]) == (0.0, 1.0)
    assert metrics.pairwise("aab", [1, 2, 3]).f1 == 0.0


def test_a_tie_between_classes_counts_half() -> None:
    assert metrics.auroc([True, False], [0.4, 0.4]) == 0.5
    assert metrics.auroc([True, True, False, False], [0.9, 0.4, 0.4, 0.1]) == 0.875


def test_auroc_of_one_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="positive and a negative"):
        metrics.auroc([True], [1.0])


def test_saying_one_class_always_is_chance_in_balanced_accuracy() -> None:
    assert metrics.balanced_accuracy("ssssu", "sssss") == 0.5


def test_f1_counts_hits_against_both_lists() -> None:
    assert metrics.f1_of("suu", "uuu", "u") == pytest.approx(4 / 5)
    assert metrics.f1_of("s", "s", "u") == 0.0


@pytest.mark.parametrize("score", [metrics.bcubed, metrics.pairwise, metrics.balanced_accuracy])
def test_lists_of_different_or_no_length_are_an_error(score: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="equal lengths"):
        score("ab", "a")
    with pytest.raises(ValueError, match="equal lengths"):
        score("", "")


@given(PAIRED)
def test_scores_of_labels_agree_with_the_reference(
    reference: ModuleType, rows: list[tuple[str, str]]
) -> None:
    gold, predicted = [row[0] for row in rows], [row[1] for row in rows]
    for name in ("bcubed", "pairwise"):
        ours, theirs = (
            getattr(metrics, name)(gold, predicted),
            getattr(reference, name)(gold, predicted),
        )
        assert (*ours, ours.f1) == pytest.approx(tuple(theirs))
    assert metrics.balanced_accuracy(gold, predicted) == pytest.approx(
        reference.balanced_accuracy(gold, predicted)
    )
    assert metrics.f1_of(gold, predicted, "a") == pytest.approx(
        reference.f1_of(gold, predicted, "a")
    )


@given(SCORED)
def test_auroc_agrees_with_the_reference(
    reference: ModuleType, rows: list[tuple[bool, float]]
) -> None:
    positive, scores = [row[0] for row in rows], [row[1] for row in rows]
    assert metrics.auroc(positive, scores) == pytest.approx(reference.auroc(positive, scores))


def test_ranks_count_what_is_found_and_how_early() -> None:
    assert metrics.reciprocal_rank("xay", {"a"}) == 0.5
    assert metrics.reciprocal_rank("xay", {"b"}) == 0
    assert metrics.average_precision("axb", {"a", "b"}) == pytest.approx(5 / 6)
    assert (metrics.hit("xya", {"a"}, k=2), metrics.hit("xya", {"a"}, k=3)) == (0, 1)
    assert metrics.evidence_recall("xa", {"a", "b"}) == 0.5


def test_a_question_is_refused_below_the_score_that_keeps_enough() -> None:
    answerable = [True, True, False, False]
    assert metrics.refused_at_kept(answerable, [0.9, 0.5, 0.6, 0.1], kept=1.0) == 0.5
    assert metrics.refused_at_kept(answerable, [0.9, 0.5, 0.6, 0.1], kept=0.5) == 1.0
    with pytest.raises(ValueError, match="unanswerable"):
        metrics.refused_at_kept([True, True], [0.1, 0.2])


@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefghxyz"), min_size=1))
def test_scores_of_rankings_agree_with_the_reference(
    reference: ModuleType, ranking: list[str], relevant: set[str]
) -> None:
    for name in ("reciprocal_rank", "average_precision", "evidence_recall"):
        for k in (1, 4, 10):
            ours = getattr(metrics, name)(ranking, relevant, k=k)
            assert ours == pytest.approx(getattr(reference, name)(ranking, relevant, k=k))
    assert metrics.hit(ranking, relevant, k=4) == reference.hit(ranking, relevant, k=4)


@given(SCORED, st.sampled_from([0.5, 0.7, 0.9, 1.0]))
def test_refusals_agree_with_the_reference(
    reference: ModuleType, rows: list[tuple[bool, float]], kept: float
) -> None:
    answerable, scores = [row[0] for row in rows], [row[1] for row in rows]
    ours = metrics.refused_at_kept(answerable, scores, kept)
    assert ours == pytest.approx(reference.refused_at_kept(answerable, scores, kept))
