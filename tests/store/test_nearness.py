"""Vectors in memory keep up with the database, in blocks and within a bound."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from digests.model import Embedded, FeedState, PollRecord, unit
from digests.store import nearness
from digests.store.sql import Database, open_database
from tests.builders import an_article, an_entry

MODEL = "tiny"


async def keep(database: Database, first: int, last: int) -> None:
    """Keep articles, each a little farther from the east than the one before."""
    for number in range(first, last):
        entry = an_entry(str(number))
        state = FeedState(feed_id=entry.feed_id)
        await database.store.save_poll(PollRecord(state=state, new=(entry,)))
        article = an_article(url=f"https://a.example/{number}")
        await database.store.save_article(article, entry_id=entry.id)
        passage = Embedded(start=0, end=5, vector=unit([1.0, number / 10]))
        await database.vectors.save_vectors(MODEL, article.id, article.text_sha256, [passage])


async def nearest(database: Database, limit: int = 50) -> list[int]:
    found = await database.vectors.nearest(MODEL, unit([1.0, 0.0]), limit=limit)
    return [int(str(near.article.url).rpartition("/")[2]) for near in found]


async def test_many_blocks_are_searched_as_one(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearness, "BLOCK", 4)
    async with open_database(database_url) as database:
        await keep(database, 0, 11)
        assert await nearest(database) == list(range(11))
        for number in range(11, 15):
            await keep(database, number, number + 1)
            assert await nearest(database) == list(range(number + 1))
        assert await nearest(database, limit=3) == [0, 1, 2]


async def test_the_earliest_fall_away_beyond_the_bound(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearness, "BLOCK", 3)
    monkeypatch.setattr(nearness, "MOST", 6)
    async with open_database(sqlite_url) as database:
        await keep(database, 0, 12)
        assert await nearest(database) == list(range(6, 12))
        await keep(database, 12, 15)
        assert await nearest(database) == list(range(9, 15))


async def test_what_another_process_embedded_is_found(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(open_database(database_url)) for _ in "ab"]
        await keep(one, 0, 2)
        assert await nearest(one) == await nearest(other) == [0, 1]
        await keep(other, 2, 4)
        assert await nearest(one) == [0, 1, 2, 3]


async def test_questions_at_once_see_each_passage_once(database_url: str) -> None:
    async with open_database(database_url) as database:
        await keep(database, 0, 5)
        found = await asyncio.gather(*(nearest(database) for _ in range(8)))
    assert found == [[0, 1, 2, 3, 4]] * 8
