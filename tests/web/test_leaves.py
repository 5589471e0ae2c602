"""Pages that were made are kept while there is room, and made once for all who wait."""

import asyncio

import pytest

from bot.web.leaves import AT_ONCE, Leaf, Rack, leaf
from bot.web.remembered import MOST, Lately, Remembered


class Press:
    """Makes pages when it is let, and counts them."""

    def __init__(self) -> None:
        self.made = 0
        self.working = 0
        self.most = 0
        self.let = asyncio.Event()

    async def make(self, text: str = "page") -> Leaf:
        self.working += 1
        self.most = max(self.most, self.working)
        await self.let.wait()
        self.working -= 1
        self.made += 1
        return leaf(text)


async def test_all_who_ask_for_a_page_at_once_get_the_one_that_is_made() -> None:
    press, rack = Press(), Rack()
    asked = [asyncio.create_task(rack.get("a", press.make)) for _ in range(5)]
    await asyncio.sleep(0)
    press.let.set()
    assert {one.etag for one in await asyncio.gather(*asked)} == {leaf("page").etag}
    await rack.get("a", press.make)
    assert press.made == 1


async def test_a_reader_who_goes_away_takes_the_page_from_nobody() -> None:
    press, rack = Press(), Rack()
    impatient = asyncio.create_task(rack.get("a", press.make))
    patient = asyncio.create_task(rack.get("a", press.make))
    await asyncio.sleep(0)
    impatient.cancel()
    press.let.set()
    assert (await patient).etag == leaf("page").etag
    assert press.made == 1


async def test_only_so_many_pages_are_made_at_once() -> None:
    press, rack = Press(), Rack()
    asked = [asyncio.create_task(rack.get(n, press.make)) for n in range(AT_ONCE * 3)]
    for _ in range(20):
        await asyncio.sleep(0)
    press.let.set()
    await asyncio.gather(*asked)
    assert (press.most, press.made) == (AT_ONCE, AT_ONCE * 3)


async def test_what_was_asked_for_longest_ago_makes_room() -> None:
    press = Press()
    press.let.set()
    size = len(leaf("page").compressed)
    rack = Rack(most=2 * size)
    for key in ("a", "b", "a", "c"):
        await rack.get(key, press.make)
    await rack.get("a", press.make)
    assert press.made == 3
    await rack.get("b", press.make)
    assert press.made == 4


async def test_a_page_that_failed_is_tried_again() -> None:
    rack, press = Rack(), Press()
    press.let.set()

    async def fail() -> Leaf:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await rack.get("a", fail)
    assert (await rack.get("a", press.make)).etag == leaf("page").etag


async def test_what_is_remembered_is_made_anew_when_its_stamp_changes() -> None:
    made: list[int] = []
    kept: Remembered[int] = Remembered()

    async def count() -> int:
        made.append(1)
        return len(made)

    assert [await kept.get("a", stamp, count) for stamp in (1, 1, 2, 2)] == [1, 1, 2, 2]
    assert await kept.get("b", 2, count) == 3


async def test_the_database_is_asked_again_after_some_seconds() -> None:
    clock = iter([0.0, 4.9, 5.0, 5.1])
    said = iter("abc")
    lately = Lately(seconds=5, clock=lambda: next(clock))

    async def ask() -> str:
        return next(said)

    assert [await lately.get("x", ask) for _ in range(4)] == ["a", "a", "b", "b"]


async def test_of_endless_names_only_the_last_are_held() -> None:
    asked: list[int] = []
    lately = Lately(seconds=60, clock=lambda: 0.0)

    async def ask() -> int:
        asked.append(1)
        return len(asked)

    for name in range(MOST + 1):
        await lately.get(name, ask)
    assert await lately.get(MOST, ask) == MOST + 1
    assert await lately.get(0, ask) == MOST + 2
