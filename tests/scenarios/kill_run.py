"""A run over a few sample feeds that can kill itself just before any of its commits.

`kill_run.py FOLDER` first makes the run whole, counting its commits; then, for each of them, it
forks a run that dies there by SIGKILL and a second one that goes on, and prints as JSON what each
pair left behind.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.demo.server import NOW, serve_sample
from bot.wiring import App, open_app
from config.loading import Catalogue, load_catalogue
from config.settings import load_settings
from digests.model import Window
from digests.model.ids import sha256
from digests.pipeline import make_digest, poll, read

FEEDS = ("pytorch-foundation", "futurum", "compiler-notes")
ROOT = Path(__file__).resolve().parents[2]
WINDOW = Window(since=NOW.replace(day=6, hour=0), until=NOW.replace(day=13, hour=0))


class Commits:
    """Counts commits that wrote something, and dies just before the one it is told to."""

    def __init__(self, die_at: int | None) -> None:
        self.count = 0
        self._die_at = die_at
        self._changes: dict[int, int] = {}

    def __call__(self, connection: Connection) -> None:
        sqlite = connection.connection.driver_connection
        changes = getattr(sqlite, "total_changes", 0)
        if changes == self._changes.get(id(sqlite), 0):
            return
        self._changes[id(sqlite)] = changes
        self.count += 1
        if self.count == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def catalogue() -> Catalogue:
    whole = load_catalogue(ROOT / "bot" / "demo" / "config")
    feeds = tuple(feed for feed in whole.feeds if feed.id in FEEDS)
    return Catalogue(feeds=feeds, topics=whole.topics, folder=whole.folder)


async def run(database: Path, *, die_at: int | None = None) -> dict[str, object]:
    """Poll, read and digest; return what the store holds at the end."""
    settings = load_settings(
        data_dir=database.parent,
        database_url=f"sqlite:///{database}",
        allow_private_addresses=True,
        now=NOW,
        parser_processes=1,
    )
    commits = Commits(die_at)
    async with (
        serve_sample() as resolver,
        open_app(settings, catalogue(), resolver=resolver) as app,
    ):
        event.listen(Engine, "commit", commits)
        try:
            await stages(app)
        finally:
            event.remove(Engine, "commit", commits)
        return await contents(app) | {"commits": commits.count}


async def stages(app: App) -> None:
    feeds = app.catalogue.feeds
    await poll(feeds, store=app.store, source=app.source, now=NOW, only_due=False)
    await read(feeds, store=app.store, reader=app.reader, now=NOW)
    for topic in app.catalogue.topics:
        await make_digest(topic, WINDOW, feeds=feeds, store=app.store, now=NOW, version="test")


async def contents(app: App) -> dict[str, object]:
    """Return everything that must be the same however often the run was killed."""
    window = Window(since=NOW.replace(year=2000), until=NOW.replace(year=2100))
    articles = await app.store.articles(window)
    facts = await app.store.facts([article.id for article in articles])
    digests = await app.store.digests()
    return {
        "counts": await app.store.counts(),
        "articles": sorted(f"{a.id} {a.text_sha256} {a.version}" for a in articles),
        "facts": sha256(json.dumps([fact.id for fact in facts])),
        "digests": sorted(f"{d.id} {d.provenance.content_sha256}" for d in digests),
        "unread": len(await app.store.unread_entries(list(app.catalogue.feed_by_id))),
    }


def in_child(database: Path, result: Path, *, die_at: int | None = None) -> int:
    """Make a run in a forked child; return the signal that ended it, 0 where none did.

    Nothing is shared with the child but the code: each run makes its own loop and connections.
    """
    child = os.fork()
    if child == 0:
        result.write_text(json.dumps(asyncio.run(run(database, die_at=die_at))), encoding="utf-8")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def main(folder: Path) -> None:
    result = folder / "result.json"
    in_child(folder / "whole.sqlite3", result)
    whole = json.loads(result.read_text(encoding="utf-8"))
    runs = [whole]
    for die_at in range(1, whole["commits"] + 1):
        database = folder / f"{die_at}.sqlite3"
        ended_by = in_child(database, result, die_at=die_at)
        in_child(database, result)
        runs.append({"ended_by": ended_by, **json.loads(result.read_text(encoding="utf-8"))})
    sys.stdout.write(json.dumps(runs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
