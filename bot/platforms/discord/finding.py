"""Look for a post that may be there: by the mark that it bears, since Discord tells no nonce."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

from bot.platforms.discord.places import snowflake
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.shapes import bears_mark
from bot.platforms.discord.troubles import RefusalError
from digests.errors import Trouble
from digests.model import Message

PAGE = 100
CLOCKS = timedelta(minutes=2)
"""So much ours and Discord's may differ."""

Json = Mapping[str, object]


async def find_message(rest: Rest, message: Message, channel: str) -> str | None:
    """Return the id of a message of the same key in a channel; None: there certainly is none.

    Raises:
        PlatformError: nobody can tell.
    """
    seen = False
    async for found in _messages(rest, channel, since=message.doubtful_since):
        seen = True
        if bears_mark(found, message.key):
            return str(found["id"])
    if not seen and not await _is_readable(rest, channel):
        raise RefusalError(
            "the channel's history cannot be read: the permission Read Message History is missing",
            trouble=Trouble.REFUSED,
        )
    return None


async def find_thread(rest: Rest, message: Message, forum: str) -> str | None:
    """Return the id of the forum post of the same key: its thread's and its first message's.

    Raises:
        PlatformError: nobody can tell.
    """
    since = snowflake(message.doubtful_since - CLOCKS) if message.doubtful_since else 0
    guild = message.channel.workspace_id
    for path in (f"/guilds/{guild}/threads/active", f"/channels/{forum}/threads/archived/public"):
        listed = await rest.ask("GET", path)
        for thread in _maps(listed.get("threads") if isinstance(listed, Mapping) else None):
            mine = str(thread.get("parent_id")) == forum and int(str(thread["id"])) >= since
            if mine and await _starts(rest, str(thread["id"]), message.key):
                return str(thread["id"])
    return None


async def _starts(rest: Rest, thread: str, key: str) -> bool:
    try:
        first = await rest.ask("GET", f"/channels/{thread}/messages/{thread}")
    except RefusalError as refusal:
        # Somebody else's, whose first message was deleted.
        if refusal.trouble is Trouble.REFUSED:
            return False
        raise
    return isinstance(first, Mapping) and bears_mark(first, key)


async def _messages(rest: Rest, channel: str, *, since: datetime | None) -> AsyncIterator[Json]:
    """Yield what was posted since a time, oldest first; without one, the newest page."""
    path = f"/channels/{channel}/messages"
    if since is None:
        for found in _maps(await rest.ask("GET", path, query={"limit": PAGE})):
            yield found
        return
    after = snowflake(since - CLOCKS)
    while True:
        page = _maps(await rest.ask("GET", path, query={"limit": PAGE, "after": after}))
        for found in page:
            yield found
        if len(page) < PAGE:
            return
        after = max(int(str(found["id"])) for found in page)


async def _is_readable(rest: Rest, channel: str) -> bool:
    """Tell whether nothing was there to be seen: without the permission Discord shows nothing."""
    if _maps(await rest.ask("GET", f"/channels/{channel}/messages", query={"limit": 1})):
        return True
    found = await rest.ask("GET", f"/channels/{channel}")
    return isinstance(found, Mapping) and found.get("last_message_id") is None


def _maps(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
