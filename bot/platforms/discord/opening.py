"""Open Discord: posting needs only REST; the gateway is opened by whoever listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

import aiohttp
import structlog

from bot.commands.reception import Reception
from bot.platforms import Adapter
from bot.platforms.discord.front import Front
from bot.platforms.discord.gateway import Gateway
from bot.platforms.discord.interactions import installer
from bot.platforms.discord.invalid import InvalidAnswers
from bot.platforms.discord.posting import DiscordPlatform
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.underway import UnderWay
from config.settings import Settings
from digests.errors import ConfigError
from digests.text.clean import one_line

log = structlog.get_logger()


@asynccontextmanager
async def open_discord(settings: Settings, reception: Reception) -> AsyncIterator[Adapter]:
    """Open the bot; nothing is asked of Discord before there is something to do.

    Raises:
        ConfigError: there is no token.
    """
    invalid = InvalidAnswers()
    async with _rest(settings, invalid) as rest:
        platform = DiscordPlatform(rest, now=reception.now)
        front, under_way = Front(reception, rest, platform), UnderWay()
        gateway = Gateway(
            reception,
            rest,
            token=_token(settings),
            install=installer(front, under_way, settings.data_dir),
            trace=invalid.watch,
        )

        async def listen(stop: asyncio.Event) -> None:
            await gateway.listen(stop)
            if not await under_way.finish():
                log.warning("stopped_while_answering")

        yield Adapter(platform=platform, listen=listen, check=gateway.check)


async def who_is_it(settings: Settings) -> str:
    """Ask Discord for the bot's name.

    Raises:
        ConfigError: there is no token.
        PlatformError: Discord refuses it, or cannot be reached.
    """
    async with _rest(settings, InvalidAnswers()) as rest:
        found = await rest.ask("GET", "/users/@me")
    return one_line(str(found.get("username"))) if isinstance(found, dict) else "without a name"


@asynccontextmanager
async def _rest(settings: Settings, invalid: InvalidAnswers) -> AsyncIterator[Rest]:
    # docs.discord.com/developers/reference: the form of a bot's user agent.
    user_agent = f"DiscordBot ({settings.contact_url}, {version('citewire')})"
    async with aiohttp.ClientSession(trace_configs=[invalid.watch()]) as session:
        yield Rest(session, settings.discord_url, token=_token(settings), user_agent=user_agent)


def _token(settings: Settings) -> str:
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise ConfigError("CITEWIRE_DISCORD_TOKEN is empty: see docs/discord.md.")
    return token
