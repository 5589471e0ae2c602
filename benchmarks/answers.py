"""Score the product's retrieval and its silence on questions with known evidence.

    python benchmarks/answers.py --corpus FILE --questions FILE [--distractors FILE …]
        [--embedding MODEL [--embedding-url URL] [--embedding-weight SHARE]]

A corpus row is `{"id", "title", "outlet", "published_at", "text"}`, a question
`{"id", "question", "answer", "evidence": [{"id", "text"}], "answerable"}`, JSON lines, gzip or plain.
The rows are kept as articles in a SQLite store of their own, found by `digests.retrieval` and answered
by `digests.ask`, as any question is. `--distractors` adds articles that answer nothing, of files of stories or claims:
the first `PIECES` passages of about `PIECE_WORDS` words of each. `--embedding` adds likeness in meaning,
as the settings CITEWIRE_EMBEDDING_… do.
"""

import argparse
import asyncio
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.metrics import (
    average_precision,
    evidence_recall,
    hit,
    reciprocal_rank,
    refused_at_kept,
)
from digests.ask import Asking
from digests.ask import ask as answer
from digests.embedding.opening import open_embedder
from digests.model import Answer, Article, Entry, FeedState, Health, PollRecord, Tier
from digests.model.ids import content_id, sha256
from digests.pipeline import embed
from digests.ports import Store
from digests.retrieval import THRESHOLD, Meaning, Retrieved, analyse, retrieve
from digests.store.sql import open_database
from digests.text.sentences import sentences

FEED = "benchmark"
UNDATED = datetime(2023, 6, 1, tzinfo=UTC)
PIECES = 6
PIECE_WORDS = 180

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what came of it."""

    question: Row
    ids: tuple[str, ...]
    """Of the corpus, best first."""
    texts: tuple[str, ...]
    confidence: float
    labels: tuple[str, ...]
    """Names before the rows that are printed."""
    sentences: tuple[str, ...]
    """What is printed; nothing where the product would be silent."""
    seconds: float
    """For the passages."""

    @property
    def gold(self) -> set[str]:
        """Ids of the evidence."""
        return {str(one["id"]) for one in self.question["evidence"]}


def rows(path: Path) -> list[Row]:
    """Read gzip-compressed or plain JSON lines."""
    read = gzip.decompress if path.suffix == ".gz" else bytes
    lines = read(path.read_bytes()).decode().splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def distractors(path: Path) -> Iterator[Row]:
    """Yield the first passages of each text of a file, as rows of a corpus."""
    for row in rows(path):
        text = str(row.get("text") or row.get("source") or "")
        for number, piece in enumerate(pieces(text)[:PIECES]):
            yield {
                "id": f"{path.name}/{row['id']}/{number}",
                "title": str(row.get("title") or ""),
                "outlet": None,
                "published_at": None,
                "text": piece,
            }


def pieces(text: str) -> list[str]:
    """Cut a text at sentence ends into passages of up to `PIECE_WORDS` words."""
    found: list[list[str]] = []
    size = PIECE_WORDS
    for span in sentences(text):
        sentence = text[span.start : span.end]
        words = len(sentence.split())
        if size + words > PIECE_WORDS:
            found.append([])
            size = 0
        found[-1].append(sentence)
        size += words
    return [" ".join(piece) for piece in found]


async def fill(store: Store, corpus: Sequence[Row]) -> None:
    """Keep each row as an article."""
    entries = tuple(_entry(row) for row in corpus)
    state = FeedState(feed_id=FEED, health=Health.OK)
    await store.save_poll(PollRecord(state=state, new=entries))
    for row, entry in zip(corpus, entries, strict=True):
        await store.save_article(_article(row), entry_id=entry.id)


def _entry(row: Row) -> Entry:
    return Entry(
        id=content_id("entry", str(row["id"])),
        feed_id=FEED,
        key=str(row["id"]),
        guid=None,
        url=None,
        url_key=str(row["id"]),
        title=str(row["title"] or ""),
        byline=None,
        dated_at=UNDATED,
        date_source="first_seen",
        first_seen_at=UNDATED,
        html="",
        html_sha256=sha256(""),
    )


def _article(row: Row) -> Article:
    title = str(row["title"] or "")
    text = f"{title}\n\n{row['text']}" if title else str(row["text"])
    published = row["published_at"]
    return Article(
        id=content_id("article", str(row["id"])),
        feed_id=FEED,
        url=None,
        url_key=str(row["id"]),
        outlet=str(row["outlet"] or ""),
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
        language="en",
    )


async def ask(
    store: Store, question: Row, meaning: Meaning | None = None, *, now: datetime
) -> Asked:
    """Ask one question: for the passages, on the clock, and for what would be printed."""
    asking = Asking(text=str(question["question"]), topic=None, now=now)
    reply = await answer(asking, feeds=[], store=store, version="benchmark", meaning=meaning)
    printed = isinstance(reply, Answer)
    items = [item for section in reply.sections for item in section.items] if printed else []
    started = time.perf_counter()
    query = analyse(str(question["question"]))
    found: Retrieved = await retrieve(query, store=store, meaning=meaning)
    return Asked(
        question=question,
        ids=tuple(str(one.article.url_key) for one in found.excerpts),
        texts=tuple(one.article.text for one in found.excerpts),
        confidence=found.confidence,
        labels=tuple(item.label for item in items if item.label),
        sentences=tuple(claim.text for item in items for claim in item.claims),
        seconds=time.perf_counter() - started,
    )


def report(asked: Sequence[Asked]) -> dict[str, float]:
    """Return the scores by name; retrieval is scored over the answerable questions."""
    answerable = [one for one in asked if one.question["answerable"]]
    scores = {
        "MRR@10": _mean(reciprocal_rank(one.ids, one.gold, k=10) for one in answerable),
        "MAP@10": _mean(average_precision(one.ids, one.gold, k=10) for one in answerable),
        "Hits@4": _mean(hit(one.ids, one.gold, k=4) for one in answerable),
        "Hits@10": _mean(hit(one.ids, one.gold, k=10) for one in answerable),
        "evidence recall@10": _mean(evidence_recall(one.ids, one.gold, k=10) for one in answerable),
        "perfect@8": _mean(evidence_recall(one.ids, one.gold, k=8) == 1 for one in answerable),
    }
    told = [one for one in answerable if _tells(one) is not None]
    if told:
        scores["answer stands in the first 3"] = _mean(_tells(one) is True for one in told)
        scores["printed: contains the answer"] = _mean(_contains(one) for one in told)
        scores["printed: exact match"] = _mean(_matches(one) for one in told)
    silent = [one for one in asked if not one.question["answerable"]]
    if silent:
        kept = [bool(one.question["answerable"]) for one in asked]
        scores["refused at 90 % kept"] = refused_at_kept(kept, [one.confidence for one in asked])
        scores["refused at the threshold"] = _mean(one.confidence < THRESHOLD for one in silent)
        scores["kept at the threshold"] = _mean(one.confidence >= THRESHOLD for one in answerable)
    return scores


def _tells(one: Asked) -> bool | None:
    """Return whether the answer's words stand in the first passages; None for yes, no and the like."""
    answer = str(one.question.get("answer") or "")
    if not answer or not answer[0].isupper() or answer.lower() in {"yes", "no", "similar"}:
        return None
    return any(answer.casefold() in text.casefold() for text in one.texts[:3])


def _contains(one: Asked) -> bool:
    """Return whether the answer's words stand in what is printed."""
    wanted = str(one.question["answer"]).casefold()
    return any(wanted in text.casefold() for text in (*one.labels, *one.sentences))


def _matches(one: Asked) -> bool:
    """Return whether what is printed is the answer and no word more: a row's name, or a sentence."""
    wanted = str(one.question["answer"]).casefold().strip(" .")
    return wanted in {text.casefold().strip(" .") for text in (*one.labels, *one.sentences)}


def _mean(values: Iterable[float]) -> float:
    return statistics.fmean(float(value) for value in values)


async def measure(
    corpus: Sequence[Row],
    questions: Sequence[Row],
    *,
    embedding: str | None = None,
    embedding_url: str | None = None,
    embedding_weight: float = 0.0,
) -> list[Asked]:
    """Fill a store in a temporary folder, with vectors if a model is named; ask every question."""
    with tempfile.TemporaryDirectory(prefix="citewire-answers-") as folder:
        async with (
            open_database(f"sqlite:///{folder}/answers.sqlite3") as database,
            open_embedder(model=embedding, url=embedding_url, key=None) as embedder,
        ):
            store = database.store
            await fill(store, corpus)
            vectors = database.vectors
            meaning = (
                Meaning(embedder=embedder, vectors=vectors, weight=embedding_weight)
                if embedder
                else None
            )
            if meaning:
                await embed(meaning)
            dates = [row["published_at"] for row in corpus if row["published_at"]]
            # The day after the last article: what a question calls `October` is of that year.
            last = datetime.fromisoformat(max(dates)) if dates else UNDATED
            now = last.astimezone(UTC) + timedelta(days=1)
            return [await ask(store, question, meaning, now=now) for question in questions]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of a file of questions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--distractors", type=Path, nargs="*", default=[])
    parser.add_argument("--embedding", help="A model's folder, or its name at --embedding-url.")
    parser.add_argument("--embedding-url", help="A server that speaks OpenAI's protocol.")
    parser.add_argument("--embedding-weight", type=float, default=0.0, help="From 0 to 1.")
    options = parser.parse_args(arguments)
    corpus = rows(options.corpus) + [r for path in options.distractors for r in distractors(path)]
    questions = rows(options.questions)
    asked = asyncio.run(
        measure(
            corpus,
            questions,
            embedding=options.embedding,
            embedding_url=options.embedding_url,
            embedding_weight=options.embedding_weight,
        )
    )
    print(f"{len(questions)} questions over {len(corpus)} passages")
    for name, score in report(asked).items():
        print(f"  {name:<30} {score:.3f}")
    times = sorted(one.seconds * 1_000 for one in asked)
    print(f"  {'milliseconds, p50 and p95':<30} {_at(times, 0.5):.0f}  {_at(times, 0.95):.0f}")


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()
