"""The tables of subscriptions and of messages on their way, the same on SQLite and PostgreSQL."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    Table,
    Time,
)

from digests.model import DeliveryState
from digests.store.columns import Moment, Words
from digests.store.schema import RowNumber, metadata


def channel_columns() -> list[Column[str]]:
    """Return the columns of a channel, and its key by which it is found."""
    return [
        Column("channel", Words, nullable=False),
        Column("platform", Words, nullable=False),
        Column("workspace_id", Words, nullable=False),
        Column("channel_id", Words, nullable=False),
        Column("thread_id", Words),
    ]


subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Words, primary_key=True),
    *channel_columns(),
    Column("topic_id", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("cadence", Words, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", Words, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("anchor", Date, nullable=False),
    Column("format", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("tags_in", JSON, nullable=False),
    Column("tags_out", JSON, nullable=False),
    Column("quiet", Words, nullable=False),
    Column("forum_tags", JSON, nullable=False),
    Column("crosspost", Boolean, nullable=False),
    Column("due_at", Moment),
    Column("covered_until", Moment),
    Column("shown", JSON, nullable=False),
    Column("paused", Words),
)

Index("ix_subscriptions_channel", subscriptions.c.channel)
Index(
    "ix_subscriptions_platform_workspace_id", subscriptions.c.platform, subscriptions.c.workspace_id
)
Index("ix_subscriptions_due_at", subscriptions.c.due_at, subscriptions.c.id)

# Of a subscription that was ended, too: it has no foreign key.
subscription_changes = Table(
    "subscription_changes",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("subscription_id", Words, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("what", Words, nullable=False),
)

# The key is what keeps one due time from being planned twice.
slots = Table(
    "slots",
    metadata,
    Column("subscription_id", Words, primary_key=True),
    Column("due_at", Moment, primary_key=True),
    Column("state", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("digest_id", Words),
    Column("late", Boolean, nullable=False),
)

ticks = Table(
    "ticks",
    metadata,
    Column("job", Words, primary_key=True),
    Column("at", Moment, primary_key=True),
)

# One digest goes to many channels: its messages' bodies are kept once.
payloads = Table(
    "payloads",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("body", Words, nullable=False),
)

# `n` is the order in which deliveries were planned.
deliveries = Table(
    "deliveries",
    metadata,
    Column("n", RowNumber, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("group_id", Words, nullable=False),
    Column("part", Integer, nullable=False),
    *channel_columns(),
    Column("lane", Words, nullable=False),
    # Indexed for the foreign key: without it, each body that is removed costs a look at all rows.
    Column("payload", Words, ForeignKey("payloads.sha256"), nullable=False, index=True),
    Column("planned_at", Moment, nullable=False),
    Column("subscription_id", Words),
    Column("digest_id", Words, index=True),
    Column("threaded", Boolean, nullable=False),
    Column("replaces", Words),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Moment),
    Column("not_before", Moment),
    Column("lease", Words),
    Column("lease_until", Moment),
    Column("message_id", Words),
    Column("thread_of", Words),
    Column("sent_at", Moment),
    Column("reason", Words),
)


# Not partial: what is open comes and goes in waves. PostgreSQL's statistics of a time when all was
# sent call every partial index empty, and it then reads the wrong one whole, for each row.
Index("ix_deliveries_group_id", deliveries.c.group_id, deliveries.c.part)
for _name in ("lane", "channel", "subscription_id"):
    Index(f"ix_deliveries_{_name}", deliveries.c[_name], deliveries.c.state, deliveries.c.n)


def is_in(state: DeliveryState) -> ColumnElement[bool]:
    """Return the condition that a delivery is in a state."""
    return deliveries.c.state == state.value


def is_open(table: FromClause = deliveries) -> ColumnElement[bool]:
    """Return the condition that a delivery waits or is being sent."""
    return table.c.state.in_([DeliveryState.PLANNED.value, DeliveryState.SENDING.value])


lanes = Table(
    "lanes",
    metadata,
    Column("lane", Words, primary_key=True),
    Column("holder", Words),
    Column("until", Moment),
    Column("last_at", Moment),
)

holds = Table(
    "holds",
    metadata,
    Column("scope", Words, primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)
