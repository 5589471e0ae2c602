"""Work that stands still is said once, with what and since when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import Desk
from bot.platforms.recording import RecordingPlatform
from bot.scheduler.alarm import AGAIN, STUCK, alarm
from digests.model import Change, Channel, Delivery
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.builders import MONDAY
from tests.delivery.posts import a_channel, a_subscription

OPERATORS = Channel(platform="slack", workspace_id="T1", channel_id="OPS")
MINUTE = timedelta(minutes=1)


class Office:
    """A desk at a time that the test says."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.outbox = MemoryOutbox()
        self.desk = Desk(
            holder="w1",
            outbox=self.outbox,
            subscriptions=MemorySubscriptions(self.outbox),
            platforms={"slack": RecordingPlatform()},
            now=lambda: self.now,
        )

    async def notices(self) -> list[str]:
        found = await self.outbox.deliveries(channel=OPERATORS)
        return [str(one.payload["text"]) for one in found]


@pytest.fixture
def office() -> Office:
    """Return an office on a Monday morning."""
    return Office()


def waiting() -> Delivery:
    return Delivery(
        id="delivery-1",
        group="group-1",
        part=0,
        channel=a_channel("C1"),
        lane="slack/T1",
        payload={"text": "A digest"},
        planned_at=MONDAY,
    )


async def test_what_moves_alarms_nobody(office: Office) -> None:
    await office.outbox.enqueue([waiting()])
    office.now = MONDAY + STUCK
    assert await alarm(office.desk, OPERATORS) == []
    assert await office.notices() == []


async def test_a_lane_that_stands_still_is_said_to_the_operators_once_in_a_while(
    office: Office,
) -> None:
    await office.outbox.enqueue([waiting()])
    for minutes in (1, 6, 11):
        office.now = MONDAY + STUCK + minutes * MINUTE
        [what] = await alarm(office.desk, OPERATORS)
        assert what.startswith("lane slack/T1: ")
        assert "waiting, the oldest since 2026-04-13 09:00 UTC" in what
    [said] = await office.notices()
    assert "work stands still" in said
    office.now += AGAIN
    await alarm(office.desk, OPERATORS)
    assert len(await office.notices()) == 2


async def test_digests_that_nobody_plans_are_said_too(office: Office) -> None:
    late = replace(a_subscription(), due_at=MONDAY)
    change = Change(subscription_id=late.id, at=MONDAY, by="ada", what="subscribed")
    await office.desk.subscriptions.save_subscription(late, change)
    office.now = MONDAY + STUCK + MINUTE
    assert await alarm(office.desk, None) == [
        "digests are due since 2026-04-13 09:00 UTC and not planned"
    ]
    assert await office.notices() == []
