"""Digests: kept whole as JSON, with what makes them unique and what they cite in columns."""

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from digests.model import Digest
from digests.store.archive import save_listing
from digests.store.refusals import other_digest
from digests.store.rows import Fields
from digests.store.schema import digest_sources, digests
from digests.store.statements import insert

BODY: TypeAdapter[Digest] = TypeAdapter(Digest)


def body_of(digest: Digest) -> str:
    """Return a digest as JSON text, from which `digest_of` makes an equal one."""
    return BODY.dump_json(digest).decode()


def digest_of(body: str) -> Digest:
    """Return the digest of its JSON text."""
    return BODY.validate_json(body, strict=True)


def save_digest(connection: Connection, digest: Digest, feed_ids: list[str]) -> Digest:
    """Keep a digest, or return the one that is there for the same text."""
    key = _key_fields(digest)
    added = connection.execute(
        insert(connection, digests)
        .values(
            **key,
            id=digest.id,
            created_at=digest.created_at,
            feed_ids=feed_ids,
            body=body_of(digest),
        )
        .on_conflict_do_nothing()
        .returning(digests.c.n)
    )
    if added.first() is None:
        same = [digests.c[name] == value for name, value in key.items()]
        kept = connection.execute(select(digests.c.body).where(*same))
        body = kept.scalar()
        if body is None:
            raise other_digest(digest.id)
        return digest_of(body)
    save_listing(connection, digest)
    if digest.provenance.sources:
        connection.execute(
            digest_sources.insert(),
            [
                {
                    "digest_id": digest.id,
                    "n": source.n,
                    "article_id": source.article.id,
                    "text_sha256": source.article.text_sha256,
                }
                for source in digest.provenance.sources
            ],
        )
    return digest


def digest_by(connection: Connection, digest_id: str) -> Digest | None:
    """Return one digest by its id."""
    found = connection.execute(select(digests.c.body).where(digests.c.id == digest_id))
    body = found.scalar()
    return None if body is None else digest_of(body)


def digests_of(connection: Connection, topic_id: str | None) -> list[Digest]:
    """Return digests, oldest first; None means of all topics."""
    query = select(digests.c.body).order_by(digests.c.created_at, digests.c.n)
    if topic_id is not None:
        query = query.where(digests.c.topic_id == topic_id)
    return [digest_of(body) for body in connection.execute(query).scalars()]


def _key_fields(digest: Digest) -> Fields:
    return {
        "topic_id": digest.topic_id,
        "since": digest.window.since,
        "until": digest.window.until,
        "format": digest.format,
        "language": digest.language,
        "content_sha256": digest.version_sha256,
    }
