"""What every store does with vectors: the same neighbours in memory and on both engines."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.errors import StoreError
from digests.model import Article, Embedded, FeedState, PollRecord, Window, unit
from digests.ports import Store, Vectors
from digests.store.memory import MemoryStore
from digests.store.memory_vectors import MemoryVectors
from digests.store.sql import open_database
from tests.builders import MONDAY, an_article, an_entry

MODEL = "tiny"
EAST, NORTH, BETWEEN = unit([1.0, 0.0]), unit([0.0, 1.0]), unit([1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Articles, and what keeps their vectors."""

    store: Store
    vectors: Vectors

    async def keep(self, guid: str = "1", body: str = "A text.", **changes: object) -> Article:
        feed_id = str(changes.get("feed_id", "pytorch-foundation"))
        entry = an_entry(guid, feed_id=feed_id)
        await self.store.save_poll(PollRecord(state=FeedState(feed_id=feed_id), new=(entry,)))
        article = an_article(body, title="", url=f"https://a.example/{guid}", **changes)
        return await self.store.save_article(article, entry_id=entry.id)

    async def embed(self, article: Article, *vectors: bytes, model: str = MODEL) -> None:
        passages = [
            Embedded(start=place, end=place + 1, vector=vector)
            for place, vector in enumerate(vectors)
        ]
        await self.vectors.save_vectors(model, article.id, article.text_sha256, passages)

    async def nearest(self, vector: bytes = EAST, **bounds: object) -> list[str]:
        """Return the last part of the addresses found."""
        found = await self.vectors.nearest(MODEL, vector, **bounds)  # type: ignore[arg-type] # its keywords
        return [str(near.article.url).rpartition("/")[2] for near in found]

    async def waiting(self, model: str = MODEL, limit: int = 100) -> list[str]:
        found = await self.vectors.articles_without_vectors(model, limit=limit)
        return [str(article.url).rpartition("/")[2] for article in found]


@asynccontextmanager
async def a_library(url: str | None) -> AsyncIterator[Library]:
    if url is None:
        store = MemoryStore()
        yield Library(store=store, vectors=MemoryVectors(store))
    else:
        async with open_database(url) as database:
            yield Library(store=database.store, vectors=database.vectors)


@pytest.fixture
async def library(store_url: str | None) -> AsyncIterator[Library]:
    """Open an empty library of each kind."""
    async with a_library(store_url) as opened:
        yield opened


async def test_the_nearest_passage_of_each_article_is_found_best_first(library: Library) -> None:
    far = await library.keep("far")
    near = await library.keep("near")
    await library.embed(far, NORTH)
    await library.embed(near, NORTH, BETWEEN, EAST)
    first, second = await library.vectors.nearest(MODEL, EAST)
    assert (first.article, first.start, first.end) == (near, 2, 3)
    assert first.similarity == pytest.approx(1)
    assert second.article == far
    assert second.similarity == pytest.approx(0)
    assert await library.nearest(limit=1) == ["near"]
    assert await library.nearest(limit=0) == []


async def test_nothing_is_found_where_nothing_was_embedded(library: Library) -> None:
    await library.keep()
    assert await library.nearest() == []


async def test_articles_wait_for_vectors_of_each_model_oldest_first(library: Library) -> None:
    new = await library.keep("new", published_at=MONDAY - timedelta(days=1))
    await library.keep("old", published_at=MONDAY - timedelta(days=3))
    assert await library.waiting() == ["old", "new"]
    assert await library.waiting(limit=1) == ["old"]
    await library.embed(new, EAST)
    assert await library.waiting() == ["old"]
    assert await library.waiting("another") == ["old", "new"]


async def test_vectors_of_a_text_are_kept_once(library: Library) -> None:
    article = await library.keep()
    await library.embed(article, EAST)
    await library.embed(article, NORTH)
    (near,) = await library.vectors.nearest(MODEL, EAST)
    assert near.similarity == pytest.approx(1)


async def test_an_article_with_another_text_waits_again_and_is_not_found_meanwhile(
    library: Library,
) -> None:
    old = await library.keep("1", "One text.")
    await library.embed(old, EAST)
    assert await library.nearest() == ["1"]
    new = await library.keep("1", "Another text.")
    assert await library.nearest() == []
    assert await library.waiting() == ["1"]
    await library.embed(new, NORTH)
    # A slow worker that still had the old text.
    await library.embed(old, EAST)
    (near,) = await library.vectors.nearest(MODEL, EAST)
    assert near.article == new
    assert near.similarity == pytest.approx(0)


async def test_models_and_dimensions_are_not_compared_with_others(library: Library) -> None:
    one, other, longer = [await library.keep(guid) for guid in ("one", "other", "longer")]
    await library.embed(one, EAST)
    await library.embed(other, EAST, model="another")
    await library.embed(longer, unit([1.0, 0.0, 0.0]))
    assert await library.nearest() == ["one"]
    assert await library.nearest(unit([1.0, 0.0, 0.0])) == ["longer"]
    assert await library.nearest(b"") == []


async def test_only_the_window_and_the_feeds_are_searched(library: Library) -> None:
    for days in range(4):
        article = await library.keep(
            str(days),
            feed_id=f"feed-{days % 2}",
            published_at=MONDAY - timedelta(days=days),
        )
        await library.embed(article, unit([1.0, days / 10]))
    window = Window(since=MONDAY - timedelta(days=2), until=MONDAY)
    assert await library.nearest() == ["0", "1", "2", "3"]
    assert await library.nearest(window=window) == ["1", "2"]
    assert await library.nearest(feed_ids=["feed-1"]) == ["1", "3"]
    assert await library.nearest(window=window, feed_ids=["feed-1", "feed-9"]) == ["1"]
    assert await library.nearest(feed_ids=["feed-9"]) == []
    assert await library.nearest(feed_ids=[]) == []


async def test_what_came_after_the_first_search_is_found(library: Library) -> None:
    for guid in ("1", "2", "3"):
        article = await library.keep(guid)
        await library.embed(article, EAST)
        assert guid in await library.nearest()
    assert len(await library.nearest()) == 3


async def test_vectors_of_an_unknown_article_are_refused(library: Library) -> None:
    article = an_article()
    with pytest.raises(StoreError, match=f"no article {article.id}") as refusal:
        await library.embed(article, EAST)
    assert not refusal.value.retryable


@given(
    kept=st.lists(
        st.lists(st.tuples(*[st.floats(-1, 1, width=32)] * 3), min_size=1, max_size=3),
        min_size=1,
        max_size=6,
    ),
    asked=st.tuples(*[st.floats(-1, 1, width=32)] * 3),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_sqlite_measures_as_memory_does(
    kept: list[list[tuple[float, ...]]],
    asked: tuple[float, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('vectors') / 'v.db'}"
    found = []
    for address in (None, url):
        async with a_library(address) as library:
            for number, passages in enumerate(kept):
                article = await library.keep(str(number))
                await library.embed(article, *map(unit, passages))
            near = await library.vectors.nearest(MODEL, unit(asked))
            found.append({one.article.id: one.similarity for one in near})
    assert found[0] == pytest.approx(found[1], abs=1e-5)


async def test_the_likeness_of_given_articles_is_that_of_their_nearest_passages(
    library: Library,
) -> None:
    near, far, bare = [await library.keep(guid) for guid in ("near", "far", "bare")]
    await library.embed(near, NORTH, EAST)
    await library.embed(far, NORTH)
    ids = [far.id, bare.id, near.id, "article-unknown"]
    found = await library.vectors.likeness(MODEL, EAST, ids)
    assert found == pytest.approx({near.id: 1, far.id: 0})
    assert await library.vectors.likeness(MODEL, EAST, [far.id]) == pytest.approx({far.id: 0})
    assert await library.vectors.likeness(MODEL, EAST, []) == {}
    assert await library.vectors.likeness("another", EAST, ids) == {}
