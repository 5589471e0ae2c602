"""The real feeds polled, polled again, made into digests and checked, as a user does it.

No page of an entry can be had (tests have no network), so only what the feeds carry is read.
"""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bot.cli.main import run
from tests.fakes.web import FakeWeb
from tests.scenarios.corpus_site import documents, serve_documents, serving, write_config

NOW = "2026-05-10T09:00:00+00:00"
"""Where the newest entries of most of the feeds are a few days old."""
EVERY = 4
"""One in so many documents is read here; all of them take a minute and more."""
FORMATS = ("terminal", "markdown", "html", "json", "slack", "discord")
MALFORMED = "the XML is not well-formed"


def no_name(host: object, *_: object, **__: object) -> NoReturn:
    """Find no name, at once: the resolver of a machine without a network may take 5 s for that."""
    raise socket.gaierror(socket.EAI_NONAME, f"{host!r} is not looked up in a test")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Set the config, the clock and the data folder for every command of this module."""
    with pytest.MonkeyPatch.context() as patch:
        at = tmp_path_factory.mktemp("corpus")
        patch.setenv("CITEWIRE_CONFIG_DIR", str(at / "config"))
        patch.setenv("CITEWIRE_DATA_DIR", str(at / "data"))
        patch.setenv("CITEWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
        patch.setenv("CITEWIRE_NOW", NOW)
        patch.setenv("COLUMNS", "200")
        patch.setattr(socket, "getaddrinfo", no_name)
        patch.chdir(at)
        yield at


@pytest.fixture(scope="module")
def feeds(shared: Path) -> dict[str, Path]:
    """Return every fourth real feed, and those that are broken, by id."""
    every = documents(shared)
    broken = ("world-705749c3b1bd02d8", "world-7ef13a42fa7e177a")
    return {
        name: path
        for n, (name, path) in enumerate(every.items())
        if n % EVERY == 0 or name in broken
    }


@pytest.fixture(scope="module")
def web(folder: Path, feeds: dict[str, Path]) -> Iterator[FakeWeb]:
    """Serve the feeds and list them in the config."""
    with serving(lambda web: serve_documents(web, feeds)) as web:
        write_config(folder / "config", {name: web.url(f"/{name}") for name in feeds})
        yield web


class Out:
    """Runs commands in this process and takes what they print."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str) -> str:
        """Return what a command prints; it must end well."""
        assert run(list(arguments)) == 0, self._captured.readouterr().err
        return self._captured.readouterr().out

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 — JSON
        return json.loads(self(*arguments))


@pytest.fixture
def citewire(capsys: pytest.CaptureFixture[str]) -> Out:
    return Out(capsys)


@pytest.fixture
def polled(web: FakeWeb, citewire: Out, folder: Path) -> FakeWeb:
    """Poll once for the whole module."""
    if not (folder / "poll.json").exists():
        (folder / "poll.json").write_text(citewire("poll", "--json"))
    return web


@pytest.mark.usefixtures("polled")
def test_every_real_feed_is_read(folder: Path, feeds: dict[str, Path]) -> None:
    first = json.loads((folder / "poll.json").read_text())
    rows = {row["feed"]: row for row in first["feeds"]}
    assert rows.keys() == feeds.keys()
    for name, row in rows.items():
        assert (row["state"], row["problem"], row["body_read"]) == ("ok", None, True), name
        assert row["entries"] >= row["new"] + row["silent"] > 0, name
        assert row["warning"] is None or row["warning"].startswith(MALFORMED), name
    assert sum(row["warning"] is not None for row in rows.values()) == 2
    assert first["articles"]["read"] > 400


def test_a_second_poll_reads_no_body_again(
    polled: FakeWeb, citewire: Out, feeds: dict[str, Path]
) -> None:
    before = len(polled.requests)
    second = citewire.json("poll", "--json")
    assert not any(row["body_read"] for row in second["feeds"])
    assert {row["state"] for row in second["feeds"]} == {"ok"}
    assert second["articles"]["read"] == 0
    statuses = [seen.status for seen in polled.requests[before:]]
    assert len(statuses) == len(feeds)
    # Every second feed has an ETag; the others are known by their bytes.
    assert statuses.count(304) == len(feeds) // 2
    assert statuses.count(200) == len(feeds) - len(feeds) // 2


@pytest.mark.usefixtures("polled")
@pytest.mark.parametrize("topic", ["openai", "anthropic", "agents", "open-weights", "ray"])
@pytest.mark.parametrize("days", [("2026-05-03", "2026-05-10"), ("2026-05-06", "2026-05-09")])
def test_digests_of_real_feeds_verify(citewire: Out, topic: str, days: tuple[str, str]) -> None:
    window = ("--since", days[0], "--until", days[1])
    record = citewire.json("digest", topic, *window, "--format", "json")
    assert record["schema"] == "provenance/1"
    checked = citewire.json("verify", record["digest_id"], "--json")
    claims = len(record["claims"])
    assert checked == {"digests": 1, "answers": 0, "claims": claims, "mismatches": []}


@pytest.mark.usefixtures("polled")
def test_all_that_is_kept_verifies(citewire: Out) -> None:
    citewire("digest", "openai", "--since", "2026-05-01", "--format", "json")
    checked = citewire.json("verify", "--all", "--json")
    assert checked["digests"] > 0
    assert checked["claims"] > 0
    assert checked["mismatches"] == []


@pytest.mark.usefixtures("polled")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_the_label_first_and_a_source(citewire: Out, form: str) -> None:
    record = citewire.json("digest", "openai", "--format", "json")
    shown = citewire("digest", "openai", "--format", form)
    label = record["authorship"]["visible_label"]
    assert record["sources"]
    if form in {"slack", "discord"}:
        messages = json.loads(shown)["messages"]
        assert label.partition(",")[0] in json.dumps(messages[0], ensure_ascii=False)
        shown = json.dumps(messages, ensure_ascii=False)
    elif form in {"terminal", "markdown"}:
        assert label.partition(",")[0] in shown.splitlines()[0]
    assert record["sources"][0]["url"] in shown


@pytest.mark.usefixtures("polled")
def test_the_way_of_a_cited_article_is_told(citewire: Out) -> None:
    record = citewire.json("digest", "openai", "--format", "json")
    steps = citewire.json("why", record["sources"][0]["url"], "--json")
    stages = [step["stage"] for step in steps]
    assert stages == sorted(stages, key=["feed", "article", "topic", "story", "digest"].index)
    assert set(stages) == {"feed", "article", "topic", "story", "digest"}
    assert record["digest_id"] in steps[-1]["what"]


@pytest.mark.usefixtures("polled")
def test_the_table_of_feeds_shows_all_as_well(citewire: Out, feeds: dict[str, Path]) -> None:
    head, *lines = citewire("feeds", "list").splitlines()
    assert head.split()[:3] == ["Feed", "Tier", "State"]
    assert {line.split()[0] for line in lines} == feeds.keys()
    assert {line.split()[2] for line in lines} == {"ok"}
    assert f"{len(feeds)} of {len(feeds)} are well" in citewire("doctor")
