"""`citewire prune` and `migrate-store` from the command line."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from digests.store.sql import open_database
from tests.store.newspaper import DAY, GARDEN, JOINS, Newspaper

Run = Callable[..., tuple[int, str, str]]


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


def verified(citewire: Run) -> tuple[int, int, int]:
    """Return how many digests and answers are kept, and how many mismatches are found."""
    found = json.loads(citewire("verify", "--all", "--json")[1])
    return found["digests"], found["answers"], len(found["mismatches"])


@pytest.fixture
def sample(citewire: Run, tmp_path: Path) -> str:
    """Keep a digest and an answer; return the address of the file."""
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    asyncio.run(_publish(url))
    assert verified(citewire) == (1, 1, 0)
    return url


async def _publish(url: str) -> None:
    async with open_database(url) as database:
        paper = Newspaper(database)
        paper.print("joins", JOINS, NOW - DAY, title="Alibaba Cloud joins PyTorch")
        paper.print("garden", GARDEN, NOW - DAY, title="Tulips bloom")
        await paper.read(NOW)
        await paper.digest(NOW)
        await paper.answer(NOW)


def test_a_moved_installation_holds_all_that_was_published_and_goes_on(
    citewire: Run, sample: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = citewire("subscriptions", "add", "slack/T1/C1", "pytorch")
    assert added[0] == 0, added[2]
    before = json.loads(citewire("subscriptions", "list", "--json")[1])
    code, out, err = citewire("migrate-store", "--to", postgres_url, "--json")
    assert code == 0, err
    assert json.loads(out)["digests"] == 1
    assert "citewire verify --all" in err
    assert "hidden-from-everyone" not in out + err
    code, _, err = citewire("subscriptions", "pause", before[0]["id"])
    assert code == 1
    assert "everything was moved to postgresql" in err
    monkeypatch.setenv("CITEWIRE_DATABASE_URL", postgres_url)
    assert verified(citewire) == (1, 1, 0)
    assert json.loads(citewire("subscriptions", "list", "--json")[1]) == before
    assert citewire("subscriptions", "pause", before[0]["id"])[0] == 0
    code, out, _ = citewire("migrate-store", "--from", sample)
    assert code == 0
    assert "1 subscriptions" in out


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("sqlite:///kept.db", "sqlite:///other.db", "From a SQLite file to PostgreSQL"),
        ("postgresql://h/n", "postgresql://h/m", "From a SQLite file to PostgreSQL"),
        ("sqlite:///absent.db", "postgresql://h/n", "There is no file absent.db"),
    ],
)
def test_a_move_that_cannot_be_meant_is_refused(
    citewire: Run, tmp_path: Path, source: str, target: str, said: str
) -> None:
    code, out, err = citewire("migrate-store", "--from", source, "--to", target)
    assert (code, out) == (78, "")
    assert citewire("migrate-store")[0] == 78
    assert said in err
    assert not list(tmp_path.glob("*.db"))


def test_a_prune_says_first_what_would_go_and_leaves_what_can_be_verified(
    citewire: Run, sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NOW + timedelta(days=401)
    monkeypatch.setenv("CITEWIRE_NOW", later.isoformat())
    would = json.loads(citewire("prune", "--dry-run", "--json")[1])
    assert would["removed"] is False
    assert would["articles"] > 0
    assert verified(citewire) == (1, 1, 0)
    done = json.loads(citewire("prune", "--json")[1])
    assert done == would | {"removed": True}
    assert verified(citewire) == (1, 0, 0)
    assert asyncio.run(_articles(sample)) > 0
    code, out, err = citewire("prune", "--digests")
    assert code == 0
    assert "1 digests" in out
    assert "Removed: what is older than" in err
    assert verified(citewire) == (0, 0, 0)
    assert asyncio.run(_articles(sample)) == 0


async def _articles(url: str) -> int:
    async with open_database(url) as database:
        return (await database.store.counts())["articles"]


def test_nothing_is_pruned_that_is_still_compared(citewire: Run) -> None:
    code, _, err = citewire("prune", "--keep", "30d")
    assert code == 2
    assert "90 days" in err


def test_keeping_for_ever_needs_a_term_to_prune(
    citewire: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_KEEP_DAYS", "0")
    code, _, err = citewire("prune")
    assert code == 2
    assert "--keep" in err
    assert citewire("prune", "--keep", "60w")[0] == 0
    monkeypatch.setenv("CITEWIRE_KEEP_DAYS", "30")
    code, _, err = citewire("prune")
    assert code == 78
    assert "CITEWIRE_KEEP_DAYS: " in err
