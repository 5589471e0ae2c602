"""The command line over the sample site: results on stdout, remarks on stderr, exit codes."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import typer

from bot.cli.context import parse_when
from bot.cli.main import run
from bot.demo.server import NOW
from digests.model import FeedState, Health, PollRecord
from digests.store.sql import open_database
from tests.builders import MONDAY

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


def test_topics_and_version_need_nothing(citewire: Run) -> None:
    code, out, err = citewire("topics", "--json")
    assert (code, err) == (0, "")
    assert "pytorch" in {topic["id"] for topic in json.loads(out)}
    code, out, _ = citewire("topics")
    assert "PyTorch Foundation" in out
    assert citewire("--version")[1].startswith("citewire ")


def test_no_command_waits_for_what_only_others_need() -> None:
    others = {"digests.sections", "digests.facts", "sqlalchemy", "openai", "discord", "slack_bolt"}
    look = f"import bot.cli.main, sys; print(sorted({others!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["digest", "nosuch"], "no topic 'nosuch'"),
        (["digest", "pytorch", "--since", "soon"], "neither a span"),
        (["digest", "pytorch", "--format", "pdf"], "no format 'pdf'"),
        (["digest", "pytorch", "--since", "2026-04-14"], "window is empty"),
        (["poll", "--feed", "nosuch"], "no feed 'nosuch'"),
        (["feeds", "add", "ftp://x.example/"], "no http(s) address"),
        (["why", "not an address"], "no http(s) address"),
        (["nosuch"], "nosuch"),
    ],
)
def test_wrong_usage_says_what_to_do_and_is_exit_code_2(
    citewire: Run, arguments: list[str], said: str
) -> None:
    code, out, err = citewire(*arguments)
    assert code == 2
    assert said in err
    assert out == ""


@pytest.mark.parametrize(
    ("written", "moment"),
    [("2w", MONDAY - timedelta(days=14)), ("2w ago", MONDAY - timedelta(days=14))],
)
def test_a_span_is_written_as_the_help_says(written: str, moment: datetime) -> None:
    assert parse_when(written, MONDAY) == moment


def test_a_date_before_all_dates_is_wrong_usage(citewire: Run) -> None:
    code, _, err = citewire("digest", "pytorch", "--since", "0001-01-01T00:00:00+14:00")
    assert code == 2
    assert "neither a span" in err


def test_other_peoples_words_are_never_markup_in_a_table(citewire: Run, tmp_path: Path) -> None:
    words = "the feed holds only a notice: “Not allowed [/here] [red]”"

    async def keep() -> None:
        async with open_database(f"sqlite:///{tmp_path / 'data' / 'citewire.sqlite3'}") as kept:
            state = FeedState(feed_id="pytorch-blog", health=Health.BLOCKED, problem=words)
            await kept.store.save_poll(PollRecord(state=state))

    citewire("status")
    asyncio.run(keep())
    code, out, err = citewire("feeds", "list")
    assert code == 0, err
    assert words in out


def test_a_digest_before_any_poll_says_to_poll(citewire: Run) -> None:
    code, _, err = citewire("digest", "pytorch")
    assert code == 2
    assert "citewire poll" in err


def test_a_broken_config_is_exit_code_78(citewire: Run, tmp_path: Path) -> None:
    code, _, err = citewire("--config", str(tmp_path), "topics")
    assert code == 78
    assert "feeds.toml" in err


def test_an_unusable_database_is_said_without_its_password(
    citewire: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:1/none")
    code, out, err = citewire("doctor", "--json")
    assert code == 1
    assert "hunter2" not in out + err
    assert any(row["state"] == "wrong" for row in json.loads(out))


def test_the_doctor_names_the_next_step(citewire: Run) -> None:
    code, out, _ = citewire("doctor")
    assert code == 0
    assert "next: citewire poll" in out
    assert citewire("doctor", "--database-only")[0] == 0


def test_feeds_are_imported_listed_removed_and_exported(citewire: Run, tmp_path: Path) -> None:
    opml = tmp_path / "list.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="Mine" xmlUrl="https://mine.example/feed"/>'
        '<outline text="Blog" xmlUrl="https://pytorch.org/blog/feed/"/></body></opml>',
        encoding="utf-8",
    )
    code, out, err = citewire("feeds", "import", str(opml), "--tier", "community")
    assert (code, out) == (0, "Added 1 feeds; 1 were there already.\n")
    assert str(tmp_path / "data" / "config") in err
    listed = {row["id"]: row for row in json.loads(citewire("feeds", "list", "--json")[1])}
    assert listed["mine"]["tier"] == "community"
    assert listed["mine"]["state"] == "new"
    assert 'xmlUrl="https://mine.example/feed"' in citewire("feeds", "export")[1]
    assert citewire("feeds", "remove", "mine")[0] == 0
    assert "mine" not in {row["id"] for row in json.loads(citewire("feeds", "list", "--json")[1])}
    assert citewire("feeds", "import", str(tmp_path / "absent"))[0] == 2


def test_an_address_that_no_feed_brought_is_said(citewire: Run) -> None:
    _, out, _ = citewire("why", "https://nowhere.example/a")
    assert "No feed has brought this address" in out


def test_verify_knows_only_kept_digests(citewire: Run) -> None:
    assert citewire("verify", "nosuch")[0] == 2
    code, out, _ = citewire("verify", "--all")
    assert (code, out) == (0, "0 digests, 0 statements: 0 mismatches\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", "2026-04-06T09:00:00+00:00"),
        ("36h", "2026-04-11T21:00:00+00:00"),
        ("2w", "2026-03-30T09:00:00+00:00"),
        ("2026-04-06", "2026-04-06T00:00:00+00:00"),
        ("2026-04-06T10:00:00+02:00", "2026-04-06T08:00:00+00:00"),
    ],
)
def test_spans_and_dates_are_understood(text: str, expected: str) -> None:
    assert parse_when(text, MONDAY).isoformat() == expected


@pytest.mark.parametrize("text", ["", "7", "yesterday", "2026-02-30", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_span_and_no_date_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="neither a span"):
        parse_when(text, MONDAY)


def test_the_demo_shows_the_digest_and_leaves_its_files(citewire: Run, tmp_path: Path) -> None:
    code, out, err = citewire("demo", "--out", str(tmp_path / "out"))
    assert code == 0
    assert out.startswith("Quotes only, chosen by program from ")
    for words in ("Alibaba Cloud", "What to watch", "Who joined", "feeds answered", "[1]"):
        assert words in out
    assert "Initech" not in out, "an article that addresses language models is no witness"
    assert "Compiler Notes: failing" in err
    names = {"digest.html", "digest.json", "slack.json", "discord.json"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    assert "citewire poll" in err
    record = json.loads((tmp_path / "out" / "digest.json").read_text(encoding="utf-8"))
    assert record["authorship"]["level"] == "extractive"


def test_the_demo_asks_no_model_whatever_the_environment_names(
    citewire: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_MODEL", "some-model")
    monkeypatch.setenv("CITEWIRE_MODEL_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("CITEWIRE_EMBEDDING_MODEL", str(tmp_path / "no-such-folder"))
    code, out, err = citewire("demo", "--out", str(tmp_path / "out"), "--ask", "who joined")
    assert code == 0, err
    assert "language model did not answer" not in out
    assert "Alibaba Cloud" in out


def test_the_demo_answers_a_question_from_the_sample(citewire: Run, tmp_path: Path) -> None:
    code, out, _ = citewire("demo", "--out", str(tmp_path), "--ask", "who left")
    assert code == 0
    assert "My sources do not say." in out
    assert "Searched 9 feeds" in out
