"""Fit the weights of `digests.claims.support`, and say what a fit is worth on data it has not seen.

    python benchmarks/claims_fit.py --data wice-dev.jsonl.gz summedits-dev.jsonl.gz bump-dev.jsonl.gz

A logistic regression over the product's own features, in plain Python: each file, each domain in it
and each label weigh the same, each feature keeps the sign of its meaning, and the squares of the
weights (features in units of their deviation) cost 0.01. Prints the figures of five folds by source,
three times; of every file by a fit on the others; of every domain by a fit on all else; then the fit
on everything. The features were chosen on these files, which none of these figures shows.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from math import exp, sqrt
from operator import mul
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.claims import Scored, by_domain, read, report
from digests.claims.support import Features, features

_PENALTY = 0.01
_STEPS = 250
_FOLDS = 5
_ROUNDS = 3
_RISING = frozenset({"covered"})
"""Features that speak for a claim; all others speak against it."""


class Row(NamedTuple):
    """A claim as it is fitted."""

    scored: Scored
    source: str
    file: str
    domain: str
    values: tuple[float, ...]

    @property
    def supported(self) -> bool:
        """Its label."""
        return self.scored.label == "supported"


class Fit(NamedTuple):
    """An intercept and a weight for each feature."""

    intercept: float
    weights: Sequence[float]

    def score(self, row: Row) -> Scored:
        """Return the row with the score that this fit gives it."""
        chance = 1 / (1 + exp(-self.intercept - sum(map(mul, self.weights, row.values))))
        return row.scored._replace(score=chance)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", nargs="+", type=Path, required=True, metavar="FILE.jsonl.gz")
    rows = [row for path in parser.parse_args().data for row in rows_of(path)]
    files = sorted({row.file for row in rows})
    for seed in range(_ROUNDS):
        fold = folds(rows, seed)
        show(f"five folds, seed {seed}", held_out(rows, [fold[row.source] for row in rows]))
    if len(files) > 1:
        show("by a fit on the other files", held_out(rows, [row.file for row in rows]))
    show("by a fit on the other domains", held_out(rows, [row.domain for row in rows]))
    whole = fit(rows)
    show("by the fit on everything", [(row.file, whole.score(row)) for row in rows])
    named = zip(Features._fields, whole.weights, strict=True)
    print(f"intercept {whole.intercept:.2f}", *(f"{name} {value:.2f}" for name, value in named))


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a file with their features."""
    found = read(path)
    scored = [Scored(row["id"], row["label"], 0.0) for row in found]
    domains = {row.id: name for name, rows in by_domain(scored).items() for row in rows}
    return [
        Row(
            one,
            row["source"],
            path.name,
            f"{path.name}/{domains.get(one.id, '')}",
            tuple(features(row["claim"], row["source"])),
        )
        for row, one in zip(found, scored, strict=True)
    ]


def folds(rows: Sequence[Row], seed: int) -> dict[str, str]:
    """Return for each source the fold that all its claims are in."""
    sources = sorted({row.source for row in rows})
    random.Random(seed).shuffle(sources)
    return {source: str(at % _FOLDS) for at, source in enumerate(sources)}


def held_out(rows: Sequence[Row], groups: Sequence[str]) -> list[tuple[str, Scored]]:
    """Score each group of rows by a fit on the others; `groups` names the group of each row."""
    found = []
    for name in sorted(set(groups)):
        inside = [row for row, group in zip(rows, groups, strict=True) if group == name]
        made = fit([row for row, group in zip(rows, groups, strict=True) if group != name])
        found += [(row.file, made.score(row)) for row in inside]
    return found


def fit(rows: Sequence[Row]) -> Fit:
    """Return the weights of least penalised loss (projected gradient with momentum)."""
    shares = importance(rows)
    columns = list(zip(*(row.values for row in rows), strict=True))
    means = [sum(map(mul, shares, column)) for column in columns]
    spreads = [
        sqrt(sum(share * (x - mean) ** 2 for share, x in zip(shares, column, strict=True))) or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    units = [
        [(x - mean) / spread for x in column]
        for column, mean, spread in zip(columns, means, spreads, strict=True)
    ]
    points = list(zip(*units, strict=True))
    gold = [float(row.supported) for row in rows]
    weights, ahead = [0.0] * (len(columns) + 1), [0.0] * (len(columns) + 1)
    # The loss curves at most a quarter of (features + 1), being in units of deviation.
    pace = 1 / (len(weights) / 4 + 2 * _PENALTY)
    for step in range(_STEPS):
        bias, slopes = ahead[0], ahead[1:]
        errors = [
            share * (1 / (1 + exp(-bias - sum(map(mul, slopes, point)))) - label)
            for share, point, label in zip(shares, points, gold, strict=True)
        ]
        moved = [bias - pace * sum(errors)]
        for slope, column, name in zip(slopes, units, Features._fields, strict=True):
            to = slope - pace * (sum(map(mul, errors, column)) + 2 * _PENALTY * slope)
            moved.append(max(to, 0.0) if name in _RISING else min(to, 0.0))
        push = step / (step + 3)
        ahead = [new + push * (new - old) for new, old in zip(moved, weights, strict=True)]
        weights = moved
    scaled = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    return Fit(weights[0] - sum(map(mul, scaled, means)), scaled)


def importance(rows: Sequence[Row]) -> list[float]:
    """Return the weight of each row: files, their domains and the two labels count the same."""
    kinds = Counter((row.domain, row.supported) for row in rows)
    domains = {row.file: len({r.domain for r in rows if r.file == row.file}) for row in _one(rows)}
    raw = [1 / domains[row.file] / kinds[row.domain, row.supported] for row in rows]
    total = sum(raw)
    return [weight / total for weight in raw]


def _one(rows: Sequence[Row]) -> Collection[Row]:
    """Return one row of each file."""
    return {row.file: row for row in rows}.values()


def show(title: str, scored: Sequence[tuple[str, Scored]]) -> None:
    """Print the figures of every file."""
    print(f"{title}:")
    for file in sorted({name for name, _ in scored}):
        print(f"  {file}: {report([row for name, row in scored if name == file])}", flush=True)


if __name__ == "__main__":
    main()
