"""Which addresses are connected to."""

import socket
from collections.abc import AsyncIterator
from ipaddress import ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from digests.feeds.guard import NOT_PUBLIC, is_public, open_session, refusal
from digests.feeds.web import Fetched, fetch_bytes
from digests.model import FetchProblem
from tests.fakes.web import FakeWeb


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255"),  # noqa: S104 — not bound to
        *("100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255"),
        *("169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255"),
        *("192.0.0.0", "192.0.0.8", "192.0.0.255", "192.0.2.1", "192.88.99.1"),
        *("192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255"),
        *("198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255"),
        *("240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "fc00::1", "fdff::1"),
        *("fe80::1", "febf::1", "fec0::1", "ff02::1", "5f00::1", "4000::1"),
        *("2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff::1"),
        *("2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "3fff:fff::1"),
    ],
)
def test_addresses_that_are_not_global_unicast_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"),
        *("126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0"),
        *("192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"),
        *("2001:200::1", "2606:4700::1111", "2a00:1450:4001::1", "2003::1", "3ffe::1"),
    ],
)
def test_public_addresses_and_the_neighbours_of_refused_ranges_pass(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses())
def test_whatever_python_knows_as_not_global_is_refused_here_too(address: object) -> None:
    known = ip_address(str(address))
    if known.is_multicast or known.is_private or known.is_loopback or known.is_link_local:
        assert not is_public(known)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://feeds.example/f", "http://"),
        ("file:///etc/passwd", "http://"),
        ("/etc/passwd", "http://"),
        ("https://feeds.example:22/", "port 22"),
        ("https://feeds.example:6667/", "port 6667"),
        ("https://feeds.example/" + "a" * 5_000, "longer"),
    ],
)
def test_addresses_that_are_not_of_the_web_are_not_tried(url: str, words: str) -> None:
    assert words in (refusal(URL(url), allow_private=False) or "")


@pytest.mark.parametrize(
    "url", ["http://f.example/", "https://f.example:8443/", "http://f.example:80/"]
)
def test_the_ports_of_the_web_are_tried(url: str) -> None:
    assert refusal(URL(url), allow_private=False) is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "[fe80::1]"]
)
async def test_loopback_is_refused_however_it_is_written(web: FakeWeb, host: str) -> None:
    web.feed("/feed.xml", "<rss/>")
    async with open_session(allow_private=False, user_agent="Test/1") as session:
        answer = await fetch_bytes(session, f"http://{host}:{web.port}/feed.xml")

    assert isinstance(answer, FetchProblem)
    assert web.requests == []


async def test_an_operator_can_open_private_addresses(web: FakeWeb) -> None:
    url = web.feed("/feed.xml", "<rss/>")
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        answer = await fetch_bytes(session, url)

    assert isinstance(answer, Fetched)
    assert answer.body == b"<rss/>"


class Rebinding(AbstractResolver):
    """Gives a public address to whoever looks first, and loopback to whoever connects."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.addresses[min(self.asked, len(self.addresses) - 1)]
        self.asked += 1
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


async def test_a_name_that_resolves_to_loopback_is_refused_where_it_is_connected_to(
    web: FakeWeb,
) -> None:
    web.feed("/feed.xml", "<rss/>")
    resolver = Rebinding("127.0.0.1")
    async with open_session(allow_private=False, user_agent="Test/1", resolver=resolver) as session:
        answer = await fetch_bytes(session, f"http://rebind.example:{web.port}/feed.xml")

    assert isinstance(answer, FetchProblem)
    assert answer.reason == NOT_PUBLIC
    assert resolver.asked == 1
    assert web.requests == []


async def test_proxies_of_the_environment_are_not_trusted(
    web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url("/"))
    monkeypatch.setenv("HTTP_PROXY", web.url("/"))
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        answer = await fetch_bytes(session, "http://nowhere.invalid/feed.xml")

    assert isinstance(answer, FetchProblem)
    assert web.requests == []
