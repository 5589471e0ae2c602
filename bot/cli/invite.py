"""`citewire invite discord`: where the bot is added to a server, and what it asks for there."""

from enum import StrEnum

import typer

from bot.cli.console import print_plain
from bot.cli.context import Context
from config.settings import Settings
from digests.errors import ConfigError


class Platform(StrEnum):
    """Where bots are invited by an address."""

    DISCORD = "discord"


def invite(context: typer.Context, platform: Platform) -> None:
    """Print the address that adds the bot to a server, with each permission and why."""
    shared: Context = context.obj
    match platform:
        case Platform.DISCORD:
            _discord(shared.settings)


def _discord(settings: Settings) -> None:
    from bot.platforms.discord.permissions import PERMISSIONS, personal_invite, server_invite

    application = discord_application(settings)
    print_plain("Add Citewire to a server (you must be allowed to manage it):")
    print_plain(f"  {server_invite(application)}")
    print_plain("It asks for these permissions, and no others:")
    for one in PERMISSIONS:
        print_plain(f"  {one.name:<25} 1 << {one.bit:<3} {one.why}")
    print_plain("A channel can refuse them: grant them to Citewire's role where digests shall go.")
    print_plain("Add the commands for yourself alone, to ask anywhere (digests need a server):")
    print_plain(f"  {personal_invite(application)}")


def discord_application(settings: Settings) -> str:
    """Return the id of the Discord application that is set up.

    Raises:
        ConfigError: none is; the text says what to set.
    """
    from bot.platforms.discord.permissions import application_of

    if settings.discord_application_id:
        return settings.discord_application_id
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise ConfigError(
            "Set CITEWIRE_DISCORD_TOKEN (discord.com/developers, your application, Bot, Reset"
            " Token), or CITEWIRE_DISCORD_APPLICATION_ID."
        )
    return application_of(token)
