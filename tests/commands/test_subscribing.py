"""What can be done with a subscription, and who is said to have done it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.commands.channels import read_channel
from bot.commands.schedules import read_schedule, spoken
from bot.commands.subscribing import Desk
from digests.errors import UserError
from digests.model import Cadence, Change, Channel, Quiet, Schedule, Topic
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.builders import MONDAY

PYTORCH = Topic(id="pytorch", title="PyTorch", description="The framework.")
HERE = Channel(platform="slack", workspace_id="T1", channel_id="C1")
THERE = replace(HERE, channel_id="C2")
OSLO = Schedule(zone="Europe/Oslo")


@pytest.fixture
def desk() -> Desk:
    """Return the desk before which Ada stands on a Monday at 09:00 UTC."""
    return Desk(subscriptions=MemorySubscriptions(MemoryOutbox()), by="ada", now=MONDAY)


async def changes(desk: Desk, kept_id: str) -> list[tuple[str, str]]:
    return [(one.by, one.what) for one in await desk.subscriptions.changes(kept_id)]


async def test_a_channel_gets_the_next_digest_of_its_schedule(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO, quiet=Quiet.SAY)
    assert made.due_at == datetime(2026, 4, 20, 7, tzinfo=UTC)
    assert (made.owner, made.quiet) == ("ada", Quiet.SAY)
    assert await desk.find(made.id) == made
    assert await changes(desk, made.id) == [
        ("ada", "subscribed to pytorch, weekly, Monday 09:00 Europe/Oslo")
    ]


async def test_a_channel_has_a_topic_once(desk: Desk) -> None:
    await desk.subscribe(HERE, PYTORCH, OSLO)
    with pytest.raises(UserError, match="gets PyTorch already"):
        await desk.subscribe(HERE, PYTORCH, Schedule())
    there = await desk.subscribe(THERE, PYTORCH, OSLO)
    assert there.channel == THERE


async def test_a_schedule_that_cannot_be_kept_changes_nothing(desk: Desk) -> None:
    with pytest.raises(UserError, match="Mars"):
        await desk.subscribe(HERE, PYTORCH, Schedule(zone="Mars/Base"))
    assert await desk.subscriptions.subscriptions() == []
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    with pytest.raises(UserError, match="no day 40"):
        await desk.change(made.id, schedule=Schedule(cadence=Cadence.MONTHLY, day=40))
    assert await desk.find(made.id) == made


async def test_what_changed_is_said_and_nothing_is_said_of_no_change(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    daily = replace(OSLO, cadence=Cadence.DAILY, at=time(8, 30))
    changed = await desk.change(made.id, schedule=daily, tags_out=("funding",))
    assert changed.due_at == datetime(2026, 4, 14, 6, 30, tzinfo=UTC)
    assert (await changes(desk, made.id))[1:] == [
        (
            "ada",
            "schedule: weekly, Monday 09:00 Europe/Oslo → daily, 08:30 Europe/Oslo; tags out: none → funding",
        )
    ]
    assert await desk.change(made.id, schedule=daily) == changed
    assert len(await changes(desk, made.id)) == 2


async def test_a_pause_sends_nothing_and_the_next_digest_covers_it(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    covered = replace(made, covered_until=MONDAY - timedelta(days=7))
    sent = Change(subscription_id=made.id, at=MONDAY, by="citewire", what="sent")
    await desk.subscriptions.save_subscription(covered, sent)
    paused = await desk.pause(made.id)
    assert (paused.due_at, paused.paused) == (None, "paused by hand")
    assert await desk.subscriptions.due(MONDAY + timedelta(days=99)) == []
    later = replace(desk, now=MONDAY + timedelta(days=30), by="bob")
    resumed = await later.resume(made.id)
    assert resumed.due_at == datetime(2026, 5, 18, 7, tzinfo=UTC)
    assert resumed.covered_until == covered.covered_until
    assert (await changes(desk, made.id))[-2:] == [
        ("ada", "paused: paused by hand"),
        ("bob", "resumed"),
    ]


async def test_a_change_while_paused_stays_paused(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    await desk.pause(made.id)
    changed = await desk.change(made.id, schedule=Schedule(zone="Asia/Tokyo"))
    assert (changed.due_at, changed.paused) == (None, "paused by hand")


async def test_a_move_keeps_what_is_due_and_has_shown_nothing(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    moved = await desk.move(made.id, THERE)
    assert (moved.channel, moved.due_at, moved.shown) == (THERE, made.due_at, ())
    assert await desk.subscriptions.subscriptions() == [moved]
    assert (await changes(desk, made.id))[-1] == ("ada", "moved to slack/T1/C2")
    await desk.subscribe(HERE, PYTORCH, OSLO)
    with pytest.raises(UserError, match="gets this topic already"):
        await desk.move(moved.id, HERE)


async def test_an_ended_subscription_is_gone_and_its_changes_stay(desk: Desk) -> None:
    made = await desk.subscribe(HERE, PYTORCH, OSLO)
    await desk.unsubscribe(made.id)
    assert await desk.subscriptions.subscriptions() == []
    assert (await changes(desk, made.id))[-1] == ("ada", "ended")
    with pytest.raises(UserError, match="no such subscription"):
        await desk.pause(made.id)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "weekly, Monday 09:00 UTC"),
        ({"on": "fri"}, "weekly, Friday 09:00 UTC"),
        ({"on": "15"}, "monthly, day 15, 09:00 UTC"),
        ({"every": Cadence.FORTNIGHTLY, "on": "Tuesday"}, "fortnightly, Tuesday 09:00 UTC"),
        ({"every": Cadence.DAILY, "at": "7:05".zfill(5)}, "daily, 07:05 UTC"),
        ({"zone": "Asia/Tokyo"}, "weekly, Monday 09:00 Asia/Tokyo"),
    ],
)
def test_a_schedule_is_read_as_people_write_it(given: dict[str, object], expected: str) -> None:
    assert spoken(read_schedule(Schedule(), **given)) == expected  # type: ignore[arg-type] # its keywords


@pytest.mark.parametrize(
    ("given", "hint"),
    [({"on": "someday"}, "weekday such as Monday"), ({"at": "nine"}, "such as 09:00")],
)
def test_what_is_no_day_or_time_is_said_with_what_to_give(given: dict[str, str], hint: str) -> None:
    with pytest.raises(UserError, match=hint):
        read_schedule(Schedule(), on=given.get("on"), at=given.get("at"))


def test_a_channel_is_read_as_it_is_shown() -> None:
    assert read_channel("slack/T1/C1") == HERE
    thread = replace(HERE, platform="discord", thread_id="9")
    assert read_channel(thread.key) == thread
    for wrong in ("slack", "slack/T1", "slack/T1/", "irc/a/b", "slack/T1/C1/9/9", "slack/T 1/C1"):
        with pytest.raises(UserError, match="PLATFORM/WORKSPACE/CHANNEL"):
            read_channel(wrong)
