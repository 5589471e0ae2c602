"""A move from a SQLite file to PostgreSQL: all of it or nothing, and nothing is sent twice."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from digests.errors import StoreError, UserError
from digests.model import FeedState, PollRecord
from digests.store.moving import BATCH, move, size
from digests.store.schema import feed_states, metadata
from digests.store.sql import Database
from tests.builders import MONDAY, an_article, an_entry
from tests.store.breaking import Died, before_statement, cancelling, die
from tests.store.builders_feedback import HERE
from tests.store.builders_outbox import (
    MINUTE,
    a_change,
    a_group,
    a_subscription,
)
from tests.store.builders_store import a_digest
from tests.store.moving import LATER, LIKE, MODEL, moved

ROOT = Path(__file__).resolve().parents[2]


async def tables(database: Database) -> dict[str, list[str]]:
    """Return every row with every column, in the order of keys, as Python sees them."""
    rows = {}
    with database.store.transactions.engine.begin() as connection:
        for table in metadata.sorted_tables:
            found = connection.execute(select(table).order_by(*table.primary_key))
            rows[table.name] = [repr(tuple(row)) for row in found]
    return rows


def in_any_order(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the rows sorted here: the engines sort text each in its own way."""
    return {name: sorted(found) for name, found in rows.items()}


async def test_every_row_of_every_table_is_the_same_afterwards(
    old: Database, new: Database
) -> None:
    before = await tables(old)
    assert [name for name, rows in before.items() if not rows] == []
    told: Counter[str] = Counter()
    counts = await move(
        old.store.transactions,
        new.store.transactions,
        now=LATER,
        tell=lambda name, rows: told.update({name: rows}),
    )
    after = await tables(new)
    assert in_any_order(after) == in_any_order(before)
    assert counts == {name: len(rows) for name, rows in before.items()}
    assert told.total() == await size(old.store.transactions)


QUESTIONS: tuple[Callable[[Database], Awaitable[object]], ...] = (
    lambda d: d.store.feed_states(),
    lambda d: d.store.digests(),
    lambda d: d.store.counts(),
    lambda d: d.replies.replies(),
    lambda d: d.replies.turns("ada", since=MONDAY),
    lambda d: d.subscriptions.subscriptions(),
    lambda d: d.subscriptions.slots("subscription-c1"),
    lambda d: d.subscriptions.changes("subscription-c2"),
    lambda d: d.outbox.deliveries(),
    lambda d: d.outbox.tally(),
    lambda d: d.vectors.nearest(MODEL, LIKE),
    lambda d: d.feedback.votes([HERE], since=MONDAY),
    lambda d: d.feedback.reports(),
)


async def test_what_is_kept_is_found_through_the_ports_as_before(
    old: Database, new: Database
) -> None:
    await moved(old, new)
    for question in QUESTIONS:
        assert await question(old) == await question(new)
    for word in ("text", "another", "nothing"):
        found = [[p.article for p in await d.store.search([word])] for d in (old, new)]
        assert found[0] == found[1]
    assert await new.store.search(["another"])
    one = an_article("One text.")
    assert await new.store.facts([one.id]) == await old.store.facts([one.id]) != []


async def test_row_numbers_go_on_after_the_last_one(old: Database, new: Database) -> None:
    await moved(old, new)
    last = {name: (await _numbers(new, name))[-1] for name in NUMBERED}
    entry = an_entry("fresh")
    record = PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,))
    await new.store.save_poll(record)
    other = an_article("A third text.", url="https://c.example/")
    kept = await new.store.save_article(other, entry_id=entry.id)
    assert kept in [passage.article for passage in await new.store.search(["third"])]
    await new.outbox.enqueue(a_group("fresh", 1))
    await new.subscriptions.save_subscription(a_subscription("c9"), a_change())
    await new.store.save_digest(a_digest(other, content="other"))
    for name in NUMBERED:
        assert await _numbers(new, name) == [*await _numbers(old, name), last[name] + 1]


NUMBERED = ("article_versions", "deliveries", "subscription_changes", "digests")


async def _numbers(database: Database, name: str) -> list[int]:
    number = metadata.tables[name].c.n
    with database.store.transactions.engine.begin() as connection:
        return list(connection.execute(select(number).order_by(number)).scalars())


async def test_a_move_that_dies_changes_neither_side_and_can_be_made_again(
    old: Database, new: Database
) -> None:
    before = await tables(old)
    for number in (3, 40, 60):
        with before_statement(new.store, number, die), pytest.raises(Died):
            await moved(old, new)
        assert not any((await tables(new)).values())
    await old.subscriptions.claim_tick("plan", LATER)
    await moved(old, new)
    assert len((await tables(new))["ticks"]) == len(before["ticks"]) + 1


async def test_a_move_that_is_cancelled_moves_nothing(old: Database, new: Database) -> None:
    def cancel(name: str, _: int) -> None:
        if name == "articles":
            cancelling(task)()

    transactions = old.store.transactions, new.store.transactions
    task = asyncio.create_task(move(*transactions, now=LATER, tell=cancel))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not any((await tables(new)).values())
    assert await old.subscriptions.claim_tick("plan", LATER)


async def test_a_process_that_still_runs_on_the_file_can_take_nothing(
    old: Database, new: Database
) -> None:
    await moved(old, new)
    for write in (
        old.outbox.lease_lane("slack/g1", holder="w", now=LATER, until=LATER + MINUTE),
        old.subscriptions.claim_tick("plan", LATER),
        old.subscriptions.save_subscription(a_subscription("c9"), a_change()),
    ):
        with pytest.raises(StoreError, match="everything was moved to postgresql") as refusal:
            await write
        assert not refusal.value.retryable
        assert "hidden-from-everyone" not in str(refusal.value)
    assert await old.store.digests()


async def test_a_second_move_to_the_same_place_says_what_is_there(
    old: Database, new: Database
) -> None:
    counts = await moved(old, new)
    await new.subscriptions.claim_tick("plan", LATER)
    assert await moved(old, new) == counts | {"ticks": counts["ticks"] + 1}


async def test_a_move_that_is_killed_before_postgresql_commits_is_made_again(
    old: Database, new: Database, sqlite_url: str, postgres_url: str
) -> None:
    before = await tables(old)
    program = [sys.executable, "-m", "tests.store.moving", sqlite_url, postgres_url]
    killed = await asyncio.to_thread(subprocess.run, program, cwd=ROOT, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert not any((await tables(new)).values())
    with pytest.raises(StoreError, match="was moved"):
        await old.subscriptions.claim_tick("plan", LATER)
    await moved(old, new)
    assert in_any_order(await tables(new)) == in_any_order(before)


async def test_a_postgresql_that_is_not_empty_is_refused_and_left_alone(
    old: Database, new: Database
) -> None:
    await new.subscriptions.claim_tick("plan", MONDAY)
    with pytest.raises(UserError, match=r"not empty \(ticks\).*createdb"):
        await moved(old, new)
    assert await old.subscriptions.claim_tick("poll", LATER)


async def test_nothing_is_moved_while_somebody_posts(old: Database, new: Database) -> None:
    await old.outbox.lease_lane("slack/g1", holder="w", now=LATER, until=LATER + MINUTE)
    with pytest.raises(UserError, match=r"until 2026-04-13 11:01:00 UTC.*Stop `citewire run`"):
        await moved(old, new)
    await moved(old, new, now=LATER + MINUTE)


async def test_few_rows_are_in_memory_at_once(old: Database, new: Database) -> None:
    many = 5 * BATCH + 7
    with old.store.transactions.engine.begin() as connection:
        rows = [{"feed_id": f"f{n}", "health": "ok", "failures": 0} for n in range(many)]
        connection.execute(insert(feed_states), rows)
    largest: Counter[str] = Counter()
    await move(
        old.store.transactions,
        new.store.transactions,
        now=LATER,
        tell=lambda name, rows: largest.update({name: max(0, rows - largest[name])}),
    )
    assert largest.most_common(1) == [("feed_states", BATCH)]
    assert len(await new.store.feed_states()) == many + 1
