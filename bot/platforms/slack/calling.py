"""One call of Slack's Web API: bounded in time, never tried again here, errors translated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.slack.troubles import trouble_of
from digests.errors import PlatformError, Trouble

SECONDS = 9.0
"""No call is waited for longer. Less than `Terms.post_timeout` of an ordinary lease, so that it is
here that a slow one is told from one that was never sent."""
CONNECT_SECONDS = 4.0


@asynccontextmanager
async def open_session() -> AsyncIterator[aiohttp.ClientSession]:
    """Open the session that all clients share."""
    # A kept connection that Slack has closed meanwhile would make a post undecided.
    connector = aiohttp.TCPConnector(force_close=True)
    timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=CONNECT_SECONDS)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield session


def quiet_client(token: str | None, url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client that tries nothing again.

    The SDK's own retries post a second time where the connection broke after the first; and a
    rate limit is waited for by whoever has the queue, not within a call.
    """
    return AsyncWebClient(token=token, base_url=url, session=session, retry_handlers=[])


async def answer(
    call: Awaitable[AsyncSlackResponse], method: str, *, repeatable: bool
) -> Mapping[str, Any]:
    """Return the body of what Slack answers.

    `repeatable`: it does no harm to ask again, so nothing about it is ever in doubt.

    Raises:
        PlatformError: `trouble` says what is to be done about it.
    """
    found = (await answer_of(call, method, repeatable=repeatable)).data
    return found if isinstance(found, dict) else {}


async def answer_of(
    call: Awaitable[AsyncSlackResponse], method: str, *, repeatable: bool
) -> AsyncSlackResponse:
    """Return what Slack answers, with its headers, as `answer` does."""
    lost = Trouble.FAILED if repeatable else Trouble.UNDECIDED
    try:
        async with asyncio.timeout(SECONDS):
            return await call
    except SlackApiError as error:
        raise _settled(trouble_of(error, method), lost) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise PlatformError(
            f"no connection to Slack for {method}", trouble=Trouble.FAILED
        ) from error
    except TimeoutError as error:
        raise PlatformError(f"Slack did not answer {method} in time", trouble=lost) from error
    except (aiohttp.ClientError, ValueError, AttributeError) as error:
        # AttributeError: the SDK's own, of a 200 whose body is plain text.
        raise PlatformError(f"the connection broke in {method}", trouble=lost) from error


def _settled(error: PlatformError, lost: Trouble) -> PlatformError:
    if error.trouble is Trouble.UNDECIDED and lost is not Trouble.UNDECIDED:
        return PlatformError(str(error), trouble=lost)
    return error
