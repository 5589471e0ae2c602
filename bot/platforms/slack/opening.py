"""Connect to Slack as the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.commands.reception import Reception
from bot.platforms import Adapter
from bot.platforms.slack.app import build_app
from bot.platforms.slack.calling import open_session, quiet_client
from bot.platforms.slack.events import SeenEvents, catch_all
from bot.platforms.slack.hearing import hear_people
from bot.platforms.slack.installations import Installations, States
from bot.platforms.slack.installed import InstalledWorkspaces
from bot.platforms.slack.leaving import hear_departures
from bot.platforms.slack.listening import Socket
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.sealing import read_key
from bot.platforms.slack.setup import NOT_IN_FORCE, OAuth, Setup, read_setup
from bot.platforms.slack.web import Flow, routes_of
from bot.platforms.slack.workspaces import OneWorkspace, Workspaces
from config.settings import Settings
from digests.errors import ConfigError, PlatformError, Trouble
from digests.store.sql import open_database
from digests.store.transactions import Transactions

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """An app, and the workspaces that it is installed in."""

    app: AsyncApp
    workspaces: Workspaces
    seen: SeenEvents
    flow: Flow | None = None


@asynccontextmanager
async def open_slack(settings: Settings, reception: Reception) -> AsyncIterator[Adapter]:
    """Connect; nothing is heard before `Adapter.listen`.

    Raises:
        ConfigError: a setting is missing, or Slack refuses it; the text says what to do.
        StoreError: the database cannot be reached.
    """
    setup = read_setup(settings)
    async with open_session() as session, open_database(settings.store_url) as database:
        transactions = database.store.transactions
        seen = SeenEvents(transactions, settings.clock)
        if setup.oauth is None:
            joined = await _one(setup, session, seen, reception)
        else:
            joined = await _many(setup, setup.oauth, session, transactions, seen, reception)
        hear_people(joined.app, seen, reception, admins_only=settings.slack_admins_only)
        catch_all(joined.app)
        socket = Socket(joined.app, setup.app_token) if setup.app_token else None
        yield Adapter(
            platform=SlackPlatform(joined.workspaces),
            listen=socket.listen if socket else None,
            routes=routes_of(joined.app, over_http=socket is None, flow=joined.flow),
            check=socket.trouble if socket else None,
        )


async def _one(
    setup: Setup, session: aiohttp.ClientSession, seen: SeenEvents, reception: Reception
) -> _Joined:
    one = OneWorkspace(setup.bot_token or "", setup.url, session)
    try:
        await one.known()
    except PlatformError as error:
        if error.trouble is Trouble.REVOKED:
            raise ConfigError(f"{error}: {NOT_IN_FORCE}") from error
        # It may be back soon; digests wait in the outbox.
        _log.warning("slack_unreachable", error=str(error))
    client = quiet_client(None, setup.url, session)
    app = build_app(one, client, signing_secret=setup.signing_secret)
    hear_departures(app, seen, reception)
    return _Joined(app=app, workspaces=one, seen=seen)


async def _many(
    setup: Setup,
    oauth: OAuth,
    session: aiohttp.ClientSession,
    transactions: Transactions,
    seen: SeenEvents,
    reception: Reception,
) -> _Joined:
    installations = Installations(oauth.client_id, transactions, read_key(oauth.token_key))
    await installations.check_key()
    many = InstalledWorkspaces(installations, setup.url, session)
    client = quiet_client(None, setup.url, session)
    app = build_app(many, client, signing_secret=setup.signing_secret)
    hear_departures(app, seen, reception, installations=installations, workspaces=many)
    asking = quiet_client(None, setup.url, session)
    flow = Flow(oauth, asking, installations, States(transactions), many)
    return _Joined(app=app, workspaces=many, seen=seen, flow=flow)
