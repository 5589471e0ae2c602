"""A few words of our own to a channel or a person: what could not be posted, what was paused."""

import re
from collections.abc import Callable, Sequence

from bot.document import Document
from bot.render import discord, slack
from bot.render.discord_limits import IS_COMPONENTS_V2, NONCE
from bot.render.momentum import slack_momentum
from digests.model.ids import sha256
from digests.pipeline import NewsWeek
from digests.text.clean import one_line

LONGEST = 1_000
"""Characters; what is longer is cut."""

_TEXT = 10
_CHANNEL = re.compile(r"(?<=\bthe channel )\d{17,20}\b")
_SLACK_CHANNEL = re.compile(r"(?<=\bthe channel )([CG][A-Z0-9]{2,20})\b")


def slack_notice(text: str) -> dict[str, object]:
    """Return the body of a Slack message of plain words."""
    words = _short(text)
    said = {"type": "rich_text_section", "elements": _with_channels(words)}
    return {
        "channel": slack.CHANNEL,
        "text": slack.escape(words),
        "blocks": [{"type": "rich_text", "elements": [said]}],
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
        "parse": "none",
    }


def discord_notice(text: str) -> dict[str, object]:
    """Return the body of a Discord message of plain words."""
    words = _short(text)
    return {
        "flags": IS_COMPONENTS_V2,
        "components": [{"type": _TEXT, "content": _with_links(discord.escape(words))}],
        "allowed_mentions": {"parse": []},
        "nonce": sha256(words)[:NONCE],
        "enforce_nonce": True,
    }


def _with_channels(words: str) -> list[dict[str, object]]:
    """Return runs in which a channel is named by Slack, to whoever may see it."""
    pieces = enumerate(_SLACK_CHANNEL.split(words))
    return [
        {"type": "channel", "channel_id": piece} if at % 2 else {"type": "text", "text": piece}
        for at, piece in pieces
        if piece
    ]


def _with_links(words: str) -> str:
    """Return words in which a channel's id is its name, and leads there."""
    return _CHANNEL.sub(r"<#\g<0>>", words)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


NOTICES: dict[str, Callable[[str], dict[str, object]]] = {
    "slack": slack_notice,
    "discord": discord_notice,
}
"""Platform -> the body of a notice."""

CHARTS: dict[str, Callable[[Document, str, Sequence[NewsWeek]], dict[str, object]]] = {
    "slack": slack_momentum,
}
"""Platform -> the body of the chart of a topic's weeks, where the platform shows one."""

MESSAGES: dict[str, Callable[[Document], list[dict[str, object]]]] = {
    "slack": slack.messages,
    "discord": discord.messages,
}
"""Platform -> the bodies of a document, in the order they are posted."""
