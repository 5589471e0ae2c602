"""Slack: the workspaces that installed the app, and the events that were seen."""

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Integer, PrimaryKeyConstraint, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "slack_installations",
        Column("id", Integer, nullable=False),
        *_installed(),
        Column("bot_token_expires_at", DateTime),
        Column("enterprise_url", Text),
        Column("user_id", Text, nullable=False),
        Column("user_token", Text),
        Column("user_scopes", Text),
        Column("user_refresh_token", Text),
        Column("user_token_expires_at", DateTime),
        Column("incoming_webhook_url", Text),
        Column("incoming_webhook_channel", Text),
        Column("incoming_webhook_channel_id", Text),
        Column("incoming_webhook_configuration_url", Text),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("token_type", Text),
        Column("installed_at", DateTime, nullable=False),
        PrimaryKeyConstraint("id", name="pk_slack_installations"),
    )
    op.create_table(
        "slack_bots",
        Column("id", Integer, nullable=False),
        *_installed(),
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
        PrimaryKeyConstraint("id", name="pk_slack_bots"),
    )
    for table in ("slack_installations", "slack_bots"):
        for column in ("team_id", "enterprise_id"):
            op.create_index(f"ix_{table}_{column}", table, [column, "installed_at"])
    op.create_table(
        "slack_teams",
        Column("team_id", Text, nullable=False),
        Column("enterprise_id", Text, nullable=False),
        PrimaryKeyConstraint("team_id", name="pk_slack_teams"),
    )
    op.create_table(
        "slack_oauth_states",
        Column("id", Integer, nullable=False),
        Column("state", Text, nullable=False),
        Column("expire_at", DateTime, nullable=False),
        PrimaryKeyConstraint("id", name="pk_slack_oauth_states"),
    )
    op.create_table(
        "slack_events",
        Column("event_id", Text, nullable=False),
        Column("seen_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("event_id", name="pk_slack_events"),
    )
    op.create_index("ix_slack_events_seen_at", "slack_events", ["seen_at"])


def downgrade() -> None:
    """Drop the tables; who installed the app must do so again."""
    for table in (
        *("slack_events", "slack_oauth_states", "slack_teams", "slack_bots"),
        "slack_installations",
    ):
        op.drop_table(table)


def _installed() -> list[Column[str]]:
    required = ("client_id", "app_id")
    optional = ("enterprise_id", "enterprise_name", "team_id", "team_name", "bot_token", "bot_id")
    more = ("bot_user_id", "bot_scopes", "bot_refresh_token")
    return [
        *(Column(name, Text, nullable=False) for name in required),
        *(Column(name, Text) for name in (*optional, *more)),
    ]
