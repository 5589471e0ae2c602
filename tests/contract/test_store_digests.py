"""What every store does with digests, and what it knows of a page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.errors import StoreError
from digests.model import Article, Copy, Entry, FeedState, PollRecord, Trace, Window
from digests.ports import Store
from tests.builders import MONDAY, an_article, an_entry
from tests.store.builders_store import WEEK, a_digest, a_fact, a_story

DAY = timedelta(days=1)


async def keep(store: Store, guid: str = "1", **changes: object) -> tuple[Entry, Article]:
    entry = an_entry(guid, **changes)  # type: ignore[arg-type] # the changes are fields of Entry
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    article = await store.save_article(an_article(url=entry.url), entry_id=entry.id)
    return replace(entry, article_id=article.id), article


async def test_a_digest_comes_back_as_it_was_saved(store: Store) -> None:
    digest = a_digest()
    assert await store.save_digest(digest, feed_ids=["a", "b"]) == digest
    assert await store.digest(digest.id) == digest
    assert await store.digest("digest-unknown") is None


async def test_a_quiet_digest_comes_back(store: Store) -> None:
    digest = a_digest()
    quiet = replace(digest, sections=(), provenance=replace(digest.provenance, sources=()))
    await store.save_digest(quiet)
    assert await store.digests() == [quiet]


async def test_the_same_digest_again_keeps_the_first(store: Store) -> None:
    first = await store.save_digest(a_digest())
    again = await store.save_digest(a_digest(created_at=MONDAY + DAY, id="digest-again"))
    assert again == first
    assert await store.digests() == [first]
    assert await store.digest("digest-again") is None


@pytest.mark.parametrize(
    "change",
    [
        {"topic_id": "vllm"},
        {"window": Window(since=WEEK.since, until=WEEK.until + timedelta(microseconds=1))},
        {"format": "facts", "id": "digest-facts"},
        {"language": "de", "id": "digest-de"},
        {"content": "another text"},
    ],
)
async def test_a_digest_is_unique_by_topic_window_format_language_and_text(
    store: Store, change: dict[str, str]
) -> None:
    await store.save_digest(a_digest())
    await store.save_digest(a_digest(**change))  # type: ignore[arg-type] # its keywords
    assert len(await store.digests()) == 2


async def test_a_digest_is_never_replaced_by_one_of_the_same_id(store: Store) -> None:
    first = await store.save_digest(a_digest())
    with pytest.raises(StoreError, match="digests are never changed") as refusal:
        await store.save_digest(a_digest(content="another", id=first.id))
    assert not refusal.value.retryable
    assert await store.digests() == [first]


async def test_digests_come_oldest_first_and_by_topic(store: Store) -> None:
    late = await store.save_digest(a_digest(content="1", created_at=MONDAY + DAY))
    early = await store.save_digest(a_digest(content="2", created_at=MONDAY))
    other = await store.save_digest(a_digest(topic_id="vllm", created_at=MONDAY + 2 * DAY))
    assert await store.digests("pytorch") == [early, late]
    assert await store.digests() == [early, late, other]
    assert await store.digests("unknown") == []


async def test_nothing_is_known_of_an_unknown_page(store: Store) -> None:
    await keep(store)
    assert await store.trace(url_key="nowhere.example/1") == Trace()


async def test_a_page_that_was_not_read_yet_has_its_entries_only(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    assert entry.url_key is not None
    assert await store.trace(url_key=entry.url_key) == Trace(entries=(entry,))


async def test_a_page_is_traced_from_its_entries_to_its_digests(store: Store) -> None:
    entry, article = await keep(store)
    other, _ = await keep(store, feed_id="b", url=entry.url, url_key=entry.url_key)
    later = Window(since=WEEK.since, until=WEEK.until + DAY)
    member = a_story(article.id, "article-x")
    copied = a_story(
        "article-y", copies=(Copy(article_id=article.id, of="article-y", similarity=1.0),)
    )
    await store.save_stories("pytorch", WEEK, [a_story("article-z"), member])
    await store.save_stories("vllm", later, [copied])
    await store.save_stories("agents", later, [member])
    first = await store.save_digest(a_digest(article, content="1"))
    second = await store.save_digest(a_digest(article, content="2", created_at=MONDAY + DAY))
    await store.save_digest(a_digest(an_article(url="https://b.example/2"), content="3"))
    assert article.url_key is not None
    trace = await store.trace(url_key=article.url_key)
    by_id = sorted([entry, other], key=lambda one: one.id)
    assert trace == Trace(
        entries=tuple(by_id),
        article=article,
        versions=1,
        stories=(("agents", member), ("vllm", copied), ("pytorch", member)),
        digest_ids=(second.id, first.id),
    )


async def test_a_trace_follows_an_entry_to_the_page_that_it_led_to(store: Store) -> None:
    entry = an_entry(url="https://go.example/1", url_key="go.example/1")
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    article = await store.save_article(an_article(), entry_id=entry.id)
    assert article.url_key is not None
    assert article.url_key != entry.url_key
    for key in ("go.example/1", article.url_key):
        trace = await store.trace(url_key=key)
        assert [one.id for one in trace.entries] == [entry.id]
        assert trace.article == article


async def test_a_trace_counts_versions_and_has_the_newest(store: Store) -> None:
    entry, article = await keep(store)
    newest = await store.save_article(an_article("Another text.", url=entry.url), entry_id=entry.id)
    assert article.url_key is not None
    trace = await store.trace(url_key=article.url_key)
    assert (trace.article, trace.versions) == (newest, 2)


async def test_an_empty_store_counts_nothing(store: Store) -> None:
    names = {"feeds", "entries", "articles", "versions", "stories", "facts", "digests"}
    assert await store.counts() == dict.fromkeys(names, 0)


async def test_everything_kept_is_counted(store: Store) -> None:
    entry, article = await keep(store)
    await keep(store, "2", feed_id="b")
    await store.save_article(an_article("New.", url=entry.url), entry_id=entry.id)
    await store.save_stories("pytorch", WEEK, [a_story("a"), a_story("b")])
    await store.save_facts(article.id, article.text_sha256, [a_fact(article, n) for n in range(3)])
    await store.save_digest(a_digest())
    assert await store.counts() == {
        "feeds": 2,
        "entries": 2,
        "articles": 2,
        "versions": 3,
        "stories": 2,
        "facts": 3,
        "digests": 1,
    }
