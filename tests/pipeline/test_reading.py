"""Reading makes an article of each entry once, and gives up in good time."""

from datetime import datetime, timedelta

import pytest

from digests.articles import ScriptedReader
from digests.errors import ReadError, StoreError
from digests.feeds.double import ScriptedFeeds
from digests.model import Article, Entry, Feed, Window
from digests.pipeline import poll, read
from digests.pipeline.reading import ATTEMPTS, ensure_facts
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed

ONE = a_feed("one")
ALL = Window(since=MONDAY - timedelta(days=400), until=MONDAY)


async def a_polled_store(entries: int = 2) -> MemoryStore:
    store = MemoryStore()
    await fill(store, entries)
    return store


async def fill(store: MemoryStore, entries: int) -> None:
    source = ScriptedFeeds()
    source.feed("one")
    for n in range(entries):
        source.entry(
            "one",
            str(n),
            title=f"Initech {n} joins",
            html=f"<p>Initech {n} has joined the PyTorch Foundation as a Gold member.</p>",
            published_at=MONDAY - timedelta(days=1, minutes=n),
        )
    await poll([ONE], store=store, source=source, now=MONDAY)


async def test_each_entry_is_read_once() -> None:
    store, reader = await a_polled_store(), ScriptedReader()
    first = await read([ONE], store=store, reader=reader, now=MONDAY)
    again = await read([ONE], store=store, reader=reader, now=MONDAY)
    assert (first.read, again.read) == (2, 0)
    assert len(reader.read_ids) == 2
    assert len(await store.articles(ALL)) == 2


async def test_entries_before_since_are_left() -> None:
    store = await a_polled_store()
    reading = await read([ONE], store=store, reader=ScriptedReader(), now=MONDAY, since=MONDAY)
    assert reading.read == 0


class Failing(ScriptedReader):
    """A reader for whom nothing can be read."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def read(self, entry: Entry, feed: Feed, *, now: datetime) -> Article:
        await super().read(entry, feed, now=now)
        raise self._error


async def test_a_passing_failure_is_tried_again_a_few_times() -> None:
    store = await a_polled_store(entries=1)
    reader = Failing(ReadError("the page answers 503", retryable=True))
    outcomes = []
    for days in (0, 0, 0, 0, 1, 2, 3):
        later = MONDAY + timedelta(days=days)
        reading = await read([ONE], store=store, reader=reader, now=later)
        outcomes.append((reading.failed, reading.given_up))
    assert outcomes == [(1, 0)] * 5 + [(0, 1), (0, 0)], "one outage loses nothing"


async def test_an_entry_whose_host_was_not_asked_loses_no_attempt() -> None:
    store = await a_polled_store(1)
    resting = Failing(ReadError("left alone", retryable=True, retry_after=timedelta(minutes=15)))
    for days in range(ATTEMPTS + 1):
        reading = await read([ONE], store=store, reader=resting, now=MONDAY + timedelta(days=days))
        assert (reading.failed, reading.given_up) == (1, 0)
    (entry,) = await store.unread_entries(["one"])
    assert entry.attempts == 0


async def test_a_final_failure_is_given_up_with_its_reason() -> None:
    store = await a_polled_store(entries=1)
    reader = Failing(ReadError("the page is no HTML"))
    await read([ONE], store=store, reader=reader, now=MONDAY)
    assert await store.unread_entries(["one"]) == []
    (trace_entry,) = (await store.trace(url_key="one.example/0")).entries
    assert trace_entry.unread_reason == "the page is no HTML"


async def test_an_unforeseen_fault_costs_only_its_entry() -> None:
    store = await a_polled_store(entries=1)
    heard: list[str] = []
    reading = await read(
        [ONE],
        store=store,
        reader=Failing(KeyError("a fault")),
        now=MONDAY,
        on_done=lambda entry: heard.append(entry.id),
    )
    assert reading.given_up == 1
    assert len(heard) == 1


async def test_facts_are_extracted_once_for_a_text() -> None:
    store = await a_polled_store(entries=1)
    await read([ONE], store=store, reader=ScriptedReader(), now=MONDAY)
    articles = await store.articles(ALL)
    await ensure_facts(articles, store=store)
    facts = await store.facts([article.id for article in articles])
    assert "Initech 0" in {fact.subject for fact in facts}
    assert await store.articles_without_facts([article.id for article in articles]) == []


class Away(MemoryStore):
    """A store that goes away once an article was read."""

    async def save_article(self, article: Article, *, entry_id: str) -> Article:
        raise StoreError(f"the database cannot be reached for {entry_id}: {article.id}")


async def test_a_store_that_goes_away_is_told_of_as_such() -> None:
    store = Away()
    await fill(store, 2)
    with pytest.raises(StoreError, match="cannot be reached"):
        await read([ONE], store=store, reader=ScriptedReader(), now=MONDAY)
