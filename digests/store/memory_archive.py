"""The archive in memory, over a store in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from typing_extensions import override

from digests.compose.listing import listing_of, said_in
from digests.model import Article, Digest, FactType, Listing, Shelf, Window
from digests.ports import Archive, Sought
from digests.store.memory import MemoryStore

_ALWAYS = Window(since=datetime.min.replace(tzinfo=UTC), until=datetime.max.replace(tzinfo=UTC))


class MemoryArchive(Archive):
    """`Archive` of what a store has, by reading it whole."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    @override
    async def shelves(self) -> list[Shelf]:
        made: dict[str, list[Digest]] = {}
        for digest in await self._standing():
            made.setdefault(digest.topic_id, []).append(digest)
        return [
            Shelf(topic_id=topic_id, digests=len(kept), newest=kept[-1].created_at)
            for topic_id, kept in sorted(made.items())
        ]

    @override
    async def listing(self, digest_id: str) -> Listing | None:
        listed = await self._store.listed_digests()
        return next((listing_of(digest) for digest in listed if digest.id == digest_id), None)

    @override
    async def listings(self, sought: Sought, *, limit: int, skip: int = 0) -> list[Listing]:
        found = [listing_of(d) for d in reversed(await self._standing()) if _fits(d, sought)]
        return found[skip : skip + limit]

    @override
    async def tags(self, topic_id: str) -> dict[str, int]:
        of_topic = [listing_of(d) for d in await self._standing() if d.topic_id == topic_id]
        counted = Counter(tag for listing in of_topic for tag in listing.tags)
        return dict(sorted(counted.items()))

    @override
    async def telling(self, types: Sequence[FactType], *, limit: int) -> list[Article]:
        every = await self._store.articles(_ALWAYS)
        facts = await self._store.facts([article.id for article in every])
        told = {fact.quote.article_id for fact in facts if fact.type in types}
        ordered = sorted(every, key=lambda a: (-a.published_at.timestamp(), a.id))
        return [article for article in ordered if article.id in told][:limit]

    async def _standing(self) -> list[Digest]:
        every = await self._store.listed_digests()
        replaced = {digest.provenance.supersedes for digest in every}
        return [digest for digest in every if digest.id not in replaced]


def _fits(digest: Digest, sought: Sought) -> bool:
    listing, said = listing_of(digest), said_in(digest)
    return (
        sought.topic_id in {None, digest.topic_id}
        and (sought.tag is None or sought.tag in listing.tags)
        and (sought.story_id is None or sought.story_id in listing.story_ids)
        and (sought.since is None or digest.window.until > sought.since)
        and (sought.until is None or digest.window.since < sought.until)
        and all(word.casefold() in said for word in sought.words)
    )
