"""Stories over made-up entries: words of everyday news at their real frequencies.

Every third entry retells an event that another outlet reported within a day.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate

from benchmarks.articles import END, an_article
from benchmarks.measuring import report, timed
from digests.model import Article
from digests.stories import cluster
from digests.stories.background import shares

DAYS = 60
OUTLETS = 200
WORDS = 220


def entries(count: int, seed: int = 0) -> Iterator[Article]:
    """Yield made-up articles, the same for a seed."""
    rng = random.Random(seed)
    words, weights = zip(*sorted(shares().items()), strict=True)
    upto = list(accumulate(weights))
    event, at, names = list[str](), END, list[str]()
    for number in range(count):
        if number % 3 != 1:  # Of three entries the second retells the first.
            names = [f"{rng.choice(words).title()}{rng.randrange(count)}" for _ in range(6)]
            event = rng.choices(words, cum_weights=upto, k=WORDS)
            at = END - timedelta(days=rng.random() * DAYS)
        others = rng.choices(words, cum_weights=upto, k=WORDS)
        told = [rng.choice(pair) for pair in zip(event, others, strict=True)]
        for place in range(0, WORDS, 12):
            told[place] = rng.choice(names)
        title, body = " ".join(told[:9]).capitalize(), f"{' '.join(told)}."
        yield an_article(
            str(number),
            title,
            body,
            at=at + timedelta(days=rng.random()),
            outlet=number % OUTLETS,
        )


def main() -> None:
    """Cluster 1,000 and 10,000 articles."""
    for count in (1_000, 10_000):
        articles = list(entries(count))
        with timed() as lap:
            stories = cluster(articles)
        what = f"stories over {count:,} entries ({len(stories):,} found)"
        report(what, f"{lap.seconds:.1f} s")


if __name__ == "__main__":
    main()
