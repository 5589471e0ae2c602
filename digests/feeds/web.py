"""Fetches one web document: guarded on every hop, bounded in bytes and time, one at a time a host."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

import aiohttp
from yarl import URL

from digests.feeds.guard import NOT_PUBLIC, GuardedConnector, refusal
from digests.model import FetchProblem, Health

MAX_BYTES = 10_000_000
MAX_SECONDS = 18.0
"""Of the 20 s that a feed may take; the rest is for parsing it."""
MAX_REDIRECTS = 5
_PIECE = 65_536
_ERROR_PAGE_BYTES = 65_536
_CONNECT_SECONDS = 10.0
# The first that fits: the more special kinds stand before their bases.
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientSSLError, "no secure connection could be made; does the server speak https?"),
    (aiohttp.ClientConnectorDNSError, "the host name was not found; check the address"),
    (aiohttp.ClientConnectorError, "the server does not accept connections; it may be down"),
    (aiohttp.ServerTimeoutError, "no connection within {connect:g} s; the server may be down"),
    (TimeoutError, "the answer was not complete after {seconds:g} s"),
    (ValueError, "the address is not one that can be asked for; check it"),
    (aiohttp.ClientPayloadError, "the answer broke off, or its compression is damaged or unknown"),
    (aiohttp.ClientResponseError, "the answer is not proper HTTP"),
    (Exception, "the connection broke off"),
)
_PERMANENT = {301: True, 302: False, 303: False, 307: False, 308: True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server answered, whatever the status."""

    url: str
    """Where it came from in the end, without credentials."""
    status: int
    headers: Mapping[str, str]
    """Looked up in any case."""
    body: bytes
    """Free of its content encoding; of an error page the first 64 kB."""
    moved_permanently: bool = False
    """There were redirects, and all of them were permanent."""
    seconds: float = 0.0
    """That it took over all hops, without the waiting for other requests to the same host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    target: URL
    permanent: bool


async def fetch_bytes(
    session: aiohttp.ClientSession,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    seconds: float = MAX_SECONDS,
) -> Fetched | FetchProblem:
    """Return the answer at the end of at most five redirects, or why there is none.

    `session` is one of `open_session`. Time counts over all hops, but not while waiting for other
    requests to the same host. A reason names no more of an address than its host.
    """
    connector = session.connector
    if not isinstance(connector, GuardedConnector):
        raise TypeError("fetch_bytes needs a session made by open_session")
    now = asyncio.get_running_loop().time
    left = seconds
    hops: list[_Redirect] = []
    try:
        target = URL(url)
        while len(hops) <= MAX_REDIRECTS:
            if reason := refusal(target, allow_private=connector.allow_private):
                return _failing(_on_the_way(reason, hops))
            async with connector.lane(str(target.host)):
                began = now()
                async with asyncio.timeout(left):
                    answer = await _get(session, target, headers or {}, max_bytes)
                left -= now() - began
            if not isinstance(answer, _Redirect):
                return _arrived(answer, hops, seconds - left)
            hops.append(answer)
            target = answer.target
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return _failing(_on_the_way(_in_words(error, seconds), hops))
    return _failing(f"it redirects more than {MAX_REDIRECTS} times; check the address")


async def _get(
    session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], max_bytes: int
) -> Fetched | _Redirect | FetchProblem:
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS)
    async with session.get(
        url, headers=headers, allow_redirects=False, timeout=timeout
    ) as response:
        location = response.headers.get("Location")
        if response.status in _PERMANENT and location:
            target = _resolved(url, location)
            return _Redirect(target=target, permanent=_PERMANENT[response.status])
        refused = response.status >= 400
        body = bytearray()
        async for piece in response.content.iter_chunked(_PIECE):
            body += piece
            if refused and len(body) >= _ERROR_PAGE_BYTES:
                break
            if len(body) > max_bytes:
                return _failing(f"the document is larger than {max_bytes / 1e6:g} MB")
        shown = str(url.with_user(None).with_fragment(None))
        return Fetched(
            url=shown, status=response.status, headers=response.headers, body=bytes(body)
        )


def _arrived(
    answer: Fetched | FetchProblem, hops: list[_Redirect], seconds: float
) -> Fetched | FetchProblem:
    if isinstance(answer, FetchProblem):
        return answer
    permanent = bool(hops) and all(hop.permanent for hop in hops)
    return replace(answer, moved_permanently=permanent, seconds=seconds)


def _resolved(url: URL, location: str) -> URL:
    target = url.join(URL(location))
    if url.user is not None and target.user is None and target.origin() == url.origin():
        return target.with_user(url.user).with_password(url.password)
    return target


def _failing(reason: str) -> FetchProblem:
    return FetchProblem(health=Health.FAILING, reason=reason)


def _on_the_way(reason: str, hops: list[_Redirect]) -> str:
    return f"after a redirect to {hops[-1].target.host}: {reason}" if hops else reason


def _in_words(error: Exception, seconds: float) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        fault = getattr(error.certificate_error, "verify_message", "not trusted")
        return f"the server's certificate is not valid: {fault}"
    if isinstance(error, aiohttp.ClientConnectorError) and NOT_PUBLIC in str(error.os_error):
        return NOT_PUBLIC
    words = next(words for kind, words in _FAULTS if isinstance(error, kind))
    return words.format(seconds=seconds, connect=_CONNECT_SECONDS)
