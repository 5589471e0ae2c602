"""A topic's weeks are counted from its own articles, from the first week that has any."""

from datetime import timedelta

from digests.articles import ScriptedReader
from digests.feeds.double import ScriptedFeeds
from digests.model import MatchRules, Topic
from digests.pipeline import NewsWeek, momentum, poll, read
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed

FEEDS = [a_feed("one")]
TOPIC = Topic(
    id="pytorch", title="PyTorch", description="PyTorch.", match=MatchRules(any=("pytorch",))
)
SUBJECTS = {
    2: "PyTorch 2.12 is released with a new compiler",
    10: "Alibaba Cloud joins the PyTorch Foundation",
    11: "A survey of PyTorch users asks about hardware",
    12: "Rust 1.99 is out",
}


async def a_store() -> MemoryStore:
    store, source = MemoryStore(), ScriptedFeeds()
    source.feed("one")
    for days, title in SUBJECTS.items():
        source.entry(
            "one",
            str(days),
            title=title,
            html=f"<p>{title}, says the organisation in a statement of this week to everyone.</p>",
            published_at=MONDAY - timedelta(days=days),
        )
    await poll(FEEDS, store=store, source=source, now=MONDAY)
    await read(FEEDS, store=store, reader=ScriptedReader(), now=MONDAY)
    return store


async def test_each_week_has_its_articles_and_stories_of_the_topic() -> None:
    weeks = await momentum(TOPIC, feeds=FEEDS, store=await a_store(), until=MONDAY)
    assert weeks == [
        NewsWeek(since=MONDAY - timedelta(weeks=2), articles=2, stories=2),
        NewsWeek(since=MONDAY - timedelta(weeks=1), articles=1, stories=1),
    ]


async def test_a_week_without_news_between_others_is_a_zero() -> None:
    later = MONDAY + timedelta(weeks=2)
    weeks = await momentum(TOPIC, feeds=FEEDS, store=await a_store(), until=later)
    assert [week.articles for week in weeks] == [2, 1, 0, 0]


async def test_without_any_article_there_are_no_weeks() -> None:
    assert await momentum(TOPIC, feeds=FEEDS, store=MemoryStore(), until=MONDAY) == []
