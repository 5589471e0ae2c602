"""`citewire digest --layout --language` and `citewire review`, as they are typed."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from digests.layouts import LAYOUTS
from digests.model import Digest
from digests.store.sql import open_database
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import articles, fill, kept_digest
from tests.store.newspaper import DAY, JOINS, Newspaper

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


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Digest, Digest]:
    """Keep a digest of quotes and one that a model wrote."""
    return asyncio.run(_kept(f"sqlite:///{tmp_path / 'kept.db'}"))


async def _kept(url: str) -> tuple[Digest, Digest]:
    async with open_database(url) as database:
        paper = Newspaper(database)
        paper.print("joins", JOINS, NOW - DAY, title="Alibaba Cloud joins PyTorch")
        await paper.read(NOW)
        quotes = await paper.digest(NOW)
        feeds = await fill(database.store, articles())
        return quotes, await kept_digest(database.store, feeds, honest_model())


def test_each_layout_is_made_and_explained(citewire: Run, kept: tuple[Digest, Digest]) -> None:
    assert kept
    for layout in LAYOUTS:
        code, out, err = citewire("digest", "pytorch", "--layout", layout, "--explain")
        assert code == 0, err
        assert out.startswith("Quotes only, chosen by program")
        assert "0 statements left out." in err
    code, out, _ = citewire("digest", "pytorch", "--layout", "reader", "--language", "de")
    assert code == 0
    assert out.startswith("Nur Zitate")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--layout", "poem", "no layout 'poem'"), ("--language", "xx", "no digests in 'xx'")],
)
def test_what_there_is_not_is_refused(citewire: Run, option: str, value: str, said: str) -> None:
    code, out, err = citewire("digest", "pytorch", option, value)
    assert (code, out) == (2, "")
    assert said in err


def test_a_subscription_has_a_format_and_a_language(citewire: Run) -> None:
    place = ("slack/T1/C1", "pytorch")
    assert citewire("subscriptions", "add", *place, "--layout", "cards")[0] == 0
    listed = json.loads(citewire("subscriptions", "list", "--json")[1])
    assert (listed[0]["format"], listed[0]["language"]) == ("cards", "en")
    assert citewire("subscriptions", "set", listed[0]["id"], "--language", "Deutsch")[0] == 0
    listed = json.loads(citewire("subscriptions", "list", "--json")[1])
    assert (listed[0]["format"], listed[0]["language"]) == ("cards", "de")
    code, _, err = citewire("subscriptions", "set", listed[0]["id"], "--layout", "poem")
    assert code == 2
    assert "Formats: brief, analyst, reader, cards." in err


def test_the_exact_text_is_shown_and_approved(citewire: Run, kept: tuple[Digest, Digest]) -> None:
    _, written = kept
    code, out, err = citewire("review", written.id, "--as", "Ada Lovelace", "--yes")
    assert code == 0, err
    assert out.startswith("AI-authored, not reviewed by a person.")
    assert all(claim.text in " ".join(out.split()) for claim in written.claims()[:3])
    assert "AI-authored, reviewed by Ada Lovelace on" in err
    named = err.split(f"{written.id} is now ")[1].split(";")[0]
    assert citewire("verify", named)[0] == 0


def test_without_a_yes_nothing_is_recorded(
    citewire: Run, kept: tuple[Digest, Digest], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, written = kept
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    code, _, err = citewire("review", written.id, "--as", "Ada")
    assert code == 2
    assert "Nothing was recorded" in err
    assert "is now" not in citewire("review", written.id, "--as", "Bob")[2]


def test_quotes_are_not_reviewed(citewire: Run, kept: tuple[Digest, Digest]) -> None:
    code, out, err = citewire("review", kept[0].id, "--as", "Ada", "--yes")
    assert (code, out) == (2, "")
    assert "quotes only" in err
