"""Private replies as Discord takes them: bodies without what only a channel's message has. Pure."""

from bot.document import Panel, Shown
from bot.render import discord
from bot.render.discord_limits import IS_COMPONENTS_V2
from bot.render.notices import discord_notice
from bot.render.panels import discord_panel

Json = dict[str, object]

EPHEMERAL = 1 << 6


def bodies_of(shown: Shown) -> list[Json]:
    """Return the messages of a private view, in order."""
    if isinstance(shown, Panel):
        return [
            {
                "flags": IS_COMPONENTS_V2,
                "components": discord_panel(shown),
                "allowed_mentions": {"parse": []},
            }
        ]
    return [_reply(body) for body in discord.messages(shown)]


def words_of(text: str) -> list[Json]:
    """Return a message of a few words of our own."""
    return [_reply(discord_notice(text))]


def further(body: Json) -> Json:
    """Return the body of a message after the first: each says for itself that it is private."""
    return {**body, "flags": IS_COMPONENTS_V2 | EPHEMERAL}


def _reply(body: Json) -> Json:
    return {key: value for key, value in body.items() if key not in {"nonce", "enforce_nonce"}}
