"""Digests as lists show them, in a table of their own.

The JSON of a digest has the whole text of what it cites: reading 1,000 of them for a list takes
seconds, and SQLite would read through them for any column that stood behind.
"""

from collections import Counter
from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, func, select
from typing_extensions import override

from digests.compose.listing import listing_of, said_in
from digests.model import Article, Digest, FactType, Listing, Shelf
from digests.ports import Archive, Sought
from digests.store.rows import article_of
from digests.store.schema import articles, digest_listings, facts
from digests.store.transactions import Transactions
from digests.store.versions import NEWEST

_BODY: TypeAdapter[Listing] = TypeAdapter(Listing)
_LATER = digest_listings.alias("later")
_STANDS = ~select(_LATER.c.n).where(_LATER.c.supersedes == digest_listings.c.digest_id).exists()
_NEWEST_FIRST = (digest_listings.c.created_at.desc(), digest_listings.c.n.desc())


class SqlArchive(Archive):
    """`Archive` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read = transactions.read

    @override
    async def shelves(self) -> list[Shelf]:
        return await self._read(_shelves)

    @override
    async def listing(self, digest_id: str) -> Listing | None:
        return await self._read(_listing, digest_id)

    @override
    async def listings(self, sought: Sought, *, limit: int, skip: int = 0) -> list[Listing]:
        return await self._read(_listings, sought, limit, skip)

    @override
    async def tags(self, topic_id: str) -> dict[str, int]:
        return await self._read(_tags, topic_id)

    @override
    async def telling(self, types: Sequence[FactType], *, limit: int) -> list[Article]:
        return await self._read(_telling, types, limit)


def save_listing(connection: Connection, digest: Digest) -> None:
    """Keep what lists show of a digest that was just kept."""
    listing = listing_of(digest)
    connection.execute(
        digest_listings.insert().values(
            digest_id=digest.id,
            topic_id=digest.topic_id,
            since=digest.window.since,
            until=digest.window.until,
            created_at=digest.created_at,
            supersedes=listing.supersedes,
            tags=_lines(listing.tags),
            story_ids=_lines(listing.story_ids),
            said=said_in(digest),
            body=_BODY.dump_json(listing).decode(),
        )
    )


def _shelves(connection: Connection) -> list[Shelf]:
    table = digest_listings
    query = (
        select(table.c.topic_id, func.count(), func.max(table.c.created_at))
        .where(_STANDS)
        .group_by(table.c.topic_id)
        .order_by(table.c.topic_id)
    )
    return [
        Shelf(topic_id=topic_id, digests=count, newest=newest)
        for topic_id, count, newest in connection.execute(query)
    ]


def _listing(connection: Connection, digest_id: str) -> Listing | None:
    query = select(digest_listings.c.body).where(digest_listings.c.digest_id == digest_id)
    body = connection.execute(query).scalar()
    return None if body is None else _BODY.validate_json(body, strict=True)


def _listings(connection: Connection, sought: Sought, limit: int, skip: int) -> list[Listing]:
    query = (
        select(digest_listings.c.body)
        .where(_STANDS, *_fitting(sought))
        .order_by(*_NEWEST_FIRST)
        .limit(limit)
        .offset(skip)
    )
    found = connection.execute(query).scalars()
    return [_BODY.validate_json(body, strict=True) for body in found]


def _fitting(sought: Sought) -> list[ColumnElement[bool]]:
    table = digest_listings
    fits: list[ColumnElement[bool]] = []
    if sought.topic_id is not None:
        fits.append(table.c.topic_id == sought.topic_id)
    if sought.tag is not None:
        fits.append(table.c.tags.contains(_lines([sought.tag]), autoescape=True))
    if sought.story_id is not None:
        fits.append(table.c.story_ids.contains(_lines([sought.story_id]), autoescape=True))
    if sought.since is not None:
        fits.append(table.c.until > sought.since)
    if sought.until is not None:
        fits.append(table.c.since < sought.until)
    words = (word.casefold() for word in sought.words)
    return fits + [table.c.said.contains(word, autoescape=True) for word in words]


def _tags(connection: Connection, topic_id: str) -> dict[str, int]:
    query = select(digest_listings.c.tags).where(_STANDS, digest_listings.c.topic_id == topic_id)
    found = connection.execute(query).scalars()
    counted = Counter(tag for tags in found for tag in tags.split("\n") if tag)
    return dict(sorted(counted.items()))


def _telling(connection: Connection, types: Sequence[FactType], limit: int) -> list[Article]:
    told = select(facts.c.article_id).where(
        facts.c.article_id == articles.c.id,
        facts.c.text_sha256 == articles.c.text_sha256,
        facts.c.type.in_([one.value for one in types]),
    )
    newest_first = (articles.c.published_at.desc(), articles.c.id)
    query = NEWEST.where(told.exists()).order_by(*newest_first).limit(limit)
    return [article_of(row) for row in connection.execute(query)]


def _lines(words: Sequence[str]) -> str:
    """Return one a line, with a line break on each side, so that whole ones are found."""
    return "\n" + "".join(f"{word}\n" for word in words).replace("\0", "")
