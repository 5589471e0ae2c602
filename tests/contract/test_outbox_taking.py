"""Lanes, leases, holds, and the order within a channel, in memory and on both engines."""

from dataclasses import replace
from datetime import datetime

import pytest

from digests.model import Delivery, DeliveryState, Postponed, Sent
from digests.ports import Outbox
from tests.builders import MONDAY
from tests.store.builders_outbox import LANE, MINUTE, a_channel, a_delivery, a_group

UNTIL = MONDAY + 5 * MINUTE


async def take(
    outbox: Outbox, *, lane: str = LANE, now: datetime = MONDAY, limit: int = 10
) -> list[str]:
    found = await outbox.take(lane, holder="w1", now=now, until=UNTIL, limit=limit)
    return [f"{one.group}.{one.part}" for one in found]


async def sent(outbox: Outbox, group: str, part: int) -> None:
    """Settle what is being sent."""
    (one,) = (one for one in await outbox.deliveries(group=group) if one.part == part)
    assert await outbox.settle(one, Sent(message_id=f"m-{group}-{part}", at=MONDAY))


async def test_what_is_taken_is_being_sent_by_its_holder(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    taken = await outbox.take(LANE, holder="w1", now=MONDAY, until=UNTIL, limit=10)
    leased = replace(
        a_delivery(),
        state=DeliveryState.SENDING,
        attempts=1,
        tried_at=MONDAY,
        lease="w1",
        lease_until=UNTIL,
    )
    assert taken == await outbox.deliveries() == [leased]
    assert await take(outbox) == []


async def test_a_channel_gets_its_messages_one_at_a_time_in_the_order_planned(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([*a_group("g2", 2), *a_group("g1", 2)])
    await outbox.enqueue(a_group("g3", 1, channel_id="c2"))
    assert await take(outbox) == ["g2.0", "g3.0"]
    assert await take(outbox) == []
    for group, part in (("g2", 0), ("g2", 1), ("g1", 0)):
        await sent(outbox, group, part)
        following = {("g2", 0): "g2.1", ("g2", 1): "g1.0", ("g1", 0): "g1.1"}[group, part]
        assert await take(outbox) == [following]


async def test_a_channels_order_holds_across_lanes(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery("g1", lane="other"), a_delivery("g2")])
    assert await take(outbox) == []
    assert await take(outbox, lane="other") == ["g1.0"]
    await sent(outbox, "g1", 0)
    assert await take(outbox) == ["g2.0"]


async def test_a_thread_is_another_channel(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery("g1")])
    await outbox.enqueue([a_delivery("g2", channel=a_channel("c1", thread_id="t1"))])
    assert await take(outbox) == ["g1.0", "g2.0"]


async def test_a_channel_waits_while_its_first_message_waits_for_its_time(outbox: Outbox) -> None:
    await outbox.enqueue(a_group("g1", 2))
    (first,) = await outbox.take(LANE, holder="w1", now=MONDAY, until=UNTIL, limit=10)
    await outbox.settle(first, Postponed(not_before=MONDAY + MINUTE, reason="busy"))
    assert await take(outbox) == []
    assert await take(outbox, now=MONDAY + MINUTE) == ["g1.0"]


@pytest.mark.parametrize("scope", ["discord/g1/c1", "discord/g1", "discord"])
async def test_nothing_is_taken_where_it_is_held(outbox: Outbox, scope: str) -> None:
    for group, channel in {
        "here": a_channel("c1"),
        "workspace": a_channel("c2"),
        "platform": a_channel("c3", workspace_id="g2"),
        "elsewhere": a_channel("c1", platform="slack"),
    }.items():
        await outbox.enqueue([a_delivery(group, channel=channel)])
    await outbox.hold(scope, MONDAY + MINUTE)
    held = {"discord/g1/c1": 1, "discord/g1": 2, "discord": 3}[scope]
    groups = ["here.0", "workspace.0", "platform.0", "elsewhere.0"]
    assert await take(outbox) == groups[held:]
    assert await take(outbox, now=MONDAY + MINUTE) == groups[:held]


async def test_a_hold_is_only_lengthened(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    for minutes in (2, 1):
        await outbox.hold("discord", MONDAY + minutes * MINUTE)
    assert await take(outbox, now=MONDAY + 1.5 * MINUTE) == []
    await outbox.hold("discord", MONDAY + 3 * MINUTE)
    assert await take(outbox, now=MONDAY + 2.5 * MINUTE) == []
    assert await take(outbox, now=MONDAY + 3 * MINUTE) == ["g1.0"]


async def test_a_threaded_message_knows_its_first_one(outbox: Outbox) -> None:
    await outbox.enqueue([*a_group("g1", 2), replace(a_delivery("g1", 2), threaded=False)])
    found: list[Delivery] = []
    for part in range(3):
        found += await outbox.take(LANE, holder="w1", now=MONDAY, until=UNTIL, limit=10)
        await sent(outbox, "g1", part)
    assert [one.thread_of for one in found] == [None, "m-g1-0", None]


async def test_a_lane_is_one_workers_until_its_lease_is_over(outbox: Outbox) -> None:
    async def lease(holder: str, minutes: float) -> bool:
        now = MONDAY + minutes * MINUTE
        until = now + MINUTE
        leased = await outbox.lease_lane(LANE, holder=holder, now=now, until=until)
        assert leased is None or leased.until == until
        return leased is not None

    assert await lease("w1", 0)
    assert not await lease("w2", 0.5)
    assert await lease("w1", 0.9)
    assert not await lease("w2", 1.5)
    assert await lease("w2", 1.9)
    assert not await lease("w1", 2)


async def test_a_lane_that_is_given_back_is_free_at_once(outbox: Outbox) -> None:
    await outbox.release_lane(LANE, holder="w1", now=MONDAY)
    await outbox.lease_lane(LANE, holder="w1", now=MONDAY, until=UNTIL)
    await outbox.release_lane(LANE, holder="w2", now=MONDAY)
    assert await outbox.lease_lane(LANE, holder="w2", now=MONDAY, until=UNTIL) is None
    await outbox.release_lane(LANE, holder="w1", now=MONDAY)
    assert await outbox.lease_lane(LANE, holder="w2", now=MONDAY, until=UNTIL) is not None


async def idle(outbox: Outbox, holder: str, minutes: float, lasting: float = 1) -> float | None:
    """Lease the lane and return how many minutes it has been idle for."""
    now = MONDAY + minutes * MINUTE
    leased = await outbox.lease_lane(LANE, holder=holder, now=now, until=now + lasting * MINUTE)
    assert leased is not None
    return None if leased.idle_for is None else leased.idle_for / MINUTE


async def test_a_lane_without_a_post_was_never_busy(outbox: Outbox) -> None:
    assert await idle(outbox, "w1", 0) is None
    await take(outbox)
    await outbox.release_lane(LANE, holder="w1", now=MONDAY)
    assert await idle(outbox, "w2", 5) is None


async def test_a_lane_is_idle_since_messages_were_taken_or_it_was_given_back(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([a_delivery()])
    await idle(outbox, "w1", 0, lasting=9)
    await take(outbox, now=MONDAY + MINUTE)
    assert await idle(outbox, "w1", 3) == 2
    await outbox.release_lane(LANE, holder="w1", now=MONDAY + 4 * MINUTE)
    assert await idle(outbox, "w2", 7) == 3


async def test_a_lane_that_was_not_given_back_was_busy_until_its_lease_was_over(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([a_delivery()])
    await idle(outbox, "w1", 0, lasting=2)
    await take(outbox)
    assert await idle(outbox, "w2", 5) == 3


async def test_what_is_reclaimed_makes_a_lane_busy(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    await take(outbox)
    now = UNTIL + MINUTE
    await outbox.reclaim(LANE, holder="w2", now=now, until=now + MINUTE, limit=10)
    assert await idle(outbox, "w2", 8) == 2


async def test_what_somebody_was_sending_is_reclaimed_when_the_lease_is_over(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([a_delivery(f"g{n}", channel_id=f"c{n}") for n in range(3)])
    await outbox.enqueue([a_delivery("elsewhere", lane="other", channel_id="c9")])
    await take(outbox, lane="other")
    await take(outbox)

    async def reclaim(now: datetime) -> list[Delivery]:
        return await outbox.reclaim(LANE, holder="w2", now=now, until=now + MINUTE, limit=2)

    assert await reclaim(UNTIL - MINUTE) == []
    found = await reclaim(UNTIL)
    assert [one.group for one in found] == ["g0", "g1"]
    assert {(o.state, o.lease, o.lease_until, o.attempts) for o in found} == {
        (DeliveryState.SENDING, "w2", UNTIL + MINUTE, 2)
    }
    assert [one.group for one in await reclaim(UNTIL)] == ["g2"]
    assert await reclaim(UNTIL) == []


async def test_a_reclaimed_part_knows_its_first_one(outbox: Outbox) -> None:
    await outbox.enqueue(a_group("g1", 2))
    await take(outbox)
    await sent(outbox, "g1", 0)
    await take(outbox)
    (found,) = await outbox.reclaim(LANE, holder="w2", now=UNTIL, until=UNTIL + MINUTE, limit=9)
    assert (found.part, found.thread_of) == (1, "m-g1-0")
