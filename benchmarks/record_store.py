"""A made-up store of 1,000 digests and 50,000 articles, for measuring the record's pages."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from digests.authorship import Run, authorship
from digests.model import (
    Article,
    Check,
    Checks,
    Claim,
    ClaimKind,
    Coverage,
    Digest,
    Generator,
    Item,
    Modality,
    Mode,
    Provenance,
    Quote,
    Section,
    Source,
    SourceAuthorship,
    Tier,
    Window,
)
from digests.model.ids import content_id, sha256
from digests.store import fulltext
from digests.store.rows import newest_fields, version_fields
from digests.store.schema import (
    article_versions,
    articles,
    entries,
    fact_readings,
    facts,
    feed_states,
)
from digests.store.sql import Database

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
TOPICS = [f"topic-{number}" for number in range(20)]
WEEKS = 50
ARTICLES = 50_000
STORIES, CLAIMS, SOURCES = 8, 3, 12
"""Of a digest: stories, statements of each, and articles that it cites."""
JOINED = 50
"""One article of so many tells of somebody who joined."""
WORDS = [f"word{number}" for number in range(5_000)]
BATCH = 1_000


def made_up() -> Iterator[tuple[int, Article]]:
    """Yield articles of 500 words by row number, over two years, the last ones first."""
    chance = random.Random(1)
    for number in range(1, ARTICLES + 1):
        at = NOW - timedelta(minutes=20 * number)
        topic = TOPICS[number % len(TOPICS)]
        joined = f"Number {number} of {topic} has joined the Foundation of {topic} as a member."
        more = (" ".join(chance.choices(WORDS, k=16)).capitalize() for _ in range(30))
        said = [joined, *(f"{sentence}." for sentence in more)]
        title = f"Report {number} on {topic}"
        text = f"{title}\n\n{' '.join(said)}"
        url_key = f"news.example/{number}"
        yield (
            number,
            Article(
                id=content_id("article", url_key),
                feed_id=topic,
                url=f"https://{url_key}",
                url_key=url_key,
                outlet=f"News of {topic}",
                tier=list(Tier)[number % 5],
                title=title,
                byline=None,
                published_at=at,
                date_source="published",
                fetched_at=at,
                text=text,
                text_sha256=sha256(text),
                raw_sha256=sha256(text),
                extractor="feed",
                language="en",
                authorship=SourceAuthorship(),
            ),
        )


async def fill(database: Database) -> None:
    """Keep articles with their entries and facts, then the digests of the weeks."""
    by_topic: dict[str, list[Article]] = defaultdict(list)
    pending = made_up()
    with database.store.transactions.writing.begin() as connection:
        states = [
            {"feed_id": one, "health": "ok", "failures": 0, "succeeded_at": NOW} for one in TOPICS
        ]
        connection.execute(insert(feed_states), states)
        while some := list(islice(pending, BATCH)):
            versions = [{"n": number, **version_fields(one)} for number, one in some]
            connection.execute(insert(article_versions), versions)
            newest = [newest_fields(number, one) for number, one in some]
            connection.execute(insert(articles), newest)
            connection.execute(insert(entries), [_entry(one) for _, one in some])
            fulltext.index_newest(connection, some)
            told = [one for number, one in some if number % JOINED < len(TOPICS)]
            readings = [{"article_id": one.id, "text_sha256": one.text_sha256} for _, one in some]
            connection.execute(insert(fact_readings), readings)
            connection.execute(insert(facts), [_fact(one) for one in told if _tells(one)])
            for _, one in some:
                by_topic[one.feed_id].append(one)
    for topic, of_topic in by_topic.items():
        for week in range(WEEKS):
            cited = of_topic[week * SOURCES : (week + 1) * SOURCES]
            await database.store.save_digest(_digest(topic, week, cited))


def _tells(article: Article) -> bool:
    return int(article.title.split()[1]) % JOINED < len(TOPICS) // 2


def _entry(article: Article) -> dict[str, object]:
    return {
        "id": content_id("entry", article.id),
        "feed_id": article.feed_id,
        "key": article.id,
        "url": article.url,
        "url_key": article.url_key,
        "title": article.title,
        "dated_at": article.published_at,
        "date_source": "published",
        "first_seen_at": article.published_at,
        "html": "",
        "html_sha256": "",
        "silent": False,
        "undatable": False,
        "changes": 0,
        "waiting": False,
        "article_id": article.id,
        "attempts": 0,
    }


def _fact(article: Article) -> dict[str, object]:
    sentence = article.body.partition(".")[0]
    return {
        "article_id": article.id,
        "text_sha256": article.text_sha256,
        "position": 0,
        "id": content_id("fact", article.id),
        "type": "joined",
        "subject": sentence.partition(" has ")[0],
        "object": f"Foundation of {article.feed_id}",
        "role": "member",
        "people": [],
        "happened_on": article.published_at.date(),
        "modality": "done",
        "quote_start": article.body_start,
        "quote_end": article.body_start + len(sentence) + 1,
    }


def _claim(article: Article, number: int) -> Claim:
    starts = [
        0,
        *(at + 2 for at, c in enumerate(article.body) if c == "." and at + 2 < len(article.body)),
    ]
    start = article.body_start + starts[number % len(starts)]
    end = article.text.index(".", start) + 1
    return _claimed(article, start, end, headline=False)


def _claimed(article: Article, start: int, end: int, *, headline: bool) -> Claim:
    text = article.text[start:end]
    return Claim(
        id=content_id("claim", text, article.id),
        text=text,
        quotes=(Quote(article_id=article.id, start=start, end=end),),
        kind=ClaimKind.FACT,
        attributed_to=None,
        as_of=article.published_at,
        modality=Modality.DONE,
        checks=Checks(quote=Check.PASSED),
        support=1.0,
        headline=headline,
    )


def _digest(topic: str, week: int, cited: list[Article]) -> Digest:
    until = NOW - timedelta(weeks=week)
    items = tuple(
        Item(
            id=content_id("item", topic, str(week), str(at)),
            claims=tuple(_claim(cited[at], number) for number in range(CLAIMS)),
            headline=_claimed(cited[at], 0, len(cited[at].title), headline=True),
            tags=(f"tag-{at}", "news"),
            # A story is told for four weeks.
            story_id=content_id("story", topic, str(week // 4), str(at)),
            also=(cited[at].id,),
        )
        for at in range(STORIES)
    )
    content = sha256(f"{topic} {week}")
    run = Run(content_sha256=content, sources=len(cited), declared_ai=0, matched=32, statements=32)
    coverage = Coverage(
        feeds_ok=20,
        feeds_failed=0,
        entries_read=125,
        stories=STORIES,
        claims_matched=32,
        claims_dropped=0,
    )
    return Digest(
        id=content_id("digest", topic, str(week)),
        topic_id=topic,
        title=topic.capitalize(),
        window=Window(since=until - timedelta(weeks=1), until=until),
        format="brief",
        language="en",
        created_at=until,
        sections=(Section(id="stories", title="Top stories", mode=Mode.EXTRACT, items=items),),
        provenance=Provenance(
            authorship=authorship(run),
            generator=Generator(software="citewire", version="benchmark"),
            sources=tuple(Source(n=n, article=one) for n, one in enumerate(cited, 1)),
            dropped=(),
            coverage=coverage,
            content_sha256=content,
        ),
    )


def write_config(folder: Path) -> None:
    """Write the topics, each with a feed."""
    folder.mkdir(exist_ok=True)
    topics = "\n".join(
        f'[[topic]]\nid = "{one}"\ntitle = "{one.capitalize()}"\ndescription = "Made up."\n'
        f'[topic.match]\nany = ["{one}"]\n'
        for one in TOPICS
    )
    feeds = "\n".join(
        f'[[feed]]\nid = "{one}"\nurl = "https://{one}.example/feed"\noutlet = "News of {one}"\n'
        f'tier = "press"\n'
        for one in TOPICS
    )
    (folder / "topics.toml").write_text(topics, encoding="utf-8")
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
