"""What is put into the outbox, and what can be said of it, in memory and on both engines."""

from dataclasses import replace

import pytest

from digests.model import Backlog, Delivery, DeliveryState, Sent
from digests.ports import Outbox
from tests.builders import MONDAY
from tests.store.builders_outbox import (
    LANE,
    MINUTE,
    a_channel,
    a_delivery,
    a_group,
)

LATER = MONDAY + MINUTE


async def take(outbox: Outbox, limit: int = 10) -> list[Delivery]:
    return await outbox.take(LANE, holder="w1", now=MONDAY, until=LATER, limit=limit)


def ids(deliveries: list[Delivery]) -> list[str]:
    return [one.id for one in deliveries]


async def test_a_delivery_comes_back_as_it_was_planned(outbox: Outbox) -> None:
    payload = {
        "blocks": [{"text": "naïve \U0001f600 \0 \ud800", "bold": True}],
        "n": 1.5,
        "x": None,
    }
    whole = a_delivery(
        channel=a_channel("c1", thread_id="t1"),
        payload=payload,
        subscription_id="subscription-1",
        digest_id="digest-1",
        threaded=True,
        replaces="m0",
        not_before=LATER,
    )
    bare = a_delivery("g2")
    assert await outbox.enqueue([whole, bare]) == 2
    assert await outbox.deliveries() == [whole, bare]


async def test_a_delivery_that_is_there_stays(outbox: Outbox) -> None:
    kept, new = a_delivery("g1"), a_delivery("g2", channel_id="c2")
    assert await outbox.enqueue([kept]) == 1
    assert await outbox.enqueue([replace(kept, payload={"text": "Other"}), new, new]) == 1
    assert await outbox.deliveries() == [kept, new]
    assert await outbox.enqueue([kept, new]) == 0
    assert await outbox.enqueue([]) == 0


async def test_deliveries_are_read_on_behind_one_of_them(outbox: Outbox) -> None:
    await outbox.enqueue([*a_group("g1", 3), *a_group("g2", 2, channel_id="c2")])
    first = await outbox.deliveries(limit=2)
    rest = await outbox.deliveries(limit=9, after=first[-1].id)
    assert ids([*first, *rest]) == ids(await outbox.deliveries())
    behind = await outbox.deliveries(group="g2", after="delivery-g2-0")
    assert ids(behind) == ["delivery-g2-1"]
    assert await outbox.deliveries(after="delivery-g2-1") == []


async def test_what_was_sent_is_not_planned_again(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    (taken,) = await take(outbox)
    await outbox.settle(taken, Sent(message_id="m1", at=LATER))
    assert await outbox.enqueue([a_delivery()]) == 0
    assert await take(outbox) == []


async def test_deliveries_of_one_body_all_have_it(outbox: Outbox) -> None:
    body = {"text": "The same for all"}
    await outbox.enqueue([a_delivery(f"g{n}", channel_id=f"c{n}", payload=body) for n in range(5)])
    await outbox.enqueue([a_delivery("g9", channel_id="c9", payload=dict(body))])
    assert [one.payload for one in await take(outbox)] == [body] * 6


async def test_deliveries_are_found_by_group_channel_digest_and_state(outbox: Outbox) -> None:
    first = a_group("g1", digest_id="digest-1")
    second = a_group("g2", 1, channel_id="c2", digest_id="digest-1")
    third = a_group("g3", 1, channel_id="c2", digest_id="digest-2")
    in_thread = [a_delivery("g4", channel=a_channel("c2", thread_id="t1"))]
    await outbox.enqueue([*third, *first, *second, *in_thread])
    assert await outbox.deliveries() == [*third, *first, *second, *in_thread]
    assert await outbox.deliveries(group="g1") == first
    assert await outbox.deliveries(channel=a_channel("c2")) == [*third, *second]
    assert await outbox.deliveries(digest_id="digest-1") == [*first, *second]
    assert await outbox.deliveries(digest_id="digest-1", channel=a_channel("c2")) == second
    assert await outbox.deliveries(limit=2) == [*third, first[0]]
    (taken,) = await take(outbox, 1)
    open_states = (DeliveryState.PLANNED, DeliveryState.SENDING)
    assert await outbox.deliveries(states=[DeliveryState.SENDING]) == [taken]
    assert len(await outbox.deliveries(states=open_states)) == 6
    assert len(await outbox.deliveries(states=[DeliveryState.PLANNED])) == 5
    assert await outbox.deliveries(states=[DeliveryState.UNKNOWN]) == []


async def test_the_backlog_counts_what_waits_and_what_is_being_sent_by_lane(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([a_delivery("late", lane="slack/t1", channel_id="c2", planned_at=LATER)])
    await outbox.enqueue([a_delivery("early", lane="slack/t1", channel_id="c3")])
    await outbox.enqueue([a_delivery("g1"), a_delivery("g2", channel_id="c4")])
    taken = await take(outbox)
    await outbox.settle(taken[0], Sent(message_id="m1", at=LATER))
    assert await outbox.backlog() == [
        Backlog(lane=LANE, waiting=0, sending=1, oldest=None),
        Backlog(lane="slack/t1", waiting=2, sending=0, oldest=MONDAY),
    ]


async def test_the_tally_counts_every_state_that_occurs(outbox: Outbox) -> None:
    assert await outbox.tally() == {}
    await outbox.enqueue([a_delivery(f"g{n}", channel_id=f"c{n}") for n in range(4)])
    first, _ = await take(outbox, 2)
    await outbox.settle(first, Sent(message_id="m1", at=LATER))
    assert await outbox.tally() == {
        DeliveryState.SENT: 1,
        DeliveryState.SENDING: 1,
        DeliveryState.PLANNED: 2,
    }


async def test_lanes_wait_where_something_can_be_posted_now(outbox: Outbox) -> None:
    assert await outbox.waiting_lanes(MONDAY) == []
    await outbox.enqueue([a_delivery("g1", lane="z"), a_delivery("g2", lane="a", channel_id="c2")])
    await outbox.enqueue([a_delivery("g3", lane="later", channel_id="c3", not_before=LATER)])
    await outbox.enqueue([a_delivery("g4", lane="behind", channel_id="c3")])
    assert await outbox.waiting_lanes(MONDAY) == ["a", "z"]
    assert await outbox.waiting_lanes(LATER) == ["a", "later", "z"]
    await outbox.hold("discord", LATER)
    assert await outbox.waiting_lanes(MONDAY) == []


async def test_lanes_wait_where_a_lease_is_over(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    await take(outbox)
    assert await outbox.waiting_lanes(LATER - MINUTE / 2) == []
    assert await outbox.waiting_lanes(LATER) == [LANE]


@pytest.mark.parametrize("number", [1, 3])
async def test_no_more_than_the_limit_is_taken(outbox: Outbox, number: int) -> None:
    await outbox.enqueue([a_delivery(f"g{n}", channel_id=f"c{n}") for n in range(4)])
    assert ids(await take(outbox, number)) == [f"delivery-g{n}-0" for n in range(number)]
