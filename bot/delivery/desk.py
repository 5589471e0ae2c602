"""What posting needs, in one place."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from bot.delivery.deciding import TERMS, Terms
from bot.delivery.renewing import Renewing
from digests.errors import StoreError
from digests.ports import Outbox, Platform, Subscriptions

STORE_TRIES = 10
"""A second apart: what came of a post is worth waiting for a database that restarts."""

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who posts, and with what."""

    holder: str
    """Unlike any other worker's."""
    outbox: Outbox
    subscriptions: Subscriptions
    platforms: Mapping[str, Platform]
    """By the name in `Channel.platform`."""
    now: Callable[[], datetime]
    terms: Terms = TERMS
    renewing: Renewing | None = None
    """Knows what was corrected; None: what waits is posted as it was rendered."""

    async def keep(self, write: Callable[[], Awaitable[_Result]]) -> _Result:
        """Write to the store, and again while it cannot be reached.

        Raises:
            StoreError: it could not be reached for `STORE_TRIES` seconds.
        """
        tries = AsyncRetrying(
            retry=retry_if_exception_type(StoreError),
            stop=stop_after_attempt(STORE_TRIES),
            wait=wait_fixed(1),
            reraise=True,
        )
        async for attempt in tries:
            with attempt:
                result = await write()
        return result
