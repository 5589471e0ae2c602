"""Who gets which digest and when, in memory and on both engines."""

from dataclasses import replace
from datetime import date, time

import pytest

from digests.model import (
    Cadence,
    DeliveryState,
    Quiet,
    Schedule,
    SlotState,
    Subscription,
)
from digests.ports import Subscriptions
from tests.builders import MONDAY
from tests.store.builders_outbox import (
    LANE,
    MINUTE,
    WEEK,
    a_change,
    a_channel,
    a_delivery,
    a_plan,
    a_slot,
    a_subscription,
)
from tests.stores import Outgoing


async def subscribe(kept: Subscriptions, *subscriptions: Subscription) -> None:
    for one in subscriptions:
        await kept.save_subscription(one, a_change(one.id))


async def test_a_subscription_comes_back_as_it_was_saved(subscriptions: Subscriptions) -> None:
    whole = a_subscription(
        channel=a_channel("c1", thread_id="t1"),
        schedule=Schedule(
            cadence=Cadence.FORTNIGHTLY,
            at=time(8, 30),
            zone="Europe/Berlin",
            weekday=4,
            day=31,
            anchor=date(2026, 2, 2),
        ),
        format="full",
        language="de",
        tags_in=("models", "naïve"),
        tags_out=("funding",),
        quiet=Quiet.SAY,
        forum_tags=("weekly",),
        crosspost=True,
        covered_until=MONDAY - WEEK,
        shown=("digest-2", "digest-1"),
        paused="the channel is archived",
        due_at=None,
    )
    await subscribe(subscriptions, whole, a_subscription("c2"))
    assert await subscriptions.subscription(whole.id) == whole
    assert await subscriptions.subscription("subscription-c2") == a_subscription("c2")
    assert await subscriptions.subscription("subscription-unknown") is None


async def test_a_subscription_is_changed_as_a_whole(subscriptions: Subscriptions) -> None:
    await subscribe(subscriptions, a_subscription(covered_until=MONDAY, tags_in=("models",)))
    changed = a_subscription(
        covered_until=MONDAY, language="de", paused="by its owner", due_at=None
    )
    await subscriptions.save_subscription(changed, a_change(what="paused"))
    assert await subscriptions.subscriptions() == [changed]


async def test_subscriptions_come_in_the_order_they_were_made(
    subscriptions: Subscriptions,
) -> None:
    second = a_subscription("c1", created_at=MONDAY)
    first = a_subscription("c2")
    other_topic = a_subscription("c2", id="subscription-k", topic_id="kubeflow", created_at=MONDAY)
    await subscribe(subscriptions, second, other_topic, first)
    assert await subscriptions.subscriptions() == [first, second, other_topic]
    assert await subscriptions.subscriptions(channel=a_channel("c2")) == [first, other_topic]
    assert await subscriptions.subscriptions(topic_id="pytorch") == [first, second]
    found = await subscriptions.subscriptions(channel=a_channel("c2"), topic_id="kubeflow")
    assert found == [other_topic]


async def test_every_change_is_kept_with_who_made_it(subscriptions: Subscriptions) -> None:
    made, moved = a_change(), a_change(what="moved to 09:00")
    await subscriptions.save_subscription(a_subscription(), made)
    await subscriptions.save_subscription(a_subscription("c2"), a_change("subscription-c2"))
    await subscriptions.save_subscription(a_subscription(), moved)
    assert await subscriptions.changes("subscription-c1") == [made, moved]
    assert await subscriptions.changes("subscription-unknown") == []


async def test_subscriptions_are_found_by_their_workspace(subscriptions: Subscriptions) -> None:
    here, there = a_subscription("c1"), a_subscription("c2", channel=a_channel(workspace_id="g2"))
    await subscribe(subscriptions, here, there)
    assert await subscriptions.subscriptions(workspace="discord/g1") == [here]
    assert await subscriptions.subscriptions(workspace="discord/g2") == [there]
    assert await subscriptions.subscriptions(workspace="slack/g1") == []


async def test_a_subscription_that_was_ended_leaves_its_changes_and_slots(
    subscriptions: Subscriptions,
) -> None:
    await subscribe(subscriptions, a_subscription(), a_subscription("c2"))
    await subscriptions.plan([a_plan(a_subscription())])
    ended = a_change(what="unsubscribed")
    await subscriptions.remove_subscription("subscription-c1", ended)
    assert await subscriptions.subscriptions() == [a_subscription("c2")]
    assert await subscriptions.changes("subscription-c1") == [a_change(), ended]
    assert len(await subscriptions.slots("subscription-c1")) == 1
    await subscriptions.remove_subscription("subscription-c1", ended)
    assert len(await subscriptions.changes("subscription-c1")) == 2


async def test_what_waits_for_an_ended_subscription_is_given_up(outgoing: Outgoing) -> None:
    kept, outbox = outgoing.subscriptions, outgoing.outbox
    await subscribe(kept, a_subscription(), a_subscription("c2"))
    await kept.plan([a_plan(a_subscription()), a_plan(a_subscription("c2"), parts=1)])
    await outbox.enqueue([a_delivery("answer")])
    await outbox.take(LANE, holder="w1", now=MONDAY, until=MONDAY + MINUTE, limit=1)
    await kept.remove_subscription("subscription-c1", a_change(what="unsubscribed"))
    states = [(one.state.value, one.reason) for one in await outbox.deliveries()]
    failed = ("failed", "the subscription was ended")
    waits = ("planned", None)
    assert states == [("sending", None), failed, failed, waits, waits]


async def test_what_is_moved_ends_there_and_begins_here_at_once(outgoing: Outgoing) -> None:
    kept, before, after = outgoing.subscriptions, a_subscription(), a_subscription("c2")
    await subscribe(kept, before)
    await kept.plan([a_plan(before)])
    ended, begun = a_change(what="moved to c2"), a_change(after.id, "moved here from c1")
    await kept.move_subscription(before.id, after, ended=ended, begun=begun)
    assert await kept.subscriptions() == [after]
    assert (await kept.changes(before.id))[-1] == ended
    assert await kept.changes(after.id) == [begun]
    assert set(await outgoing.outbox.tally()) == {DeliveryState.FAILED}


async def test_subscriptions_are_due_longest_first_unless_they_are_paused(
    subscriptions: Subscriptions,
) -> None:
    just, long = a_subscription("c1"), a_subscription("c2", due_at=MONDAY - WEEK)
    await subscribe(
        subscriptions,
        just,
        long,
        a_subscription("c3", due_at=MONDAY + MINUTE),
        a_subscription("c4", due_at=None, paused="by its owner"),
        a_subscription("c5", paused="with a time all the same"),
        a_subscription("c0"),
    )
    assert await subscriptions.due(MONDAY) == [long, a_subscription("c0"), just]
    assert await subscriptions.due(MONDAY, limit=1) == [long]
    assert await subscriptions.due(MONDAY - 2 * WEEK) == []
    assert await subscriptions.due(MONDAY, after=long) == [a_subscription("c0"), just]
    assert await subscriptions.due(MONDAY, after=a_subscription("c0")) == [just]
    assert await subscriptions.due(MONDAY, after=just) == []


async def test_a_plan_keeps_slot_deliveries_and_the_next_due_time(outgoing: Outgoing) -> None:
    subscription = a_subscription(due_at=MONDAY - WEEK, language="de")
    await subscribe(outgoing.subscriptions, subscription)
    earlier = a_slot(subscription, MONDAY - WEEK, state=SlotState.SKIPPED, digest_id=None)
    plan = a_plan(replace(subscription, due_at=MONDAY), skipped=(earlier,))
    assert await outgoing.subscriptions.plan([plan]) == 1
    assert await outgoing.subscriptions.slots(subscription.id) == [earlier, plan.slot]
    assert await outgoing.outbox.deliveries() == list(plan.deliveries)
    assert await outgoing.subscriptions.subscription(subscription.id) == plan.after
    assert await outgoing.subscriptions.due(MONDAY) == []


async def test_a_quiet_slot_has_no_deliveries(outgoing: Outgoing) -> None:
    subscription = a_subscription()
    await subscribe(outgoing.subscriptions, subscription)
    slot = a_slot(subscription, state=SlotState.QUIET, digest_id=None, late=True)
    plan = a_plan(subscription, slot=slot, deliveries=())
    assert await outgoing.subscriptions.plan([plan]) == 1
    assert await outgoing.subscriptions.slots(subscription.id) == [slot]
    assert await outgoing.outbox.tally() == {}


async def test_a_plan_does_not_touch_the_settings(subscriptions: Subscriptions) -> None:
    subscription = a_subscription()
    await subscribe(subscriptions, subscription)
    plan = a_plan(subscription)
    await subscribe(subscriptions, replace(subscription, language="de", tags_in=("models",)))
    assert await subscriptions.plan([plan]) == 1
    kept = await subscriptions.subscription(subscription.id)
    assert kept == replace(plan.after, language="de", tags_in=("models",))


async def test_a_setting_that_is_saved_late_takes_back_nothing_that_was_planned(
    subscriptions: Subscriptions,
) -> None:
    before = a_subscription()
    await subscribe(subscriptions, before)
    await subscriptions.plan([a_plan(before)])
    planned = await subscriptions.subscription(before.id)
    assert planned
    assert planned.covered_until
    await subscribe(subscriptions, replace(before, format="analyst"))
    found = await subscriptions.subscription(before.id)
    assert found == replace(planned, format="analyst", due_at=before.due_at)
    await subscribe(subscriptions, replace(before, covered_until=planned.covered_until + WEEK))
    found = await subscriptions.subscription(before.id)
    assert found
    assert found.covered_until == planned.covered_until + WEEK
    assert found.shown == before.shown


@pytest.mark.parametrize(
    "now_kept",
    [
        replace(a_subscription(), due_at=MONDAY + MINUTE),
        replace(a_subscription(), due_at=MONDAY - MINUTE),
        a_subscription(),
        replace(a_subscription(), due_at=None, paused="by its owner"),
        replace(a_subscription(), paused="with a time all the same"),
        None,
    ],
    ids=["moved", "moved back", "sent before", "paused", "paused with a time", "gone"],
)
async def test_what_is_no_longer_due_at_that_time_is_left_out_whole(
    outgoing: Outgoing, now_kept: Subscription | None
) -> None:
    kept = outgoing.subscriptions
    await subscribe(kept, a_subscription("c2"), *([now_kept] if now_kept else []))
    earlier = a_slot(a_subscription(), MONDAY - WEEK, state=SlotState.SKIPPED)
    plans = [a_plan(a_subscription(), skipped=(earlier,)), a_plan(a_subscription("c2"))]
    assert await kept.plan(plans) == 1
    assert await kept.slots("subscription-c1") == []
    assert await kept.subscription("subscription-c1") == now_kept
    assert await outgoing.outbox.deliveries() == list(plans[1].deliveries)


async def test_what_was_planned_is_not_planned_again(outgoing: Outgoing) -> None:
    await subscribe(outgoing.subscriptions, a_subscription())
    plan = a_plan(a_subscription())
    assert await outgoing.subscriptions.plan([plan, plan]) == 1
    assert await outgoing.subscriptions.plan([plan]) == 0
    assert await outgoing.subscriptions.plan([]) == 0
    assert await outgoing.outbox.tally() == {DeliveryState.PLANNED: 3}


async def test_a_due_time_that_comes_back_is_not_planned_again(outgoing: Outgoing) -> None:
    kept = outgoing.subscriptions
    await subscribe(kept, a_subscription())
    await kept.plan([a_plan(a_subscription(), parts=1)])
    # Somebody who read the subscription before it was planned saves it afterwards.
    await subscribe(kept, a_subscription(language="de"))
    again = a_plan(a_subscription(language="de"), slot=a_slot(a_subscription(), late=True))
    assert await kept.plan([again]) == 0
    assert await kept.slots("subscription-c1") == [a_slot(a_subscription())]
    assert await outgoing.outbox.tally() == {DeliveryState.PLANNED: 1}
    assert await kept.subscription("subscription-c1") == again.after


async def test_due_times_one_after_the_other_can_be_planned_at_once(outgoing: Outgoing) -> None:
    subscription = a_subscription()
    await subscribe(outgoing.subscriptions, subscription)
    first = a_plan(subscription)
    second = a_plan(first.after)
    assert await outgoing.subscriptions.plan([first, second]) == 2
    assert await outgoing.subscriptions.slots(subscription.id) == [first.slot, second.slot]
    assert await outgoing.subscriptions.subscription(subscription.id) == second.after


async def test_many_are_planned_at_once(outgoing: Outgoing) -> None:
    made = [a_subscription(f"c{n:04}") for n in range(1_000)]
    await subscribe(outgoing.subscriptions, *made[::20])
    assert await outgoing.subscriptions.plan([a_plan(one, parts=2) for one in made]) == 50
    found = await outgoing.outbox.deliveries()
    assert [one.channel for one in found] == [one.channel for one in made[::20] for _ in range(2)]


async def test_a_tick_is_the_first_callers(subscriptions: Subscriptions) -> None:
    assert await subscriptions.claim_tick("plan", MONDAY)
    assert not await subscriptions.claim_tick("plan", MONDAY)
    assert await subscriptions.claim_tick("poll", MONDAY)
    assert await subscriptions.claim_tick("plan", MONDAY + MINUTE)
