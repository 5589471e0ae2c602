"""What became of cited texts, in memory and on both engines."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from digests.ask import Asking, ask
from digests.model import (
    Citing,
    FeedState,
    Health,
    PollRecord,
    Reply,
    SourceState,
    Superseded,
)
from digests.ports import Feedback, Outbox, Replies, Revisits, Store
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_replies import MemoryReplies
from digests.store.memory_revisits import MemoryRevisits
from digests.store.sql import open_database
from tests.builders import MONDAY, a_feed, an_article, an_entry
from tests.store.builders_outbox import a_delivery
from tests.store.builders_revisits import a_check
from tests.store.builders_store import a_digest

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The ports that one database keeps."""

    store: Store
    replies: Replies
    outbox: Outbox
    feedback: Feedback
    revisits: Revisits


@pytest.fixture
async def kept(store_url: str | None) -> AsyncIterator[Kept]:
    """Open what is asked, empty, of each kind."""
    if store_url is None:
        store, replies = MemoryStore(), MemoryReplies()
        outbox, feedback = MemoryOutbox(), MemoryFeedback()
        revisits = MemoryRevisits(store, replies, outbox=outbox, feedback=feedback)
        yield Kept(
            store=store, replies=replies, outbox=outbox, feedback=feedback, revisits=revisits
        )
    else:
        async with open_database(store_url) as database:
            yield Kept(
                store=database.store,
                replies=database.replies,
                outbox=database.outbox,
                feedback=database.feedback,
                revisits=database.revisits,
            )


async def an_answer(kept: Kept) -> Reply:
    entry = an_entry()
    state = FeedState(feed_id=entry.feed_id, health=Health.OK)
    await kept.store.save_poll(PollRecord(state=state, new=(entry,)))
    await kept.store.save_article(an_article(), entry_id=entry.id)
    asking = Asking(text="who joined", topic=None, now=MONDAY)
    reply = await ask(asking, feeds=[a_feed()], store=kept.store, version="test")
    return await kept.replies.save_reply(reply)


async def test_a_check_comes_back_as_it_was_kept_and_takes_the_place_of_the_last(
    kept: Kept,
) -> None:
    assert await kept.revisits.last() is None
    first, other = a_check("1"), a_check("2", seen_at=None, held=frozenset(), etag=None)
    await kept.revisits.save_checks([other, first])
    assert await kept.revisits.checks() == [first, other]
    assert await kept.revisits.last() == MONDAY
    later = replace(first, state=SourceState.UNCHANGED, checked_at=MONDAY + DAY, lost=frozenset())
    await kept.revisits.save_checks([later])
    assert await kept.revisits.checks(["article-1"]) == [later]
    assert await kept.revisits.checks(["article-3"]) == []
    await kept.revisits.save_checks([])


async def test_versions_of_an_article_are_checked_each_for_itself(kept: Kept) -> None:
    both = [a_check(text_sha256=letter * 64) for letter in "ab"]
    await kept.revisits.save_checks(both)
    assert await kept.revisits.checks(["article-1"]) == both


async def test_what_digests_cite_is_named_with_its_address_as_long_as_they_are_young(
    kept: Kept,
) -> None:
    entries = [an_entry("1"), an_entry("2")]
    state = FeedState(feed_id=entries[0].feed_id)
    await kept.store.save_poll(PollRecord(state=state, new=tuple(entries)))
    articles = [an_article(f"Text {n}.", url=f"https://a.example/{n}") for n in range(len(entries))]
    for article, entry in zip(articles, entries, strict=True):
        await kept.store.save_article(article, entry_id=entry.id)
    digest = await kept.store.save_digest(a_digest(*articles))
    cited = [
        Citing(
            published_id=digest.id,
            article_id=article.id,
            text_sha256=article.text_sha256,
            url=article.url,
        )
        for article in sorted(articles, key=lambda one: one.id)
    ]
    assert await kept.revisits.citing(since=MONDAY) == cited
    assert await kept.revisits.citing(since=MONDAY + DAY) == []


async def test_of_what_was_corrected_only_the_newest_version_counts(kept: Kept) -> None:
    entry = an_entry()
    await kept.store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    article = await kept.store.save_article(an_article(), entry_id=entry.id)
    first = await kept.store.save_digest(a_digest(article))
    second = await kept.store.save_digest(a_digest(article, content="corrected"))
    row = Superseded(corrected=first.id, corrected_as=second.id, at=MONDAY)
    for _ in range(2):
        await kept.feedback.supersede(row)
    assert {c.published_id for c in await kept.revisits.citing(since=MONDAY)} == {second.id}
    assert await kept.feedback.corrected_as(first.id) == second.id
    assert await kept.feedback.superseded(since=MONDAY) == [row]
    assert await kept.feedback.superseded(since=MONDAY + DAY) == []


async def test_an_answer_counts_once_it_was_shared(kept: Kept) -> None:
    reply = await an_answer(kept)
    assert reply.provenance.sources
    assert await kept.revisits.citing(since=MONDAY) == []
    await kept.outbox.enqueue([replace(a_delivery("shared"), digest_id=reply.id)])
    assert {c.published_id for c in await kept.revisits.citing(since=MONDAY)} == {reply.id}
