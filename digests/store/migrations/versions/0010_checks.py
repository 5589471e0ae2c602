"""What became of cited texts, which versions take the place of others, and what is watched."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0010"
down_revision = "0009"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "source_checks",
        Column("article_id", Text, nullable=False),
        Column("text_sha256", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("checked_at", Moment, nullable=False),
        Column("reason", Text),
        Column("failures", Integer, nullable=False),
        Column("seen_at", Moment),
        Column("differs", Boolean, nullable=False),
        Column("held", JSON, nullable=False),
        Column("lost", JSON, nullable=False),
        Column("etag", Text),
        Column("last_modified", Text),
        PrimaryKeyConstraint("article_id", "text_sha256", name="pk_source_checks"),
    )
    op.create_index("ix_source_checks_checked_at", "source_checks", ["checked_at"])
    op.create_table(
        "superseded",
        Column("n", RowNumber, nullable=False),
        Column("corrected", Text, nullable=False),
        Column("corrected_as", Text, nullable=False),
        Column("at", Moment, nullable=False),
        PrimaryKeyConstraint("n", name="pk_superseded"),
        UniqueConstraint("corrected", "corrected_as", name="uq_superseded_pair"),
    )
    op.create_index("ix_superseded_at", "superseded", ["at"])
    op.create_table(
        "watch_items",
        Column("topic_id", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("opened_at", Moment, nullable=False),
        Column("closed_at", Moment),
        Column("body", Text, nullable=False),
        PrimaryKeyConstraint("topic_id", "id", name="pk_watch_items"),
    )


def downgrade() -> None:
    """Drop them, and with them all that was found."""
    for table in ("watch_items", "superseded", "source_checks"):
        op.drop_table(table)
