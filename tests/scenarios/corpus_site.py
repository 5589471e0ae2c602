"""The real feeds of ../shared, served from loopback, and a config folder that lists them.

The server runs in a thread of its own, so that a command line that owns its event loop can be
run against it in the same process.
"""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config import loading
from tests.fakes.web import FakeWeb

START_SECONDS = 10.0
TOPICS = Path(loading.__file__).with_name("topics.toml")


@contextmanager
def serving(
    prepare: Callable[[FakeWeb], None], *, hosts: Iterable[str] = ("127.0.0.1",)
) -> Iterator[FakeWeb]:
    """Run a `FakeWeb` in a thread while the block runs; `prepare` says what it serves."""
    ready, loop, done = threading.Event(), asyncio.new_event_loop(), asyncio.Event()
    web = FakeWeb(hosts=hosts)

    async def serve() -> None:
        async with web:
            prepare(web)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), name="fake web")
    thread.start()
    try:
        assert ready.wait(START_SECONDS), "the server did not start"
        yield web
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


def documents(shared: Path) -> dict[str, Path]:
    """Return the real feeds by feed id, in a fixed order."""
    folder = shared / "corpus" / "feeds"
    return {
        f"{part}-{path.stem}".lower().replace("_", "-"): path
        for part in ("ai", "world")
        for path in sorted((folder / part).iterdir())
    }


def serve_documents(web: FakeWeb, found: dict[str, Path]) -> None:
    """Serve each document at `/ID`; every second one has an ETag, the others no validator."""
    for number, (feed_id, path) in enumerate(found.items()):
        etag = f'"{feed_id}"' if number % 2 else None
        web.feed(f"/{feed_id}", path.read_bytes(), etag=etag, content_type="application/xml")


def write_config(folder: Path, addresses: dict[str, str], *, tier: str = "press") -> Path:
    """Write feeds.toml with these addresses by feed id, and the shipped topics; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = [
        f'[[feed]]\nid = "{feed_id}"\nurl = "{url}"\noutlet = "{feed_id}"\ntier = "{tier}"\n'
        for feed_id, url in addresses.items()
    ]
    (folder / "feeds.toml").write_text("\n".join(blocks), encoding="utf-8")
    shutil.copy(TOPICS, folder / "topics.toml")
    return folder
