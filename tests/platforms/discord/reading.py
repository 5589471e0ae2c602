"""What channels show, in the words that were posted."""

from collections.abc import Mapping
from typing import Any

from digests.model import Channel
from tests.platforms.discord.front import Front


async def texts_in(discord: Front, channel: str) -> list[str]:
    """Return the text of each message that a channel shows, oldest first."""
    return [
        "\n".join(texts(one["components"])) for one in await discord.shown(channel) if ours(one)
    ]


async def posts_of(discord: Front, forum: Channel) -> list[str]:
    """Return the threads of a forum."""
    return await discord.threads_of(forum)


def ours(message: Mapping[str, Any]) -> bool:
    """Tell whether the bot wrote it."""
    return bool(message["author"].get("bot"))


def texts(components: object) -> list[str]:
    """Return all texts of components, nested ones included."""
    found: list[str] = []
    for part in components if isinstance(components, list) else []:
        if isinstance(part.get("content"), str):
            found.append(part["content"])
        found += texts(part.get("components"))
    return found
