"""Votes and reports of errors; which reply a person's question got."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0006"
down_revision = "0005"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "votes",
        Column("n", RowNumber, nullable=False),
        *_channel(),
        Column("digest_id", Text, nullable=False),
        Column("story_id", Text, nullable=False),
        Column("person", Text, nullable=False),
        Column("value", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("stories", JSON, nullable=False),
        PrimaryKeyConstraint("n", name="pk_votes"),
        UniqueConstraint("channel", "digest_id", "story_id", "person", name="uq_votes_person"),
    )
    op.create_table(
        "error_reports",
        Column("n", RowNumber, nullable=False),
        Column("id", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("reporter", Text, nullable=False),
        *_channel(),
        Column("published_id", Text, nullable=False),
        Column("claim_id", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("decided_by", Text),
        Column("decided_at", Moment),
        Column("why", Text),
        Column("corrected", Text),
        Column("corrected_as", Text),
        PrimaryKeyConstraint("n", name="pk_error_reports"),
        UniqueConstraint("id", name="uq_error_reports_id"),
    )
    op.create_index("ix_error_reports_corrected", "error_reports", ["corrected"])
    op.add_column("turns", Column("reply_id", Text))


def downgrade() -> None:
    """Drop them, and with them every vote and report."""
    op.drop_column("turns", "reply_id")
    for table in ("error_reports", "votes"):
        op.drop_table(table)


def _channel() -> list[Column[str]]:
    return [
        Column("channel", Text, nullable=False),
        Column("platform", Text, nullable=False),
        Column("workspace_id", Text, nullable=False),
        Column("channel_id", Text, nullable=False),
        Column("thread_id", Text),
    ]
