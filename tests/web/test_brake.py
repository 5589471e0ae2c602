"""Whoever asks too often waits, and nobody else does."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.brake import BURST, MOST, Buckets, address_of, networks
from tests.web.room import a_sample_room, served

PROXY = networks(["10.0.0.0/8", "::1"])


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(min_value=0, max_value=3), max_size=300), st.floats(0.5, 50))
def test_no_more_come_through_than_the_rate_and_one_burst(waits: list[float], rate: float) -> None:
    clock = Clock()
    buckets = Buckets(rate=rate, clock=clock)
    through = 0
    for wait in waits:
        clock.now += wait
        through += buckets.take("a") == 0
    assert through <= max(1.0, rate * BURST) + rate * clock.now + 1e-6


def test_whoever_waits_as_long_as_told_comes_through() -> None:
    clock = Clock()
    buckets = Buckets(rate=0.5, clock=clock)
    while buckets.take("a") == 0:
        pass
    wait = buckets.take("a")
    assert wait > 0
    clock.now += wait
    assert buckets.take("a") == 0


def test_addresses_do_not_wait_for_one_another_and_are_forgotten_in_time() -> None:
    buckets = Buckets(rate=1, clock=Clock())
    while buckets.take("a") == 0:
        pass
    assert buckets.take("b") == 0
    for number in range(MOST):
        buckets.take(str(number))
    assert buckets.take("a") == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "asker"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "nonsense"),
        ("::1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "", "198.51.100.7"),
        ("", "", ""),
    ],
)
def test_a_forwarded_address_counts_only_where_a_trusted_proxy_says_so(
    peer: str, forwarded: str, asker: str
) -> None:
    assert address_of(peer, forwarded, PROXY) == asker


@given(st.text(), st.text())
def test_nothing_that_is_sent_as_an_address_breaks_it(peer: str, forwarded: str) -> None:
    assert len(address_of(peer, forwarded, PROXY)) <= 64


async def test_too_many_pages_at_once_are_refused_with_when_to_come_again(
    sample: Path, tmp_path: Path
) -> None:
    async with a_sample_room(sample, tmp_path) as room, served(room.site, rate=0.2) as base:
        room.base = base
        answers = [await room.get("/how") for _ in range(4)]
        assert [answer.status for answer in answers] == [200, 200, 429, 429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
        assert "wait a moment" in answers[-1].text
        assert (await room.get("/healthz")).status == 200
