"""What lists show of digests, taken out of those that are kept."""

import json
from collections.abc import Mapping
from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    column,
    insert,
    select,
    table,
)

revision = "0009"
down_revision = "0008"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")
AT_ONCE = 50
"""Digests read at once: each has the texts of what it cites."""

_COPIED = ("topic_id", "title", "window", "language", "created_at")


def upgrade() -> None:
    """Make the table and fill it."""
    listings = op.create_table(
        "digest_listings",
        Column("n", RowNumber, nullable=False),
        Column("digest_id", Text, nullable=False),
        Column("topic_id", Text, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("supersedes", Text),
        Column("tags", Text, nullable=False),
        Column("story_ids", Text, nullable=False),
        Column("said", Text, nullable=False),
        Column("body", Text, nullable=False),
        PrimaryKeyConstraint("n", name="pk_digest_listings"),
        ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_digest_listings_digest_id"),
        UniqueConstraint("digest_id", name="uq_digest_listings_digest_id"),
    )
    op.create_index("ix_digest_listings_supersedes", "digest_listings", ["supersedes"])
    op.create_index(
        "ix_digest_listings_topic_created", "digest_listings", ["topic_id", "created_at"]
    )
    names = ("n", "id", "since", "until", "created_at", "body")
    digests = table("digests", *(column(name) for name in names))
    last = 0
    while True:
        query = select(digests).where(digests.c.n > last).order_by(digests.c.n).limit(AT_ONCE)
        rows = op.get_bind().execute(query).mappings().all()
        if not rows:
            return
        last = rows[-1]["n"]
        op.get_bind().execute(_raw(listings), [_fields(row) for row in rows])


def downgrade() -> None:
    """Drop the table: all of it is in the digests."""
    op.drop_table("digest_listings")


def _raw(listings: Any) -> Any:  # noqa: ANN401 — Alembic's and SQLAlchemy's own types
    """Return an INSERT that writes moments as they were read, in either engine's own form."""
    return insert(table(listings.name, *(column(c.name) for c in listings.c if c.name != "n")))


def _fields(row: Mapping[Any, Any]) -> dict[str, object]:
    digest = json.loads(row["body"])
    items = [item for section in digest["sections"] for item in section["items"]]
    claims = [
        claim
        for item in items
        for claim in ([item["headline"]] if item["headline"] else []) + item["claims"]
    ]
    seen: dict[str, str] = {}
    for claim in claims:
        seen.setdefault(claim["id"], claim["text"])
    texts = list(seen.values())
    labels = [item["label"] for item in items if item["label"]]
    provenance = digest["provenance"]
    tags = list(dict.fromkeys(tag for item in items for tag in item["tags"]))
    stories = list(dict.fromkeys(item["story_id"] for item in items if item["story_id"]))
    body = {
        "digest_id": digest["id"],
        **{name: digest[name] for name in _COPIED},
        "content_sha256": provenance["content_sha256"],
        "authorship": provenance["authorship"],
        "headlines": [item["headline"]["text"] for item in items if item["headline"]],
        "tags": tags,
        "story_ids": stories,
        "statements": len(texts),
        "supersedes": provenance.get("supersedes"),
    }
    return {
        "digest_id": row["id"],
        "topic_id": digest["topic_id"],
        **{name: row[name] for name in ("since", "until", "created_at")},
        "supersedes": body["supersedes"],
        "tags": _lines(tags),
        "story_ids": _lines(stories),
        "said": "\n".join([*texts, *labels]).replace("\0", "").casefold(),
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    }


def _lines(words: list[str]) -> str:
    return "\n" + "".join(f"{word}\n" for word in words).replace("\0", "")
