"""`citewire ask`, as people and scripts use it, on the sample feeds."""

import asyncio
import json
from importlib.resources import as_file, files
from pathlib import Path

import jsonschema
import pytest

from bot.cli.main import run
from bot.demo.server import NOW, serve_sample
from bot.render import record
from bot.wiring import open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.pipeline import poll, read


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Poll and read the sample feeds into a file."""
    folder = tmp_path_factory.mktemp("ask")

    async def fill() -> None:
        url = f"sqlite:///{folder}/citewire.sqlite3"
        settings = load_settings(
            data_dir=folder, database_url=url, allow_private_addresses=True, now=NOW
        )
        with as_file(files("bot.demo") / "config") as config:
            catalogue = load_catalogue(config)
        feeds = list(catalogue.feeds)
        async with (
            serve_sample() as resolver,
            open_app(settings, catalogue, resolver=resolver) as app,
        ):
            await poll(feeds, store=app.store, source=app.source, now=NOW)
            await read(feeds, store=app.store, reader=app.reader, now=NOW)

    asyncio.run(fill())
    return folder / "citewire.sqlite3"


@pytest.fixture(autouse=True)
def sample(database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point every command at the sample."""
    with as_file(files("bot.demo") / "config") as config:
        monkeypatch.setenv("CITEWIRE_CONFIG_DIR", str(config))
    monkeypatch.setenv("CITEWIRE_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CITEWIRE_NOW", NOW.isoformat())
    monkeypatch.setenv("COLUMNS", "160")


def test_the_answer_is_labelled_cited_and_says_what_was_searched(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["ask", "pytorch", "who joined"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("Quotes only, chosen by program from ")
    assert "Alibaba Cloud — Platinum member" in printed
    assert "7 April 2026" in printed
    assert "Searched 9 feeds, " in printed
    assert "not reached when last polled: Compiler Notes" in printed


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "slack", "discord"])
def test_silence_is_said_in_every_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "pytorch", "who left", "--format", form]) == 0
    assert "My sources do not say." in capsys.readouterr().out


@pytest.mark.parametrize(("question", "answered"), [("who joined", True), ("who left", False)])
def test_the_record_says_what_was_asked_and_whether_the_sources_say(
    question: str, *, answered: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "--all", question, "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.validate(printed, record.schema())
    assert printed["kind"] == "answer"
    assert printed["question"]["text"] == question
    assert printed["question"]["answered"] is answered
    assert printed["question"]["topic"] is None


@pytest.mark.parametrize("form", ["markdown", "html", "slack", "discord"])
def test_every_format_has_the_label_and_the_quote(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "pytorch", "what is Helion", "--format", form]) == 0
    printed = capsys.readouterr().out
    assert "Quotes only" in printed
    assert "lets engineers write kernels in Python" in printed


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["ask", "nonsense", "who joined"], "There is no topic 'nonsense'"),
        (["ask", "pytorch"], "Ask something"),
        (["ask", "pytorch", "who joined", "--zone", "Mars/Base"], "no time zone 'Mars/Base'"),
        (["ask", "pytorch", "who joined", "--since", "soon"], "neither a span"),
        (["ask", "pytorch", "who joined", "--format", "pdf"], "There is no format 'pdf'"),
    ],
)
def test_a_wrong_use_says_what_to_do(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert hint in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_an_answer_is_kept_and_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "pytorch", "who joined", "--format", "json"]) == 0
    answer_id = json.loads(capsys.readouterr().out)["digest_id"]
    assert run(["verify", answer_id]) == 0
    assert capsys.readouterr().out.startswith("0 digests, 1 answers, ")
    assert run(["verify", "--all"]) == 0
    assert run(["verify", "answer-unknown"]) == 2
    assert "There is no digest and no answer" in capsys.readouterr().err


def test_a_follow_up_goes_on_from_the_question_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "pytorch", "who joined since March"]) == 0
    capsys.readouterr()
    assert run(["ask", "--all", "and who left?", "--format", "json"]) == 0
    asked = json.loads(capsys.readouterr().out)["question"]
    assert (asked["topic"], asked["time_words"]) == ("pytorch", "since March")
