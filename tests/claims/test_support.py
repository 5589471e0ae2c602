"""The score of a free claim, and how well it does on sets of claims."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.claims import Scored, by_domain, consistent_pairs, read, report
from benchmarks.metrics import auroc, balanced_accuracy
from digests.claims import THRESHOLD, support

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.
Junhua Wang, Vice President of Alibaba Cloud, takes a seat on the Governing Board.
Tao Ma joined the Technical Advisory Council on 7 April 2026. The fee is $40 million."""


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Alibaba Cloud joined the PyTorch Foundation.", "Microsoft joined the PyTorch Foundation."),
        ("The fee is $40 million.", "The fee is $45 million."),
        ("Tao Ma joined the council in April 2026.", "Tao Ma joined the council in May 2026."),
        ("Junhua Wang takes a seat on the board.", "Junhua Wang does not take a seat on the board."),
        ("Alibaba Cloud is a Platinum member.", "The kitchen serves soup to its guests."),
        ("Tao Ma joined the Technical Advisory Council.", "He joined the Technical Advisory Council."),
    ],
)  # fmt: skip
def test_what_the_source_says_scores_higher(better: str, worse: str) -> None:
    assert support(better, SOURCE) > support(worse, SOURCE)


MADE_UP = """Northwind bought three large data centres in Ohio after the drought. Its chief, Ada Berg,
said that the centres will open in March. Southgate, a rival, runs a plant in Utah. Twenty five people
work there, and Omar Quist manages it."""


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Northwind bought data centres.", "Northwind bought data centres but no plant."),
        ("The centres will open in March.", "Only the centres will open in March."),
        ("Northwind bought large data centres.", "Northwind sold large data centres."),
        ("Northwind bought large data centres.", "Northwind bought small data centres."),
        ("Omar Quist manages the plant in Utah.", "Ada Berg manages the plant in Utah."),
        ("Northwind bought centres. They open in March.", "It bought centres. They open in March."),
        ("At the plant 25 people work.", "At the plant 35 people work."),
        ("The centres will open in March.", "The centres will shut in March."),
        ("Southgate runs a plant in Utah.", "Southgate runs an animal in Utah."),
    ],
)  # fmt: skip
def test_an_edit_of_a_true_sentence_scores_lower(better: str, worse: str) -> None:
    assert support(better, MADE_UP) > support(worse, MADE_UP)


def test_a_synonym_carries_as_much_as_the_word_and_never_more() -> None:
    verbatim = support("Northwind bought three large data centres in Ohio.", MADE_UP)
    synonym = support("Northwind acquired three big data centres in Ohio.", MADE_UP)
    other = support("Northwind painted three noisy data centres in Ohio.", MADE_UP)
    assert verbatim >= synonym > other


def test_a_contrary_counts_only_in_the_place_of_the_word() -> None:
    far = """Northwind bought data centres in Ohio. The drought was long. Its chief spoke at length.
The shops of the town open late. Visitors like the river, the old mill and the station by the bridge."""
    beside = (
        "Northwind will open data centres in Ohio. The drought was long. Its chief spoke at length."
    )
    claim = "Northwind will close data centres in Ohio."
    unrelated = "Northwind will paint data centres in Ohio."
    assert support(claim, beside) < support(unrelated, beside)
    assert support(claim, far) == support(unrelated, far)


def test_a_word_derived_from_one_of_the_source_is_not_new() -> None:
    source = "Prices grow. Ministers meet. Farmers complain."
    assert support("Steady growth", source) > support("Steady whistle", source)


def test_the_dictionary_carries_the_licence_of_its_source() -> None:
    text = (ROOT / "digests" / "claims" / "dictionary.txt").read_text(encoding="utf-8")
    assert "# WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved." in text


@pytest.mark.parametrize("spelling", ["25 people", "twenty-five people", "twenty five people"])
def test_a_number_is_the_same_in_words_and_in_digits(spelling: str) -> None:
    lost = support("At the plant 26 people work.", MADE_UP)
    assert support(f"At the plant {spelling} work.", MADE_UP) > lost


@pytest.mark.parametrize(
    ("claim", "source"), [("", SOURCE), ("Anything goes here.", ""), ("x", "y")]
)
def test_nothing_in_common_is_not_supported(claim: str, source: str) -> None:
    assert 0 < support(claim, source) < THRESHOLD


def test_a_sentence_of_the_source_is_supported() -> None:
    assert support(SOURCE.splitlines()[0], SOURCE) > THRESHOLD


@pytest.mark.parametrize(("name", "baseline"), [("wice", 0.817), ("bump", 0.559)])
def test_auroc_is_above_lexical_overlap(shared: Path, name: str, baseline: float) -> None:
    rows = read(shared / "evaluation" / "claims" / f"{name}-dev.jsonl.gz")
    scores = [support(row["claim"], row["source"]) for row in rows]
    assert auroc([row["label"] == "supported" for row in rows], scores) > baseline


def test_small_edits_are_told_apart_better_than_by_overlap(shared: Path) -> None:
    rows = read(shared / "evaluation" / "claims" / "summedits-dev.jsonl.gz")
    scored = [Scored(r["id"], r["label"], support(r["claim"], r["source"])) for r in rows]
    domains = by_domain(scored)
    means = [
        balanced_accuracy([r.label for r in found], [r.predicted for r in found])
        for found in domains.values()
    ]
    assert len(domains) == 4
    assert sum(means) / len(means) > 0.563


def test_pairs_and_domains_are_read_from_ids() -> None:
    rows = [
        Scored("set/1/0/reference", "supported", 0.9),
        Scored("set/1/0/edited", "unsupported", 0.4),
        Scored("set/1/1/reference", "supported", 0.4),
        Scored("set/1/1/edited", "unsupported", 0.4),
    ]
    assert consistent_pairs(rows) == [True, False]
    assert by_domain(rows) == {}
    assert "pair consistency 0.500" in report(rows)
    named = [Scored("set/mail/a_1", "supported", 0.9), Scored("set/call/b_1", "unsupported", 0.2)]
    assert list(by_domain(named)) == ["mail", "call"]
    assert "mean over 2 domains 1.000" in report(named)


def test_the_benchmark_names_its_argument() -> None:
    run = subprocess.run(
        [sys.executable, "benchmarks/claims.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "--data" in run.stderr
