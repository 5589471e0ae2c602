"""What every store does with feeds' states and entries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.errors import StoreError
from digests.model import Entry, FeedState, Health, PollRecord
from digests.model.ids import sha256
from digests.ports import Store
from tests.builders import MONDAY, an_article, an_entry

FEED = "pytorch-foundation"


def a_poll(*new: Entry, feed_id: str = FEED, **changes: tuple[Entry, ...]) -> PollRecord:
    return PollRecord(state=FeedState(feed_id=feed_id), new=new, **changes)


async def unread(store: Store, feed_id: str = FEED) -> list[Entry]:
    return await store.unread_entries([feed_id])


async def test_a_state_comes_back_as_it_was_saved(store: Store) -> None:
    state = FeedState(
        feed_id=FEED,
        health=Health.BLOCKED,
        etag='W/"a\'b"',
        last_modified="Mon, 13 Apr 2026 09:00:00 GMT",
        body_sha256="0" * 64,
        polled_at=MONDAY,
        succeeded_at=MONDAY - timedelta(microseconds=1),
        next_poll_at=MONDAY + timedelta(hours=1),
        failures=3,
        problem="a web page – not a feed",
        moved_to="https://new.example/feed",
        moved_since=MONDAY - timedelta(days=3),
        interval=timedelta(days=40, microseconds=7),
    )
    await store.save_poll(PollRecord(state=state))
    assert await store.feed_states() == {FEED: state}


async def test_times_come_back_in_utc(store: Store) -> None:
    state = FeedState(feed_id=FEED, polled_at=MONDAY)
    await store.save_poll(PollRecord(state=state, new=(an_entry(),)))
    kept = (await store.feed_states())[FEED].polled_at
    assert kept is not None
    assert kept.utcoffset() == timedelta(0)
    [entry] = await unread(store)
    assert entry.dated_at.utcoffset() == timedelta(0)


async def test_the_last_state_of_a_feed_is_the_one_that_is_kept(store: Store) -> None:
    await store.save_poll(PollRecord(state=FeedState(feed_id=FEED, etag="1", failures=2)))
    await store.save_poll(PollRecord(state=FeedState(feed_id=FEED, etag=None)))
    assert await store.feed_states() == {FEED: FeedState(feed_id=FEED)}


async def test_states_are_returned_of_the_feeds_asked_for_that_exist(store: Store) -> None:
    for feed_id in ("a", "b", "c"):
        await store.save_poll(a_poll(feed_id=feed_id))
    assert set(await store.feed_states(["a", "c", "unknown"])) == {"a", "c"}
    assert set(await store.feed_states()) == {"a", "b", "c"}
    assert await store.feed_states([]) == {}


async def test_new_entries_are_known_and_unread(store: Store) -> None:
    entry = an_entry(byline="Ada", silent=True, undatable=True, changes=2)
    await store.save_poll(a_poll(entry))
    [known] = (await store.known_entries(FEED)).by_id.values()
    assert (known.id, known.key, known.guid) == (entry.id, entry.key, entry.guid)
    assert (known.url_key, known.title, known.dated_at) == (
        entry.url_key,
        entry.title,
        entry.dated_at,
    )
    assert (known.html_sha256, known.date_source) == (entry.html_sha256, entry.date_source)
    assert (known.first_seen_at, known.silent, known.changes) == (entry.first_seen_at, True, 2)
    assert await unread(store) == [entry]


async def test_an_entry_without_anything_optional_comes_back_as_saved(store: Store) -> None:
    entry = an_entry(guid="x", url=None, url_key=None, title="", html="")
    entry = replace(entry, guid=None)
    await store.save_poll(a_poll(entry))
    assert await unread(store) == [entry]


async def test_entries_are_known_to_their_own_feed_only(store: Store) -> None:
    await store.save_poll(a_poll(an_entry(feed_id="a"), feed_id="a"))
    assert len(await store.known_entries("a")) == 1
    assert len(await store.known_entries("b")) == 0


async def test_a_poll_saved_twice_is_a_poll_saved_once(store: Store) -> None:
    first = an_entry("1")
    await store.save_poll(a_poll(first, an_entry("2")))
    changed = replace(first, title="Another", html="<p>New.</p>", html_sha256=sha256("new"))
    record = a_poll(an_entry("3"), changed=(changed,), rekeyed=(replace(first, key="9"),))
    await store.save_poll(record)
    await store.save_article(an_article(), entry_id=first.id)
    before = (await store.counts(), await store.known_entries(FEED), await unread(store))
    await store.save_poll(record)
    assert (await store.counts(), await store.known_entries(FEED), await unread(store)) == before


async def test_an_entry_saved_as_new_again_stays_as_it_was(store: Store) -> None:
    entry = an_entry("1", title="First")
    await store.save_poll(a_poll(entry))
    await store.save_poll(a_poll(replace(entry, title="Second")))
    assert [kept.title for kept in await unread(store)] == ["First"]


async def test_a_key_names_one_entry_of_a_feed(store: Store) -> None:
    entry = an_entry("1")
    await store.save_poll(a_poll(entry, replace(entry, id="entry-other")))
    assert [kept.id for kept in await unread(store)] == [entry.id]


async def test_a_changed_entry_is_unread_again_and_keeps_its_dates(store: Store) -> None:
    entry = an_entry(silent=True)
    await store.save_poll(a_poll(entry))
    await store.save_article(an_article(), entry_id=entry.id)
    assert await unread(store) == []
    changed = replace(
        entry,
        title="New title",
        byline="Ada",
        url="https://elsewhere.example/1",
        html="<p>New.</p>",
        html_sha256=sha256("<p>New.</p>"),
        changes=1,
        dated_at=MONDAY,
        date_source="first_seen",
        first_seen_at=MONDAY,
        silent=False,
    )
    await store.save_poll(a_poll(changed=(changed,)))
    assert await unread(store) == [
        replace(
            changed,
            dated_at=entry.dated_at,
            date_source=entry.date_source,
            first_seen_at=entry.first_seen_at,
            silent=True,
        )
    ]


async def test_a_changed_entry_that_was_given_up_is_tried_afresh(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(a_poll(entry))
    await store.save_unreadable(entry.id, "no text", final=True)
    await store.save_poll(a_poll(changed=(replace(entry, title="Now with a text"),)))
    [kept] = await unread(store)
    assert (kept.attempts, kept.unread_reason) == (0, None)


async def test_a_change_of_an_unknown_entry_changes_nothing(store: Store) -> None:
    await store.save_poll(a_poll(changed=(an_entry("1"),), rekeyed=(an_entry("2"),)))
    assert (await store.counts())["entries"] == 0


async def test_a_rekeyed_entry_stays_read_and_has_its_new_guid_and_address(store: Store) -> None:
    entry = an_entry("old")
    await store.save_poll(a_poll(entry))
    await store.save_article(an_article(), entry_id=entry.id)
    moved = replace(entry, key="new", guid="new", url="https://n.example/1", title="Ignored")
    await store.save_poll(a_poll(rekeyed=(moved,)))
    known = (await store.known_entries(FEED)).by_id
    assert (known[entry.id].key, known[entry.id].guid) == ("new", "new")
    assert known[entry.id].title == entry.title
    assert await unread(store) == []
    assert entry.url_key is not None
    [traced] = (await store.trace(url_key=entry.url_key)).entries
    assert traced.url == "https://n.example/1"


async def test_entries_may_swap_their_keys(store: Store) -> None:
    first, second = an_entry("1"), an_entry("2")
    await store.save_poll(a_poll(first, second))
    swapped = (replace(first, key="2"), replace(second, key="1"))
    await store.save_poll(a_poll(rekeyed=swapped))
    known = (await store.known_entries(FEED)).by_id
    assert (known[first.id].key, known[second.id].key) == ("2", "1")


async def test_a_key_that_was_let_go_can_be_a_new_entrys(store: Store) -> None:
    first = an_entry("1")
    await store.save_poll(a_poll(first))
    fresh = replace(an_entry("1"), id="entry-fresh")
    await store.save_poll(a_poll(fresh, rekeyed=(replace(first, key="2"),)))
    known = (await store.known_entries(FEED)).by_id
    assert {entry.id: entry.key for entry in known.values()} == {first.id: "2", fresh.id: "1"}


async def test_a_key_stays_with_the_entry_that_keeps_it(store: Store) -> None:
    first, second, third = an_entry("1"), an_entry("2"), an_entry("3")
    await store.save_poll(a_poll(first, second, third))
    # The third keeps its key, so the second cannot have it and keeps its own, and so the first.
    wanted = (replace(first, key="2"), replace(second, key="3"))
    await store.save_poll(a_poll(rekeyed=wanted))
    known = (await store.known_entries(FEED)).by_id
    assert [known[e.id].key for e in (first, second, third)] == ["1", "2", "3"]


async def test_unread_entries_come_newest_first_within_the_bounds(store: Store) -> None:
    entries = [an_entry(str(n), dated_at=MONDAY - timedelta(days=n)) for n in (2, 0, 1)]
    await store.save_poll(a_poll(*entries))
    other = an_entry(feed_id="b", dated_at=MONDAY + timedelta(days=1))
    await store.save_poll(a_poll(other, feed_id="b"))

    async def guids(**bounds: object) -> list[str | None]:
        found = await store.unread_entries([FEED], **bounds)  # type: ignore[arg-type] # its keywords
        return [entry.guid for entry in found]

    assert await guids() == ["0", "1", "2"]
    assert await guids(since=MONDAY - timedelta(days=1)) == ["0", "1"]
    assert await guids(limit=1) == ["0"]
    assert await guids(limit=0) == []
    assert (await store.unread_entries([FEED, "b"]))[0].feed_id == "b"
    assert await store.unread_entries([]) == []


async def test_entries_of_more_feeds_than_a_statement_has_variables_are_found(
    store: Store,
) -> None:
    await store.save_poll(a_poll(an_entry("1", feed_id="f0"), feed_id="f0"))
    newer = an_entry("1", feed_id="f39999", dated_at=MONDAY)
    await store.save_poll(a_poll(newer, feed_id="f39999"))
    feed_ids = [f"f{n}" for n in range(40_000)]
    found = await store.unread_entries(feed_ids, limit=5)
    assert [entry.feed_id for entry in found] == ["f39999", "f0"]
    assert set(await store.feed_states(feed_ids)) == {"f0", "f39999"}


async def test_a_failed_reading_is_counted_and_the_entry_stays_unread(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(a_poll(entry))
    await store.save_unreadable(entry.id, "timed out", final=False)
    await store.save_unreadable(entry.id, "timed out", final=False)
    assert await unread(store) == [replace(entry, attempts=2)]


async def test_an_entry_that_is_given_up_says_why_and_waits_no_more(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(a_poll(entry))
    await store.save_unreadable(entry.id, "404", final=True)
    assert await unread(store) == []
    assert entry.url_key is not None
    [traced] = (await store.trace(url_key=entry.url_key)).entries
    assert (traced.unread_reason, traced.attempts, traced.article_id) == ("404", 1, None)


async def test_an_entry_that_was_read_meanwhile_is_not_given_up(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(a_poll(entry))
    article = await store.save_article(an_article(), entry_id=entry.id)
    await store.save_unreadable(entry.id, "too late", final=True)
    assert entry.url_key is not None
    [traced] = (await store.trace(url_key=entry.url_key)).entries
    assert (traced.unread_reason, traced.article_id) == (None, article.id)


async def test_a_failed_reading_of_an_unknown_entry_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no entry entry-unknown") as refusal:
        await store.save_unreadable("entry-unknown", "404", final=False)
    assert not refusal.value.retryable


async def test_hundreds_of_entries_are_one_poll(store: Store) -> None:
    entries = [an_entry(str(n)) for n in range(700)]
    await store.save_poll(a_poll(*entries))
    moved = tuple(replace(entry, key=f"new-{entry.key}") for entry in entries)
    changed = tuple(replace(entry, title=f"{entry.title}!") for entry in moved)
    await store.save_poll(a_poll(rekeyed=moved, changed=changed))
    known = (await store.known_entries(FEED)).by_id
    assert {entry.key for entry in known.values()} == {entry.key for entry in moved}
    assert all(entry.title.endswith("!") for entry in known.values())
