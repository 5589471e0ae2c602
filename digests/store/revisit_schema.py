"""The tables of what became of cited texts and of what is watched, the same on SQLite and PostgreSQL."""

from sqlalchemy import JSON, Boolean, Column, Integer, Table, UniqueConstraint

from digests.store.columns import Moment, Words
from digests.store.schema import RowNumber, metadata

source_checks = Table(
    "source_checks",
    metadata,
    Column("article_id", Words, primary_key=True),
    Column("text_sha256", Words, primary_key=True),
    Column("state", Words, nullable=False),
    Column("checked_at", Moment, nullable=False, index=True),
    Column("reason", Words),
    Column("failures", Integer, nullable=False),
    Column("seen_at", Moment),
    Column("differs", Boolean, nullable=False),
    # Lists of [start, end] in the text of that hash.
    Column("held", JSON, nullable=False),
    Column("lost", JSON, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
)

superseded = Table(
    "superseded",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("corrected", Words, nullable=False),
    Column("corrected_as", Words, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("corrected", "corrected_as", name="uq_superseded_pair"),
)

watch_items = Table(
    "watch_items",
    metadata,
    Column("topic_id", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("body", Words, nullable=False),
)
