"""Look for a post of ours whose outcome nobody knows."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.bodies import key_in, thread_of
from bot.platforms.slack.calling import answer
from bot.platforms.slack.charts import file_name
from digests.errors import PlatformError, Trouble
from digests.model import Message

PAGE = 200
"""Slack gives 15 instead, once a minute, to commercial apps outside its Marketplace."""
PAGES = 5
SKEW = timedelta(minutes=2)
"""By how much our clock may be ahead of Slack's."""


async def find(client: AsyncWebClient, message: Message, *, channel: str) -> str | None:
    """Return the `ts` of the post with the message's key; None: it is certainly not there.

    Raises:
        PlatformError: nobody can tell: Slack does not say, or too much was posted since.
    """
    oldest = message.doubtful_since - SKEW if message.doubtful_since else None
    asked: dict[str, Any] = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
    if oldest is not None:
        asked["oldest"] = f"{oldest.timestamp():.6f}"
    for _ in range(PAGES):
        page = await _page(client, message, asked)
        for one in page.get("messages") or ():
            if key_in(one) == message.key or file_name(message.key) in _files(one):
                return str(one["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not page.get("has_more"):
            return None
        if not cursor:
            break
        asked["cursor"] = cursor
    raise PlatformError("too much was posted since it was tried", trouble=Trouble.REFUSED)


def _files(post: Mapping[str, Any]) -> list[str]:
    """Return the names of a post's files: a shared picture carries no metadata."""
    return [str(one.get("name")) for one in post.get("files") or ()]


async def _page(
    client: AsyncWebClient, message: Message, asked: Mapping[str, Any]
) -> Mapping[str, Any]:
    thread = thread_of(message)
    if thread is not None:
        replies = client.conversations_replies(ts=thread, **asked)
        return await answer(replies, "conversations.replies", repeatable=True)
    history = client.conversations_history(**asked)
    return await answer(history, "conversations.history", repeatable=True)
