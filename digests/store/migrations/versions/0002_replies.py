"""Replies to questions and who asked last; the PostgreSQL index forgets earlier versions."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0002"
down_revision = "0001"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "replies",
        Column("n", RowNumber, nullable=False),
        Column("id", Text, nullable=False),
        Column("topic_id", Text),
        Column("answered", Boolean, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("body", Text, nullable=False),
        PrimaryKeyConstraint("n", name="pk_replies"),
        UniqueConstraint("id", name="uq_replies_id"),
    )
    op.create_table(
        "reply_sources",
        Column("reply_id", Text, nullable=False),
        Column("n", Integer, nullable=False),
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        PrimaryKeyConstraint("reply_id", "n", name="pk_reply_sources"),
        ForeignKeyConstraint(["reply_id"], ["replies.id"], name="fk_reply_sources_reply_id"),
    )
    op.create_index("ix_reply_sources_article_id", "reply_sources", ["article_id"])
    op.create_table(
        "turns",
        Column("n", RowNumber, nullable=False),
        Column("asker", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("question", Text, nullable=False),
        Column("topic_id", Text),
        Column("time_words", Text),
        Column("since", Moment),
        PrimaryKeyConstraint("n", name="pk_turns"),
    )
    op.create_index("ix_turns_asker_at", "turns", ["asker", "at"])
    if op.get_bind().dialect.name == "postgresql":
        # A version that has been followed by another is found by nobody, but took a place.
        op.execute("DELETE FROM article_search WHERE n NOT IN (SELECT newest FROM articles)")


def downgrade() -> None:
    """Drop the tables, and with them every kept reply."""
    for table in ("turns", "reply_sources", "replies"):
        op.drop_table(table)
