"""Polling keeps what is new, leaves alone what is not due, and lets one feed cost only itself."""

from datetime import timedelta

import pytest

from digests.errors import StoreError
from digests.feeds.double import ScriptedFeeds
from digests.model import Feed, FeedState, FetchOutcome, Health, PollRecord
from digests.pipeline import poll
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed

ONE, TWO = a_feed("one"), a_feed("two")


def two_feeds() -> ScriptedFeeds:
    feeds = ScriptedFeeds()
    for feed in (ONE, TWO):
        feeds.feed(feed.id)
        feeds.entry(
            feed.id,
            "1",
            title=f"News of {feed.id}",
            html="<p>It happened.</p>",
            url=f"https://{feed.id}.example/1",
            published_at=MONDAY - timedelta(days=1),
        )
    return feeds


async def test_a_first_poll_keeps_what_is_new() -> None:
    store = MemoryStore()
    polled = await poll([ONE, TWO], store=store, source=two_feeds(), now=MONDAY)
    assert [(p.feed.id, p.entries, p.new, p.silent) for p in polled] == [
        ("one", 1, 1, 0),
        ("two", 1, 1, 0),
    ]
    assert len(await store.unread_entries(["one", "two"])) == 2


async def test_an_unchanged_feed_is_not_read_again() -> None:
    store, feeds = MemoryStore(), two_feeds()
    await poll([ONE], store=store, source=feeds, now=MONDAY)
    later = MONDAY + timedelta(hours=1)
    (again,) = await poll([ONE], store=store, source=feeds, now=later, only_due=False)
    assert not again.body_read
    assert again.new == 0
    assert len(await store.known_entries("one")) == 1


async def test_only_due_feeds_are_asked() -> None:
    store, feeds = MemoryStore(), two_feeds()
    await poll([ONE], store=store, source=feeds, now=MONDAY)
    await poll([ONE, TWO], store=store, source=feeds, now=MONDAY + timedelta(minutes=1))
    assert feeds.asked == ["one", "two"]


async def test_a_feed_that_is_gone_is_never_asked() -> None:
    store, feeds = MemoryStore(), two_feeds()
    feeds.problem("one", health=Health.GONE, reason="410")
    await poll([ONE], store=store, source=feeds, now=MONDAY)
    await poll([ONE], store=store, source=feeds, now=MONDAY, only_due=False)
    assert feeds.asked == ["one"]
    assert (await store.feed_states())["one"].health is Health.GONE


class BrokenForOne(ScriptedFeeds):
    """A source with a fault of its own, which the port forbids."""

    async def fetch(self, feed: Feed, state: FeedState) -> FetchOutcome:
        if feed.id == "one":
            raise KeyError("a fault")
        return await super().fetch(feed, state)


async def test_an_unforeseen_fault_costs_only_its_feed() -> None:
    feeds = BrokenForOne()
    feeds.feed("two")
    heard: list[str] = []
    polled = await poll(
        [ONE, TWO],
        store=MemoryStore(),
        source=feeds,
        now=MONDAY,
        on_done=lambda p: heard.append(p.feed.id),
    )
    assert [p.state.health for p in polled] == [Health.FAILING, Health.OK]
    assert "KeyError" in (polled[0].state.problem or "")
    assert sorted(heard) == ["one", "two"]


async def test_a_server_that_asks_for_time_gets_it_for_all_its_feeds() -> None:
    store, feeds = MemoryStore(), ScriptedFeeds()
    blog, news = (a_feed(name, url=f"https://{name}.example.com/f") for name in ("blog", "news"))
    feeds.problem("blog", retry_after=timedelta(hours=5), status=429)
    feeds.feed("news")
    feeds.feed("two")
    await poll([blog, news, TWO], store=store, source=feeds, now=MONDAY)
    states = await store.feed_states()
    assert states["news"].health is Health.OK
    waits = {name: state.next_poll_at for name, state in states.items()}
    for name in ("blog", "news"):
        wait = waits[name]
        assert wait
        assert wait >= MONDAY + timedelta(hours=5)
    assert waits["two"]
    assert waits["two"] < MONDAY + timedelta(hours=5)


class Away(MemoryStore):
    """A store that goes away once feeds were fetched."""

    async def save_poll(self, record: PollRecord) -> None:
        raise StoreError(f"the database cannot be reached for {record.state.feed_id}")


async def test_a_store_that_goes_away_is_told_of_as_such() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        await poll([ONE, TWO], store=Away(), source=two_feeds(), now=MONDAY)
