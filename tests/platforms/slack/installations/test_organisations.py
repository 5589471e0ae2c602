"""Organisations of Enterprise Grid: installed for all their workspaces, or by each."""

from datetime import UTC, datetime
from functools import partial

import pytest

from bot.platforms import Adapter
from digests.errors import PlatformError
from tests.platforms.slack.front import Front
from tests.platforms.slack.installations.installing import install, tokens_used
from tests.platforms.slack.oauth import Consent
from tests.platforms.slack.receiving import Hall, a_message, a_place, until
from tests.platforms.slack.served import an_event, send
from tests.platforms.slack.standin import Slack


async def test_an_organisation_installs_for_all_its_workspaces_and_withdraws_for_all(
    front: Front, adapter: Adapter, address: str, acme: Slack, hall: Hall
) -> None:
    whole = Consent(slack=acme, enterprise="E1", whole=True)
    assert (await install(front, address, whole))[0] == 200
    for team in ("T01ACME", "T03"):
        heard = an_event("channel_rename", f"Ev{team}") | _of_organisation(team)
        assert (await send(address, heard))[0] == 200
    for team in ("T01ACME", "T03"):
        await adapter.platform.post(a_message(key=team, to=a_place(team=team)))
    assert tokens_used(front) == front.oauth.issued * 2
    later = int(datetime.now(UTC).timestamp()) + 60
    gone = an_event("app_uninstalled", event_time=later) | _of_organisation("T01ACME")
    await send(address, gone)
    await until(partial(_all_left, hall, {"slack/T01ACME", "slack/T03"}))
    with pytest.raises(PlatformError, match="not installed"):
        await adapter.platform.post(a_message(to=a_place(team="T03")))


async def test_an_organisation_may_withdraw_some_workspaces(
    front: Front, adapter: Adapter, address: str, acme: Slack, hall: Hall
) -> None:
    await install(front, address, Consent(slack=acme, enterprise="E1", whole=True))
    event = an_event("team_access_revoked") | _of_organisation("T01ACME")
    event["event"] = {"type": "team_access_revoked", "team_ids": ["T03", "T04"]}
    assert (await send(address, event))[0] == 200
    await until(partial(_all_left, hall, {"slack/T03", "slack/T04"}))
    heard = an_event("channel_rename", "Ev2") | _of_organisation("T01ACME")
    assert (await send(address, heard))[0] == 200
    await adapter.platform.post(a_message())


async def test_a_workspace_that_joined_an_organisation_since_leaves_no_token_behind(
    front: Front, adapter: Adapter, address: str, acme: Slack, hall: Hall
) -> None:
    await install(front, address, Consent(slack=acme))
    later = int(datetime.now(UTC).timestamp()) + 60
    event = an_event("app_uninstalled", event_time=later, enterprise_id="E1")
    assert (await send(address, event))[0] == 200
    await until(partial(_all_left, hall, {"slack/T01ACME"}))
    with pytest.raises(PlatformError, match="not installed"):
        await adapter.platform.post(a_message())


def _of_organisation(team: str) -> dict[str, object]:
    authorization = {
        "enterprise_id": "E1",
        "team_id": team,
        "user_id": "U0SOCK",
        "is_bot": True,
        "is_enterprise_install": True,
    }
    return {"team_id": team, "enterprise_id": "E1", "authorizations": [authorization]}


def _all_left(hall: Hall, workspaces: set[str]) -> bool:
    return set(hall.departures) == workspaces


async def test_a_workspace_of_an_organisation_may_install_for_itself(
    front: Front, adapter: Adapter, address: str, acme: Slack
) -> None:
    await install(front, address, Consent(slack=acme, enterprise="E1"))
    await adapter.platform.post(a_message())
    assert tokens_used(front) == front.oauth.issued
    with pytest.raises(PlatformError, match="not installed"):
        await adapter.platform.post(a_message(to=a_place(team="T03")))
