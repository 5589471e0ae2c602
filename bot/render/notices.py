"""A few words of our own to a channel or a person: what could not be posted, what was paused."""

from collections.abc import Callable

from bot.document import Document
from bot.render import discord, slack
from bot.render.discord_limits import IS_COMPONENTS_V2, NONCE
from digests.model.ids import sha256

_TEXT = 10


def slack_notice(text: str) -> dict[str, object]:
    """Return the body of a Slack message of plain words."""
    return {
        "channel": slack.CHANNEL,
        "text": slack.escape(text),
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}],
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
    }


def discord_notice(text: str) -> dict[str, object]:
    """Return the body of a Discord message of plain words."""
    return {
        "flags": IS_COMPONENTS_V2,
        "components": [{"type": _TEXT, "content": discord.escape(text)}],
        "allowed_mentions": {"parse": []},
        "nonce": sha256(text)[:NONCE],
        "enforce_nonce": True,
    }


NOTICES: dict[str, Callable[[str], dict[str, object]]] = {
    "slack": slack_notice,
    "discord": discord_notice,
    "recording": lambda text: {"text": text},
}
"""Platform -> the body of a notice."""

MESSAGES: dict[str, Callable[[Document], list[dict[str, object]]]] = {
    "slack": slack.messages,
    "discord": discord.messages,
    "recording": slack.messages,
}
"""Platform -> the bodies of a document, in the order they are posted."""
