"""A run that plans and posts with every operation; killed at a commit when it is told to.

`python -m tests.store.sending URL [N]`: N is the commit, from 1, before which it kills itself.
"""

import asyncio
import sys

from digests.model import Delivery, GivenUp, InDoubt, PostOutcome, Sent
from digests.ports import Outbox
from digests.store.sql import Database, open_database
from tests.builders import MONDAY
from tests.store.breaking import die_at_commit
from tests.store.builders_outbox import (
    LANE,
    MINUTE,
    a_change,
    a_group,
    a_plan,
    a_subscription,
)

COMMITS = 17
NOW = MONDAY
LEASED = MONDAY + MINUTE


async def send_everything(database: Database) -> None:
    """Write with every operation, as workers do that ask what is missing and can run twice."""
    kept = database.subscriptions
    for name in ("c1", "c2"):
        if not await kept.changes(f"subscription-{name}"):
            change = a_change(f"subscription-{name}")
            await kept.save_subscription(a_subscription(name), change)
    await kept.claim_tick("plan", NOW)
    await kept.plan([a_plan(one, parts=2) for one in await kept.due(NOW)])
    outbox = database.outbox
    await outbox.enqueue(a_group("apart", 2, channel_id="c3"))
    await outbox.hold("slack", LEASED)
    if await kept.subscription("subscription-c2") is not None:
        await kept.remove_subscription("subscription-c2", a_change("subscription-c2", "ended"))
    await outbox.lease_lane(LANE, holder="w", now=NOW, until=LEASED)
    while await outbox.waiting_lanes(NOW):
        for delivery in await _next(outbox):
            await outbox.settle(delivery, _outcome(delivery))
    await outbox.release_lane(LANE, holder="w", now=LEASED)


async def _next(outbox: Outbox) -> list[Delivery]:
    """Return what a killed run was sending, else what is next; its lease is over at once."""
    lost = await outbox.reclaim(LANE, holder="w", now=NOW, until=NOW, limit=9)
    return lost or await outbox.take(LANE, holder="w", now=NOW, until=NOW, limit=9)


def _outcome(delivery: Delivery) -> PostOutcome:
    if delivery.part == 0:
        return Sent(message_id=f"m-{delivery.id}", at=NOW)
    if delivery.group == "apart":
        return GivenUp(reason="too long")
    return InDoubt(reason="no answer")


async def _main(url: str, fatal: int) -> None:
    async with open_database(url) as database:
        die_at_commit(database.store, fatal)
        await send_everything(database)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else -1))
