"""What comes of a post, whose word counts, and what goes with it, in memory and on both engines."""

from dataclasses import replace

import pytest

from digests.model import (
    Delivery,
    DeliveryState,
    GivenUp,
    InDoubt,
    PostOutcome,
    Postponed,
    Sent,
)
from digests.ports import Outbox
from tests.builders import MONDAY
from tests.store.builders_outbox import LANE, MINUTE, a_delivery, a_group

LATER = MONDAY + MINUTE
SENT = Sent(message_id="m1", at=LATER)
POSTPONED = Postponed(not_before=MONDAY, reason="busy")
GIVEN_UP = GivenUp(reason="the channel is gone")
IN_DOUBT = InDoubt(reason="no answer")
OUTCOMES: list[PostOutcome] = [SENT, POSTPONED, GIVEN_UP, IN_DOUBT]


async def take(outbox: Outbox, holder: str = "w1") -> Delivery:
    (found,) = await outbox.take(LANE, holder=holder, now=MONDAY, until=LATER, limit=1)
    return found


async def only(outbox: Outbox) -> Delivery:
    (found,) = await outbox.deliveries()
    return found


async def states(outbox: Outbox, group: str = "g1") -> str:
    """Return the states of a group's parts in one word."""
    return " ".join(one.state.value for one in await outbox.deliveries(group=group))


async def test_a_sent_message_is_kept_with_its_id(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    assert await outbox.settle(await take(outbox), SENT)
    assert await only(outbox) == replace(
        a_delivery(),
        state=DeliveryState.SENT,
        attempts=1,
        tried_at=MONDAY,
        message_id="m1",
        sent_at=LATER,
    )


async def test_a_postponed_message_is_tried_again(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    assert await outbox.settle(await take(outbox), replace(POSTPONED, not_before=MONDAY))
    assert await only(outbox) == replace(a_delivery(), attempts=1, not_before=MONDAY, reason="busy")
    again = await take(outbox)
    assert again.attempts == 2
    assert await outbox.settle(again, SENT)
    assert (await only(outbox)).reason is None


async def test_a_message_in_doubt_keeps_when_it_was_first_tried(outbox: Outbox) -> None:
    await outbox.enqueue([a_delivery()])
    doubtful = replace(POSTPONED, not_before=MONDAY, doubtful=True)
    assert await outbox.settle(await take(outbox), doubtful)
    (again,) = await outbox.take(LANE, holder="w1", now=LATER, until=LATER + MINUTE, limit=1)
    assert again.tried_at == MONDAY
    # What is postponed without a doubt was certainly not posted.
    assert await outbox.settle(again, replace(POSTPONED, not_before=MONDAY))
    (third,) = await outbox.take(LANE, holder="w1", now=LATER, until=LATER + MINUTE, limit=1)
    assert third.tried_at == LATER


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(GIVEN_UP, DeliveryState.FAILED), (IN_DOUBT, DeliveryState.UNKNOWN)],
)
async def test_a_message_that_is_given_up_or_in_doubt_is_not_taken_again(
    outbox: Outbox, outcome: GivenUp | InDoubt, state: DeliveryState
) -> None:
    await outbox.enqueue([a_delivery()])
    assert await outbox.settle(await take(outbox), outcome)
    assert await only(outbox) == replace(
        a_delivery(), state=state, attempts=1, tried_at=MONDAY, reason=outcome.reason
    )
    assert await outbox.take(LANE, holder="w1", now=LATER, until=LATER, limit=9) == []


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_nothing_comes_of_a_delivery_that_nobody_knows(
    outbox: Outbox, outcome: PostOutcome
) -> None:
    assert not await outbox.settle(a_delivery(), outcome)


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_whoever_lost_the_lease_changes_nothing_while_another_is_sending(
    outbox: Outbox, outcome: PostOutcome
) -> None:
    await outbox.enqueue(a_group("g1", 2))
    lost = await take(outbox)
    await outbox.reclaim(LANE, holder="w2", now=LATER, until=LATER + MINUTE, limit=1)
    before = await outbox.deliveries()
    assert not await outbox.settle(lost, outcome)
    assert await outbox.deliveries() == before


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_an_earlier_attempt_of_the_same_worker_has_lost_the_lease_too(
    outbox: Outbox, outcome: PostOutcome
) -> None:
    await outbox.enqueue([a_delivery()])
    lost = await take(outbox)
    await outbox.reclaim(LANE, holder="w1", now=LATER, until=LATER + MINUTE, limit=1)
    assert not await outbox.settle(lost, outcome)
    assert (await only(outbox)).state is DeliveryState.SENDING


@pytest.mark.parametrize("settled", [POSTPONED, IN_DOUBT])
async def test_a_losers_post_counts_where_it_saves_a_second_one(
    outbox: Outbox, settled: PostOutcome
) -> None:
    await outbox.enqueue([a_delivery()])
    lost = await take(outbox)
    (winner,) = await outbox.reclaim(LANE, holder="w2", now=LATER, until=LATER, limit=1)
    assert await outbox.settle(winner, settled)
    for useless in (POSTPONED, GIVEN_UP, IN_DOUBT):
        assert not await outbox.settle(lost, useless)
    assert await outbox.settle(lost, SENT)
    kept = await only(outbox)
    assert (kept.state, kept.message_id, kept.reason) == (DeliveryState.SENT, "m1", None)


@pytest.mark.parametrize("settled", [replace(SENT, message_id="m2"), GIVEN_UP])
async def test_a_losers_post_does_not_change_what_was_sent_or_given_up(
    outbox: Outbox, settled: PostOutcome
) -> None:
    await outbox.enqueue([a_delivery()])
    lost = await take(outbox)
    (winner,) = await outbox.reclaim(LANE, holder="w2", now=LATER, until=LATER, limit=1)
    assert await outbox.settle(winner, settled)
    before = await only(outbox)
    assert not await outbox.settle(lost, SENT)
    assert not await outbox.settle(winner, SENT)
    assert await only(outbox) == before


async def test_a_part_that_is_given_up_takes_the_waiting_parts_of_its_group_along(
    outbox: Outbox,
) -> None:
    await outbox.enqueue([*a_group("g1", 4), *a_group("g2", 2)])
    await outbox.settle(await take(outbox), SENT)
    await outbox.settle(await take(outbox), GIVEN_UP)
    assert await states(outbox) == "sent failed failed failed"
    assert await states(outbox, "g2") == "planned planned"
    reasons = [one.reason for one in await outbox.deliveries(group="g1")]
    earlier = "an earlier part was not posted"
    assert reasons == [None, GIVEN_UP.reason, earlier, earlier]
    assert (await take(outbox)).group == "g2"


async def test_a_first_part_in_doubt_takes_only_its_thread_along(outbox: Outbox) -> None:
    loose = replace(a_delivery("g1", 2), threaded=False)
    await outbox.enqueue([*a_group("g1", 2), loose, *a_group("g2", 1)])
    await outbox.settle(await take(outbox), IN_DOUBT)
    assert await states(outbox) == "unknown failed planned"
    assert (await take(outbox)).part == 2


async def test_a_later_part_in_doubt_takes_nothing_along(outbox: Outbox) -> None:
    await outbox.enqueue(a_group("g1", 3))
    await outbox.settle(await take(outbox), SENT)
    await outbox.settle(await take(outbox), IN_DOUBT)
    assert await states(outbox) == "sent unknown planned"
    assert (await take(outbox)).thread_of == "m1"


@pytest.mark.parametrize("outcome", [SENT, POSTPONED])
async def test_a_part_that_is_sent_or_postponed_leaves_the_others_waiting(
    outbox: Outbox, outcome: PostOutcome
) -> None:
    await outbox.enqueue(a_group("g1", 3))
    await outbox.settle(await take(outbox), outcome)
    assert (await states(outbox)).endswith("planned planned")
