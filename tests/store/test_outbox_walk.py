"""The same operations at random, in memory and on SQLite, come to the same."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from digests.model import (
    Delivery,
    GivenUp,
    InDoubt,
    PostOutcome,
    Postponed,
    Sent,
    Subscription,
)
from digests.store.sql import open_database
from tests.builders import MONDAY
from tests.store.builders_outbox import (
    MINUTE,
    WEEK,
    a_change,
    a_channel,
    a_group,
    a_plan,
    a_subscription,
)
from tests.stores import Outgoing, outgoing_in_memory

CHANNELS = ["c1", "c2", "c3"]
LANES = ["discord/0", "discord/1"]
SCOPES = ["discord", "discord/g1", "discord/g1/c1", "discord/g1/c2"]
WORKERS = ["w1", "w2"]


@dataclass(slots=True)
class Walker:
    """Walks one kind of outbox; `taken` is what its workers believe to be sending."""

    outgoing: Outgoing
    taken: list[Delivery] = field(default_factory=list)
    now: datetime = MONDAY

    async def step(self, name: str, a: int, b: int) -> object:
        """Take a step: what it does follows from its name and two small numbers."""
        return await STEPS[name](self, a, b)

    async def enqueue(self, a: int, b: int) -> object:
        groups = a_group(f"g{a}", b % 4, channel_id=CHANNELS[a % 3], lane=LANES[b % 2])
        return await self.outgoing.outbox.enqueue(groups)

    async def subscribe(self, a: int, b: int) -> None:
        paused = "by its owner" if b % 4 == 0 else None
        due_at = None if paused else self.now + b * MINUTE
        one = a_subscription(CHANNELS[a % 3], due_at=due_at, paused=paused)
        await self.outgoing.subscriptions.save_subscription(one, a_change(one.id, f"{b}"))

    async def end(self, a: int, b: int) -> None:
        one = f"subscription-{CHANNELS[a % 3]}"
        await self.outgoing.subscriptions.remove_subscription(one, a_change(one, f"{b}"))

    async def plan(self, a: int, b: int) -> object:
        due: list[Subscription] = await self.outgoing.subscriptions.due(self.now, limit=a + 1)
        plans = [a_plan(one, parts=b % 3) for one in due]
        return due, await self.outgoing.subscriptions.plan(plans)

    async def take(self, a: int, b: int) -> object:
        until = self.now + b * MINUTE
        found = await self.outgoing.outbox.take(
            LANES[a % 2], holder=WORKERS[b % 2], now=self.now, until=until, limit=1 + b % 3
        )
        self.taken += found
        return found

    async def reclaim(self, a: int, b: int) -> object:
        until = self.now + b * MINUTE
        found = await self.outgoing.outbox.reclaim(
            LANES[a % 2], holder=WORKERS[b % 2], now=self.now, until=until, limit=1 + b % 3
        )
        self.taken += found
        return found

    async def settle(self, a: int, b: int) -> object:
        if not self.taken:
            return None
        # Not forgotten: a worker that was frozen says the same again.
        delivery = self.taken[-1 - a % len(self.taken)]
        outcomes: list[PostOutcome] = [
            Sent(message_id=f"m{b}", at=self.now),
            Postponed(not_before=self.now + b * MINUTE, reason="busy"),
            GivenUp(reason="gone"),
            InDoubt(reason="no answer"),
        ]
        return await self.outgoing.outbox.settle(delivery, outcomes[b % 4])

    async def hold(self, a: int, b: int) -> None:
        await self.outgoing.outbox.hold(SCOPES[a % 4], self.now + b * MINUTE)

    async def lease(self, a: int, b: int) -> object:
        until = self.now + b * MINUTE
        return await self.outgoing.outbox.lease_lane(
            LANES[a % 2], holder=WORKERS[b % 2], now=self.now, until=until
        )

    async def release(self, a: int, b: int) -> None:
        await self.outgoing.outbox.release_lane(LANES[a % 2], holder=WORKERS[b % 2], now=self.now)

    async def wait(self, a: int, b: int) -> object:
        self.now += WEEK if a + b == 0 else b * MINUTE
        return await self.outgoing.outbox.waiting_lanes(self.now)

    async def look(self) -> list[object]:
        """Return everything that can be asked for."""
        kept, outbox = self.outgoing.subscriptions, self.outgoing.outbox
        found: list[object] = [
            await kept.subscriptions(),
            await outbox.deliveries(),
            await outbox.deliveries(channel=a_channel("c1")),
            await outbox.backlog(),
            await outbox.tally(),
            await outbox.waiting_lanes(self.now),
        ]
        for name in CHANNELS:
            found.append(await kept.slots(f"subscription-{name}"))
            found.append(await kept.changes(f"subscription-{name}"))
        return found


STEPS: dict[str, Callable[[Walker, int, int], Awaitable[object]]] = {
    "enqueue": Walker.enqueue,
    "subscribe": Walker.subscribe,
    "end": Walker.end,
    "plan": Walker.plan,
    "take": Walker.take,
    "reclaim": Walker.reclaim,
    "settle": Walker.settle,
    "hold": Walker.hold,
    "lease": Walker.lease,
    "release": Walker.release,
    "wait": Walker.wait,
}
OFTEN = [*STEPS, "take", "take", "take", "settle", "settle", "settle", "settle", "lease"]
BEGINNING = [
    ("enqueue", 0, 3),
    ("enqueue", 1, 2),
    ("subscribe", 2, 1),
    ("wait", 0, 1),
    ("plan", 2, 2),
]
"""Few walks from nothing come far."""
WALK = st.lists(
    st.tuples(st.sampled_from(OFTEN), st.integers(0, 5), st.integers(0, 7)),
    min_size=40,
    max_size=60,
)


async def walk(file: Path, steps: list[tuple[str, int, int]]) -> None:
    async with open_database(f"sqlite:///{file}") as database:
        kept = Outgoing(subscriptions=database.subscriptions, outbox=database.outbox)
        walkers = [Walker(outgoing_in_memory()), Walker(kept)]
        for name, a, b in [*BEGINNING, *steps]:
            in_memory, on_sqlite = [await walker.step(name, a, b) for walker in walkers]
            assert in_memory == on_sqlite, name
            one, other = [await walker.outgoing.outbox.deliveries() for walker in walkers]
            assert one == other, name
        in_memory, on_sqlite = [await walker.look() for walker in walkers]
        assert in_memory == on_sqlite


# Each step is a commit that waits for the disk: no time to look for the shortest failing walk.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=WALK)
def test_any_walk_comes_to_the_same_in_memory_and_on_sqlite(
    sqlite_template: Path, steps: list[tuple[str, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "walk.db"
        shutil.copyfile(sqlite_template, file)
        asyncio.run(walk(file, steps))
