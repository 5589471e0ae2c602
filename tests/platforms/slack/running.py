"""Citewire as people run it: a real process with nothing but settings, over a store of the sample's news."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from bot.demo.server import NOW, serve_sample
from bot.wiring import open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.pipeline import poll, read

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (sys.executable, "-c", "from bot.cli.main import main; main()")
_STARTS_WITHIN = 40.0


async def gather_news(folder: Path) -> None:
    """Poll and read the sample's feeds into a folder's store."""
    settings = load_settings(data_dir=folder, allow_private_addresses=True, now=NOW)
    with as_file(files("bot.demo") / "config") as config:
        catalogue = load_catalogue(config)
    async with serve_sample() as resolver, open_app(settings, catalogue, resolver=resolver) as app:
        await poll(catalogue.feeds, store=app.store, source=app.source, now=NOW, concurrency=4)
        await read(catalogue.feeds, store=app.store, reader=app.reader, now=NOW)


@asynccontextmanager
async def citewire_run(
    folder: Path, *, now: datetime, web_port: int, settings: Mapping[str, str]
) -> AsyncIterator[str]:
    """Run `citewire run` until the end of the block; it must end well. Yield its web address."""
    web = f"http://127.0.0.1:{web_port}"
    with as_file(files("bot.demo") / "config") as config, (folder / "run.log").open("ab") as log:
        given = {
            "CONFIG_DIR": str(config),
            "DATA_DIR": str(folder),
            "NOW": now.isoformat(),
            "NOW_GOES_ON": "1",
            "WEB_PORT": str(web_port),
            **settings,
        }
        process = _started(given, log)
        try:
            await asyncio.to_thread(_wait_for, f"{web}/readyz", process, folder)
            yield web
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.wait, 25)
            assert process.returncode == 0, (folder / "run.log").read_text()[-4000:]
        finally:
            process.kill()
            process.wait()


def _started(settings: Mapping[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "run"],
        cwd=ROOT,
        env=os.environ | {f"CITEWIRE_{name}": value for name, value in settings.items()},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def _wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 — loopback
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError((folder / "run.log").read_text()[-4000:])
