"""Measure questions over many articles: milliseconds a question, and the memory it takes.

    python -m benchmarks.asking --articles FILE.jsonl.gz --size 100000 --database URL

`FILE` has rows with `title` and `body`: paragraphs of the bodies are cut and joined anew into
articles, so that words are as frequent as in real text. They are kept in the database, one by one as
the reading stage does it (100,000 take a quarter of an hour); a database that has as many already
is asked as it is. Every question is put `ROUNDS` times: the first time it may have to take facts.
"""

import argparse
import asyncio
import gzip
import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measuring import peak_megabytes
from digests.ask import Asking, ask
from digests.model import Article, Entry, Feed, FeedState, Health, PollRecord, Tier
from digests.model.ids import content_id, sha256
from digests.ports import Store
from digests.store.sql import open_store

NOW = datetime(2026, 5, 10, 9, tzinfo=UTC)
DAYS = 400
OUTLETS = 40
BATCH = 1_000
ROUNDS = 3
PARAGRAPH = range(60, 900)
"""Characters: what is shorter is a heading, what is longer often a table."""
FEED = Feed(id="benchmark", url="https://benchmark.example/", outlet="Benchmark", tier=Tier.PRESS)
QUESTIONS = (
    "who joined",
    "who joined since January",
    "who left",
    "what is KServe",
    "what is new in AI",
    "what is the model context protocol",
    "what changed in Haystack last week",
    "which version of Kubeflow was released",
    "how many tokens per second does llm-d reach",
    "how much memory does the KV cache use on H100 GPUs",
    "how does prefix caching work in vLLM",
    "does DeepSpeed support ZeRO offload",
    "when was MCP donated to the foundation",
    "which new models does the AI inference server support",
    "who is the chief technology officer of Umbrella Robotics",
)
"""Names that few articles have, words that most have, and what no article says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What articles are made of."""

    titles: tuple[str, ...]
    paragraphs: tuple[str, ...]

    def article(self, number: int) -> Article:
        """Return the article of that number, the same at every call."""
        chance = random.Random(number)
        title = f"{chance.choice(self.titles)} ({number})"
        body = "\n".join(chance.choices(self.paragraphs, k=chance.randint(2, 6)))
        text = f"{title}\n\n{body}"
        minutes = chance.randrange(DAYS * 24 * 60)
        return Article(
            id=content_id("article", str(number)),
            feed_id=FEED.id,
            url=f"https://benchmark.example/{number}",
            url_key=f"benchmark.example/{number}",
            outlet=f"Outlet {number % OUTLETS}",
            tier=FEED.tier,
            title=title,
            byline=None,
            published_at=NOW - timedelta(minutes=minutes),
            date_source="published",
            fetched_at=NOW,
            text=text,
            text_sha256=sha256(text),
            raw_sha256=sha256(text),
            extractor="feed",
            language="en",
        )


def texts(path: Path) -> Texts:
    """Return the titles and the paragraphs of prose in a file of posts."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        posts = [json.loads(line) for line in lines]
    bodies = (re.sub(r"```.*?```", "", str(post["body"]), flags=re.DOTALL) for post in posts)
    cut = (part.strip() for body in bodies for part in re.split(r"\n\s*\n", body))
    prose = tuple(p for p in cut if len(p) in PARAGRAPH and not p.startswith(("|", "#", "<")))
    return Texts(titles=tuple(str(post["title"]) for post in posts), paragraphs=prose)


async def fill(store: Store, made_of: Texts, size: int) -> None:
    """Keep articles until there are `size`."""
    held = (await store.counts())["articles"]
    for start in range(held, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        entries = tuple(_entry(number) for number in numbers)
        state = FeedState(feed_id=FEED.id, health=Health.OK)
        await store.save_poll(PollRecord(state=state, new=entries))
        for number, entry in zip(numbers, entries, strict=True):
            await store.save_article(made_of.article(number), entry_id=entry.id)


def _entry(number: int) -> Entry:
    return Entry(
        id=content_id("entry", str(number)),
        feed_id=FEED.id,
        key=str(number),
        guid=None,
        url=None,
        url_key=f"benchmark.example/{number}",
        title="",
        byline=None,
        dated_at=NOW,
        date_source="first_seen",
        first_seen_at=NOW,
        html="",
        html_sha256=sha256(""),
    )


async def timed(store: Store) -> list[list[float]]:
    """Return the milliseconds of each question, in order of time, a list for each round."""
    found: list[list[float]] = []
    for _ in range(ROUNDS):
        found.append([])
        for question in QUESTIONS:
            started = time.perf_counter()
            asking = Asking(text=question, topic=None, now=NOW)
            await ask(asking, feeds=[FEED], store=store, version="benchmark")
            found[-1].append((time.perf_counter() - started) * 1_000)
    return found


async def measure(database: str, made_of: Texts, size: int) -> None:
    """Fill, ask, and print."""
    async with open_store(database) as store:
        await fill(store, made_of, size)
        first, *later = await timed(store)
    again = sorted(one for found in later for one in found)
    print(
        f"{size:,} articles: p50 {_at(again, 0.5):.0f} ms, p95 {_at(again, 0.95):.0f} ms; "
        f"asked for the first time at most {max(first):.0f} ms; {peak_megabytes():.0f} MB"
    )


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a database up to a size, and ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--database", required=True)
    options = parser.parse_args(arguments)
    asyncio.run(measure(options.database, texts(options.articles), options.size))


if __name__ == "__main__":
    main()
