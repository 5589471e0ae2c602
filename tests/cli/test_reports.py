"""`citewire reports` from the command line: shown, upheld, dismissed."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from digests.model import Channel, Digest, ErrorReport
from digests.store.sql import open_database
from tests.store.newspaper import DAY, FEED, JOINS, Newspaper

Run = Callable[..., tuple[int, str, str]]
HOSTILE = "[bold]wrong[/bold] \x1b[31m It was Gold."


@pytest.fixture
def citewire(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on a file of its own; return exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CITEWIRE_DATABASE_URL", f"sqlite:///{tmp_path / 'kept.db'}")
    monkeypatch.setenv("CITEWIRE_NOW", NOW.isoformat())
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Keep a digest, and two reports on its first statement."""
    return asyncio.run(_reported(f"sqlite:///{tmp_path / 'kept.db'}"))


async def _reported(url: str) -> Digest:
    async with open_database(url) as database:
        paper = Newspaper(database)
        paper.print("joins", JOINS, NOW - DAY, title="Alibaba Cloud joins PyTorch")
        await paper.read(NOW)
        digest = await paper.digest(NOW)
        for name, words in (("report-1", "It was Gold."), ("report-2", HOSTILE)):
            await database.feedback.save_report(
                ErrorReport(
                    id=name,
                    at=NOW,
                    by="U1",
                    channel=Channel(platform="slack", workspace_id="T1", channel_id="C1"),
                    published_id=digest.id,
                    claim_id=digest.claims()[0].id,
                    words=words,
                )
            )
        return digest


def test_what_waits_is_listed_as_it_was_written(citewire: Run, digest: Digest) -> None:
    code, out, err = citewire("reports", "list")
    assert code == 0, err
    assert "report-1" in out
    assert "[bold]wrong[/bold]" in out
    assert "\x1b[31m" not in out
    rows = json.loads(citewire("reports", "list", "--json")[1])
    assert [(row["id"], row["state"], row["by"]) for row in rows] == [
        ("report-1", "open", "U1"),
        ("report-2", "open", "U1"),
    ]
    assert rows[0]["published"] == digest.id


def test_a_report_is_shown_with_the_statement_and_its_quotes(citewire: Run, digest: Digest) -> None:
    claim = digest.claims()[0]
    code, out, err = citewire("reports", "show", "report-1")
    assert code == 0, err
    assert f"Statement  {claim.text}" in out
    assert "Quote      “" in out
    assert "by U1: It was Gold." in out
    shown = json.loads(citewire("reports", "show", "report-1", "--json")[1])
    assert shown["statement"] == claim.text
    assert shown["quotes"][0]["source"] == "One"


def test_an_upheld_report_leaves_versions_that_all_hold(citewire: Run, digest: Digest) -> None:
    code, _, err = citewire("reports", "uphold", "report-1", "--what", "The member is Gold")
    assert code == 0, err
    assert f"{digest.id} is now digest-" in err
    found = json.loads(citewire("verify", "--all", "--json")[1])
    assert (found["digests"], found["mismatches"]) == (2, [])
    out = citewire("reports", "show", "report-1")[1]
    assert "upheld" in out
    assert "The member is Gold" in out
    code, _, err = citewire("reports", "uphold", "report-2", "--what", "The member is Gold")
    assert code == 0
    assert "corrected before" in err
    assert citewire("reports", "list")[2].strip() == "There are none."
    assert len(json.loads(citewire("reports", "list", "--all", "--json")[1])) == 2


def test_what_was_found_wrong_is_not_said_again(
    citewire: Run, digest: Digest, tmp_path: Path
) -> None:
    (tmp_path / "feeds.toml").write_text(
        f'[[feed]]\nid = "{FEED.id}"\nurl = "{FEED.url}"\noutlet = "One"\ntier = "primary"\n'
    )
    (tmp_path / "topics.toml").write_text(
        '[[topic]]\nid = "pytorch"\ntitle = "PyTorch"\ndescription = "PyTorch."\n'
        '[topic.match]\nany = ["pytorch"]\n'
    )

    def made() -> dict[str, object]:
        code, out, err = citewire(
            "--config", str(tmp_path), "digest", "pytorch", "--format", "json"
        )
        assert code == 0, err
        record: dict[str, object] = json.loads(out)
        return record

    assert made()["digest_id"] == digest.id
    citewire("reports", "uphold", "report-1", "--what", "The member is Gold")
    assert made()["supersedes"] == digest.id


@pytest.mark.usefixtures("digest")
def test_a_report_is_shown_without_what_moves_the_cursor(citewire: Run) -> None:
    out = citewire("reports", "show", "report-2")[1]
    assert "by U1: [bold]wrong[/bold]" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("digest")
def test_a_report_is_decided_once(citewire: Run) -> None:
    assert citewire("reports", "dismiss", "report-1", "--why", "The source says so")[0] == 0
    code, _, err = citewire("reports", "uphold", "report-1", "--what", "no")
    assert code == 2
    assert "was dismissed by terminal:" in err
    assert len(json.loads(citewire("verify", "--all", "--json")[1])) == 4


@pytest.mark.parametrize(
    "command", [("show",), ("uphold", "--what", "x"), ("dismiss", "--why", "x")]
)
def test_an_id_that_there_is_not_says_where_to_look(
    citewire: Run, command: tuple[str, ...]
) -> None:
    name, *options = command
    code, _, err = citewire("reports", name, "report-0", *options)
    assert code == 2
    assert "citewire reports list" in err
