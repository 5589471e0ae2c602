"""A feed is added from a page's address, polled, checked and explained, all by the command line."""

import json
from pathlib import Path

import pytest

from bot.cli.main import run
from tests.fakes.web import FakeWeb
from tests.scenarios.corpus_site import serving

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Initech News</title>
<item><title>PyTorch 2.12 is out</title><guid>1</guid><link>{site}/a?utm_source=rss</link>
<pubDate>Mon, 06 Apr 2026 10:00:00 +0000</pubDate>
<description>&lt;p&gt;Initech released PyTorch 2.12 on 6 April 2026 with a new compiler.&lt;/p&gt;</description>
</item></channel></rss>"""


def prepare(web: FakeWeb) -> None:
    web.page("/", '<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="News">')
    web.feed("/feed.xml", FEED.format(site=web.url("")))
    web.page("/nothing", "<p>No feed here.</p>")


def test_from_a_page_to_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEWIRE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CITEWIRE_ALLOW_PRIVATE_ADDRESSES", "1")
    monkeypatch.setenv("CITEWIRE_NOW", "2026-04-08T09:00:00+00:00")

    def citewire(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        return code, capsys.readouterr().out

    with serving(prepare) as web:
        site = web.url("")
        code, out = citewire("feeds", "add", f"{site}/", "--tier", "primary", "--outlet", "Initech")
        assert (code, out) == (0, f"Added initech: {site}/feed.xml\n")
        assert citewire("feeds", "add", f"{site}/feed.xml")[0] == 2, "it is there already"
        assert citewire("feeds", "add", f"{site}/nothing")[0] == 2
        assert citewire("feeds", "check", "initech") == (0, "1 of 1 feeds are well.\n")
        code, out = citewire("poll", "--feed", "initech", "--json")
        polled = json.loads(out)
        assert code == 0
        assert not polled["feeds"][0]["body_read"], "`check` has read these bytes"
        assert polled["articles"]["read"] == 1
    code, out = citewire("digest", "pytorch", "--format", "json")
    record = json.loads(out)
    assert any("PyTorch 2.12" in claim["text"] for claim in record["claims"])
    assert record["sources"][0]["url"] == f"{site}/a"
    code, out = citewire("why", f"{site}/a")
    stages = [line.split()[0] for line in out.splitlines()]
    assert stages[:2] == ["feed", "article"]
    assert stages[-1] == "digest"
    assert record["digest_id"] in out
    assert citewire("verify", "--all")[0] == 0
    written = tmp_path / "out" / "digest.md"
    assert citewire("digest", "pytorch", "--format", "markdown", "--out", str(written))[0] == 0
    assert written.read_text(encoding="utf-8").startswith("**Quotes only**")
