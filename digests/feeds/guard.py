"""Which addresses may be connected to: public ones, unless the operator opens the rest.

The check stands where a socket is made, so it sees the address that is really connected to: a
literal, a redirect's target and a name that resolves anew on each look-up all pass through it.
"""

import asyncio
import socket
from ipaddress import (
    IPv4Address,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from weakref import WeakValueDictionary

import aiohttp
from aiohappyeyeballs import AddrInfoType
from aiohttp.abc import AbstractResolver
from yarl import URL

# IANA special-purpose registries (RFC 6890 and its updates). `ipaddress.is_global` of Python 3.11
# lets multicast, 192.88.99.0/24, most of 192.0.0.0/24, 6to4, Teredo and NAT64 pass.
_REFUSED_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments, DS-Lite
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that IANA gives out; loopback, v4-mapped, NAT64, unique local, link-local, multicast are outside."""
_REFUSED_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: holds any IPv4 address
        "3fff::/20",  # documentation
    )
)
# The ports of 1024 and above that browsers refuse too (Fetch standard, "bad port").
_OTHER_SERVICES = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080}
    | set(range(6665, 6670))
)
_LONGEST_URL = 4096

NOT_PUBLIC = (
    "the address leads into a private or local network, which is refused"
    " (CITEWIRE_ALLOW_PRIVATE_ADDRESSES=1 opens it)"
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether the address is global unicast, and no other address in disguise."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _REFUSED_V6)


def refusal(url: URL, *, allow_private: bool) -> str | None:
    """Return why an address is not even tried, in words for the operator; None when it may be."""
    if url.scheme not in {"http", "https"} or not url.host:
        return "only http:// and https:// addresses are read"
    if len(str(url)) > _LONGEST_URL:
        return f"the address is longer than {_LONGEST_URL} characters"
    port = url.port or 0
    if not allow_private and (port in _OTHER_SERVICES or (port < 1024 and port not in {80, 443})):
        return f"port {port} belongs to another service than the web"
    return None


class AddressRefusedError(OSError):
    """The address that would be connected to is not public."""

    def __init__(self) -> None:
        # The same words every time: when each address of a name is refused, equal errors are
        # raised as one, and this type survives.
        super().__init__(NOT_PUBLIC)


def _public_socket(found: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, where = found
    if not is_public(ip_address(str(where[0]).partition("%")[0])):
        raise AddressRefusedError
    return socket.socket(family=family, type=kind, proto=protocol)


class GuardedConnector(aiohttp.TCPConnector):
    """Connects to public addresses only, and keeps one lane a host for `fetch_bytes`."""

    def __init__(
        self, *, allow_private: bool = False, resolver: AbstractResolver | None = None
    ) -> None:
        super().__init__(
            socket_factory=None if allow_private else _public_socket,
            resolver=resolver,
            limit=100,
            ttl_dns_cache=60,
        )
        self.allow_private = allow_private
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def lane(self, host: str) -> asyncio.Lock:
        """Return the lock that whoever asks this host for something holds meanwhile."""
        lane = self._lanes.get(host)
        if lane is None:
            self._lanes[host] = lane = asyncio.Lock()
        return lane


def open_session(
    *, allow_private: bool, user_agent: str, resolver: AbstractResolver | None = None
) -> aiohttp.ClientSession:
    """Return a session for `fetch_bytes`: guarded, without cookies, deaf to proxy variables.

    Must be called with an event loop running, and closed by the caller.
    """
    return aiohttp.ClientSession(
        connector=GuardedConnector(allow_private=allow_private, resolver=resolver),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent},
        trust_env=False,
    )
