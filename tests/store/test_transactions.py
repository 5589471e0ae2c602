"""All of an operation or nothing of it: when it fails, is cancelled, is killed, or has company."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from digests.model import FeedState, PollRecord
from digests.model.ids import sha256
from digests.ports import Store
from digests.store.address import read_address
from digests.store.sql import SqlStore, open_store
from tests.builders import an_article, an_entry
from tests.store.breaking import Died, before_statement, cancelling, die
from tests.store.builders_store import WEEK, a_digest, a_fact, a_story
from tests.store.saving import COMMITS, kept_rows, save_everything

ROOT = Path(__file__).resolve().parents[2]
FEED = "pytorch-foundation"
FIRST, SECOND = an_entry("1"), an_entry("2")
ARTICLE = an_article("One text.")

OPERATIONS: dict[str, Callable[[Store], Awaitable[object]]] = {
    "save_poll": lambda store: store.save_poll(
        PollRecord(
            state=FeedState(feed_id=FEED, etag="new"),
            new=(an_entry("4"),),
            changed=(replace(SECOND, title="Changed", html_sha256=sha256("changed")),),
            rekeyed=(replace(FIRST, key="2"), replace(SECOND, key="1")),
        )
    ),
    "save_article": lambda store: store.save_article(
        an_article("About camels.", url="https://a.example/2"), entry_id=SECOND.id
    ),
    "save_article (another version)": lambda store: store.save_article(
        an_article("About camels."), entry_id=SECOND.id
    ),
    "save_unreadable": lambda store: store.save_unreadable(SECOND.id, "404", final=True),
    "save_stories": lambda store: store.save_stories("pytorch", WEEK, [a_story("c", "d")]),
    "save_facts": lambda store: store.save_facts(
        ARTICLE.id, ARTICLE.text_sha256, [a_fact(ARTICLE, 4)]
    ),
    "save_digest": lambda store: store.save_digest(a_digest(ARTICLE)),
}


async def prepare(store: SqlStore) -> None:
    await store.save_poll(PollRecord(state=FeedState(feed_id=FEED), new=(FIRST, SECOND)))
    await store.save_article(ARTICLE, entry_id=FIRST.id)
    await store.save_stories("pytorch", WEEK, [a_story("a", "b")])
    await store.save_facts(ARTICLE.id, ARTICLE.text_sha256, [a_fact(ARTICLE, 1)])


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
async def test_a_failure_before_any_statement_leaves_nothing(
    sql_store: SqlStore, operation: Callable[[Store], Awaitable[object]]
) -> None:
    await prepare(sql_store)
    before = await kept_rows(sql_store)
    for number in range(1, 30):
        try:
            with before_statement(sql_store, number, die):
                await operation(sql_store)
        except Died:
            assert await kept_rows(sql_store) == before
            assert await sql_store.search(["camels"]) == []
        else:
            break
    assert number > 2
    assert await kept_rows(sql_store) != before


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "save_unreadable"])
async def test_a_cancelled_operation_is_whole_or_nothing_and_blocks_nobody(
    database_url: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.store.engine.LOCK_WAIT", timedelta(milliseconds=50))
    snapshots = []
    async with open_store(database_url) as store:
        await prepare(store)
        before = await kept_rows(store)
        for number in (1, 2):
            task = asyncio.ensure_future(OPERATIONS[name](store))
            with before_statement(store, number, cancelling(task)):
                await asyncio.wait([task])
            assert task.cancelled()
            snapshots.append(await kept_rows(store))
        await OPERATIONS[name](store)
        after = await kept_rows(store)
    assert all(snapshot in (before, after) for snapshot in snapshots)


async def test_a_cancelled_operation_that_fails_is_cancelled(sql_store: SqlStore) -> None:
    task = asyncio.ensure_future(sql_store.save_unreadable("entry-unknown", "404", final=True))
    with before_statement(sql_store, 1, cancelling(task)):
        await asyncio.wait([task])
    assert task.cancelled()


def run(url: str, *arguments: str) -> int:
    command = [sys.executable, "-m", "tests.store.saving", url, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode


async def test_a_run_killed_at_any_commit_is_finished_by_the_next(
    database_url: str, tmp_path: Path
) -> None:
    async with open_store(f"sqlite:///{tmp_path / 'undisturbed.db'}") as store:
        await save_everything(store)
        expected = await kept_rows(store)
    # Each run comes one commit further than the one before it.
    for commit in range(1, COMMITS):
        assert await asyncio.to_thread(run, database_url, str(commit)) == -signal.SIGKILL
    async with open_store(database_url) as store:
        await save_everything(store)
        assert await kept_rows(store) == expected


async def test_processes_that_make_the_database_at_once_all_succeed(blank_url: str) -> None:
    codes = await asyncio.gather(*(asyncio.to_thread(run, blank_url) for _ in range(3)))
    assert codes == [0, 0, 0]
    async with open_store(blank_url) as store:
        assert (await store.counts())["entries"] == 3


@asynccontextmanager
async def two_stores(url: str) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    async with open_store(url) as one, open_store(url) as two:
        yield one, two


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_what_is_read_is_of_one_moment(database_url: str, number: int) -> None:
    stories = [a_story("a", "b"), a_story("c")]

    def replace_stories() -> None:
        with create_engine(read_address(database_url).url, poolclass=NullPool).begin() as other:
            other.execute(text("DELETE FROM story_articles"))
            other.execute(text("DELETE FROM stories"))

    async with open_store(database_url) as store:
        await store.save_stories("pytorch", WEEK, stories)
        with before_statement(store, number, replace_stories):
            assert await store.stories("pytorch", WEEK) in (stories, [])


async def test_two_writers_at_once_lose_nothing(database_url: str) -> None:
    async with two_stores(database_url) as stores:
        await asyncio.gather(
            *(
                store.save_poll(
                    PollRecord(
                        state=FeedState(feed_id=f"feed-{n % 5}"),
                        new=(an_entry(f"{which}-{n}", feed_id=f"feed-{n % 5}"),),
                    )
                )
                for n in range(20)
                for which, store in enumerate(stores)
            )
        )
        assert (await stores[0].counts())["entries"] == 40


async def test_writers_of_one_article_at_once_make_one_version_of_each_text(
    database_url: str,
) -> None:
    async with two_stores(database_url) as stores:
        await stores[0].save_poll(PollRecord(state=FeedState(feed_id=FEED), new=(FIRST, SECOND)))
        kept = await asyncio.gather(
            *(
                store.save_article(an_article(f"Text {n}."), entry_id=entry.id)
                for n in range(6)
                for store, entry in zip(stores, (FIRST, SECOND), strict=True)
            )
        )
        versions = (await stores[0].counts())["versions"]
        assert {article.version for article in kept} == set(range(1, versions + 1))
        texts = {(article.version, article.text) for article in kept}
        assert len(texts) == versions >= 6


async def test_writers_of_the_same_stories_facts_and_digest_at_once_agree(
    database_url: str,
) -> None:
    async with two_stores(database_url) as stores:
        await prepare(stores[0])
        stories = [a_story("e", "f"), a_story("g")]
        writes: dict[str, Callable[[Store], Awaitable[object]]] = {
            "stories": lambda store: store.save_stories("pytorch", WEEK, stories),
            "facts": lambda store: store.save_facts(
                ARTICLE.id, ARTICLE.text_sha256, [a_fact(ARTICLE, 4), a_fact(ARTICLE, 9)]
            ),
            "digests": lambda store: store.save_digest(a_digest(ARTICLE)),
        }
        for name, write in writes.items():
            await asyncio.gather(*(write(store) for store in stores * 4))
            assert (await stores[1].counts())[name] == (1 if name == "digests" else 2)
        assert await stores[1].stories("pytorch", WEEK) == stories
