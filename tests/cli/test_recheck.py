"""`citewire recheck` and `citewire status` from the command line."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from tests.scenarios.corpus_site import serving
from tests.scenarios.living_site import JOINED, Site, write_config

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve the site from a thread of its own: commands run loops of their own."""
    with serving(lambda _: None) as web:
        yield Site(web)


@pytest.fixture
def citewire(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on a file of its own; return exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_CONFIG_DIR", str(write_config(tmp_path, site.web)))
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CITEWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments: str, days: int = 0) -> tuple[int, str, str]:
        monkeypatch.setenv("CITEWIRE_NOW", (NOW + timedelta(days=days)).isoformat())
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def made(citewire: Run) -> str:
    """Poll, make a digest, and return its id."""
    assert citewire("poll")[0] == 0
    code, out, err = citewire("digest", "pytorch", "--format", "json")
    assert code == 0, err
    return str(json.loads(out)["digest_id"])


def test_states_are_printed_and_a_lost_quote_makes_a_new_version(citewire: Run, site: Site) -> None:
    digest_id = made(citewire)
    site.edit("joins", "as a Platinum member", "as a Gold member")
    site.web.gone("/opens")
    code, out, err = citewire("recheck", days=1)
    assert code == 0, err
    assert {line.split("  ")[0] for line in out.splitlines()} == {
        "changed under quote",
        "gone",
        "unchanged",
    }
    assert "The Wire: Alibaba Cloud joins the PyTorch Foundation" in out
    assert "1 digests and answers corrected" in err
    assert "3 texts looked at" in err
    assert citewire("verify", "--all")[0] == 0
    assert "0 texts looked at" in citewire("recheck", days=1)[2]
    assert "3 texts looked at" in citewire("recheck", "--digest", digest_id, "--now", days=1)[2]
    status = citewire("status", days=1)[1]
    assert "1 changed under quote, 1 gone, 1 unchanged" in status


def test_it_is_said_as_json(citewire: Run, site: Site) -> None:
    made(citewire)
    site.edit("joins", JOINED, "Nothing is known of it.")
    found = json.loads(citewire("recheck", "--json", days=1)[1])
    states = {row["url"].rpartition("/")[2]: row["state"] for row in found["sources"]}
    assert states == {"joins": "changed under quote", "opens": "unchanged", "faster": "unchanged"}
    assert len(found["corrected"]) == 1
    assert found["edits"] == 0
    assert json.loads(citewire("status", "--json")[1])["rechecked"]["states"] == {
        "changed_under_quote": 1,
        "unchanged": 2,
    }


def test_what_is_not_there_is_not_looked_at(citewire: Run) -> None:
    code, _, err = citewire("recheck", "--digest", "digest-none")
    assert code == 2
    assert "no digest and no answer" in err
    assert "rechecked      never" in citewire("status")[1]


def test_what_is_named_is_looked_at_however_old_it_is(citewire: Run, site: Site) -> None:
    digest_id = made(citewire)
    site.web.gone("/opens")
    assert "0 texts looked at" in citewire("recheck", days=200)[2]
    err = citewire("recheck", "--digest", digest_id, days=200)[2]
    assert "3 texts looked at, 1 digests and answers corrected" in err
