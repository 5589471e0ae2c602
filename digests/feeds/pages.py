"""Fetches the pages of entries, and leaves a host in peace that does not answer."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp

from digests.feeds.pace import retry_after
from digests.feeds.web import Fetched, fetch_bytes
from digests.model import FetchProblem, Health

PATIENCE = 2
"""Requests in a row without any answer after which a host is left alone."""
REST = timedelta(minutes=15)
_TOO_MUCH = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class WebPages:
    """Fetches pages with a session of `open_session`, which the caller closes.

    A feed's hundred entries stand on one host: where it hangs, each would cost its full time, one
    after the other. So a host that gave no answer twice, or that asks for less (429, 503), is left
    alone for 15 minutes or for as long as it asks.
    """

    def __init__(
        self, session: aiohttp.ClientSession, *, clock: Callable[[], datetime] = _utc_now
    ) -> None:
        self._session = session
        self._clock = clock
        self._unanswered: Counter[str] = Counter()
        self._rests_until: dict[str, datetime] = {}

    async def fetch(
        self, url: str, *, headers: Mapping[str, str] | None = None
    ) -> Fetched | FetchProblem:
        """Return the answer or why there is none; `retry_after` is set where it was not asked.

        `headers` are those of the request: validators of what is known already.
        """
        host = _host(url)
        wait = self._rests_until.get(host, self._clock()) - self._clock()
        if wait > timedelta():
            return FetchProblem(
                health=Health.FAILING,
                reason=f"{host} does not answer at present; its pages are asked for later",
                retry_after=wait,
            )
        answer = await fetch_bytes(self._session, url, headers=headers)
        if rest := self._rest(host, answer):
            self._rests_until[host] = self._clock() + rest
        return answer

    def _rest(self, host: str, answer: Fetched | FetchProblem) -> timedelta | None:
        if isinstance(answer, FetchProblem):
            self._unanswered[host] += 1
            return REST if self._unanswered[host] >= PATIENCE else None
        del self._unanswered[host]
        if answer.status not in _TOO_MUCH:
            return None
        return max(REST, retry_after(answer.headers, now=self._clock()) or REST)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
