"""What is due becomes deliveries: each digest made once, each slot planned once."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery import Wanted, Wave, plan_wave
from bot.platforms.recording import RecordingPlatform
from digests.errors import StoreError
from digests.model import Change, Digest, Planned, Quiet, SlotState, Subscription
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_channel, a_subscription
from tests.delivery.waves import WEEK, Newsroom, weekly

QUIET, PLANNED, SKIPPED = SlotState.QUIET, SlotState.PLANNED, SlotState.SKIPPED


async def an_office(*subscriptions: Subscription) -> Office:
    office = Office(platform=RecordingPlatform())
    await office.subscribe(*subscriptions)
    return office


async def planned(office: Office, make: Newsroom, *, now: datetime = MONDAY) -> Wave:
    return await plan_wave(office.subscriptions, what_is_due=weekly, make=make, now=now)


async def said(office: Office, occasion: int = 0) -> str:
    """Return everything that the nth digest says, as text."""
    groups: dict[str, list[object]] = {}
    for one in await office.outbox.deliveries():
        groups.setdefault(one.group, []).append(one.payload)
    return json.dumps(list(groups.values())[occasion], ensure_ascii=False)


async def test_subscriptions_that_want_the_same_share_one_digest() -> None:
    make = Newsroom()
    same = [a_subscription(a_channel(f"C{n}")) for n in range(20)]
    other_platform = a_subscription(a_channel("D1", platform="discord"))
    other_tags = a_subscription(a_channel("C21"), tags_in=("governance",))
    shown_before = a_subscription(a_channel("C22"), shown=("digest-1",))
    office = await an_office(*same, other_platform, other_tags, shown_before)
    wave = await planned(office, make)
    assert (wave.planned, wave.digests) == (23, 3)
    assert len(make.asked) == 3
    deliveries = await office.outbox.deliveries()
    bodies = {id(one.payload) for one in deliveries if one.part == 0}
    # Slack and Discord show the first digest in bodies of their own.
    assert len(bodies) == 4


async def test_a_slot_is_planned_once_however_often_and_by_whomever() -> None:
    make = Newsroom()
    office = await an_office(*(a_subscription(a_channel(f"C{n}")) for n in range(5)))
    assert (await planned(office, make)).planned == 5
    before = await office.outbox.deliveries()
    assert await planned(office, make) == Wave(planned=0, quiet=0, skipped=0, failed=0, digests=0)
    # Another worker had read the subscriptions before.
    again = await an_office(*(a_subscription(a_channel(f"C{n}")) for n in range(5)))
    await planned(again, make)
    assert [one.id for one in await again.outbox.deliveries()] == [one.id for one in before]
    assert await office.outbox.enqueue(await again.outbox.deliveries()) == 0


async def test_a_digest_that_was_planned_is_remembered_as_shown() -> None:
    office = await an_office(a_subscription(shown=tuple(f"digest-{n}" for n in range(8))))
    await planned(office, Newsroom())
    (kept,) = await office.subscriptions.subscriptions()
    (delivery, *_) = await office.outbox.deliveries()
    assert kept.shown == (delivery.digest_id, *(f"digest-{n}" for n in range(7)))
    assert kept.due_at == MONDAY + WEEK
    assert kept.covered_until == MONDAY


async def test_the_first_message_carries_the_others_in_its_thread_where_there_are_threads() -> None:
    slack, discord = a_subscription(), a_subscription(a_channel("1", platform="discord"))
    office = await an_office(slack, discord)
    await planned(office, Newsroom(stories=3))
    parts = await office.outbox.deliveries(channel=slack.channel)
    assert [one.threaded for one in parts] == [False, True, True, True]
    assert parts[0].payload["channel"] == "{channel}"
    assert not any(o.threaded for o in await office.outbox.deliveries(channel=discord.channel))


async def test_a_quiet_week_is_posted_only_where_the_channel_asked_for_it() -> None:
    silent = a_subscription(a_channel("C1"))
    told = a_subscription(a_channel("C2"), quiet=Quiet.SAY)
    office = await an_office(silent, told)
    wave = await planned(office, Newsroom(quiet=["pytorch"]))
    assert (wave.planned, wave.quiet, wave.digests) == (1, 1, 1)
    assert {one.channel for one in await office.outbox.deliveries()} == {told.channel}
    assert "Nothing new in 7 feeds since" in await said(office)
    (slot,) = await office.subscriptions.slots(silent.id)
    assert slot.state is QUIET
    kept = await office.subscriptions.subscription(silent.id)
    assert kept is not None
    assert kept.covered_until == MONDAY
    assert kept.shown == ()


async def test_what_a_channel_gets_is_published_and_nothing_else() -> None:
    published: list[Digest] = []

    async def publish(digest: Digest) -> None:
        published.append(digest)

    async def plan(make: Newsroom, *subscriptions: Subscription) -> None:
        office = await an_office(*subscriptions)
        await plan_wave(
            office.subscriptions, what_is_due=weekly, make=make, now=MONDAY, publish=publish
        )

    silent = a_subscription(a_channel("C1"))
    await plan(Newsroom(quiet=["pytorch"]), silent)
    assert published == []
    told = [a_subscription(a_channel(f"C{n}"), quiet=Quiet.SAY) for n in (2, 3)]
    await plan(Newsroom(quiet=["pytorch"]), silent, *told)
    assert [digest.quiet for digest in published] == [True]
    await plan(Newsroom(), silent, *told)
    assert [digest.quiet for digest in published] == [True, False]


async def test_a_late_digest_says_so_in_the_zone_of_its_channel() -> None:
    subscription = a_subscription()
    berlin = replace(subscription.schedule, zone="Europe/Berlin")
    office = await an_office(replace(subscription, schedule=berlin))
    await planned(office, Newsroom(), now=MONDAY + timedelta(hours=5))
    assert "was due on 13 April 2026, 11:00 (Europe/Berlin), and comes late" in await said(office)
    (slot,) = await office.subscriptions.slots(subscription.id)
    assert slot.late


async def test_a_digest_in_its_time_says_nothing_of_it() -> None:
    office = await an_office(a_subscription())
    await planned(office, Newsroom(), now=MONDAY + timedelta(minutes=5))
    for word in ("late", "skipped"):
        assert word not in await said(office)


async def test_a_slot_that_was_skipped_is_said_by_the_next_digest_and_by_no_other() -> None:
    subscription = a_subscription()
    office = await an_office(subscription)
    tuesday = MONDAY + timedelta(days=1)
    wave = await planned(office, Newsroom(), now=tuesday)
    assert (wave.skipped, wave.planned) == (1, 0)
    assert await office.outbox.deliveries() == []
    await planned(office, Newsroom(), now=MONDAY + WEEK)
    assert "The digest of 13 April 2026 was skipped" in await said(office)
    await planned(office, Newsroom(), now=MONDAY + 2 * WEEK)
    assert "skipped" not in await said(office, 1)
    states = [slot.state for slot in await office.subscriptions.slots(subscription.id)]
    assert states == [SKIPPED, PLANNED, PLANNED]


async def test_several_slots_missed_at_once_are_one_digest_that_says_which() -> None:
    office = await an_office(a_subscription())
    wave = await planned(office, Newsroom(), now=MONDAY + 2 * WEEK)
    assert wave.planned == 1
    text = await said(office)
    assert "The digests of 13 April 2026 and 20 April 2026 were skipped" in text


async def test_a_topic_that_fails_costs_itself_only_and_is_tried_again() -> None:
    office = await an_office(
        *(a_subscription(a_channel(f"C{n}"), "broken") for n in range(3)),
        *(a_subscription(a_channel(f"C{n}"), "pytorch") for n in range(3)),
    )
    make = Newsroom(breaks=["broken"])
    wave = await planned(office, make)
    assert (wave.planned, wave.failed) == (3, 3)
    # Made once for all three that wanted it.
    assert [wanted.topic_id for wanted in make.asked].count("broken") == 1
    assert {one.topic_id for one in await office.subscriptions.due(MONDAY)} == {"broken"}
    assert (await planned(office, Newsroom())).planned == 3


async def test_more_than_a_batch_of_failing_subscriptions_hides_no_other() -> None:
    broken = [a_subscription(a_channel(f"C{n}"), "broken") for n in range(1_200)]
    later = a_subscription(a_channel("C1"), "pytorch", due_at=MONDAY + timedelta(minutes=1))
    office = await an_office(*broken, later)
    now = MONDAY + timedelta(minutes=2)
    wave = await planned(office, Newsroom(breaks=["broken"]), now=now)
    assert (wave.planned, wave.failed) == (1, 1_200)


async def test_a_subscription_changed_while_it_was_planned_is_left_out_whole() -> None:
    subscription = a_subscription()
    office = await an_office(subscription)

    class Meddling(Newsroom):
        async def __call__(self, wanted: Wanted) -> Digest:
            paused = replace(subscription, paused="by a person", due_at=None)
            change = Change(subscription_id=paused.id, at=MONDAY, by="U1", what="paused")
            await office.subscriptions.save_subscription(paused, change)
            return await super().__call__(wanted)

    await planned(office, Meddling())
    assert await office.outbox.deliveries() == []
    assert await office.subscriptions.slots(subscription.id) == []


async def test_options_of_a_channel_stand_beside_the_body_that_channels_share() -> None:
    plain = a_subscription(a_channel("1", platform="discord"))
    forum = a_subscription(a_channel("2", platform="discord"), forum_tags=("news",), crosspost=True)
    office = await an_office(plain, forum)
    assert (await planned(office, Newsroom())).digests == 1
    (one,) = await office.outbox.deliveries(channel=plain.channel)
    (other,) = await office.outbox.deliveries(channel=forum.channel)
    options = {"forum_tags": ["news"], "crosspost": True}
    assert other.payload == {**one.payload, "options": options}


async def test_a_store_that_goes_away_ends_the_wave_and_what_was_kept_stays_kept() -> None:
    office = await an_office(*(a_subscription(a_channel(f"C{n}")) for n in range(2_500)))
    kept = office.subscriptions.plan
    batches = 0

    async def plan(batch: Sequence[Planned]) -> int:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise StoreError("away")
        return await kept(batch)

    office.subscriptions.plan = plan  # type: ignore[method-assign, assignment] # a store that goes away
    with pytest.raises(StoreError, match="away"):
        await planned(office, Newsroom())
    assert len(await office.subscriptions.due(MONDAY, limit=9_999)) == 1_500
    office.subscriptions.plan = kept  # type: ignore[method-assign] # it is back
    assert (await planned(office, Newsroom())).planned == 1_500
