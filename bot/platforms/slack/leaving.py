"""Workspaces that withdraw our access: their tokens are deleted, and their subscriptions paused."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.commands.reception import Reception
from bot.delivery.telling import WORKSPACE_GONE
from bot.platforms.slack.events import SeenEvents, on_event
from bot.platforms.slack.installations import Installations
from bot.platforms.slack.installed import InstalledWorkspaces

_log = structlog.get_logger()


def hear_departures(
    app: AsyncApp,
    seen: SeenEvents,
    reception: Reception,
    *,
    installations: Installations | None = None,
    workspaces: InstalledWorkspaces | None = None,
) -> None:
    """Listen for `app_uninstalled` and `tokens_revoked`; without OAuth nothing is to be deleted."""

    async def uninstalled(event: Mapping[str, Any], context: AsyncBoltContext) -> None:
        await _leave(event, context, reception, installations)
        if workspaces is not None:
            workspaces.forget()

    async def revoked(event: Mapping[str, Any], context: AsyncBoltContext) -> None:
        # Tokens of people are named, too, and we ask for none.
        if (event.get("tokens") or {}).get("bot"):
            await uninstalled(event, context)

    on_event(app, "app_uninstalled", seen, uninstalled)
    on_event(app, "tokens_revoked", seen, revoked)


async def _leave(
    event: Mapping[str, Any],
    context: AsyncBoltContext,
    reception: Reception,
    installations: Installations | None,
) -> None:
    enterprise_id = context.enterprise_id
    team_id = None if context.is_enterprise_install else context.team_id
    teams = [team_id] if team_id else []
    if installations is not None:
        found = await installations.find(team_id=team_id, enterprise_id=enterprise_id)
        if found is not None and found.installed_at > event["event_time"]:
            _log.info("slack_departure_is_over", team=team_id, organisation=enterprise_id)
            return
        if team_id is None and enterprise_id is not None:
            teams = await installations.teams_of(enterprise_id)
        await installations.async_delete_all(enterprise_id=enterprise_id, team_id=team_id)
    for one in teams:
        await reception.left(f"slack/{one}", WORKSPACE_GONE)
    _log.warning("slack_access_withdrawn", teams=teams, organisation=enterprise_id)
