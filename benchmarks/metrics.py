"""The scores that the benchmarks print: of clusterings, of rankings, of decisions.

Labels are hashable, one an item, in the same order in both arguments. Every score is in [0, 1].
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from fractions import Fraction
from math import ceil, comb
from typing import NamedTuple

Labels = Sequence[Hashable]


class Score(NamedTuple):
    """Precision and recall; `f1` is their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean, 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(gold: Labels, predicted: Labels) -> Score:
    """Score a clustering item by item (Bagga and Baldwin 1998, equal weights).

    Of the items that share an item's predicted cluster, itself included, precision is the share
    that also shares its gold cluster; recall is the converse. Both are means over the items, and
    F1 is taken of the means.
    """
    _check(gold, predicted)
    shared = Counter(zip(gold, predicted, strict=True))
    in_gold, in_predicted = Counter(gold), Counter(predicted)
    # Each of the `n` items of a cell meets `n` right ones (itself included): n * n a cell.
    precision = sum(n * n / in_predicted[cluster] for (_, cluster), n in shared.items())
    recall = sum(n * n / in_gold[label] for (label, _), n in shared.items())
    return Score(precision / len(gold), recall / len(gold))


def pairwise(gold: Labels, predicted: Labels) -> Score:
    """Score a clustering by its unordered pairs; positive is a pair within one cluster.

    Where no pair is predicted, nothing wrong was said and precision is 1; likewise recall.
    """
    _check(gold, predicted)
    right = _pairs_within(zip(gold, predicted, strict=True))
    said, true = _pairs_within(predicted), _pairs_within(gold)
    return Score(right / said if said else 1.0, right / true if true else 1.0)


def auroc(positive: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the chance that a positive is scored above a negative, a tie counting half.

    By the rank-sum identity (Mann and Whitney 1947), tied scores sharing their mean rank.

    Raises:
        ValueError: one of the two classes does not occur.
    """
    _check(positive, scores)
    positives = sum(map(bool, positive))
    negatives = len(positive) - positives
    if not positives or not negatives:
        raise ValueError("auroc needs a positive and a negative")
    hits = Counter(
        score for score, is_positive in zip(scores, positive, strict=True) if is_positive
    )
    rank_sum, below = 0.0, 0
    for score, ties in sorted(Counter(scores).items()):
        rank_sum += hits[score] * (below + (ties + 1) / 2)
        below += ties
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def balanced_accuracy(gold: Labels, predicted: Labels) -> float:
    """Return the mean of the gold classes' recalls."""
    _check(gold, predicted)
    right = Counter(label for label, said in zip(gold, predicted, strict=True) if label == said)
    sizes = Counter(gold)
    return sum(right[label] / size for label, size in sizes.items()) / len(sizes)


def f1_of(gold: Labels, predicted: Labels, label: Hashable = "unsupported") -> float:
    """Return the F1 of one class; 0 where it is neither in gold nor predicted."""
    _check(gold, predicted)
    right = sum(pair == (label, label) for pair in zip(gold, predicted, strict=True))
    named = sum(item == label for item in (*gold, *predicted))
    return 2 * right / named if named else 0.0


def _pairs_within(labels: Iterable[Hashable]) -> int:
    return sum(comb(size, 2) for size in Counter(labels).values())


def _check(gold: Sequence[object], predicted: Sequence[object]) -> None:
    if not gold or len(gold) != len(predicted):
        raise ValueError(
            f"expected two equal lengths above 0, got {len(gold)} and {len(predicted)}"
        )


def reciprocal_rank(ranking: Labels, relevant: Collection[Hashable], k: int = 10) -> float:
    """Return 1 by the rank of the first relevant item of the first `k`, 0 where there is none."""
    return next((1 / (at + 1) for at, one in enumerate(ranking[:k]) if one in relevant), 0.0)


def average_precision(ranking: Labels, relevant: Collection[Hashable], k: int = 10) -> float:
    """Return the mean of the precisions at each relevant item, over those that fit into `k`."""
    hits, total = 0, 0.0
    for at, one in enumerate(ranking[:k], start=1):
        if one in relevant:
            hits += 1
            total += hits / at
    return total / min(len(relevant), k) if relevant else 0.0


def hit(ranking: Labels, relevant: Collection[Hashable], k: int) -> float:
    """Return 1 where any relevant item is among the first `k`."""
    return float(any(one in relevant for one in ranking[:k]))


def evidence_recall(ranking: Labels, relevant: Collection[Hashable], k: int = 10) -> float:
    """Return the share of the relevant items that is among the first `k`."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def refused_at_kept(
    answerable: Sequence[bool], scores: Sequence[float], kept: float = 0.9
) -> float:
    """Return the share of unanswerable questions below the score that keeps `kept` of the others.

    The threshold is the highest score at which at least that share of the answerable is kept.

    Raises:
        ValueError: one of the two classes does not occur.
    """
    _check(answerable, scores)
    good = sorted((s for s, yes in zip(scores, answerable, strict=True) if yes), reverse=True)
    bad = [s for s, yes in zip(scores, answerable, strict=True) if not yes]
    if not good or not bad:
        raise ValueError("refused_at_kept needs an answerable and an unanswerable question")
    # Exact decimals: in floats, 0.7 of 10 would round up to 8.
    threshold = good[ceil(Fraction(str(kept)) * len(good)) - 1]
    return sum(score < threshold for score in bad) / len(bad)
