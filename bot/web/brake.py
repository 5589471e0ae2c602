"""How often one address may ask: a token bucket for each, and whose address counts behind a proxy."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MOST = 20_000
"""Addresses that are remembered; whoever asked longest ago is forgotten first."""
BURST = 10.0
"""Seconds' worth of requests that may come at once: a page, its style and a few clicks."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(slots=True, kw_only=True)
class Buckets:
    """Counts requests by address."""

    rate: float
    """Requests a second."""
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    """Address -> requests left, and when that was."""

    def take(self, address: str) -> float:
        """Return 0 and count a request, or the seconds after which one may come."""
        now, most = self.clock(), max(1.0, self.rate * BURST)
        left, since = self._left.pop(address, (most, now))
        left = min(most, left + (now - since) * self.rate)
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left, now)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self.rate


def networks(written: Sequence[str]) -> tuple[Network, ...]:
    """Return the networks of addresses as people write them: `10.0.0.0/8`, `::1`.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ipaddress.ip_network(one, strict=False) for one in written)


def address_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Return who asks: the peer, or the last address that a trusted proxy names and does not trust.

    What stands further left in X-Forwarded-For is only what the client says of itself.
    """
    address = peer
    for named in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if not _is_in(address, trusted):
            break
        address = named
    return _counted(address)


def _is_in(address: str, trusted: Sequence[Network]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in trusted)


def _counted(address: str) -> str:
    """Return what counts as one: an IPv6 customer has a /64 to take addresses from."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brake:
    """Answers 429 to whoever asks too often."""

    app: ASGIApp
    buckets: Buckets
    trusted: tuple[Network, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or not."""
        if scope["type"] == "http" and (wait := self.buckets.take(self._asker(scope))):
            said = "Too many requests from your address; wait a moment.\n"
            headers = {"Retry-After": str(int(wait) + 1), "Cache-Control": "no-store"}
            await PlainTextResponse(said, status_code=429, headers=headers)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _asker(self, scope: Scope) -> str:
        client = scope.get("client")
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        return address_of(client[0] if client else "", forwarded, self.trusted)
