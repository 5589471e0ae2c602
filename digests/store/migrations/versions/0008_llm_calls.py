"""The ledger of calls to language models."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    PrimaryKeyConstraint,
    Text,
    text,
)

revision = "0008"
down_revision = "0005"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "llm_calls",
        Column("n", RowNumber, nullable=False),
        Column("key", Text, nullable=False),
        Column("model", Text, nullable=False),
        Column("prompt", Text, nullable=False),
        Column("run", Text),
        Column("channel", Text),
        Column("state", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("until", Moment, nullable=False),
        Column("expected_tokens", Integer, nullable=False),
        Column("expected_usd", BigInteger),
        Column("input_tokens", Integer),
        Column("output_tokens", Integer),
        Column("cost_usd", BigInteger),
        Column("unheard", Integer, nullable=False),
        Column("reused", Integer, nullable=False),
        Column("reply", Text),
        Column("reply_model", Text),
        Column("reason", Text),
        Column("counted_tokens", BigInteger, nullable=False),
        Column("counted_usd", BigInteger),
        PrimaryKeyConstraint("n", name="pk_llm_calls"),
    )
    op.create_index("ix_llm_calls_at", "llm_calls", ["at"])
    op.create_index("ix_llm_calls_run", "llm_calls", ["run"])
    op.create_index("ix_llm_calls_channel_at", "llm_calls", ["channel", "at"])
    only = text("state != 'lost'")
    op.create_index(
        "uq_llm_calls_key_open",
        "llm_calls",
        ["key"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def downgrade() -> None:
    """Drop the table, and with it every reply that was paid for."""
    op.drop_table("llm_calls")
