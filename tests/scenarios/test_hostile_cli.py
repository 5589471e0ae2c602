"""Hostile feeds through the command line: each costs itself only, and says what is wrong with it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web as aioweb

from bot.cli.main import run
from tests.fakes.web import FakeWeb
from tests.scenarios.corpus_site import serving, write_config

NOW = "2026-04-13T09:00:00+00:00"
ITEM = (
    "<item><title>{title}</title><guid>{title}</guid><author>{author}</author><pubDate>{date}</pubDate>"
    "<description>Initech has joined the PyTorch Foundation as a member.</description></item>"
)
SUNDAY, YEAR_1 = "Sun, 12 Apr 2026 09:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
CHALLENGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"

HOSTILE = {
    "bomb": ("failing", "the document is larger than 10 MB"),
    "cdata": ("failing", "the document is larger than 10 MB"),
    "challenge": ("blocked", "a bot challenge stands before the feed"),
    "drip": ("failing", "the answer was not complete after 18 s"),
    "gone": ("gone", "closed for good"),
    "loop": ("failing", "it redirects more than 5 times"),
    "nothing": ("blocked", "the server sent an empty document"),
    "page": ("blocked", "a web page instead of a feed"),
    "path": ("failing", "neither XML nor JSON"),
    "refuses": ("failing", "does not accept connections"),
    "silent": ("failing", "the answer was not complete after 18 s"),
}
"""Feed -> its state and words of its problem."""
HARMLESS = {"author": 1, "good": 1, "laughs": 1, "year-1": 1}
"""Feeds with something odd in them that are read all the same -> their entries."""
LONGEST_SECONDS = 45.0
"""For all together: 20 s for the slowest feeds, which wait side by side, and a busy machine."""
MOST_MEGABYTES = 300


def rss(*items: str, before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'


def prepare(web: FakeWeb) -> None:
    """Serve each feed at `/ID`, and the endless redirect's stations."""
    web.feed("/good", rss(ITEM.format(title="Good", author="A. Uthor", date=SUNDAY)), etag='"1"')
    web.feed("/author", rss(ITEM.format(title="Long", author="x" * 32_000, date=SUNDAY)))
    web.feed("/year-1", rss(ITEM.format(title="Old", author="A. Uthor", date=YEAR_1)))
    web.bomb("/bomb", start=b"<rss><channel>")
    web.flood("/cdata", start=b"<rss><![CDATA[", piece=b"x" * 1_000_000, times=50)
    web.page("/challenge", CHALLENGE)
    web.drip("/drip")
    web.gone("/gone")
    laughs = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
    item = ITEM.format(title="Laughs &l9;", author="A. Uthor", date=SUNDAY)
    web.feed("/laughs", rss(item, before=laughs))
    web.answer("/loop", ever_on)
    web.feed("/nothing", "")
    web.page("/page", "<!DOCTYPE html><html><body><p>Welcome to our web site.</p></body></html>")
    web.feed("/path", "/etc/passwd")
    web.silent("/silent")


async def ever_on(request: aioweb.BaseRequest) -> aioweb.StreamResponse:
    station = int(request.query.get("to", "0")) + 1
    return aioweb.Response(status=301, headers={"Location": f"/loop?to={station}"})


LAUNCHER = """
import json, resource, subprocess, sys
program = subprocess.run(
    [sys.executable, "-c", "from bot.cli import main; main()", "poll", "--json"],
    capture_output=True, text=True,
)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "code": program.returncode,
    "output": program.stdout,
    "errors": program.stderr,
    "megabytes": usage.ru_maxrss / 1024,
}))
"""
"""Runs a poll from a small process: Linux counts to a program the memory of whoever started it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one `citewire poll` did."""

    code: int
    output: str
    errors: str
    seconds: float
    megabytes: float
    """The most that the program, or one of its parsers, held."""
    folder: Path
    """Config and data."""


def poll(folder: Path) -> Run:
    """Run `citewire poll` as a program of its own, so that its memory can be told."""
    began = time.monotonic()
    launched = subprocess.run(
        [sys.executable, "-c", LAUNCHER],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=os.environ | settings(folder),
    )
    return Run(**json.loads(launched.stdout), seconds=time.monotonic() - began, folder=folder)


def settings(folder: Path, *, allow_private: str = "1") -> dict[str, str]:
    return {
        "CITEWIRE_CONFIG_DIR": str(folder / "config"),
        "CITEWIRE_DATA_DIR": str(folder / "data"),
        "CITEWIRE_ALLOW_PRIVATE_ADDRESSES": allow_private,
        "CITEWIRE_NOW": NOW,
        "COLUMNS": "200",
    }


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Poll every hostile feed and the good ones, each from a host of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    names = sorted({*HOSTILE, *HARMLESS})
    hosts = {name: f"127.0.0.{number}" for number, name in enumerate(names, start=1)}
    with serving(prepare, hosts=hosts.values()) as web:
        addresses = {name: web.url(f"/{name}", host=hosts[name]) for name in names}
        # Port 9 is for discarding, and nothing listens there.
        addresses["refuses"] = "http://127.0.0.1:9/refuses"
        write_config(folder / "config", addresses)
        yield poll(folder)


@pytest.fixture
def at_home(polled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands in this process see what was polled."""
    for name, value in settings(polled.folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(polled.folder)


def test_a_poll_of_hostile_feeds_ends_well_within_its_bounds(polled: Run) -> None:
    assert polled.code == 0, polled.errors
    assert "Traceback" not in polled.errors
    assert polled.seconds < LONGEST_SECONDS
    assert polled.megabytes < MOST_MEGABYTES


def test_the_good_feed_is_read(polled: Run) -> None:
    rows = {row["feed"]: row for row in json.loads(polled.output)["feeds"]}
    assert {name: rows[name]["entries"] for name in HARMLESS} == HARMLESS
    assert rows["good"]["new"] == 1
    assert rows["laughs"]["warning"].endswith("entity declarations were left out")
    assert json.loads(polled.output)["articles"]["read"] == len(HARMLESS)


@pytest.mark.usefixtures("at_home")
def test_each_hostile_feed_has_a_state_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["feeds", "list", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows.keys() == {*HOSTILE, *HARMLESS}
    for name, (state, words) in HOSTILE.items():
        assert rows[name]["state"] == state, (name, rows[name])
        assert words in rows[name]["problem"], name
        assert rows[name]["succeeded_at"] is None
    for name in HARMLESS:
        assert (rows[name]["state"], rows[name]["problem"]) == ("ok", None)


@pytest.mark.usefixtures("at_home")
def test_the_table_of_feeds_shows_state_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["feeds", "list"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()[1:]}
    for name, (state, words) in HOSTILE.items():
        assert state in lines[name]
        assert words in lines[name]


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_narrow_table_of_feeds_cuts_nothing_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run(["feeds", "list"]) == 0
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert all(len(line) <= int(columns) for line in shown.splitlines())
    for state in ("ok", "failing", "blocked", "gone"):
        assert state in shown


@pytest.mark.usefixtures("at_home")
def test_the_doctor_names_the_ill_feeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"{len(HARMLESS)} of {len(HARMLESS) + len(HOSTILE)} are well; not: bomb" in said
    assert "citewire feeds list" in said


def test_a_feed_on_this_machine_is_refused_unless_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in settings(tmp_path, allow_private="0").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    with serving(prepare) as web:
        # Port 80, which may be asked: the address itself must be what is refused.
        write_config(tmp_path / "config", {"good": "http://127.0.0.1/good", "other": web.url("/")})
        assert run(["poll"]) == 0
    assert web.requests == []
    capsys.readouterr()
    assert run(["feeds", "list", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["good"]["state"] == "failing"
    assert "CITEWIRE_ALLOW_PRIVATE_ADDRESSES=1" in rows["good"]["problem"]
