"""The tables of what people say of what was posted, and approve, the same on SQLite and PostgreSQL."""

from sqlalchemy import JSON, Column, Index, Integer, Table, UniqueConstraint

from digests.store.columns import Moment, Words
from digests.store.delivery_schema import channel_columns
from digests.store.schema import RowNumber, metadata

votes = Table(
    "votes",
    metadata,
    Column("n", RowNumber, primary_key=True),
    *channel_columns(),
    Column("digest_id", Words, nullable=False),
    # Empty: the digest as a whole. Rows with NULL would all be unlike one another.
    Column("story_id", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("value", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("stories", JSON, nullable=False),
    UniqueConstraint("channel", "digest_id", "story_id", "person", name="uq_votes_person"),
)

error_reports = Table(
    "error_reports",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("reporter", Words, nullable=False),
    *channel_columns(),
    Column("published_id", Words, nullable=False),
    Column("claim_id", Words, nullable=False),
    Column("words", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("decided_by", Words),
    Column("decided_at", Moment),
    Column("why", Words),
    Column("corrected", Words),
    Column("corrected_as", Words),
)

reviews = Table(
    "reviews",
    metadata,
    Column("n", RowNumber, primary_key=True),
    # A text is reviewed once: its review is what takes its place.
    Column("digest_id", Words, nullable=False, unique=True),
    Column("reviewed_as", Words, nullable=False),
    Column("reviewer", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reviewed_sha256", Words, nullable=False),
)

Index("ix_error_reports_corrected", error_reports.c.corrected)
