"""A model's vectors in memory, compared by numpy. Loaded where somebody asks for what is near.

4 bytes a dimension and about 100 bytes a passage: 100,000 passages of 256 dimensions take 110 MB.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from digests.model import Vector, Window
from digests.store.rows import AnyRow
from digests.store.schema import article_versions, articles, vectors

MOST = 250_000
"""Passages held at once; what was embedded before them is found by its words alone."""
BLOCK = 5_000
"""Rows that are read, kept and given back together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Passages in the order of their row numbers, a field an array."""

    numbers: NDArray[np.int64]
    owners: NDArray[np.int64]
    """Of the articles, the number that the index gave each."""
    feeds: NDArray[np.int64]
    moments: NDArray[np.int64]
    """Publication, in microseconds since 1970."""
    matrix: NDArray[np.float32]


class VectorIndex:
    """The vectors of one model and one number of dimensions, brought up to date before each search.

    Searched and brought up to date in several threads at once.
    """

    def __init__(self, model: str, width: int) -> None:
        self._model = model
        self._width = width
        self._blocks: list[Block] = []
        self._last = 0
        self._codes: dict[str, int] = {}
        """Article or feed id -> a number for it."""
        self._texts: dict[str, str] = {}
        """Article id -> the hash of the text whose passages are here."""
        self._turn = threading.Lock()

    def catch_up(self, connection: Connection) -> None:
        """Read the rows that came since the last time."""
        with self._turn:
            while rows := list(connection.execute(self._after(self._last))):
                self._forget_other_texts(rows)
                self._add(self._block(rows))
                self._last = rows[-1].n
            while sum(len(block.numbers) for block in self._blocks[1:]) >= MOST:
                self._blocks = self._blocks[1:]

    def nearest(
        self,
        vector: Vector,
        *,
        window: Window | None,
        feed_ids: Sequence[str] | None,
        limit: int,
    ) -> dict[int, float]:
        """Return row number -> similarity of the nearest passage of each of the nearest articles."""
        asked = np.frombuffer(vector, dtype="<f4")
        feeds = None if feed_ids is None else [self._codes.get(one, -1) for one in feed_ids]
        return _nearest(tuple(self._blocks), asked, window=window, feeds=feeds, limit=limit)

    def likeness(self, vector: Vector, article_ids: Sequence[str]) -> dict[str, float]:
        """Return article id -> similarity of its nearest passage, where it has any."""
        asked = np.frombuffer(vector, dtype="<f4")
        names = {code: one for one in article_ids if (code := self._codes.get(one)) is not None}
        found = _likeness(tuple(self._blocks), asked, list(names))
        return {names[code]: score for code, score in found.items()}

    def _after(self, last: int) -> Any:  # noqa: ANN401 — a Select of these columns
        return (
            select(
                vectors.c.n,
                vectors.c.article_id,
                vectors.c.text_sha256,
                vectors.c.vector,
                articles.c.published_at,
                article_versions.c.feed_id,
            )
            .join_from(
                vectors,
                articles,
                (vectors.c.article_id == articles.c.id)
                & (vectors.c.text_sha256 == articles.c.text_sha256),
            )
            .join(article_versions, article_versions.c.n == articles.c.newest)
            .where(
                vectors.c.n > last,
                vectors.c.model == self._model,
                func.length(vectors.c.vector) == self._width,
            )
            .order_by(vectors.c.n)
            .limit(BLOCK)
        )

    def _block(self, rows: Sequence[AnyRow]) -> Block:
        return Block(
            numbers=np.array([row.n for row in rows], np.int64),
            owners=np.array([self._code(row.article_id) for row in rows], np.int64),
            feeds=np.array([self._code(row.feed_id) for row in rows], np.int64),
            moments=np.array([_micros(row.published_at) for row in rows], np.int64),
            matrix=np.frombuffer(b"".join(row.vector for row in rows), "<f4").reshape(
                len(rows), -1
            ),
        )

    def _forget_other_texts(self, rows: Sequence[AnyRow]) -> None:
        texts = {row.article_id: row.text_sha256 for row in rows}
        changed = [
            self._codes[article_id]
            for article_id, text in texts.items()
            if self._texts.get(article_id, text) != text
        ]
        if changed:
            self._blocks = [_without(block, changed) for block in self._blocks]
        self._texts |= texts

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes))

    def _add(self, block: Block) -> None:
        # Polls bring a few rows each; they are put together, as every block costs a call.
        # Another list each time: whoever searches meanwhile has the one before.
        if self._blocks and len(self._blocks[-1].numbers) + len(block.numbers) <= BLOCK:
            self._blocks = [*self._blocks[:-1], _joined(self._blocks[-1], block)]
        else:
            self._blocks = [*self._blocks, block]


def _joined(one: Block, other: Block) -> Block:
    return Block(
        numbers=np.concatenate((one.numbers, other.numbers)),
        owners=np.concatenate((one.owners, other.owners)),
        feeds=np.concatenate((one.feeds, other.feeds)),
        moments=np.concatenate((one.moments, other.moments)),
        matrix=np.concatenate((one.matrix, other.matrix)),
    )


def _without(block: Block, owners: Sequence[int]) -> Block:
    stay = ~np.isin(block.owners, np.array(owners, np.int64))
    if stay.all():
        return block
    return Block(
        numbers=block.numbers[stay],
        owners=block.owners[stay],
        feeds=block.feeds[stay],
        moments=block.moments[stay],
        matrix=block.matrix[stay],
    )


def _nearest(
    blocks: Sequence[Block],
    asked: NDArray[np.float32],
    *,
    window: Window | None,
    feeds: Sequence[int] | None,
    limit: int,
) -> dict[int, float]:
    kept: dict[int, tuple[float, int]] = {}
    for block in blocks:
        scores = block.matrix @ asked
        places = np.flatnonzero(_wanted(block, window, feeds))
        order = places[np.argsort(-scores[places], kind="stable")]
        found: set[int] = set()
        for place in order:
            owner = int(block.owners[place])
            if len(found) == limit:
                break
            found.add(owner)
            best = kept.get(owner)
            if best is None or scores[place] > best[0]:
                kept[owner] = (float(scores[place]), int(block.numbers[place]))
    ordered = sorted(kept.values(), key=lambda pair: (-pair[0], pair[1]))
    return {number: score for score, number in ordered[:limit]}


def _likeness(
    blocks: Sequence[Block], asked: NDArray[np.float32], owners: Sequence[int]
) -> dict[int, float]:
    found: dict[int, float] = {}
    for block in blocks:
        places = np.flatnonzero(np.isin(block.owners, np.array(owners, np.int64)))
        scores = block.matrix[places] @ asked
        for owner, score in zip(block.owners[places].tolist(), scores.tolist(), strict=True):
            found[owner] = max(score, found.get(owner, -1.0))
    return found


def _wanted(block: Block, window: Window | None, feeds: Sequence[int] | None) -> NDArray[np.bool_]:
    wanted = np.ones(len(block.numbers), np.bool_)
    if window is not None:
        wanted &= (block.moments >= _micros(window.since)) & (block.moments < _micros(window.until))
    if feeds is not None:
        wanted &= np.isin(block.feeds, np.array(feeds, np.int64))
    return wanted


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
