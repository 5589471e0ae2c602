"""What is watched, in memory and on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digests.model import Closing
from digests.ports import Watching
from digests.store.memory_watching import MemoryWatching
from digests.store.sql import open_database
from tests.builders import MONDAY, an_article
from tests.store.builders_revisits import a_watched
from tests.store.builders_store import a_claim

DAY = timedelta(days=1)
ENDED = Closing(at=MONDAY + DAY, digest_id="digest-2", claim=None)


@pytest.fixture
async def watching(store_url: str | None) -> AsyncIterator[Watching]:
    """Open what keeps watch items, empty, of each kind."""
    if store_url is None:
        yield MemoryWatching()
    else:
        async with open_database(store_url) as database:
            yield database.watching


async def test_an_item_is_kept_once_and_comes_back_as_it_was(watching: Watching) -> None:
    assert await watching.watch([a_watched()]) == 1
    assert await watching.watch([a_watched(digest_id="digest-9"), a_watched("2")]) == 1
    assert await watching.watched("pytorch") == [a_watched(), a_watched("2")]
    assert await watching.watched("open-weights") == []


async def test_what_is_due_first_comes_first_and_the_undated_last(watching: Watching) -> None:
    items = [
        a_watched("none", due=None),
        a_watched("late", due=date(2026, 9, 1)),
        a_watched("soon", due=date(2026, 5, 1)),
    ]
    await watching.watch(items)
    assert [one.id for one in await watching.watched("pytorch")] == [
        "watch-soon",
        "watch-late",
        "watch-none",
    ]


async def test_what_is_closed_is_closed_once_and_asked_for_by_when(watching: Watching) -> None:
    await watching.watch([a_watched("1"), a_watched("2"), a_watched("3")])
    claim = a_claim(an_article())
    resolved = replace(ENDED, at=MONDAY + 2 * DAY, claim=claim, text_sha256="b" * 64)
    assert await watching.close("watch-1", "pytorch", ENDED)
    assert await watching.close("watch-2", "pytorch", resolved)
    assert not await watching.close("watch-1", "pytorch", resolved)
    assert not await watching.close("watch-3", "open-weights", ENDED)
    first, second = a_watched("1", closing=ENDED), a_watched("2", closing=resolved)
    assert await watching.watched("pytorch") == [a_watched("3")]
    assert await watching.watched("pytorch", closed_since=MONDAY) == [a_watched("3"), second, first]
    later = await watching.watched("pytorch", closed_since=MONDAY + 2 * DAY)
    assert later == [a_watched("3"), second]


async def test_topics_watch_each_for_itself(watching: Watching) -> None:
    here, there = a_watched(), a_watched(topic_id="open-weights")
    await watching.watch([here, there])
    await watching.close(here.id, here.topic_id, ENDED)
    assert await watching.watched("open-weights") == [there]
