"""Made-up weeks of news, and the digests that one channel is sent of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.model import (
    Article,
    Digest,
    FeedState,
    Health,
    Item,
    MatchRules,
    PollRecord,
    Tier,
    Topic,
    Window,
)
from digests.pipeline import make_digest
from digests.store.memory import MemoryStore
from digests.store.memory_watching import MemoryWatching
from digests.store.publishing import body_of, digest_of
from tests.builders import MONDAY, a_feed, an_article, an_entry

FEEDS = {
    "pytorch-foundation": a_feed(),
    "register": a_feed("register", outlet="The Register", tier=Tier.PRESS),
    "stack": a_feed("stack", outlet="The Daily Stack", tier=Tier.PRESS),
}
TOPIC = Topic(
    id="pytorch", title="PyTorch", description="PyTorch.", match=MatchRules(any=("pytorch",))
)
WEEK = timedelta(days=7)


def report(
    feed_id: str, title: str, *sentences: str, week: int = 1, name: str = "", **changes: object
) -> Article:
    """Return an article of the middle of a week, the first of which ends on `MONDAY`."""
    feed = FEEDS[feed_id]
    name = name or title.casefold().replace(" ", "-")
    return an_article(
        " ".join(sentences),
        title=title,
        **{  # type: ignore[arg-type] # the changes are fields of Article
            "url": f"https://{feed_id}.example/{name}",
            "feed_id": feed_id,
            "outlet": feed.outlet,
            "tier": feed.tier,
            "published_at": MONDAY + WEEK * (week - 2) + timedelta(days=3),
            **changes,
        },
    )


class Channel:
    """One channel that is sent a digest each Monday, and remembers what it was sent."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.watching = MemoryWatching()
        self.shown: list[Digest] = []

    async def monday(
        self,
        week: int,
        *articles: Article,
        tags_in: Sequence[str] = (),
        tags_out: Sequence[str] = (),
        window: Window | None = None,
    ) -> Digest:
        """Publish the articles, and send the digest of the week, as it comes out of the store."""
        for article in articles:
            await self.publish(article)
        until = MONDAY + WEEK * (week - 1)
        digest = await self.ask(
            window or Window(since=until - WEEK, until=until),
            now=until,
            tags_in=tags_in,
            tags_out=tags_out,
        )
        again = digest_of(body_of(digest))
        assert again == digest
        self.shown.insert(0, again)
        return again

    async def ask(
        self,
        window: Window,
        *,
        now: datetime,
        tags_in: Sequence[str] = (),
        tags_out: Sequence[str] = (),
    ) -> Digest:
        return await make_digest(
            TOPIC,
            window,
            feeds=list(FEEDS.values()),
            store=self.store,
            now=now,
            version="test",
            shown=self.shown,
            tags_in=tags_in,
            tags_out=tags_out,
            watching=self.watching,
        )

    async def publish(self, article: Article) -> None:
        entry = an_entry(article.id, feed_id=article.feed_id, dated_at=article.published_at)
        state = FeedState(feed_id=article.feed_id, health=Health.OK)
        await self.store.save_poll(PollRecord(state=state, new=(entry,)))
        await self.store.save_article(article, entry_id=entry.id)


def items(digest: Digest, section_id: str = "stories") -> tuple[Item, ...]:
    found = [section.items for section in digest.sections if section.id == section_id]
    return found[0] if found else ()


def said(digest: Digest, section_id: str = "stories") -> list[str]:
    return [claim.text for item in items(digest, section_id) for claim in item.claims]
