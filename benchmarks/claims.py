"""Score free claims against their sources and print how well unsupported ones stand out.

    python benchmarks/claims.py --data wice-dev.jsonl.gz [more.jsonl.gz …]

Each line of a file is `{id, claim, source, label}` with label `supported` or `unsupported`. Where ids
name domains (`set/domain/…`), balanced accuracy is also given as the mean over them; where they come
in pairs (`…/reference`, `…/edited`), so is the share of pairs in the right order. Ids serve for
that alone. The threshold is the product's own: nothing is chosen on the file.
"""

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.metrics import auroc, balanced_accuracy, f1_of
from digests.claims import THRESHOLD, support


class Scored(NamedTuple):
    """One row with its score."""

    id: str
    label: str
    score: float

    @property
    def predicted(self) -> str:
        """The label that the product's threshold gives."""
        return "supported" if self.score >= THRESHOLD else "unsupported"


def main() -> None:
    """Score every file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", nargs="+", type=Path, required=True, metavar="FILE.jsonl.gz")
    for path in parser.parse_args().data:
        rows = read(path)
        started = time.perf_counter()
        scored = [
            Scored(row["id"], row["label"], support(row["claim"], row["source"])) for row in rows
        ]
        spent = (time.perf_counter() - started) / len(rows)
        print(f"{path.name}: {report(scored)}, {spent * 1000:.1f} ms a claim")


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a gzip-compressed JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def report(scored: Sequence[Scored]) -> str:
    """Return the figures in one line."""
    gold = [row.label for row in scored]
    predicted = [row.predicted for row in scored]
    figures = {
        "AUROC": auroc([label == "supported" for label in gold], [row.score for row in scored]),
        "balanced accuracy": balanced_accuracy(gold, predicted),
        "F1 unsupported": f1_of(gold, predicted, "unsupported"),
    }
    domains = by_domain(scored)
    if len(domains) > 1:
        figures[f"mean over {len(domains)} domains"] = fmean(
            balanced_accuracy([row.label for row in rows], [row.predicted for row in rows])
            for rows in domains.values()
        )
    pairs = consistent_pairs(scored)
    if pairs:
        figures["pair consistency"] = fmean(pairs)
    listed = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
    return f"{len(scored)} claims, {listed}"


def by_domain(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Return the rows by the second part of their ids, where those name few domains."""
    domains: dict[str, list[Scored]] = defaultdict(list)
    for row in scored:
        domains["/".join(row.id.split("/")[1:-1])].append(row)
    named = all(name and not any(c.isdigit() for c in name) for name in domains)
    return dict(domains) if named else {}


def consistent_pairs(scored: Sequence[Scored]) -> list[bool]:
    """Return for each pair whether the reference scores above its edited version."""
    scores = {row.id: row.score for row in scored}
    return [
        score > scores[f"{name.removesuffix('/reference')}/edited"]
        for name, score in scores.items()
        if name.endswith("/reference") and f"{name.removesuffix('/reference')}/edited" in scores
    ]


if __name__ == "__main__":
    main()
