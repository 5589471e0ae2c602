"""Discord's REST API: one request, one answer. Nothing is tried again here: delivery decides.

discord.py's own client tries five times and sleeps through rate limits; neither can be turned off.
"""

import re
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

import aiohttp

from bot.platforms.discord.troubles import RefusalError, refusal_of
from digests.errors import PlatformError, Trouble

TIMEOUT = timedelta(seconds=10)
"""No request is waited for longer."""
_KEPT = 1_000
_IDS = re.compile(r"(?<=/)\d+(?=/|$)")
_MAJOR = re.compile(r"/(channels|guilds|webhooks)/\d+")

Json = Mapping[str, object]


class Rest:
    """Asks as one bot."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base: str,
        *,
        token: str,
        user_agent: str,
        timeout: timedelta = TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask at `base`, the address up to `/v10`; `clock` tells seconds that never go back."""
        self._session = session
        self.base = base.rstrip("/")
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": user_agent}
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._clock = clock
        self._spent: dict[str, float] = {}
        """Routes whose requests are used up, until when."""

    async def ask(
        self, method: str, path: str, body: Json | None = None, *, query: Json | None = None
    ) -> object:
        """Send one request and return the answer's JSON; None where it has none.

        Raises:
            RefusalError: Discord answered otherwise.
            PlatformError: it did not answer, or its limit for the route is used up.
        """
        route = _route(method, path)
        self._check(route)
        writes = method != "GET"
        try:
            async with self._session.request(
                method,
                f"{self.base}{path}",
                json=body,
                params={key: str(value) for key, value in (query or {}).items()},
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                self._heed(route, response.headers)
                said = await _json(response)
                if 200 <= response.status < 300:
                    return said
                raise refusal_of(response.status, response.headers, said, writes=writes)
        except aiohttp.ClientConnectorError as error:
            raise PlatformError("no connection to Discord", trouble=Trouble.FAILED) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            trouble = Trouble.UNDECIDED if writes else Trouble.FAILED
            raise PlatformError("Discord did not answer", trouble=trouble) from error

    def _check(self, route: str) -> None:
        left = self._spent.get(route, 0.0) - self._clock()
        if left > 0:
            raise RefusalError(
                "the route's requests are used up",
                trouble=Trouble.BUSY,
                retry_after=timedelta(seconds=left),
            )

    def _heed(self, route: str, headers: Mapping[str, str]) -> None:
        """Remember when the route's next request may go: limits come in headers, and change."""
        if headers.get("X-RateLimit-Remaining") != "0":
            self._spent.pop(route, None)
            return
        now = self._clock()
        try:
            self._spent[route] = now + float(headers.get("X-RateLimit-Reset-After", ""))
        except ValueError:
            return
        if len(self._spent) > _KEPT:
            self._spent = {at: until for at, until in self._spent.items() if until > now}


async def _json(response: aiohttp.ClientResponse) -> object:
    if "json" not in response.headers.get("Content-Type", ""):
        return None
    try:
        return await response.json()
    except ValueError:
        return None


def _route(method: str, path: str) -> str:
    """Return what a limit is for: the method and path with its first id only."""
    major = _MAJOR.match(path)
    end = major.end() if major else 0
    return f"{method} {path[:end]}{_IDS.sub('-', path[end:])}"
