"""Score the product's clustering on labelled stories.

    python benchmarks/stories.py --data FILE.jsonl.gz          BCubed and pairwise P, R, F1
    python benchmarks/stories.py --data FILE.jsonl.gz --cv     the same, the fit cross-validated

A row is `{"id", "title", "text", "published_at", "story"}`; `story` is read for scoring only. With
`--cv` the topics (the number that a label starts with: two stories of one kind share it) are
dealt into folds. A fold is clustered on its own, as a collection that was never seen, with
the fit that is best on the topics of the other folds.
"""

import argparse
import gzip
import json
import random
import re
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks.metrics import Score, bcubed, pairwise
from digests.model import Article, Story, Tier
from digests.model.ids import sha256
from digests.stories.clustering import Fit, assemble, cluster, compare

THRESHOLDS = tuple(round(0.26 + 0.02 * step, 2) for step in range(11))
FLOORS = (0.16, 0.2, 0.24, 0.28)
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


class Row(NamedTuple):
    """One labelled article."""

    article: Article
    story: str

    @property
    def topic(self) -> str:
        """Return what the two stories of one kind have in common, or the label itself."""
        number = re.match(r"\d+", self.story)
        return number.group() if number else self.story


class Outcome(NamedTuple):
    """Both scores of one clustering."""

    bcubed: Score
    pairwise: Score

    @property
    def merit(self) -> float:
        """Return what a fit is chosen by: the mean of the two F1."""
        return (self.bcubed.f1 + self.pairwise.f1) / 2

    def __str__(self) -> str:
        """Return both as precision, recall and F1."""
        return "  ".join(
            f"{name} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
            for name, score in (("BCubed", self.bcubed), ("pairwise", self.pairwise))
        )


def rows(path: Path) -> list[Row]:
    """Read labelled rows from gzip-compressed or plain JSON lines."""
    read = gzip.decompress if path.suffix == ".gz" else bytes
    lines = read(path.read_bytes()).decode().splitlines()
    return [_row(json.loads(line)) for line in lines if line.strip()]


def _row(fields: dict[str, str | None]) -> Row:
    identity, title = str(fields["id"]), str(fields["title"] or "")
    body = str(fields["text"]).replace(title, "", 1).strip()
    text = f"{title}\n\n{body}" if title else body
    published = fields.get("published_at")
    article = Article(
        id=sha256(identity),  # Ids give labels away; a hash of one says nothing.
        feed_id=identity,
        url=None,
        url_key=None,
        outlet=identity,
        tier=Tier.PRESS,
        title=title,
        byline=None,
        published_at=datetime.fromisoformat(published) if published else UNDATED,
        date_source="published" if published else "first_seen",
        fetched_at=UNDATED,
        text=text,
        text_sha256=sha256(text),
        raw_sha256=sha256(text),
        extractor="feed",
    )
    return Row(article, str(fields["story"]))


def membership(stories: Sequence[Story]) -> dict[str, str]:
    """Return article id to story id, copies standing in the story of their original."""
    return {
        article_id: story.id
        for story in stories
        for article_id in (*story.members, *(copy.article_id for copy in story.copies))
    }


def outcome(gold: Sequence[Row], stories: Sequence[Story]) -> Outcome:
    """Score stories against the labels."""
    said = membership(stories)
    labels = [row.story for row in gold]
    predicted = [said[row.article.id] for row in gold]
    return Outcome(bcubed(labels, predicted), pairwise(labels, predicted))


def best_fit(gold: Sequence[Row]) -> Fit:
    """Return the fit that scores best on these rows, the first of equals."""
    comparison = compare([row.article for row in gold])
    fits = [Fit(floor, threshold) for floor in FLOORS for threshold in THRESHOLDS]
    return max(fits, key=lambda fit: outcome(gold, assemble(comparison, fit)).merit)


def folds(gold: Sequence[Row], count: int, seed: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """Yield (the rest, the fold): whole topics, dealt at random."""
    topics = sorted({row.topic for row in gold})
    random.Random(seed).shuffle(topics)
    for start in range(count):
        held = set(topics[start::count])
        yield (
            [row for row in gold if row.topic not in held],
            [row for row in gold if row.topic in held],
        )


def cross_validate(gold: Sequence[Row], count: int, seed: int) -> None:
    """Print each fold's fit and scores, then their mean and the scores over all folds at once."""
    outcomes, labels, predicted = [], list[str](), list[str]()
    for number, (rest, held) in enumerate(folds(gold, count, seed), start=1):
        fit = best_fit(rest)
        stories = assemble(compare([row.article for row in held]), fit)
        scored = outcome(held, stories)
        outcomes.append(scored)
        said = membership(stories)
        labels += [row.story for row in held]
        predicted += [said[row.article.id] for row in held]
        topics = len({row.topic for row in held})
        print(f"fold {number}  {topics} topics, {len(held)} articles  {_words(fit)}  {scored}")
    print(f"mean F1 of the folds  BCubed {fmean(o.bcubed.f1 for o in outcomes):.3f}", end="  ")
    print(f"pairwise {fmean(o.pairwise.f1 for o in outcomes):.3f}")
    print("all folds as one     ", Outcome(bcubed(labels, predicted), pairwise(labels, predicted)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the file and print its scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="JSON lines, plain or gzipped")
    parser.add_argument("--cv", action="store_true", help="cross-validate the fit over topics")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    gold = rows(options.data)
    started = time.perf_counter()
    stories = cluster([row.article for row in gold])
    elapsed = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(gold)} articles, {len({row.story for row in gold})} stories; found {len(stories)}",
        end=" ",
    )
    print(f"in {elapsed:.1f} s, peak {peak:.0f} MB  {_words(Fit())}")
    print(outcome(gold, stories))
    if options.cv:
        cross_validate(gold, options.folds, options.seed)


def _words(fit: Fit) -> str:
    return f"floor {fit.floor:.2f} threshold {fit.threshold:.2f}"


if __name__ == "__main__":
    main()
