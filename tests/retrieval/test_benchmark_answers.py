"""The benchmark of answers reads its formats, asks the product, and the figures hold."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.answers import PIECE_WORDS, distractors, main, measure, pieces, report, rows

CORPUS = [
    {"id": "c1", "title": "Hooli buys Initech", "outlet": "Cloud Ledger",
     "published_at": "2026-04-03T08:00:00+00:00", "text": "Hooli has bought Initech for $40 million."},
    {"id": "c2", "title": "Globex opens a data center", "outlet": None,
     "published_at": None, "text": "Globex opened a data center in Turin."},
    {"id": "c3", "title": None, "outlet": None,
     "published_at": None, "text": "It rained in Bergen for the whole week."},
]  # fmt: skip
QUESTIONS = [
    {"id": "q1", "question": "Who bought Initech?", "answer": "Hooli",
     "evidence": [{"id": "c1", "text": "…"}], "answerable": True},
    {"id": "q2", "question": "Where did Globex open a data center?", "answer": "Turin",
     "evidence": [{"id": "c2", "text": "…"}], "answerable": True},
    {"id": "q3", "question": "Which robot did Umbrella Robotics sell to Vandelay?", "answer": None,
     "evidence": [], "answerable": False},
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Write a corpus (gzip), questions (plain) and a file of stories."""
    corpus, questions, stories = (tmp_path / n for n in ("c.jsonl.gz", "q.jsonl", "s.jsonl.gz"))
    corpus.write_bytes(gzip.compress("\n".join(map(json.dumps, CORPUS)).encode()))
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    long = " ".join(f"The pump of house {n} ran for nine hours on that day." for n in range(200))
    stories.write_bytes(
        gzip.compress(json.dumps({"id": "s", "title": "Pumps", "text": long}).encode())
    )
    return {"corpus": corpus, "questions": questions, "stories": stories}


async def test_answerable_questions_are_found_and_others_refused(files: dict[str, Path]) -> None:
    asked = await measure(rows(files["corpus"]), rows(files["questions"]))
    scores = report(asked)
    assert scores["MRR@10"] == scores["evidence recall@10"] == scores["perfect@8"] == 1
    assert scores["answer stands in the first 3"] == 1
    assert scores["printed: contains the answer"] == 1
    assert scores["printed: exact match"] == 0.5  # one is a row with a name, one a sentence
    assert scores["refused at the threshold"] == scores["kept at the threshold"] == 1


def test_distractors_are_the_first_passages_of_each_text(files: dict[str, Path]) -> None:
    found = list(distractors(files["stories"]))
    assert len(found) == 6
    assert all(len(row["text"].split()) <= PIECE_WORDS for row in found)
    assert len({row["id"] for row in found}) == 6


def test_a_text_is_cut_at_sentence_ends_and_nothing_is_lost() -> None:
    text = " ".join(f"Sentence number {n} ends here." for n in range(100))
    assert " ".join(pieces(text)) == text
    assert all(piece.endswith(".") for piece in pieces(text))


def test_the_scores_are_printed(files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    names = ["--corpus", "--questions", "--distractors"]
    values = [str(files[name]) for name in ("corpus", "questions", "stories")]
    main([part for pair in zip(names, values, strict=True) for part in pair])
    printed = capsys.readouterr().out
    assert "3 questions over 9 passages" in printed
    assert "evidence recall@10" in printed
    assert "milliseconds" in printed


DEVELOPMENT = {
    "multihop-dev": {"MRR@10": 0.94, "evidence recall@10": 0.94, "refused at 90 % kept": 0.90},
    "2wiki-dev": {"perfect@8": 0.80},
}


@pytest.mark.parametrize("name", DEVELOPMENT)
async def test_the_development_questions_are_answered_as_well_as_the_documents_say(
    name: str, shared: Path
) -> None:
    """Bounded: every third question."""
    folder = shared / "evaluation" / "answers"
    questions = rows(folder / f"{name}.questions.jsonl.gz")[::3]
    scores = report(await measure(rows(folder / f"{name}.corpus.jsonl.gz"), questions))
    assert {
        score: scores[score] >= floor for score, floor in DEVELOPMENT[name].items()
    } == dict.fromkeys(DEVELOPMENT[name], True), scores
