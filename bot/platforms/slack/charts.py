"""Charts are drawn when they are posted, and shared in one step; before it nobody sees anything."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.bodies import thread_of
from bot.platforms.slack.calling import SECONDS, answer
from bot.render.chart import draw
from digests.errors import PlatformError, Trouble
from digests.model import Message

ALT = 1_000
"""Of `files.getUploadURLExternal`."""


async def share_chart(
    client: AsyncWebClient, message: Message, chart: Mapping[str, Any], *, to: str
) -> str | None:
    """Draw a chart, upload it and share it; return the file's id, None where we may not.

    Raises:
        PlatformError: `trouble` says what is to be done; only of the last step can it be in doubt.
    """
    rows = [(str(week), int(articles), int(stories)) for week, articles, stories in chart["weeks"]]
    png = await asyncio.to_thread(draw, str(chart["title"]), rows)
    asking = client.api_call(
        "files.getUploadURLExternal",
        params={
            "filename": file_name(message.key),
            "length": len(png),
            "alt_txt": str(chart["alt"])[:ALT],
        },
    )
    try:
        place = await answer(asking, "files.getUploadURLExternal", repeatable=True)
    except PlatformError as error:
        if any(code in str(error) for code in ("missing_scope", "file_uploads", "not_allowed")):
            return None
        raise
    await _upload(client, str(place["upload_url"]), png)
    sharing = client.api_call(
        "files.completeUploadExternal",
        json={
            "files": [{"id": place["file_id"], "title": chart["title"]}],
            "channel_id": to,
            "thread_ts": thread_of(message),
            "initial_comment": message.payload["text"],
        },
    )
    await answer(sharing, "files.completeUploadExternal", repeatable=False)
    return str(place["file_id"])


def file_name(key: str) -> str:
    """Return the name by which a chart is found again."""
    return f"{key}.png"


async def _upload(client: AsyncWebClient, url: str, png: bytes) -> None:
    session = client.session
    if session is None:
        raise PlatformError("no session to upload with", trouble=Trouble.FAILED)
    try:
        async with asyncio.timeout(SECONDS), session.post(url, data=png) as said:
            status = said.status
    except (aiohttp.ClientError, TimeoutError) as error:
        raise PlatformError("the upload of a chart broke", trouble=Trouble.FAILED) from error
    if status != 200:
        raise PlatformError(f"an upload was answered {status}", trouble=Trouble.FAILED)
