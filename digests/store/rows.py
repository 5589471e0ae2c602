"""Rows of the tables made from domain values, and back."""

from typing import Any

from sqlalchemy import Row

from digests.model import (
    Article,
    Copy,
    Entry,
    Fact,
    FactType,
    FeedState,
    Health,
    KnownEntry,
    Modality,
    Quote,
    SourceAuthorship,
    Story,
    Tier,
    Wrote,
)

Fields = dict[str, Any]
"""Column name -> value, as SQLAlchemy takes and the column's type checks it."""

AnyRow = Row[*tuple[Any, ...]]


def fields_of(row: AnyRow) -> Fields:
    """Return a row's values by column name."""
    return dict(row._mapping)  # noqa: SLF001 — public; underscored as a namedtuple's attributes are


def state_fields(state: FeedState) -> Fields:
    """Return the row of a feed's state."""
    return {
        "feed_id": state.feed_id,
        "health": state.health.value,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_sha256": state.body_sha256,
        "polled_at": state.polled_at,
        "succeeded_at": state.succeeded_at,
        "next_poll_at": state.next_poll_at,
        "failures": state.failures,
        "problem": state.problem,
        "moved_to": state.moved_to,
        "moved_since": state.moved_since,
        "interval": state.interval,
    }


def state_of(row: AnyRow) -> FeedState:
    """Return the feed's state of a `feed_states` row."""
    return FeedState(**fields_of(row) | {"health": Health(row.health)})


def entry_fields(entry: Entry) -> Fields:
    """Return the row of a new entry, which nobody has read yet."""
    return {
        "id": entry.id,
        "feed_id": entry.feed_id,
        "key": entry.key,
        "guid": entry.guid,
        "url": entry.url,
        "url_key": entry.url_key,
        "title": entry.title,
        "byline": entry.byline,
        "dated_at": entry.dated_at,
        "date_source": entry.date_source,
        "first_seen_at": entry.first_seen_at,
        "html": entry.html,
        "html_sha256": entry.html_sha256,
        "silent": entry.silent,
        "undatable": entry.undatable,
        "changes": entry.changes,
        "waiting": entry.unread_reason is None,
        "article_id": None,
        "unread_reason": entry.unread_reason,
        "attempts": entry.attempts,
    }


def entry_of(row: AnyRow) -> Entry:
    """Return the entry of an `entries` row, with its article where that is up to date."""
    fields = fields_of(row)
    if fields.pop("waiting") or row.unread_reason is not None:
        fields["article_id"] = None
    return Entry(**fields)


def known_entry_of(row: AnyRow) -> KnownEntry:
    """Return the known entry of a row with just its fields."""
    return KnownEntry(**fields_of(row))


def version_fields(article: Article) -> Fields:
    """Return the `article_versions` row of an article."""
    return {
        "article_id": article.id,
        "version": article.version,
        "feed_id": article.feed_id,
        "url": article.url,
        "url_key": article.url_key,
        "outlet": article.outlet,
        "tier": article.tier.value,
        "title": article.title,
        "byline": article.byline,
        "published_at": article.published_at,
        "date_source": article.date_source,
        "fetched_at": article.fetched_at,
        "text": article.text,
        "text_sha256": article.text_sha256,
        "raw_sha256": article.raw_sha256,
        "extractor": article.extractor,
        "language": article.language,
        "wrote": article.authorship.status.value,
        "wrote_quote": article.authorship.quote,
        "wrote_signal": article.authorship.signal,
        "suspicious": article.suspicious,
    }


def newest_fields(number: int, article: Article) -> Fields:
    """Return the `articles` row of the newest version, which has that row number."""
    return {
        "id": article.id,
        "newest": number,
        "text_sha256": article.text_sha256,
        "url_key": article.url_key,
        "published_at": article.published_at,
    }


def article_of(row: AnyRow) -> Article:
    """Return the article of a row that holds the columns of `article_versions`."""
    return Article(
        id=row.article_id,
        feed_id=row.feed_id,
        url=row.url,
        url_key=row.url_key,
        outlet=row.outlet,
        tier=Tier(row.tier),
        title=row.title,
        byline=row.byline,
        published_at=row.published_at,
        date_source=row.date_source,
        fetched_at=row.fetched_at,
        text=row.text,
        text_sha256=row.text_sha256,
        raw_sha256=row.raw_sha256,
        extractor=row.extractor,
        language=row.language,
        authorship=SourceAuthorship(
            status=Wrote(row.wrote), quote=row.wrote_quote, signal=row.wrote_signal
        ),
        suspicious=row.suspicious,
        version=row.version,
    )


def story_article_fields(number: int, story: Story) -> list[Fields]:
    """Return the `story_articles` rows of a story: members, then copies, each in order."""
    held: list[tuple[str, str | None, float | None]] = [
        *((member, None, None) for member in story.members),
        *((copy.article_id, copy.of, copy.similarity) for copy in story.copies),
    ]
    return [
        {
            "story": number,
            "position": position,
            "article_id": article_id,
            "copy_of": of,
            "similarity": similarity,
        }
        for position, (article_id, of, similarity) in enumerate(held)
    ]


def story_of(row: AnyRow, held: list[AnyRow]) -> Story:
    """Return the story of a `stories` row and its `story_articles` rows in order."""
    return Story(
        id=row.id,
        lead=row.lead,
        members=tuple(one.article_id for one in held if one.copy_of is None),
        copies=tuple(
            Copy(article_id=one.article_id, of=one.copy_of, similarity=one.similarity)
            for one in held
            if one.copy_of is not None
        ),
        first_at=row.first_at,
        last_at=row.last_at,
    )


def fact_fields(position: int, text_sha256: str, fact: Fact) -> Fields:
    """Return the row of a fact; its quote is of the article that it is saved under."""
    return {
        "article_id": fact.quote.article_id,
        "text_sha256": text_sha256,
        "position": position,
        "id": fact.id,
        "type": fact.type.value,
        "subject": fact.subject,
        "object": fact.object,
        "role": fact.role,
        "people": list(fact.people),
        "affiliation": fact.affiliation,
        "amount": fact.amount,
        "happened_on": fact.on,
        "happened_until": fact.on_until,
        "modality": fact.modality.value,
        "quote_start": fact.quote.start,
        "quote_end": fact.quote.end,
    }


def fact_of(row: AnyRow) -> Fact:
    """Return the fact of a `facts` row."""
    return Fact(
        id=row.id,
        type=FactType(row.type),
        subject=row.subject,
        object=row.object,
        role=row.role,
        people=tuple(row.people),
        affiliation=row.affiliation,
        amount=row.amount,
        on=row.happened_on,
        on_until=row.happened_until,
        modality=Modality(row.modality),
        quote=Quote(article_id=row.article_id, start=row.quote_start, end=row.quote_end),
    )
