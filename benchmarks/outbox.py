"""Measure a wave of digests: how fast it is planned, and how fast its messages are taken.

    python -m benchmarks.outbox --database URL --subscriptions 100000

For 1,000 subscriptions, ten times as many, and so on up to the number: all are due at one time, each
plan has three messages, and every channel of a platform gets the same three. The database must hold
no subscription; it is left empty. What composes and renders a digest is not measured here.
"""

import argparse
import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from sqlalchemy import delete

from benchmarks.measuring import peak_megabytes, timed
from digests.model import (
    Channel,
    Delivery,
    Planned,
    Sent,
    Slot,
    SlotState,
    Subscription,
    Window,
)
from digests.model.ids import content_id
from digests.ports import Outbox, Subscriptions
from digests.store.bulk import insert_missing
from digests.store.delivery_rows import subscription_fields
from digests.store.delivery_schema import (
    deliveries,
    holds,
    lanes,
    payloads,
    slots,
    subscriptions,
)
from digests.store.sql import Database, open_database

T = TypeVar("T")

DUE = datetime(2026, 5, 11, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
LANES = 5
PARTS = 3
BATCH = 1_000
AT_ONCE = 10
ROUNDS = 100
LOOKS = 5
LANE = "discord/0"
PAYLOADS = tuple(
    {"part": part, "text": "A sentence with its quote. " * 150} for part in range(PARTS)
)
"""About 4,000 characters each, a full message."""


def subscription(number: int) -> Subscription:
    """Return the subscription of that number."""
    channel = Channel(platform="discord", workspace_id=f"g{number // 3}", channel_id=f"c{number}")
    return Subscription(
        id=content_id("subscription", str(number)),
        channel=channel,
        topic_id="pytorch",
        owner="u1",
        created_at=DUE - WEEK,
        due_at=DUE,
    )


def plan_of(due: Subscription) -> Planned:
    """Return a plan of three messages, as a planner makes it of a digest that is rendered once."""
    window = Window(since=DUE - WEEK, until=DUE)
    slot = Slot(
        subscription_id=due.id,
        due_at=DUE,
        state=SlotState.PLANNED,
        window=window,
        digest_id="digest-1",
    )
    group = content_id("group", "digest-1", due.channel.key)
    return Planned(
        slot=slot,
        deliveries=tuple(
            Delivery(
                id=content_id("delivery", group, str(part)),
                group=group,
                part=part,
                channel=due.channel,
                lane=f"discord/{int(due.channel.channel_id[1:]) % LANES}",
                payload=PAYLOADS[part],
                planned_at=DUE,
                subscription_id=due.id,
                digest_id="digest-1",
                threaded=part > 0,
            )
            for part in range(PARTS)
        ),
        after=replace(due, due_at=DUE + WEEK, covered_until=DUE, shown=("digest-1",)),
    )


async def plan_all(kept: Subscriptions) -> int:
    """Plan whatever is due, as the planner does, and return how many that were."""
    planned = 0
    while due := await kept.due(DUE, limit=BATCH):
        planned += await kept.plan([plan_of(one) for one in due])
    return planned


class Stopwatch:
    """Milliseconds of calls, by what was called."""

    def __init__(self) -> None:
        self._found: dict[str, list[float]] = defaultdict(list)

    async def time(self, what: str, call: Awaitable[T]) -> T:
        """Return what the call returns."""
        started = time.perf_counter()
        result = await call
        self._found[what].append((time.perf_counter() - started) * 1_000)
        return result

    def lines(self) -> list[str]:
        """Return the median and the longest of each kind of call."""
        return [
            f"{what}: {statistics.median(found):.1f} ms, at most {max(found):.1f}"
            for what, found in self._found.items()
        ]


async def measure_posting(outbox: Outbox) -> list[str]:
    """Return lines on what a worker of one lane does, and on what it costs where all is held."""
    watch, now = Stopwatch(), DUE + MINUTE

    async def take() -> list[Delivery]:
        call = outbox.take(LANE, holder="w1", now=now, until=now + MINUTE, limit=AT_ONCE)
        return await watch.time(f"take {AT_ONCE}", call)

    for _ in range(ROUNDS):
        for delivery in await take():
            sent = Sent(message_id=delivery.id, at=now)
            await watch.time("settle", outbox.settle(delivery, sent))
    for _ in range(LOOKS):
        await watch.time("waiting lanes", outbox.waiting_lanes(now))
        await watch.time("backlog", outbox.backlog())
    lines = watch.lines()
    await outbox.hold("discord", now + WEEK)
    watch = Stopwatch()
    for _ in range(LOOKS):
        await take()
        await watch.time("waiting lanes", outbox.waiting_lanes(now))
    return lines + [f"all held, {line}" for line in watch.lines()]


async def measure(database: Database, size: int) -> None:
    """Make subscriptions, plan them, take some of their messages, print, and empty the tables."""
    rows = (subscription_fields(subscription(number)) for number in range(size))
    transactions = database.store.transactions
    while chunk := list(islice(rows, BATCH)):
        await transactions.write(insert_missing, subscriptions, chunk, subscriptions.c.id)
    busy = time.process_time()
    with timed() as lap:
        planned = await plan_all(database.subscriptions)
    busy = time.process_time() - busy
    messages = sum((await database.outbox.tally()).values())
    print(
        f"{planned:,} subscriptions, {messages:,} messages: {lap.seconds:.1f} s"
        f" ({busy:.1f} s of processor), {messages / lap.seconds:,.0f} messages a second;"
        f" {peak_megabytes():.0f} MB"
    )
    for line in await measure_posting(database.outbox):
        print(f"  {line}")
    with transactions.writing.begin() as connection:
        for table in (deliveries, payloads, lanes, holds, slots, subscriptions):
            connection.execute(delete(table))


async def grow(url: str, most: int) -> None:
    """Measure at 1,000 subscriptions, ten times as many, and so on."""
    async with open_database(url) as database:
        if await database.subscriptions.subscriptions():
            raise SystemExit("this database is in use: name an empty one")
        size = min(1_000, most)
        while size <= most:
            await measure(database, size)
            size *= 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on one database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument("--subscriptions", type=int, default=100_000)
    options = parser.parse_args(arguments)
    asyncio.run(grow(options.database, options.subscriptions))


if __name__ == "__main__":
    main()
