"""Measure a rush: 200 people ask at once while a wave to 500 Slack channels is being delivered.

    python -m benchmarks.rush --people 200 --channels 500

A real `citewire run` in Socket Mode, over a store of the sample's news in SQLite, against a Slack of
our own on loopback that answers every call after 50 ms. Counted from the moment a command is sent:
when it is acknowledged, and when its answer arrives at the command's address. `--questions 200` asks
a different one each; by default four are asked, as after a digest. `--articles FILE.jsonl.gz` keeps
posts, rows with `title` and `body`, beside the sample's news, and each question is on another title.
"""

import argparse
import asyncio
import gzip
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path

import psutil
from aiohttp import web

from benchmarks.articles import an_article, an_entry
from bot.commands.subscribing import Desk
from bot.demo.server import NOW, serve_sample
from bot.wiring import open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.model import Article, Channel, FeedState, Health, PollRecord, Schedule
from digests.pipeline import poll, read
from digests.pipeline.reading import ensure_facts

LATENCY = 0.05
"""Seconds that each call takes at Slack."""
STARTED = 20
"""Posts after which the wave is under way."""
PATIENCE = 120
LONGEST = 190_000
"""Characters of a post that are kept."""
QUESTIONS = ("who joined", "what changed last week", "who joined since January", "board seat")


@dataclass(kw_only=True)
class LoopbackSlack:
    """One workspace with one app; it keeps what it counts, and shows nobody anything."""

    address: str = ""
    command: str = "/pytorch"
    questions: Sequence[str] = QUESTIONS
    calls: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    socket: web.WebSocketResponse | None = None

    async def called(self, request: web.Request) -> web.Response:
        """Answer a call of the Web API."""
        method = request.match_info["method"]
        self.calls[method] += 1
        await asyncio.sleep(LATENCY)
        return web.json_response({"ok": True, **self._answer(method)})

    def _answer(self, method: str) -> dict[str, object]:
        match method:
            case "auth.test":
                return {"team_id": "T1", "user_id": "U0", "bot_id": "B0"}
            case "apps.connections.open":
                return {"url": f"{self.address.replace('http', 'ws', 1)}/socket"}
            case "users.info":
                return {"user": {"tz": "Europe/Oslo", "profile": {"display_name": "ada"}}}
            case "chat.postMessage":
                return {"channel": "C1", "ts": f"{time.time():.6f}"}
            case _:
                return {"channel": {"is_member": True}, "members": []}

    async def connected(self, request: web.Request) -> web.WebSocketResponse:
        """Keep the socket, and note each acknowledgement."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.socket = socket
        async for message in socket:
            with suppress(ValueError):
                envelope = json.loads(message.data).get("envelope_id")
                self.acknowledged.setdefault(envelope, time.perf_counter())
        return socket

    async def replied(self, request: web.Request) -> web.Response:
        """Take an answer at a command's address."""
        number = request.match_info["number"]
        body = await request.json()
        self.answered.setdefault(number, time.perf_counter())
        self.said.setdefault(number, str(body.get("text", "")))
        return web.Response(text="ok")

    async def ask(self, number: int) -> float:
        """Send a command as one person, and return when."""
        payload = {
            "team_id": "T1",
            "channel_id": f"C{number}",
            "channel_name": "news",
            "user_id": f"U{number}",
            "user_name": f"person{number}",
            "command": self.command,
            "text": self.questions[number % len(self.questions)],
            "response_url": f"{self.address}/response/{number}",
            "trigger_id": f"1.{number}.a",
        }
        envelope = {
            "type": "slash_commands",
            "envelope_id": str(number),
            "accepts_response_payload": True,
            "payload": payload,
        }
        if self.socket is None:
            raise RuntimeError("nobody is connected")
        began = time.perf_counter()
        await self.socket.send_json(envelope)
        return began


@asynccontextmanager
async def served() -> AsyncIterator[LoopbackSlack]:
    """Serve a workspace on a free port."""
    slack = LoopbackSlack()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/api/{method}", slack.called)
    app.router.add_get("/socket", slack.connected)
    app.router.add_post("/response/{number}", slack.replied)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        await runner.cleanup()


async def prepare(folder: Path, channels: int, posts: Sequence[Article]) -> None:
    """Gather the sample's news and the posts, and subscribe the channels: all are due at `NOW`."""
    settings = load_settings(data_dir=folder, allow_private_addresses=True, now=NOW)
    with as_file(files("bot.demo") / "config") as config:
        catalogue = load_catalogue(config)
    async with serve_sample() as resolver, open_app(settings, catalogue, resolver=resolver) as app:
        await poll(catalogue.feeds, store=app.store, source=app.source, now=NOW, concurrency=4)
        await read(catalogue.feeds, store=app.store, reader=app.reader, now=NOW)
        for post in posts:
            entry = an_entry(post)
            state = FeedState(feed_id=post.feed_id, health=Health.OK)
            await app.store.save_poll(PollRecord(state=state, new=(entry,)))
            await app.store.save_article(post, entry_id=entry.id)
        await ensure_facts(posts, store=app.store)
        desk = Desk(subscriptions=app.subscriptions, by="U0", now=NOW - timedelta(days=1))
        topic = catalogue.topic_by_id["pytorch"]
        for number in range(channels):
            place = Channel(platform="slack", workspace_id="T1", channel_id=f"C{number}")
            await desk.subscribe(place, topic, Schedule())


@asynccontextmanager
async def running(folder: Path, slack: LoopbackSlack) -> AsyncIterator[psutil.Process]:
    """Run Citewire until the end of the block, and yield its process."""
    with as_file(files("bot.demo") / "config") as config, (folder / "run.log").open("wb") as log:
        settings = {
            "CONFIG_DIR": str(config),
            "DATA_DIR": str(folder),
            "NOW": NOW.isoformat(),
            "NOW_GOES_ON": "1",
            "WEB_PORT": "0",
            "SLACK_URL": f"{slack.address}/api/",
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli.main import main; main()", "run"),
            env=os.environ | {f"CITEWIRE_{name}": value for name, value in settings.items()},
            stdout=log,
            stderr=log,
        )
        try:
            yield psutil.Process(process.pid)
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 30)


async def measure(
    people: int, channels: int, questions: Sequence[str], posts: Sequence[Article]
) -> None:
    """Print what a rush comes to."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        await prepare(folder, channels, posts)
        async with served() as slack, running(folder, slack) as process:
            slack.command, slack.questions = "/ask" if posts else slack.command, questions
            await until(lambda: slack.calls["chat.postMessage"] >= STARTED, slack, folder)
            before = slack.calls["chat.postMessage"]
            load = os.getloadavg()[0]
            busy = sum(process.cpu_times()[:2])
            began = await asyncio.gather(*(slack.ask(number) for number in range(people)))
            await until(lambda: len(slack.answered) == people, slack, folder)
            busy = sum(process.cpu_times()[:2]) - busy
            during = slack.calls["chat.postMessage"] - before
            acks = [slack.acknowledged[str(n)] - at for n, at in enumerate(began)]
            answers = [slack.answered[str(n)] - at for n, at in enumerate(began)]
            failed = sum("went wrong" in said for said in slack.said.values())
    print(
        f"{people} people, {len(questions)} questions, {channels} channels, load {load:.1f},"
        f" {os.cpu_count()} cores"
    )
    print(f"messages of the wave before the rush {before}, during it {during}")
    print(f"acknowledged: {spread(acks)}")
    print(f"processor time of the process meanwhile: {busy:.1f} s")
    print(f"answered:     {spread(answers)}, {failed} with an error")


def read_posts(path: Path) -> list[Article]:
    """Return the posts of a file as articles of the last 300 days."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        an_article(
            str(number),
            row["title"],
            row["body"][:LONGEST],
            at=NOW - timedelta(days=1 + number % 300),
            outlet=number % 40,
        )
        for number, row in enumerate(rows)
    ]


def question(number: int) -> str:
    """Return the question of a number; beyond the first few they differ in their time."""
    if number < len(QUESTIONS):
        return QUESTIONS[number]
    since = (NOW - timedelta(days=number)).strftime("%Y-%m-%d")
    return f"{QUESTIONS[number % 2]} since {since}"


async def until(done: Callable[[], bool], slack: LoopbackSlack, folder: Path) -> None:
    """Wait for something.

    Raises:
        RuntimeError: it does not come.
    """
    end = time.perf_counter() + PATIENCE
    while not done():
        if time.perf_counter() > end:
            log = (folder / "run.log").read_text()[-3_000:]
            raise RuntimeError(
                f"waited too long: {dict(slack.calls)}, {len(slack.answered)}\n{log}"
            )
        await asyncio.sleep(0.02)


def spread(seconds: Sequence[float]) -> str:
    """Return median, 99th percentile and longest in milliseconds."""
    p99 = statistics.quantiles(seconds, n=100)[98]
    middle = statistics.median(seconds)
    return (
        f"median {middle * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms, longest {max(seconds) * 1e3:.0f} ms"
    )


def main() -> None:
    """Measure as the command line says."""
    described = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=described)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--questions", type=int, default=len(QUESTIONS))
    parser.add_argument("--articles", type=Path, metavar="FILE.jsonl.gz")
    given = parser.parse_args()
    posts = read_posts(given.articles) if given.articles else []
    questions = [f"what is new on {post.title}" for post in posts]
    questions = questions or [question(number) for number in range(given.questions)]
    asyncio.run(measure(given.people, given.channels, questions[: given.people], posts))


if __name__ == "__main__":
    main()
