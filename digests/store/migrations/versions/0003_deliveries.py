"""Subscriptions, the times they were due, and the messages on their way."""

from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    Time,
    UniqueConstraint,
)

revision = "0003"
down_revision = "0002"

Moment = DateTime(timezone=True)
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _make_subscriptions()
    _make_deliveries()
    op.create_table(
        "lanes",
        Column("lane", Text, nullable=False),
        Column("holder", Text),
        Column("until", Moment),
        Column("last_at", Moment),
        PrimaryKeyConstraint("lane", name="pk_lanes"),
    )
    op.create_table(
        "holds",
        Column("scope", Text, nullable=False),
        Column("until", Moment, nullable=False),
        PrimaryKeyConstraint("scope", name="pk_holds"),
    )
    op.create_index("ix_holds_until", "holds", ["until"])


def _channel() -> list[Column[Any]]:
    return [
        Column("channel", Text, nullable=False),
        Column("platform", Text, nullable=False),
        Column("workspace_id", Text, nullable=False),
        Column("channel_id", Text, nullable=False),
        Column("thread_id", Text),
    ]


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        Column("id", Text, nullable=False),
        *_channel(),
        Column("topic_id", Text, nullable=False),
        Column("owner", Text, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("cadence", Text, nullable=False),
        Column("at", Time, nullable=False),
        Column("zone", Text, nullable=False),
        Column("weekday", Integer, nullable=False),
        Column("day", Integer, nullable=False),
        Column("anchor", Date, nullable=False),
        Column("format", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("tags_in", JSON, nullable=False),
        Column("tags_out", JSON, nullable=False),
        Column("quiet", Text, nullable=False),
        Column("forum_tags", JSON, nullable=False),
        Column("crosspost", Boolean, nullable=False),
        Column("due_at", Moment),
        Column("covered_until", Moment),
        Column("shown", JSON, nullable=False),
        Column("paused", Text),
        PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_channel", "subscriptions", ["channel"])
    op.create_index("ix_subscriptions_due_at", "subscriptions", ["due_at", "id"])
    op.create_table(
        "subscription_changes",
        Column("n", RowNumber, nullable=False),
        Column("subscription_id", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("by", Text, nullable=False),
        Column("what", Text, nullable=False),
        PrimaryKeyConstraint("n", name="pk_subscription_changes"),
    )
    op.create_index(
        "ix_subscription_changes_subscription_id", "subscription_changes", ["subscription_id"]
    )
    op.create_table(
        "slots",
        Column("subscription_id", Text, nullable=False),
        Column("due_at", Moment, nullable=False),
        Column("state", Text, nullable=False),
        Column("since", Moment, nullable=False),
        Column("until", Moment, nullable=False),
        Column("digest_id", Text),
        Column("late", Boolean, nullable=False),
        PrimaryKeyConstraint("subscription_id", "due_at", name="pk_slots"),
    )
    op.create_table(
        "ticks",
        Column("job", Text, nullable=False),
        Column("at", Moment, nullable=False),
        PrimaryKeyConstraint("job", "at", name="pk_ticks"),
    )


def _make_deliveries() -> None:
    op.create_table(
        "payloads",
        Column("sha256", Text, nullable=False),
        Column("body", Text, nullable=False),
        PrimaryKeyConstraint("sha256", name="pk_payloads"),
    )
    op.create_table(
        "deliveries",
        Column("n", RowNumber, nullable=False),
        Column("id", Text, nullable=False),
        Column("group_id", Text, nullable=False),
        Column("part", Integer, nullable=False),
        *_channel(),
        Column("lane", Text, nullable=False),
        Column("payload", Text, nullable=False),
        Column("planned_at", Moment, nullable=False),
        Column("subscription_id", Text),
        Column("digest_id", Text),
        Column("threaded", Boolean, nullable=False),
        Column("replaces", Text),
        Column("state", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("tried_at", Moment),
        Column("not_before", Moment),
        Column("lease", Text),
        Column("lease_until", Moment),
        Column("message_id", Text),
        Column("thread_of", Text),
        Column("sent_at", Moment),
        Column("reason", Text),
        PrimaryKeyConstraint("n", name="pk_deliveries"),
        UniqueConstraint("id", name="uq_deliveries_id"),
        ForeignKeyConstraint(["payload"], ["payloads.sha256"], name="fk_deliveries_payload"),
    )
    op.create_index("ix_deliveries_digest_id", "deliveries", ["digest_id"])
    op.create_index("ix_deliveries_group_id", "deliveries", ["group_id", "part"])
    for name in ("lane", "channel", "subscription_id"):
        op.create_index(f"ix_deliveries_{name}", "deliveries", [name, "state", "n"])


def downgrade() -> None:
    """Drop the tables, and with them every subscription and what waits to be posted."""
    for table in (
        "holds",
        "lanes",
        "deliveries",
        "payloads",
        "ticks",
        "slots",
        "subscription_changes",
        "subscriptions",
    ):
        op.drop_table(table)
