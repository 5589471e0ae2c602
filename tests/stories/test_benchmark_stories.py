"""The benchmark reads its format, scores the product's own clustering, and the figures hold."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.stories import folds, main, outcome, rows
from digests.stories import cluster

TEXTS = {
    "1a": "Quake in Peru\nA quake of magnitude 6.9 shook Lima in Peru on Monday, officials said.",
    "1b": "Quake in Chile\nThe city of Arica in Chile felt a strong shake; a bridge fell, police said.",
    "2a": "Merger of banks\nTwo banks, Nordea and Danske, agreed to merge their card business.",
    "2b": "Bank fined\nA court in Oslo fined DNB over loans to a shipyard that never paid.",
}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl.gz"
    lines = [
        {
            "id": f"{story}-{number}",
            "title": text.split("\n")[0],
            "text": text,
            "published_at": None,
            "story": story,
        }
        for story, text in TEXTS.items()
        for number in range(3)
    ]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    return path


def test_a_row_becomes_an_article_whose_title_is_not_said_twice(labelled: Path) -> None:
    article = rows(labelled)[0].article
    assert article.title == "Quake in Peru"
    assert article.body.startswith("A quake of magnitude")


def test_folds_part_the_rows_by_whole_topics(labelled: Path) -> None:
    gold = rows(labelled)
    parted = list(folds(gold, 2, seed=0))
    assert [{row.topic for row in held} for _, held in parted] in ([{"1"}, {"2"}], [{"2"}, {"1"}])
    for rest, held in parted:
        assert {row.topic for row in rest}.isdisjoint(row.topic for row in held)
        assert len(rest) + len(held) == len(gold)


def test_scores_of_all_and_of_each_fold_are_printed(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--data", str(labelled), "--cv", "--folds", "2"])
    printed = capsys.readouterr().out
    assert "12 articles, 4 stories; found 4" in printed
    assert "BCubed P 1.000 R 1.000 F1 1.000" in printed
    assert printed.count("fold ") == 2


def test_labelled_news_is_clustered_above_the_baseline(shared: Path) -> None:
    gold = rows(shared / "evaluation" / "stories" / "ecbplus-dev.jsonl.gz")
    scored = outcome(gold, cluster([row.article for row in gold]))
    assert scored.bcubed.f1 >= 0.92
    assert scored.pairwise.f1 >= 0.89
