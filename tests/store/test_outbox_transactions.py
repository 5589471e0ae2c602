"""All of an operation on the outbox or nothing of it: when it fails, is killed, or has company."""

import asyncio
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from digests.model import DeliveryState, GivenUp, Postponed, Sent
from digests.store.schema import metadata
from digests.store.sql import Database, open_database
from tests.builders import MONDAY
from tests.store.breaking import Died, before_statement, die
from tests.store.builders_outbox import (
    LANE,
    MINUTE,
    a_change,
    a_group,
    a_plan,
    a_subscription,
)
from tests.store.saving import kept_rows
from tests.store.sending import COMMITS, send_everything

ROOT = Path(__file__).resolve().parents[2]
UNTIL = MONDAY + MINUTE
OTHER = a_subscription("c2")
SENDING = replace(
    a_group("g1")[0],
    state=DeliveryState.SENDING,
    lease="w1",
    lease_until=UNTIL,
    attempts=1,
    tried_at=MONDAY,
)

OPERATIONS: dict[str, Callable[[Database], Awaitable[object]]] = {
    "save_subscription": lambda kept: kept.subscriptions.save_subscription(
        a_subscription(language="de"), a_change(what="language")
    ),
    "remove_subscription": lambda kept: kept.subscriptions.remove_subscription(
        "subscription-c3", a_change("subscription-c3", "ended")
    ),
    "move_subscription": lambda kept: kept.subscriptions.move_subscription(
        "subscription-c3",
        a_subscription("c4"),
        ended=a_change("subscription-c3", "moved"),
        begun=a_change("subscription-c4", "moved here"),
    ),
    "plan": lambda kept: kept.subscriptions.plan([a_plan(OTHER), a_plan(a_subscription())]),
    "enqueue": lambda kept: kept.outbox.enqueue(
        [replace(one, payload={"text": "New"}, lane="new") for one in a_group("g2")]
    ),
    "take": lambda kept: kept.outbox.take(LANE, holder="w2", now=MONDAY, until=UNTIL, limit=9),
    "reclaim": lambda kept: kept.outbox.reclaim(LANE, holder="w2", now=UNTIL, until=UNTIL, limit=9),
    "settle": lambda kept: kept.outbox.settle(SENDING, GivenUp(reason="gone")),
}


async def prepare(database: Database) -> None:
    for name in ("c1", "c2", "c3"):
        one = a_subscription(name)
        await database.subscriptions.save_subscription(one, a_change(one.id))
    await database.outbox.enqueue(a_group("g1"))
    (taken,) = await database.outbox.take(LANE, holder="w1", now=MONDAY, until=UNTIL, limit=1)
    assert replace(taken, payload=SENDING.payload) == SENDING
    await database.subscriptions.plan([a_plan(a_subscription("c3"))])


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
async def test_a_failure_before_any_statement_leaves_nothing(
    database: Database, operation: Callable[[Database], Awaitable[object]]
) -> None:
    await prepare(database)
    before = await kept_rows(database.store)
    for number in range(1, 30):
        try:
            with before_statement(database.store, number, die):
                await operation(database)
        except Died:
            assert await kept_rows(database.store) == before
        else:
            break
    assert number > 2
    assert await kept_rows(database.store) != before


def run(url: str, commit: int) -> int:
    command = [sys.executable, "-m", "tests.store.sending", url, str(commit)]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode


async def empty(database: Database) -> None:
    with database.store.transactions.writing.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


async def test_a_run_killed_at_any_commit_is_finished_by_the_next(
    database: Database, database_url: str
) -> None:
    await send_everything(database)
    expected = await kept_rows(database.store)
    for commit in range(1, COMMITS + 1):
        await empty(database)
        assert await asyncio.to_thread(run, database_url, commit) == -signal.SIGKILL
        await send_everything(database)
        assert await kept_rows(database.store) == expected
    await empty(database)
    assert await asyncio.to_thread(run, database_url, COMMITS + 1) == 0


@asynccontextmanager
async def several(url: str, number: int) -> AsyncIterator[list[Database]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_database(url)) for _ in range(number)]


async def test_takers_at_once_never_lease_twice_and_keep_each_channels_order(
    database_url: str,
) -> None:
    channels = 12
    posted: dict[str, list[str]] = defaultdict(list)
    busy: set[str] = set()
    attempts: Counter[tuple[str, int]] = Counter()
    chance = random.Random(4)  # noqa: S311 — the order of attempts, repeatably

    async def work(database: Database, holder: str) -> None:
        while await database.outbox.waiting_lanes(MONDAY):
            lane = chance.choice(["discord/0", "discord/1"])
            found = await database.outbox.take(
                lane, holder=holder, now=MONDAY, until=UNTIL, limit=chance.randint(1, 4)
            )
            for one in found:
                attempts[one.id, one.attempts] += 1
                assert one.channel.key not in busy
                busy.add(one.channel.key)
            for one in found:
                busy.remove(one.channel.key)
                again = one.attempts == 1 and chance.random() < 0.2
                if not again:
                    posted[one.channel.key].append(f"{one.group}.{one.part}")
                tried = Postponed(not_before=MONDAY, reason="busy")
                sent = Sent(message_id=one.id, at=MONDAY)
                assert await database.outbox.settle(one, tried if again else sent)

    async with several(database_url, 4) as databases:
        for n in range(channels):
            # The two digests of a channel are in two lanes.
            for lane in ("discord/0", "discord/1"):
                group = a_group(f"{lane}-{n}", 3, channel_id=f"c{n}", lane=lane)
                await databases[0].outbox.enqueue(group)
        await asyncio.gather(*(work(one, f"w{n}") for n, one in enumerate(databases * 2)))
        assert await databases[0].outbox.tally() == {DeliveryState.SENT: channels * 6}
    assert set(attempts.values()) == {1}
    assert posted == {
        f"discord/g1/c{n}": [
            f"{lane}-{n}.{part}" for lane in ("discord/0", "discord/1") for part in range(3)
        ]
        for n in range(channels)
    }


async def test_planners_at_once_plan_each_due_time_once(database_url: str) -> None:
    made = [a_subscription(f"c{n:02}") for n in range(60)]
    plans = [a_plan(one) for one in made]
    async with several(database_url, 3) as databases:
        for one in made:
            await databases[0].subscriptions.save_subscription(one, a_change(one.id))
        batches = [plans[:40], plans[20:], plans[::-1]]
        counts = await asyncio.gather(
            *(
                database.subscriptions.plan(batch)
                for database, batch in zip(databases, batches, strict=True)
            )
        )
        assert sum(counts) == len(made)
        found = await databases[0].outbox.deliveries()
        assert sorted(one.id for one in found) == sorted(
            one.id for plan in plans for one in plan.deliveries
        )
        assert await databases[0].subscriptions.due(MONDAY) == []


async def test_the_parts_of_groups_enqueued_at_once_are_not_mixed(database_url: str) -> None:
    async with several(database_url, 3) as databases:
        await asyncio.gather(
            *(
                database.outbox.enqueue(a_group(f"g{which}-{n}", 5))
                for n in range(8)
                for which, database in enumerate(databases)
            )
        )
        found = await databases[0].outbox.deliveries()
        groups = [group for group, _ in groupby(found, key=lambda one: one.group)]
        assert len(groups) == len(set(groups)) == 24
        assert [one.part for one in found] == [*range(5)] * 24


async def test_nothing_waits_for_a_subscription_that_ends_while_it_is_planned(
    database_url: str,
) -> None:
    async with several(database_url, 2) as (one, two):
        for n in range(12):
            made = a_subscription(f"c{n}")
            await one.subscriptions.save_subscription(made, a_change(made.id))
            await asyncio.gather(
                one.subscriptions.plan([a_plan(made)]),
                two.subscriptions.remove_subscription(made.id, a_change(made.id, "ended")),
            )
        assert await one.subscriptions.subscriptions() == []
        assert await one.outbox.deliveries(states=[DeliveryState.PLANNED]) == []


async def test_one_of_many_callers_has_a_tick_and_one_a_lane(database_url: str) -> None:
    async with several(database_url, 3) as databases:
        ticks = await asyncio.gather(
            *(one.subscriptions.claim_tick("plan", MONDAY) for one in databases * 3)
        )
        assert sorted(ticks) == [False] * 8 + [True]
        leases = await asyncio.gather(
            *(
                one.outbox.lease_lane(LANE, holder=f"w{n}", now=MONDAY, until=UNTIL)
                for n, one in enumerate(databases * 3)
            )
        )
        assert sum(lease is not None for lease in leases) == 1
