"""Replies that one person alone sees.

A `response_url` takes five posts within 30 minutes, public unless told otherwise, and answers what
it does not take with a status that is no 200 (docs.slack.dev/interactivity/handling-user-interaction).
"""

import asyncio
import time
from collections.abc import Iterator

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.document import Document, Shown
from bot.platforms.slack.calling import SECONDS, answer
from bot.render.panels import slack_fallback, slack_panel
from bot.render.slack_private import private_messages, words_message
from digests.errors import PlatformError

MOST = 5
LASTS = 29 * 60.0
"""Seconds; a minute less than Slack says."""
CUT_SHORT = (
    "The rest ({n} more messages) cannot be shown here. Invite me to the channel and ask again:"
    " /invite @Citewire"
)

Json = dict[str, object]

_log = structlog.get_logger()


class PrivateReply:
    """Shows things to one person in one channel."""

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        channel: str,
        person: str,
        response_url: str | None,
        thread_ts: str | None = None,
    ) -> None:
        self._client = client
        self._channel = channel
        self._person = person
        self._url = response_url
        self._thread: Json = {"thread_ts": thread_ts} if thread_ts else {}
        self._used = 0
        self._began = time.monotonic()

    async def show(self, shown: Shown) -> None:
        """Show a document or a panel, in as many messages as it takes."""
        bodies = list(bodies_of(shown))
        for number, body in enumerate(bodies):
            left = len(bodies) - number
            # The last use of the address is kept for saying what could not be shown.
            spare = 1 if left > 1 and left > MOST - self._used else 0
            if not await self._send(body, spare=spare):
                await self._send(words_message(CUT_SHORT.format(n=left)), spare=0)
                return

    async def say(self, words: str) -> None:
        """Say a sentence of our own."""
        await self._send(words_message(words), spare=0)

    async def _send(self, body: Json, *, spare: int) -> bool:
        """Send by the address while it lasts, then by the channel; False: the person got nothing."""
        body = {key: value for key, value in body.items() if key != "channel"} | self._thread
        return await self._by_address(body, spare=spare) or await self._by_channel(body)

    async def _by_address(self, body: Json, *, spare: int) -> bool:
        if self._url is None or self._used >= MOST - spare:
            return False
        if time.monotonic() - self._began > LASTS:
            return False
        self._used += 1
        # Without retries: the SDK's would post a second time where the connection broke.
        address = AsyncWebhookClient(
            self._url, timeout=int(SECONDS), session=self._client.session, retry_handlers=[]
        )
        private = {**body, "response_type": "ephemeral", "replace_original": False}
        try:
            async with asyncio.timeout(SECONDS):
                said = await address.send_dict(private)
        except (aiohttp.ClientError, TimeoutError) as error:
            # It may have arrived. Shown twice to one person is better than not at all.
            _log.info("slack_reply_lost", error=type(error).__name__)
            return False
        if said.status_code != 200:
            _log.info("slack_reply_refused", status=said.status_code, body=said.body[:100])
            self._url = None
            return False
        return True

    async def _by_channel(self, body: Json) -> bool:
        call = self._client.api_call(
            "chat.postEphemeral", json={**body, "channel": self._channel, "user": self._person}
        )
        try:
            await answer(call, "chat.postEphemeral", repeatable=True)
        except PlatformError as error:
            _log.info("slack_reply_not_shown", error=str(error))
            return False
        return True


def bodies_of(shown: Shown) -> Iterator[Json]:
    """Yield the text and blocks of each message."""
    if isinstance(shown, Document):
        yield from private_messages(shown)
        return
    yield {**words_message(""), "text": slack_fallback(shown), "blocks": slack_panel(shown)}
