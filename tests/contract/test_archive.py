"""Digests as lists show them, in memory and on both engines."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from digests.compose.listing import listing_of
from digests.model import Digest, FactType, FeedState, PollRecord, Shelf, Window
from digests.ports import Archive, Sought, Store
from digests.store.memory import MemoryStore
from digests.store.memory_archive import MemoryArchive
from digests.store.sql import open_database
from tests.builders import MONDAY, an_article, an_entry
from tests.store.builders_store import WEEK, a_digest, a_fact

DAY = timedelta(days=1)
ALL = Sought(topic_id="pytorch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store, and the archive of what it has."""

    store: Store
    archive: Archive

    async def found(self, sought: Sought, *, limit: int = 10, skip: int = 0) -> list[str]:
        listed = await self.archive.listings(sought, limit=limit, skip=skip)
        return [listing.digest_id for listing in listed]


@pytest.fixture
async def kept(store_url: str | None) -> AsyncIterator[Kept]:
    """Open an empty store with its archive, of each kind."""
    if store_url is None:
        memory = MemoryStore()
        yield Kept(store=memory, archive=MemoryArchive(memory))
    else:
        async with open_database(store_url) as database:
            yield Kept(store=database.store, archive=database.archive)


def week(number: int, **changes: object) -> Digest:
    """Return the digest of a week, made at its end."""
    shift = timedelta(weeks=number)
    window = Window(since=WEEK.since + shift, until=WEEK.until + shift)
    made = {"window": window, "created_at": window.until, "content": f"week {number}"}
    return a_digest(**(made | changes))  # type: ignore[arg-type] # its keywords


async def test_a_digest_is_listed_with_what_a_list_shows(kept: Kept) -> None:
    digest = await kept.store.save_digest(week(0))
    assert await kept.archive.listing(digest.id) == listing_of(digest)
    assert await kept.archive.listings(ALL, limit=1) == [listing_of(digest)]
    assert await kept.archive.listing("digest-unknown") is None


async def test_the_last_made_comes_first_a_page_at_a_time(kept: Kept) -> None:
    ids = [(await kept.store.save_digest(week(number))).id for number in range(5)]
    await kept.store.save_digest(week(9, topic_id="vllm"))
    assert await kept.found(ALL) == ids[::-1]
    assert await kept.found(ALL, limit=2, skip=2) == [ids[2], ids[1]]


async def test_what_a_correction_replaced_is_not_listed_but_found(kept: Kept) -> None:
    first = await kept.store.save_digest(week(0))
    corrected = week(0, content="corrected")
    provenance = replace(corrected.provenance, supersedes=first.id)
    second = await kept.store.save_digest(replace(corrected, provenance=provenance))
    assert await kept.found(ALL) == [second.id]
    assert await kept.archive.listing(first.id) == listing_of(first)
    assert [shelf.digests for shelf in await kept.archive.shelves()] == [1]


async def test_what_one_person_saw_is_listed_once_it_is_published(kept: Kept) -> None:
    published = await kept.store.save_digest(week(0))
    seen = await kept.store.save_digest(week(1), listed=False)
    assert await kept.found(ALL) == [published.id]
    assert await kept.archive.listing(seen.id) is None
    assert await kept.store.digest(seen.id) == seen
    assert [shelf.digests for shelf in await kept.archive.shelves()] == [1]
    assert await kept.archive.tags("pytorch") == {"Cloud": 1, "Membership": 1}
    for _ in range(2):
        assert await kept.store.save_digest(week(1)) == seen
    await kept.store.save_digest(week(1), listed=False)
    assert await kept.found(ALL) == [seen.id, published.id]


async def test_a_version_is_listed_where_the_one_before_it_was(kept: Kept) -> None:
    for number, listed in enumerate((True, False)):
        first = await kept.store.save_digest(week(number), listed=listed)
        corrected = week(number, content=f"corrected {number}")
        provenance = replace(corrected.provenance, supersedes=first.id)
        second = replace(corrected, provenance=provenance)
        for _ in range(2):
            await kept.store.save_digest(second)
        assert (await kept.archive.listing(second.id) is not None) is listed


async def test_a_list_is_narrowed_by_tag_story_date_and_words(kept: Kept) -> None:
    early, late = [await kept.store.save_digest(week(number)) for number in (0, 4)]
    item = late.sections[0].items[0]
    other = replace(item, tags=("100%_sure", "Cloud"), story_id="story-2", label="Élan\\Vital")
    section = replace(late.sections[0], items=(other,))
    third = await kept.store.save_digest(
        replace(week(4, content="third"), sections=(section,), id="digest-third")
    )
    assert await kept.found(replace(ALL, tag="Membership")) == [late.id, early.id]
    assert await kept.found(replace(ALL, tag="Member")) == []
    assert await kept.found(replace(ALL, tag="100%_sure")) == [third.id]
    assert await kept.found(replace(ALL, tag="100%")) == []
    assert await kept.found(replace(ALL, story_id="story-2")) == [third.id]
    assert await kept.found(Sought(story_id="story-2")) == [third.id]
    assert await kept.found(replace(ALL, until=WEEK.until)) == [early.id]
    assert await kept.found(replace(ALL, since=WEEK.until)) == [third.id, late.id]
    assert await kept.found(replace(ALL, words=("alibaba", "JOINED"))) == [
        third.id,
        late.id,
        early.id,
    ]
    assert await kept.found(replace(ALL, words=("ÉLAN\\v",))) == [third.id]
    assert await kept.found(replace(ALL, words=("%",))) == []


async def test_tags_are_counted_by_digest(kept: Kept) -> None:
    await kept.store.save_digest(week(0))
    await kept.store.save_digest(week(1))
    assert await kept.archive.tags("pytorch") == {"Cloud": 2, "Membership": 2}
    assert await kept.archive.tags("vllm") == {}


async def test_shelves_say_what_stands_on_each_topic(kept: Kept) -> None:
    assert await kept.archive.shelves() == []
    for digest in (week(1), week(0), week(0, topic_id="agents")):
        await kept.store.save_digest(digest)
    assert await kept.archive.shelves() == [
        Shelf(topic_id="agents", digests=1, newest=WEEK.until),
        Shelf(topic_id="pytorch", digests=2, newest=WEEK.until + 7 * DAY),
    ]


async def test_articles_are_found_by_the_facts_of_their_newest_text(kept: Kept) -> None:
    ids = []
    for number in range(3):
        entry = an_entry(str(number))
        state = FeedState(feed_id=entry.feed_id)
        await kept.store.save_poll(PollRecord(state=state, new=(entry,)))
        article = an_article(url=entry.url, published_at=MONDAY - number * DAY)
        await kept.store.save_article(article, entry_id=entry.id)
        kind = FactType.RELEASED if number == 2 else FactType.JOINED
        fact = a_fact(article, type=kind)
        await kept.store.save_facts(article.id, article.text_sha256, [fact, a_fact(article, 3)])
        ids.append(article.id)
    changed = an_article("Nobody joined.", url=an_entry("1").url, published_at=MONDAY - DAY)
    await kept.store.save_article(changed, entry_id=an_entry("1").id)
    told = [FactType.JOINED, FactType.LEFT]

    async def found(types: list[FactType], limit: int) -> list[str]:
        return [article.id for article in await kept.archive.telling(types, limit=limit)]

    assert await found(told, 9) == [ids[0], ids[2]]
    assert await found(told, 1) == [ids[0]]
    assert await found([FactType.RELEASED], 9) == [ids[2]]
    (newest, _) = await kept.archive.telling(told, limit=9)
    assert newest == await kept.store.article(ids[0])


async def test_what_no_column_can_keep_keeps_no_digest_from_being_listed(kept: Kept) -> None:
    digest = week(0)
    item = replace(digest.sections[0].items[0], tags=("a\0b",), label="bell\0s")
    section = replace(digest.sections[0], items=(item,))
    saved = await kept.store.save_digest(replace(digest, sections=(section,)))
    assert await kept.found(replace(ALL, words=("bells",))) == [saved.id]
