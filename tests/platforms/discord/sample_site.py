"""The sample's feeds and pages for a process of its own: each host has an address of its own on loopback.

A process that goes on has no other clock than the real one, so the sample's days are moved to the
last ones.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from bot.demo.server import DOWN, NOW

_ISO = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_RFC = re.compile(r"(?<=<pubDate>)[^<]+")
_TYPES = {".atom": "application/atom+xml", ".json": "application/feed+json", ".html": "text/html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """The sample, as it is served."""

    hosts: dict[str, str]
    """Name -> address."""

    def moved(self, text: str) -> str:
        """Return a text with the addresses in force."""
        for name, address in self.hosts.items():
            text = text.replace(f"http://{name}", f"http://{address}")
        return text

    def today(self, feed: str) -> str:
        """Return a feed as if the sample's Monday were today."""
        days = timedelta(days=(datetime.now(UTC) - NOW).days)
        later = _ISO.sub(lambda at: (datetime.fromisoformat(at[0]) + days).isoformat(), feed)
        return _RFC.sub(lambda at: format_datetime(parsedate_to_datetime(at[0]) + days), later)

    def write_config(self, folder: Path) -> Path:
        """Write the sample's feeds and topics, and return their folder."""
        folder.mkdir()
        for name in ("feeds.toml", "topics.toml"):
            text = (files("bot.demo") / "config" / name).read_text(encoding="utf-8")
            (folder / name).write_text(self.moved(text), encoding="utf-8")
        return folder


@asynccontextmanager
async def serve_site() -> AsyncIterator[SampleSite]:
    """Serve it on 127.0.0.2, 127.0.0.3 and so on."""
    names = sorted(entry.name for entry in (files("bot.demo") / "site").iterdir())
    site = SampleSite(hosts={})

    async def answer(request: web.Request) -> web.Response:
        name = next(name for name, at in site.hosts.items() if at == request.host)
        path = request.match_info["path"].rstrip("/")
        for candidate in (path, f"{path}.html"):
            file = files("bot.demo") / "site" / name / candidate
            if candidate and ".." not in candidate and file.is_file():
                kind = _TYPES.get(Path(candidate).suffix, "application/rss+xml")
                text = site.today(site.moved(file.read_text(encoding="utf-8")))
                return web.Response(text=text, content_type=kind)
        return web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        for number, name in enumerate(names, 2):
            await web.TCPSite(runner, f"127.0.0.{number}", 0).start()
            host, port = runner.addresses[-1][:2]
            site.hosts[name] = f"{host}:{port}"
        # Nobody listens there: the sample has a feed whose server is out of order.
        site.hosts[DOWN] = "127.0.0.1:9"
        yield site
    finally:
        await runner.cleanup()
