"""Discord: posts over REST; takes commands and buttons over the gateway, in one process."""

from bot.platforms.discord.opening import open_discord

__all__ = ["open_discord"]
