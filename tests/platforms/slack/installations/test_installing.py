"""Workspaces install, install again and withdraw the app; their tokens lie encrypted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.platforms import Adapter
from bot.platforms.slack.app import NOT_INSTALLED
from config.settings import Settings
from digests.errors import ConfigError, PlatformError, Trouble
from digests.store.sql import open_store
from tests.platforms.slack.front import Front
from tests.platforms.slack.installations.installing import (
    install,
    reachable,
    settings_for_many,
    tokens_used,
)
from tests.platforms.slack.oauth import Consent
from tests.platforms.slack.office import Office
from tests.platforms.slack.receiving import (
    Hall,
    a_message,
    a_place,
    opened,
    until,
)
from tests.platforms.slack.served import an_event, send
from tests.platforms.slack.standin import NEWS, Slack


async def test_a_workspace_that_installs_the_app_is_posted_to_with_its_own_token(
    front: Front, adapter: Adapter, address: str, acme: Slack, globex: Slack
) -> None:
    for slack in (acme, globex):
        status, page = await install(front, address, Consent(slack=slack))
        assert status == 200, page
    office = Office(platform=adapter.platform)
    await office.plan(a_place(), a_place(team="T02GLOBEX"))
    await office.finish()
    assert sorted(tokens_used(front)) == sorted(front.oauth.issued)
    for slack in (acme, globex):
        (shown,) = slack.shown()
        assert shown["text"] == f"{NEWS}: part 0."
    shown_scopes = {asked["scope"] for asked in front.oauth.asked}
    assert len(shown_scopes) == 1
    assert "chat:write" in shown_scopes.pop()
    assert {asked["user_scope"] for asked in front.oauth.asked} == {""}


async def test_two_workspaces_at_once_have_nothing_to_do_with_each_other(
    front: Front, adapter: Adapter, address: str, acme: Slack, globex: Slack
) -> None:
    """One withdraws its token while both are posted to; the other is served."""
    for slack in (acme, globex):
        await install(front, address, Consent(slack=slack))
    front.revoked[front.oauth.issued[0]] = "token_revoked"
    office = Office(platform=adapter.platform)
    lost = await office.plan(a_place())
    sent = await office.plan(a_place(team="T02GLOBEX"))
    await office.finish()
    assert [str(s) for s in await office.ending([*lost, *sent])] == ["failed", "sent"]
    assert {one.channel.workspace_id for one in (await office.paused()).values()} == {"T01ACME"}


@pytest.fixture
def any_settings(front: Front, database_url: str) -> Settings:
    return settings_for_many(front, database_url)


async def test_no_token_can_be_read_in_the_database(
    front: Front, any_settings: Settings, hall: Hall, acme: Slack
) -> None:
    async with reachable(any_settings, front, hall) as (adapter, address):
        assert (await install(front, address, Consent(slack=acme)))[0] == 200
        await adapter.platform.post(a_message())
        (token,) = front.oauth.issued
        assert tokens_used(front) == [token]
        async with open_store(any_settings.store_url) as store:
            with store.transactions.engine.begin() as connection:
                for table in ("slack_bots", "slack_installations"):
                    kept = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 — ours
                    assert "T01ACME" in str(kept)
                    assert token not in str(kept)
            for file in _files(store.transactions.address.file):
                assert token.encode() not in file.read_bytes()


def _files(database: Path | None) -> Iterator[Path]:
    """Yield the file and those beside it, where what was just written is."""
    if database is not None:
        found = list(database.parent.glob(f"{database.name}*"))
        assert any(b"T01ACME" in file.read_bytes() for file in found)
        yield from found


async def test_another_key_reads_no_token_and_says_so_at_the_start(
    front: Front, settings: Settings, hall: Hall, acme: Slack, sqlite_url: str
) -> None:
    async with reachable(settings, front, hall) as (_, address):
        await install(front, address, Consent(slack=acme))
    other = settings_for_many(front, sqlite_url, token_key=Fernet.generate_key().decode())
    with pytest.raises(ConfigError, match="is not the key"):
        async with opened(other):
            pass


async def test_requests_are_told_apart_without_asking_slack_or_the_database_each_time(
    front: Front, settings: Settings, address: str, acme: Slack
) -> None:
    await install(front, address, Consent(slack=acme))
    assert (await send(address, an_event("channel_rename", "Ev1")))[0] == 200
    asked = len(front.calls)
    async with open_store(settings.store_url) as store:
        with store.transactions.writing.begin() as connection:
            connection.execute(text("DELETE FROM slack_bots"))
    for number in range(2, 7):
        told = await send(address, an_event("channel_rename", f"Ev{number}"))
        assert told == (200, "")
    assert len(front.calls) == asked


async def test_a_workspace_that_installs_again_is_posted_to_with_its_new_token(
    front: Front, settings: Settings, address: str, acme: Slack
) -> None:
    """A worker in another process knows the old token still; nothing is lost."""
    await install(front, address, Consent(slack=acme))
    async with opened(settings) as worker:
        await worker.platform.post(a_message(key="before"))
        front.revoked[front.oauth.issued[0]] = "account_inactive"
        await install(front, address, Consent(slack=acme))
        await worker.platform.post(a_message(key="after"))
    old, new = front.oauth.issued
    assert tokens_used(front) == [old, old, new]
    assert len(acme.shown()) == 2


async def test_a_workspace_that_uninstalls_is_left_alone_and_its_token_deleted(
    front: Front, adapter: Adapter, address: str, acme: Slack, hall: Hall
) -> None:
    await install(front, address, Consent(slack=acme))
    await adapter.platform.post(a_message(key="before"))
    later = int(datetime.now(UTC).timestamp()) + 60
    event = an_event("app_uninstalled", event_time=later)
    assert (await send(address, event))[0] == 200
    await until(lambda: hall.departures == ["slack/T01ACME"])
    with pytest.raises(PlatformError) as met:
        await adapter.platform.post(a_message())
    assert met.value.trouble is Trouble.REVOKED
    assert tokens_used(front) == front.oauth.issued
    status, body = await send(address, an_event("channel_rename", event_id="Ev2"))
    assert (status, body) == (200, NOT_INSTALLED)


async def test_a_late_word_of_an_uninstallation_ends_no_later_installation(
    front: Front, settings: Settings, acme: Slack, hall: Hall
) -> None:
    async with reachable(settings, front, hall) as (_, address):
        await install(front, address, Consent(slack=acme))
        before = int((datetime.now(UTC) - timedelta(minutes=10)).timestamp())
        for number, kind in enumerate(("app_uninstalled", "tokens_revoked")):
            event = an_event(kind, f"Ev{number}", event_time=before)
            event["event"] = {"type": kind, "tokens": {"bot": ["U0SOCK"]}}
            assert (await send(address, event))[0] == 200
    # What was heard is finished, and forgotten.
    async with opened(settings) as adapter:
        await adapter.platform.post(a_message())
    assert hall.departures == []


async def test_who_says_no_or_comes_by_another_browser_installs_nothing(
    front: Front, adapter: Adapter, address: str, acme: Slack
) -> None:
    status, page = await install(front, address, None)
    assert (status, "access_denied" in page) == (200, True)
    status, page = await install(front, address, Consent(slack=acme), cookie=False)
    assert status == 400
    assert front.oauth.issued == []
    with pytest.raises(PlatformError, match="not installed"):
        await adapter.platform.post(a_message())


async def test_a_wrong_client_secret_installs_nothing(
    front: Front, hall: Hall, acme: Slack, sqlite_url: str
) -> None:
    wrong = settings_for_many(front, sqlite_url, slack_client_secret="old")  # noqa: S106 — wrong
    async with reachable(wrong, front, hall) as (_, address):
        assert (await install(front, address, Consent(slack=acme)))[0] == 401
