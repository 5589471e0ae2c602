"""The tables of Slack alone: who installed the app, and which events were seen.

The columns of installations and bots are those of `slack_sdk.oauth.installation_store.sqlalchemy`,
which reads and writes them; tokens are encrypted before they come here. Its times have no zone: UTC.
"""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table

from digests.store.columns import Moment, Words
from digests.store.schema import metadata

TOKENS = (
    "bot_token",
    "bot_refresh_token",
    "user_token",
    "user_refresh_token",
    "incoming_webhook_url",
)
"""The columns that whoever reads the database must not be able to use."""


def _installed() -> list[Column[str]]:
    return [
        Column("client_id", Words, nullable=False),
        Column("app_id", Words, nullable=False),
        Column("enterprise_id", Words),
        Column("enterprise_name", Words),
        Column("team_id", Words),
        Column("team_name", Words),
        Column("bot_token", Words),
        Column("bot_id", Words),
        Column("bot_user_id", Words),
        Column("bot_scopes", Words),
        Column("bot_refresh_token", Words),
    ]


slack_installations = Table(
    "slack_installations",
    metadata,
    Column("id", Integer, primary_key=True),
    *_installed(),
    Column("bot_token_expires_at", DateTime),
    Column("enterprise_url", Words),
    Column("user_id", Words, nullable=False),
    Column("user_token", Words),
    Column("user_scopes", Words),
    Column("user_refresh_token", Words),
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", Words),
    Column("incoming_webhook_channel", Words),
    Column("incoming_webhook_channel_id", Words),
    Column("incoming_webhook_configuration_url", Words),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("token_type", Words),
    Column("installed_at", DateTime, nullable=False),
)

slack_bots = Table(
    "slack_bots",
    metadata,
    Column("id", Integer, primary_key=True),
    *_installed(),
    Column("bot_token_expires_at", DateTime),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", DateTime, nullable=False),
)

for _table in (slack_installations, slack_bots):
    Index(f"ix_{_table.name}_team_id", _table.c.team_id, _table.c.installed_at)
    Index(f"ix_{_table.name}_enterprise_id", _table.c.enterprise_id, _table.c.installed_at)

# A workspace of an organisation that installed the app as a whole has no installation of its own.
slack_teams = Table(
    "slack_teams",
    metadata,
    Column("team_id", Words, primary_key=True),
    Column("enterprise_id", Words, nullable=False),
)

slack_oauth_states = Table(
    "slack_oauth_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Words, nullable=False),
    Column("expire_at", DateTime, nullable=False),
)

slack_events = Table(
    "slack_events",
    metadata,
    Column("event_id", Words, primary_key=True),
    Column("seen_at", Moment, nullable=False, index=True),
)
