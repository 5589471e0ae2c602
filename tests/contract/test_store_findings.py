"""What every store does with stories and facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digests.errors import StoreError
from digests.model import (
    Article,
    Copy,
    FactType,
    FeedState,
    Modality,
    PollRecord,
    Window,
)
from digests.ports import Store
from tests.builders import an_article, an_entry
from tests.store.builders_store import WEEK, a_fact, a_story


async def keep(store: Store, body: str = "A text.", guid: str = "1") -> Article:
    entry = an_entry(guid)
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    article = an_article(body, url=f"https://site.example/{guid}")
    return await store.save_article(article, entry_id=entry.id)


async def test_stories_come_back_as_they_were_saved_and_in_order(store: Store) -> None:
    copies = (
        Copy(article_id="z", of="b", similarity=1.0),
        Copy(article_id="y", of="a", similarity=0.1 + 0.2),
    )
    stories = [a_story("b", "a", "c", copies=copies), a_story("d"), a_story("a1")]
    await store.save_stories("pytorch", WEEK, stories)
    assert await store.stories("pytorch", WEEK) == stories


async def test_a_story_without_members_comes_back(store: Store) -> None:
    story = a_story("a", members=())
    await store.save_stories("pytorch", WEEK, [story])
    assert await store.stories("pytorch", WEEK) == [story]


async def test_saving_stories_replaces_those_of_the_same_topic_and_window(store: Store) -> None:
    other_window = Window(since=WEEK.since, until=WEEK.until + timedelta(microseconds=1))
    await store.save_stories("pytorch", WEEK, [a_story("a"), a_story("b")])
    await store.save_stories("pytorch", other_window, [a_story("c")])
    await store.save_stories("vllm", WEEK, [a_story("d")])
    for _ in range(2):
        await store.save_stories("pytorch", WEEK, [a_story("a", "e")])
    assert await store.stories("pytorch", WEEK) == [a_story("a", "e")]
    assert await store.stories("pytorch", other_window) == [a_story("c")]
    assert await store.stories("vllm", WEEK) == [a_story("d")]
    await store.save_stories("pytorch", WEEK, [])
    assert await store.stories("pytorch", WEEK) == []
    assert (await store.counts())["stories"] == 2


async def test_thousands_of_stories_come_back_in_order(store: Store) -> None:
    stories = [a_story(f"lead-{n}", f"member-{n}") for n in range(2500)]
    await store.save_stories("pytorch", WEEK, stories)
    assert await store.stories("pytorch", WEEK) == stories


async def test_facts_come_back_in_the_order_of_the_text(store: Store) -> None:
    article = await keep(store)
    late = a_fact(
        article,
        9,
        people=("Junhua Wang", "Ada"),
        role="Platinum member",
        affiliation="Alibaba Cloud",
        amount="$4M",
        on_until=date(2026, 4, 30),
    )
    early = a_fact(
        article,
        2,
        type=FactType.RELEASED,
        object=None,
        on=date(2026, 4, 7),
        modality=Modality.PLANNED,
    )
    await store.save_facts(article.id, article.text_sha256, [late, early])
    assert await store.facts([article.id]) == [early, late]


async def test_facts_come_article_by_article_as_asked_for(store: Store) -> None:
    one, two = await keep(store, guid="1"), await keep(store, guid="2")
    for article in (one, two):
        await store.save_facts(article.id, article.text_sha256, [a_fact(article, 7)])
    asked = [two.id, one.id, two.id, "article-unknown"]
    assert await store.facts(asked) == [a_fact(two, 7), a_fact(one, 7)]
    assert await store.facts([]) == []


async def test_saving_facts_replaces_those_of_the_text(store: Store) -> None:
    article = await keep(store)
    for facts in ([a_fact(article, 1), a_fact(article, 2)], [a_fact(article, 3)]):
        for _ in range(2):
            await store.save_facts(article.id, article.text_sha256, facts)
    assert await store.facts([article.id]) == [a_fact(article, 3)]
    assert (await store.counts())["facts"] == 1


async def test_facts_count_for_their_text_only(store: Store) -> None:
    old = await keep(store, "One text.")
    await store.save_facts(old.id, old.text_sha256, [a_fact(old, 1)])
    new = await keep(store, "Another text.")
    assert new.id == old.id
    assert await store.facts([old.id]) == []
    assert await store.articles_without_facts([old.id]) == [old.id]
    await store.save_facts(new.id, new.text_sha256, [a_fact(new, 2)])
    # A slow worker that still had the old text.
    await store.save_facts(old.id, old.text_sha256, [a_fact(old, 3)])
    assert await store.facts([old.id]) == [a_fact(new, 2)]


async def test_an_article_in_which_no_fact_was_found_is_not_asked_for_again(store: Store) -> None:
    one, two = await keep(store, guid="1"), await keep(store, guid="2")
    ids = [two.id, one.id, two.id, "article-unknown"]
    assert await store.articles_without_facts(ids) == [two.id, one.id]
    await store.save_facts(one.id, one.text_sha256, [])
    assert await store.articles_without_facts(ids) == [two.id]
    assert await store.articles_without_facts([]) == []


async def test_facts_of_an_unknown_article_are_refused(store: Store) -> None:
    article = an_article()
    with pytest.raises(StoreError, match=f"no article {article.id}") as refusal:
        await store.save_facts(article.id, article.text_sha256, [a_fact(article)])
    assert not refusal.value.retryable


async def test_a_fact_that_quotes_another_article_is_refused(store: Store) -> None:
    article = await keep(store)
    strange = a_fact(replace(article, id="article-other"))
    with pytest.raises(StoreError, match="quotes another article"):
        await store.save_facts(article.id, article.text_sha256, [strange])
    assert await store.articles_without_facts([article.id]) == [article.id]


async def test_facts_of_thousands_of_articles_are_asked_for_at_once(store: Store) -> None:
    article = await keep(store)
    ids = [f"article-{n}" for n in range(40_000)] + [article.id]
    assert await store.articles_without_facts(ids) == [article.id]
    await store.save_facts(article.id, article.text_sha256, [a_fact(article)])
    assert await store.facts(ids) == [a_fact(article)]
