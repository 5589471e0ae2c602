"""The benchmark of questions makes articles of real paragraphs, fills a database once, and asks."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.asking import main, texts

PROSE = "The router of the inference server sends each request to the replica that has its prefix."


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "posts.jsonl.gz"
    body = f"# A heading\n\n{PROSE}\n\n```\ncode that is no prose, however long the line that it stands in is\n```\n\nshort"
    path.write_bytes(gzip.compress(json.dumps({"title": "Routing", "body": body}).encode()))
    return path


def test_articles_are_made_of_prose_and_are_the_same_each_time(posts: Path) -> None:
    made_of = texts(posts)
    assert made_of.paragraphs == (PROSE,)
    article = made_of.article(7)
    assert article == made_of.article(7)
    assert article.title == "Routing (7)"
    assert set(article.body.split("\n")) == {PROSE}


def test_a_database_is_filled_up_and_asked(
    posts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--articles", str(posts), "--database", f"sqlite:///{tmp_path}/asked.sqlite3"]
    main([*options, "--size", "5"])
    main([*options, "--size", "8"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("5 articles: p50 ")
    assert second.startswith("8 articles: p50 ")
    assert "p95 " in second
    assert " MB" in second
