"""Measure the record's pages over a made-up store of 1,000 digests and 50,000 articles in a new SQLite file.

    python -m benchmarks.pages --file FILE --fill      fills the file and writes a config beside it
    python -m benchmarks.pages --file FILE [--seconds 60] [--rate 100] [--spread uniform]

`citewire web` runs as a process of its own. Requests come at fixed times, whatever became of those before
(an open loop), and a request's time counts from when it was due.
"""

import argparse
import asyncio
import math
import os
import random
import socket
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import aiohttp
import psutil
from sqlalchemy import insert

from benchmarks.measuring import timed
from digests.authorship import Run, authorship
from digests.model import (
    Article,
    Check,
    Checks,
    Claim,
    ClaimKind,
    Coverage,
    Digest,
    Generator,
    Item,
    Modality,
    Mode,
    Provenance,
    Quote,
    Section,
    Source,
    SourceAuthorship,
    Tier,
    Window,
)
from digests.model.ids import content_id, sha256
from digests.store import fulltext
from digests.store.rows import newest_fields, version_fields
from digests.store.schema import (
    article_versions,
    articles,
    entries,
    fact_readings,
    facts,
    feed_states,
)
from digests.store.sql import Database, open_database

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
TOPICS = [f"topic-{number}" for number in range(20)]
WEEKS = 50
ARTICLES = 50_000
STORIES, CLAIMS, SOURCES = 8, 3, 12
"""Of a digest: stories, statements of each, and articles that it cites."""
WARM_WEEKS = 4
JOINED = 50
"""One article of so many tells of somebody who joined."""
WORDS = [f"word{number}" for number in range(5_000)]
BATCH = 1_000
MIX = (
    *(("digest", 45), ("topic", 15), ("search", 10), ("record", 5), ("atom", 4), ("json feed", 4)),
    *(("story", 5), ("who", 4), ("csv", 1), ("index", 3), ("feeds", 2), ("how", 2)),
)
"""What is asked for, in percent."""


def made_up() -> Iterator[tuple[int, Article]]:
    """Yield articles of 500 words by row number, over two years, the last ones first."""
    chance = random.Random(1)
    for number in range(1, ARTICLES + 1):
        at = NOW - timedelta(minutes=20 * number)
        topic = TOPICS[number % len(TOPICS)]
        joined = f"Number {number} of {topic} has joined the Foundation of {topic} as a member."
        more = (" ".join(chance.choices(WORDS, k=16)).capitalize() for _ in range(30))
        said = [joined, *(f"{sentence}." for sentence in more)]
        title = f"Report {number} on {topic}"
        text = f"{title}\n\n{' '.join(said)}"
        url_key = f"news.example/{number}"
        yield (
            number,
            Article(
                id=content_id("article", url_key),
                feed_id=topic,
                url=f"https://{url_key}",
                url_key=url_key,
                outlet=f"News of {topic}",
                tier=list(Tier)[number % 5],
                title=title,
                byline=None,
                published_at=at,
                date_source="published",
                fetched_at=at,
                text=text,
                text_sha256=sha256(text),
                raw_sha256=sha256(text),
                extractor="feed",
                language="en",
                authorship=SourceAuthorship(),
            ),
        )


async def fill(database: Database) -> None:
    """Keep articles with their entries and facts, then the digests of the weeks."""
    by_topic: dict[str, list[Article]] = defaultdict(list)
    pending = made_up()
    async with database.store.transactions.writing.begin() as connection:
        states = [
            {"feed_id": one, "health": "ok", "failures": 0, "succeeded_at": NOW} for one in TOPICS
        ]
        await connection.execute(insert(feed_states), states)
        while some := list(islice(pending, BATCH)):
            versions = [{"n": number, **version_fields(one)} for number, one in some]
            await connection.execute(insert(article_versions), versions)
            newest = [newest_fields(number, one) for number, one in some]
            await connection.execute(insert(articles), newest)
            await connection.execute(insert(entries), [_entry(one) for _, one in some])
            await fulltext.index_newest(connection, some)
            told = [one for number, one in some if number % JOINED < len(TOPICS)]
            readings = [{"article_id": one.id, "text_sha256": one.text_sha256} for _, one in some]
            await connection.execute(insert(fact_readings), readings)
            await connection.execute(insert(facts), [_fact(one) for one in told if _tells(one)])
            for _, one in some:
                by_topic[one.feed_id].append(one)
    for topic, of_topic in by_topic.items():
        for week in range(WEEKS):
            cited = of_topic[week * SOURCES : (week + 1) * SOURCES]
            await database.store.save_digest(_digest(topic, week, cited))


def _tells(article: Article) -> bool:
    return int(article.title.split()[1]) % JOINED < len(TOPICS) // 2


def _entry(article: Article) -> dict[str, object]:
    return {
        "id": content_id("entry", article.id),
        "feed_id": article.feed_id,
        "key": article.id,
        "url": article.url,
        "url_key": article.url_key,
        "title": article.title,
        "dated_at": article.published_at,
        "date_source": "published",
        "first_seen_at": article.published_at,
        "html": "",
        "html_sha256": "",
        "silent": False,
        "undatable": False,
        "changes": 0,
        "waiting": False,
        "article_id": article.id,
        "attempts": 0,
    }


def _fact(article: Article) -> dict[str, object]:
    sentence = article.body.partition(".")[0]
    return {
        "article_id": article.id,
        "text_sha256": article.text_sha256,
        "position": 0,
        "id": content_id("fact", article.id),
        "type": "joined",
        "subject": sentence.partition(" has ")[0],
        "object": f"Foundation of {article.feed_id}",
        "role": "member",
        "people": [],
        "happened_on": article.published_at.date(),
        "modality": "done",
        "quote_start": article.body_start,
        "quote_end": article.body_start + len(sentence) + 1,
    }


def _claim(article: Article, number: int) -> Claim:
    starts = [
        0,
        *(at + 2 for at, c in enumerate(article.body) if c == "." and at + 2 < len(article.body)),
    ]
    start = article.body_start + starts[number % len(starts)]
    end = article.text.index(".", start) + 1
    return _claimed(article, start, end, headline=False)


def _claimed(article: Article, start: int, end: int, *, headline: bool) -> Claim:
    text = article.text[start:end]
    return Claim(
        id=content_id("claim", text, article.id),
        text=text,
        quotes=(Quote(article_id=article.id, start=start, end=end),),
        kind=ClaimKind.FACT,
        attributed_to=None,
        as_of=article.published_at,
        modality=Modality.DONE,
        checks=Checks(quote=Check.PASSED),
        support=1.0,
        headline=headline,
    )


def _digest(topic: str, week: int, cited: list[Article]) -> Digest:
    until = NOW - timedelta(weeks=week)
    items = tuple(
        Item(
            id=content_id("item", topic, str(week), str(at)),
            claims=tuple(_claim(cited[at], number) for number in range(CLAIMS)),
            headline=_claimed(cited[at], 0, len(cited[at].title), headline=True),
            tags=(f"tag-{at}", "news"),
            # A story is told for four weeks.
            story_id=content_id("story", topic, str(week // 4), str(at)),
            also=(cited[at].id,),
        )
        for at in range(STORIES)
    )
    content = sha256(f"{topic} {week}")
    run = Run(content_sha256=content, sources=len(cited), declared_ai=0, matched=32, statements=32)
    coverage = Coverage(
        feeds_ok=20,
        feeds_failed=0,
        entries_read=125,
        stories=STORIES,
        claims_matched=32,
        claims_dropped=0,
    )
    return Digest(
        id=content_id("digest", topic, str(week)),
        topic_id=topic,
        title=topic.capitalize(),
        window=Window(since=until - timedelta(weeks=1), until=until),
        format="brief",
        language="en",
        created_at=until,
        sections=(Section(id="stories", title="Top stories", mode=Mode.EXTRACT, items=items),),
        provenance=Provenance(
            authorship=authorship(run),
            generator=Generator(software="citewire", version="benchmark"),
            sources=tuple(Source(n=n, article=one) for n, one in enumerate(cited, 1)),
            dropped=(),
            coverage=coverage,
            content_sha256=content,
        ),
    )


def write_config(folder: Path) -> None:
    """Write the topics, each with a feed."""
    folder.mkdir(exist_ok=True)
    topics = "\n".join(
        f'[[topic]]\nid = "{one}"\ntitle = "{one.capitalize()}"\ndescription = "Made up."\n'
        f'[topic.match]\nany = ["{one}"]\n'
        for one in TOPICS
    )
    feeds = "\n".join(
        f'[[feed]]\nid = "{one}"\nurl = "https://{one}.example/feed"\noutlet = "News of {one}"\n'
        f'tier = "press"\n'
        for one in TOPICS
    )
    (folder / "topics.toml").write_text(topics, encoding="utf-8")
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")


class Load:
    """What is asked for, and what became of it."""

    def __init__(self, base: str, spread: str) -> None:
        self._base, self._spread = base, spread
        self._chance = random.Random(7)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.failed = 0

    async def ask(self, session: aiohttp.ClientSession, due: float) -> None:
        """Ask for one page, and note how long it took since it was due."""
        kind, path = self._next()
        try:
            async with session.get(self._base + path) as reply:
                await reply.read()
                self.failed += reply.status != 200
        except (aiohttp.ClientError, TimeoutError):
            self.failed += 1
        self.took[kind].append((time.perf_counter() - due) * 1_000)

    async def warm(self) -> None:
        """Ask once for each topic's list, ledger and feeds, and for the digests of its last weeks."""
        async with aiohttp.ClientSession() as session:
            for topic in TOPICS:
                digests = [content_id("digest", topic, str(week)) for week in range(WARM_WEEKS)]
                lists = (f"/t/{topic}", f"/t/{topic}/feed.atom", f"/t/{topic}/feed.json")
                ledger = (f"/who/{topic}", f"/who/{topic}.csv")
                for path in (*lists, *ledger, *(f"/d/{one}" for one in digests)):
                    async with session.get(self._base + path) as reply:
                        await reply.read()

    def _next(self) -> tuple[str, str]:
        chance = self._chance
        kind = chance.choices([one for one, _ in MIX], [share for _, share in MIX])[0]
        topic, week = chance.choice(TOPICS), self._week()
        digest = content_id("digest", topic, str(week))
        story = content_id("story", topic, str(week // 4), str(chance.randrange(STORIES)))
        paths = {
            "digest": f"/d/{digest}",
            "topic": f"/t/{topic}",
            "search": f"/t/{topic}?q={chance.choice(WORDS)}&tag=tag-{chance.randrange(STORIES)}",
            "record": f"/d/{digest}.json",
            "atom": f"/t/{topic}/feed.atom",
            "json feed": f"/t/{topic}/feed.json",
            "story": f"/s/{story}",
            "who": f"/who/{topic}",
            "csv": f"/who/{topic}.csv",
            "index": "/",
            "feeds": "/feeds",
            "how": "/how",
        }
        return kind, paths[kind]

    def _week(self) -> int:
        if self._spread == "uniform":
            return self._chance.randrange(WEEKS)
        return min(int(self._chance.paretovariate(1.0)) - 1, WEEKS - 1)


@asynccontextmanager
async def serving(file: str, config: str) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Start `citewire web` over the file, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "CITEWIRE_DATABASE_URL": f"sqlite:///{file}",
        "CITEWIRE_CONFIG_DIR": config,
        "CITEWIRE_PUBLIC_TOPICS": "*",
        "CITEWIRE_WEB_PORT": str(port),
        "CITEWIRE_WEB_RATE": "0",
        "CITEWIRE_NOW": NOW.isoformat(),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from bot.cli import main; main()", "web", env=environment
    )
    base = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                try:
                    async with session.get(f"{base}/healthz"):
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.1)
        yield base, psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def measure(given: argparse.Namespace, config: str) -> None:
    """Print what was measured, after a round in which every list is asked for once."""
    seconds, rate, spread = given.seconds, given.rate, given.spread
    async with serving(str(given.file), config) as (base, process):
        load = Load(base, spread)
        with timed() as lap:
            await load.warm()
        print(f"first round: {lap.seconds:.1f} s")
        most, before = 0, process.cpu_times()
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            began = time.perf_counter()
            asked = []
            for number in range(int(seconds * rate)):
                due = began + number / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                asked.append(asyncio.create_task(load.ask(session, due)))
                if number % 50 == 0:
                    most = max(most, _resident(process))
            await asyncio.gather(*asked)
        most = max(most, _resident(process))
        after = process.cpu_times()
        every = sorted(one for took in load.took.values() for one in took)
        print(
            f"{len(every)} requests, {load.failed} failed, {spread}; load {os.getloadavg()[0]:.1f}"
        )
        print(f"{'page':<12}{'n':>6}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms")
        for kind, took in (*sorted(load.took.items()), ("all", every)):
            print(f"{kind:<12}{len(took):>6}" + "".join(f"{one:>9.1f}" for one in _quantiles(took)))
        used = after.user + after.system - before.user - before.system
        print(f"memory {most / 2**20:.0f} MiB at most; {used / seconds * 100:.0f} % of a core")


def _resident(process: psutil.Process) -> int:
    whole = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in whole)


def _quantiles(took: list[float]) -> list[float]:
    ordered = sorted(took)
    return [ordered[math.ceil(len(ordered) * part) - 1] for part in (0.5, 0.95, 0.99, 1.0)]


async def _fill_anew(file: Path) -> None:
    write_config(file.with_suffix(".config"))
    async with open_database(f"sqlite:///{file}") as database:
        await fill(database)


def main() -> None:
    """Fill a new file, or measure on one that is there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--spread", choices=("pareto", "uniform"), default="pareto")
    given = parser.parse_args()
    if given.fill:
        with timed() as lap:
            asyncio.run(_fill_anew(given.file))
        print(f"filled in {lap.seconds:.0f} s")
        return
    given.file = given.file.resolve()
    asyncio.run(measure(given, str(given.file.with_suffix(".config"))))


if __name__ == "__main__":
    main()
