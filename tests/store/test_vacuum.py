"""A database gives the room back of what was pruned, and its index finds what stays."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from digests.model import Retention
from digests.store import reindexing
from digests.store.sql import Database, open_database
from tests.builders import MONDAY, an_entry
from tests.store.newspaper import GARDEN, JOINS, Newspaper
from tests.store.saving import save_everything

DAY = timedelta(days=1)
LONG_AGO = MONDAY - 500 * DAY
TERM = Retention(before=MONDAY - 400 * DAY, now=MONDAY)


def bytes_of(sqlite_url: str) -> int:
    return Path(sqlite_url.removeprefix("sqlite:///")).stat().st_size


async def test_a_file_gives_its_space_back(sqlite_url: str) -> None:
    async with open_database(sqlite_url) as database:
        entries = [
            an_entry(str(n), html=f"<p>{n} {'word ' * 2_000}</p>", first_seen_at=LONG_AGO)
            for n in range(100)
        ]
        paper = Newspaper(database)
        for one in entries:
            paper.print(one.key, one.html, LONG_AGO - DAY, title=f"Tulips {one.key}")
        await paper.read(LONG_AGO)
        assert not await database.upkeep.vacuum(sparing=True)
        await database.upkeep.vacuum()
        full = bytes_of(sqlite_url)
        await database.upkeep.prune(TERM)
        assert await database.upkeep.vacuum(sparing=True)
        assert bytes_of(sqlite_url) < full / 5
        assert await paper.texts("tulips") == set()


async def test_a_vacuum_that_is_cancelled_leaves_no_thread_and_no_lock(
    database: Database,
) -> None:
    await save_everything(database.store)
    task = asyncio.create_task(database.upkeep.vacuum())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert await database.subscriptions.claim_tick("plan", MONDAY)
    assert await database.upkeep.vacuum()


async def test_postgresql_is_vacuumed(postgres_url: str) -> None:
    async with open_database(postgres_url) as database:
        assert await database.upkeep.vacuum(sparing=True)


async def test_an_index_made_anew_finds_what_is_read_meanwhile(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "MOST", 1)
    async with open_database(sqlite_url) as database:
        paper = Newspaper(database)
        for n in range(4):
            paper.print(f"garden-{n}", GARDEN, LONG_AGO - DAY, title=f"Tulips {n}")
        await paper.read(LONG_AGO)
        paper.print("joins", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
        await paper.read(MONDAY)
        paper.print(
            "late", JOINS.replace("Alibaba", "Huawei"), MONDAY, title="Huawei joins PyTorch"
        )
        await asyncio.gather(database.upkeep.prune(TERM), paper.read(MONDAY + DAY))
        assert await paper.texts("pytorch", "tulips") == {
            "Alibaba Cloud joins PyTorch",
            "Huawei joins PyTorch",
        }
        assert not await reindexing.reindex(database.store.transactions)
