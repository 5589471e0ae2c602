"""An embedding model from the settings to an answer; and what is said where it fails."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from tests.embedding.models import save_model

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def citewire(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in an empty installation; return exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CITEWIRE_NOW", NOW.isoformat())
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def finding(out: str) -> dict[str, str]:
    """Return what the doctor says of embedding."""
    (found,) = (row for row in json.loads(out) if row["part"] == "embedding")
    return dict(found)


def test_without_a_model_the_doctor_says_so_and_nothing_is_wrong(citewire: Run) -> None:
    code, out, _ = citewire("doctor", "--json")
    assert code == 0
    assert finding(out)["state"] == "ok"
    assert "no model" in finding(out)["what"]


def test_a_model_in_a_folder_embeds_the_sample_and_its_questions_are_answered(
    citewire: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_EMBEDDING_MODEL", str(save_model(tmp_path / "five-words")))
    code, out, err = citewire("demo", "--out", str(tmp_path / "out"), "--ask", "who joined")
    assert code == 0
    assert "Alibaba Cloud" in out
    assert "Embedding stopped" not in err
    assert "five-words-" in finding(citewire("doctor", "--json")[1])["what"]


def test_a_model_that_is_not_there_is_exit_code_78_with_the_remedy(
    citewire: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_EMBEDDING_MODEL", str(tmp_path / "none"))
    code, _, err = citewire("poll")
    assert code == 78
    assert "CITEWIRE_EMBEDDING_URL" in err


def test_a_server_out_of_reach_is_said_by_the_doctor_without_the_key(
    citewire: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.embedding.remote.ATTEMPTS", 1)
    monkeypatch.setenv("CITEWIRE_EMBEDDING_MODEL", "tiny")
    monkeypatch.setenv("CITEWIRE_EMBEDDING_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("CITEWIRE_EMBEDDING_KEY", "hunter2")
    code, out, err = citewire("doctor", "--json")
    assert code == 1
    assert finding(out)["state"] == "wrong"
    assert "cannot be reached" in finding(out)["what"]
    assert "hunter2" not in out + err
