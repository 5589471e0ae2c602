"""Turns on the web: so many at once, of each host one, and a busy host keeps nobody else waiting."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from digests.pipeline.lanes import Lanes


async def settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_host_has_one_turn_at_a_time() -> None:
    lanes, order = Lanes(9), []

    async def ask(name: str, url: str) -> None:
        async with lanes.turn(url):
            order.append(name)

    async with AsyncExitStack() as held, asyncio.TaskGroup() as group:
        await held.enter_async_context(lanes.turn("https://one.example/1"))
        for name, url in [
            ("second", "https://one.example/2"),
            ("other", "https://two.example/1"),
            ("third", "http://one.example:8080/3"),
        ]:
            group.create_task(ask(name, url))
        await settled()
        assert order == ["other"]
        await held.aclose()
    assert order == ["other", "second", "third"]


async def test_who_waits_for_a_host_takes_no_turn_from_others() -> None:
    lanes, done = Lanes(2), asyncio.Event()

    async def ask(url: str, *, mark: bool = False) -> None:
        async with lanes.turn(url):
            if mark:
                done.set()

    async with AsyncExitStack() as held, asyncio.TaskGroup() as group:
        await held.enter_async_context(lanes.turn("https://one.example/"))
        for _ in range(5):
            group.create_task(ask("https://one.example/"))
        await settled()
        group.create_task(ask("https://two.example/", mark=True))
        await settled()
        assert done.is_set()
        await held.aclose()


@pytest.mark.parametrize("url", [None, "http://[::1/", "no address"])
async def test_what_has_no_host_waits_for_its_turn_only(url: str | None) -> None:
    lanes = Lanes(2)
    async with lanes.turn(url), lanes.turn(url):
        third = asyncio.create_task(lanes.turn(url).__aenter__())
        await settled()
        assert not third.done()
        third.cancel()
        with pytest.raises(asyncio.CancelledError):
            await third
