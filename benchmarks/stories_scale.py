"""Time the product's clustering on made-up entries, with its memory.

    python benchmarks/stories_scale.py --entries 10000

Entries are drawn from the words of everyday news at their real frequencies, with names of their
own; about a third retell an event that another outlet reported within a few days.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from digests.model import Article, Tier
from digests.model.ids import content_id, sha256
from digests.stories import cluster
from digests.stories.background import shares

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 60
OUTLETS = 200
WORDS = 220


def entries(count: int, seed: int = 0) -> Iterator[Article]:
    """Yield made-up articles, the same for a seed."""
    rng = random.Random(seed)  # noqa: S311 — made-up news, repeatably
    words, weights = zip(*sorted(shares().items()), strict=True)
    upto = list(accumulate(weights))
    event, at, names = list[str](), START, list[str]()
    for number in range(count):
        if number % 3 != 1:  # Of three entries the second retells the first.
            names = [f"{rng.choice(words).title()}{rng.randrange(count)}" for _ in range(6)]
            event = rng.choices(words, cum_weights=upto, k=WORDS)
            at = START + timedelta(days=rng.random() * DAYS)
        others = rng.choices(words, cum_weights=upto, k=WORDS)
        told = [rng.choice(pair) for pair in zip(event, others, strict=True)]
        for place in range(0, WORDS, 12):
            told[place] = rng.choice(names)
        title, body = " ".join(told[:9]).capitalize(), f"{' '.join(told)}."
        yield _article(number, title, body, at + timedelta(days=rng.random()))


def _article(number: int, title: str, body: str, at: datetime) -> Article:
    outlet = f"outlet-{number % OUTLETS}"
    text = f"{title}\n\n{body}"
    return Article(
        id=content_id("article", str(number)),
        feed_id=outlet,
        url=None,
        url_key=None,
        outlet=outlet,
        tier=Tier.PRESS,
        title=title,
        byline=None,
        published_at=at,
        date_source="published",
        fetched_at=at,
        text=text,
        text_sha256=sha256(text),
        raw_sha256=sha256(text),
        extractor="feed",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the entries, cluster them and print time and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=10_000)
    articles = list(entries(parser.parse_args(arguments).entries))
    before = _peak()
    wall, processor = time.perf_counter(), time.process_time()
    stories = cluster(articles)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"{len(articles)} entries in {len(stories)} stories: {wall:.1f} s"
        f" ({processor:.1f} s of processor), peak {_peak():.0f} MB, {before:.0f} MB of it before"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
