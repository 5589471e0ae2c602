"""`citewire link` and `citewire web`, as an operator uses them."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.main import run
from bot.demo.server import NOW
from digests.store.sql import open_database
from tests.render.digests import sample_digest
from tests.render.replies import differing_reply

Run = Callable[..., tuple[int, str, str]]
KEY = "0123456789abcdef"
SIGNED = r"https://digests\.example/{}\?until=\d+&sig=[\w-]{{43}}\n"


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Keep a digest and an answer in a file, and return its address."""
    url = f"sqlite:///{tmp_path / 'kept.db'}"

    async def keep() -> None:
        async with open_database(url) as database:
            await database.store.save_digest(sample_digest())
            await database.replies.save_reply(differing_reply())

    asyncio.run(keep())
    return url


@pytest.fixture
def citewire(
    tmp_path: Path,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command on the file; return exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": address,
        "NOW": NOW.isoformat(),
        "PUBLIC_URL": "https://digests.example/",
        "PUBLIC_TOPICS": "vllm, pytorch",
        "LINK_KEY": KEY,
    }.items():
        monkeypatch.setenv(f"CITEWIRE_{name}", value)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def test_a_public_page_has_a_plain_link(citewire: Run) -> None:
    digest = sample_digest()
    assert citewire("link", digest.id)[1] == f"https://digests.example/d/{digest.id}\n"
    assert citewire("link", "pytorch")[1] == "https://digests.example/t/pytorch\n"


def test_any_other_page_has_a_signed_link(citewire: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = differing_reply().id
    assert re.fullmatch(SIGNED.format(f"a/{answer}"), citewire("link", answer)[1])
    monkeypatch.setenv("CITEWIRE_PUBLIC_TOPICS", "")
    assert re.fullmatch(SIGNED.format("t/pytorch"), citewire("link", "pytorch")[1])
    longer = citewire("link", "pytorch", "--days", "400")[1]
    assert int(re.findall(r"until=(\d+)", longer)[0]) > NOW.timestamp() + 399 * 86_400


def test_a_link_that_cannot_be_made_is_said_with_what_to_set(
    citewire: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert citewire("link", "nothing")[0] == 2
    monkeypatch.delenv("CITEWIRE_LINK_KEY")
    code, _, said = citewire("link", differing_reply().id)
    assert code == 78
    assert "CITEWIRE_LINK_KEY" in said
    monkeypatch.delenv("CITEWIRE_PUBLIC_URL")
    assert "CITEWIRE_PUBLIC_URL" in citewire("link", "pytorch")[2]


@pytest.mark.parametrize(
    ("settings", "state", "said"),
    [
        ({}, "ok", "vllm, pytorch for everybody, others by signed links"),
        ({"PUBLIC_TOPICS": "pytroch"}, "wrong", "names what is no topic: pytroch"),
        ({"PUBLIC_TOPICS": "*", "LINK_KEY": ""}, "ok", "* for everybody, others by nobody"),
        ({"PUBLIC_TOPICS": "", "LINK_KEY": ""}, "to do", "nobody can read the pages"),
        ({"PUBLIC_URL": ""}, "to do", "messages link to no page"),
        (
            {"PUBLIC_URL": "https://a.example/news/"},
            "wrong",
            "links between pages begin at the host",
        ),
    ],
)
def test_the_doctor_says_who_can_read_the_pages(
    citewire: Run,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    state: str,
    said: str,
) -> None:
    for name, value in settings.items():
        if value or name == "PUBLIC_TOPICS":
            monkeypatch.setenv(f"CITEWIRE_{name}", value)
        else:
            monkeypatch.delenv(f"CITEWIRE_{name}")
    findings = json.loads(citewire("doctor", "--json")[1])
    (pages,) = [one for one in findings if one["part"] == "pages"]
    assert pages["state"] == state
    assert said in pages["what"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("LINK_KEY", "short"), ("TRUSTED_PROXIES", "10.0.0.0/8, my proxy"), ("WEB_RATE", "-1")],
)
def test_settings_that_do_not_fit_are_named_and_not_shown(
    citewire: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CITEWIRE_{name}", value)
    code, _, said = citewire("link", "pytorch")
    assert code == 78
    assert f"CITEWIRE_{name}" in said
    assert "short" not in said


def test_the_pages_are_served_alone_until_they_are_told_to_stop(
    citewire: Run, tmp_path: Path
) -> None:
    del citewire
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", "from bot.cli import main; main()", "web"]
    environment = os.environ | {"CITEWIRE_WEB_PORT": str(port)}
    root = Path(__file__).resolve().parents[2]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=said)
    try:
        assert "Alibaba" in read(f"{base}/d/{sample_digest().id}")
        assert read(f"{base}/healthz") == "live\n"
        assert f"https://digests.example/d/{sample_digest().id}" in read(
            f"{base}/t/pytorch/feed.json"
        )
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0, (tmp_path / "said").read_text()


def read(url: str) -> str:
    """Return a page, once the server is up."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as reply:  # noqa: S310 — on loopback
                text: str = reply.read().decode()
                return text
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
