"""Workspaces install, install again and withdraw the app; their tokens lie encrypted."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape
from pathlib import Path

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.platforms import Adapter
from bot.platforms.slack.app import NOT_INSTALLED
from config.settings import Settings
from digests.errors import ConfigError, PlatformError, Trouble
from digests.store.sql import open_store
from tests.platforms.slack.front import Front, front_of
from tests.platforms.slack.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.platforms.slack.office import Office
from tests.platforms.slack.receiving import (
    Hall,
    a_hall,
    a_message,
    a_place,
    opened,
    settings_of,
    until,
)
from tests.platforms.slack.served import an_event, send, served
from tests.platforms.slack.standin import NEWS, SECRET, Slack

KEY = Fernet.generate_key().decode()


@pytest.fixture
async def front(acme: Slack, globex: Slack) -> AsyncIterator[Front]:
    """Serve a front before two workspaces."""
    async with front_of(acme, globex) as served_front:
        yield served_front
        assert served_front.wrong == []


def settings_for_many(front: Front, database_url: str, **more: object) -> Settings:
    fields: dict[str, object] = {
        "slack_bot_token": None,
        "slack_app_token": None,
        "slack_signing_secret": SECRET,
        "slack_client_id": CLIENT_ID,
        "slack_client_secret": CLIENT_SECRET,
        "token_key": KEY,
        "public_url": f"http://127.0.0.1:{front.workspaces[0].request_port}/",
    }
    return settings_of(front, database_url, **(fields | more))


@pytest.fixture
def settings(front: Front, sqlite_url: str) -> Settings:
    return settings_for_many(front, sqlite_url)


@pytest.fixture
def hall() -> Hall:
    return a_hall()


@asynccontextmanager
async def reachable(
    settings: Settings, front: Front, hall: Hall
) -> AsyncIterator[tuple[Adapter, str]]:
    async with (
        opened(settings, hall) as adapter,
        served(adapter, front.workspaces[0].request_port) as address,
    ):
        yield adapter, address


@pytest.fixture
async def running(
    settings: Settings, front: Front, hall: Hall
) -> AsyncIterator[tuple[Adapter, str]]:
    async with reachable(settings, front, hall) as both:
        yield both


@pytest.fixture
def adapter(running: tuple[Adapter, str]) -> Adapter:
    return running[0]


@pytest.fixture
def address(running: tuple[Adapter, str]) -> str:
    return running[1]


async def install(
    front: Front, address: str, consent: Consent | None, *, cookie: bool = True
) -> tuple[int, str]:
    """Go the way of an admin through a browser; return the last page."""
    front.oauth.consent = consent
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{address}/slack/install") as page:
            found = re.search(r'href="([^"]+/oauth/v2/authorize[^"]+)"', await page.text())
            assert found is not None
            # A browser sends it back over TLS only, which ends before this server.
            given = page.cookies["slack-app-oauth-state"]
        async with browser.get(unescape(found[1]), allow_redirects=False) as sent_back:
            back = sent_back.headers["Location"]
        headers = {"Cookie": f"slack-app-oauth-state={given.value}"} if cookie else {}
        async with browser.get(back, headers=headers) as page:
            return page.status, await page.text()


def tokens_used(front: Front) -> list[str]:
    return [call.token for call in front.made("chat.postMessage")]


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
            async with store.transactions.engine.begin() as connection:
                for table in ("slack_bots", "slack_installations"):
                    kept = (await connection.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608 — ours
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
    front: Front, address: str, acme: Slack
) -> None:
    await install(front, address, Consent(slack=acme))
    before = len(front.calls)
    for number in range(5):
        event = an_event("channel_rename", event_id=f"Ev{number}")
        assert (await send(address, event))[0] == 200
    assert len(front.calls) == before


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
    later = int(datetime.now(UTC).timestamp()) + 60
    event = an_event("app_uninstalled", event_time=later)
    assert (await send(address, event))[0] == 200
    await until(lambda: hall.departures == ["slack/T01ACME"])
    with pytest.raises(PlatformError) as met:
        await adapter.platform.post(a_message())
    assert met.value.trouble is Trouble.REVOKED
    assert tokens_used(front) == []
    status, body = await send(address, an_event("channel_rename", event_id="Ev2"))
    assert (status, body) == (200, NOT_INSTALLED)


async def test_a_late_word_of_an_uninstallation_ends_no_later_installation(
    front: Front, adapter: Adapter, address: str, acme: Slack, hall: Hall
) -> None:
    await install(front, address, Consent(slack=acme))
    before = int((datetime.now(UTC) - timedelta(minutes=10)).timestamp())
    for number, kind in enumerate(("app_uninstalled", "tokens_revoked")):
        event = an_event(kind, event_id=f"Ev{number}", event_time=before)
        event["event"] = {"type": kind, "tokens": {"bot": ["U0SOCK"]}}
        assert (await send(address, event))[0] == 200
    await adapter.platform.post(a_message())
    assert hall.departures == []


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
