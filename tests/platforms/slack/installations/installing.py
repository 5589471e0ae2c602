"""Installing the app as an admin does, through a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import aiohttp
from cryptography.fernet import Fernet

from bot.platforms import Adapter
from config.settings import Settings
from tests.platforms.slack.front import Front
from tests.platforms.slack.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.platforms.slack.receiving import Hall, opened, settings_of
from tests.platforms.slack.served import served
from tests.platforms.slack.standin import SECRET

KEY = Fernet.generate_key().decode()


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


@asynccontextmanager
async def reachable(
    settings: Settings, front: Front, hall: Hall
) -> AsyncIterator[tuple[Adapter, str]]:
    async with (
        opened(settings, hall) as adapter,
        served(adapter, front.workspaces[0].request_port) as address,
    ):
        yield adapter, address


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
