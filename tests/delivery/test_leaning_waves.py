"""A channel's votes reorder its own digests, and no other channel's."""

from datetime import timedelta

import pytest

from bot.delivery import Wanted, plan_wave
from bot.document import Remark
from bot.present import present
from digests.model import Change, Digest, Slot, SlotState
from digests.pipeline import make_digest, recheck
from tests.builders import MONDAY
from tests.commands.chats import ADA, BOB, HERE, NEWS, RELEASED, THERE, Chat, text_of
from tests.delivery.posts import a_subscription
from tests.delivery.waves import weekly
from tests.pipeline.weeks import FEEDS, TOPIC, WEEK, report

CHIPS = report(
    "register",
    "PyTorch 2.13 released for three more chips",
    "PyTorch 2.13 was released on Thursday with back ends for three more chips.",
    "The release runs every model of the last one without a change.",
    week=2,
)
BOUGHT = report(
    "stack",
    "Meta acquires Gradient Labs",
    "Meta has acquired Gradient Labs for $90 million, and its twelve engineers join the PyTorch team.",
    "The office in Zurich stays open.",
    week=2,
    published_at=MONDAY + timedelta(days=1),
)


class House:
    """Channels that are sent the digest of each week by the planner."""

    def __init__(self) -> None:
        self.chat = Chat()
        self.asked: list[Wanted] = []

    async def wave(self, week: int) -> dict[str, Digest]:
        """Plan and post the wave of a week, and return the digest of each channel."""
        chat, subscriptions = self.chat, self.chat.subscriptions
        chat.now = MONDAY + WEEK * (week - 1)
        await plan_wave(
            subscriptions,
            what_is_due=weekly,
            make=self.make,
            now=chat.now,
            feedback=chat.feedback,
        )
        await chat.work(HERE)
        found = {}
        for one in await subscriptions.subscriptions():
            slot: Slot = (await subscriptions.slots(one.id))[-1]
            assert slot.state is SlotState.PLANNED
            digest = await chat.store.digest(str(slot.digest_id))
            assert digest is not None
            found[one.channel.channel_id] = digest
        return found

    async def make(self, wanted: Wanted) -> Digest:
        self.asked.append(wanted)
        return await make_digest(
            TOPIC,
            wanted.window,
            feeds=list(FEEDS.values()),
            store=self.chat.store,
            now=self.chat.now,
            version="test",
            leanings=wanted.leanings,
        )


def order(digest: Digest) -> list[str]:
    return [item.headline.text for item in digest.sections[0].items if item.headline]


@pytest.fixture
async def house() -> House:
    """Two channels of one topic, and two weeks of news."""
    house = House()
    for channel in (HERE, THERE):
        one = a_subscription(channel)
        made = Change(subscription_id=one.id, at=MONDAY, by="U1", what="subscribed")
        await house.chat.subscriptions.save_subscription(one, made)
    for article in (*NEWS, CHIPS, BOUGHT):
        await house.chat.week.publish(article)
    return house


async def voted_down(house: House) -> Digest:
    """Have two people of one channel vote the first story of the first week down."""
    digests = await house.wave(1)
    assert digests["C1"] == digests["C2"]
    first = digests["C1"].sections[0].items[0]
    assert first.headline is not None
    assert first.headline.text == RELEASED.title
    for person in (ADA, BOB):
        value = f"{digests['C1'].id}/{first.story_id}"
        assert "less like this story" in text_of(
            await house.chat.press("down", value, person=person)
        )
    return digests["C1"]


def receipts(digest: Digest) -> list[str]:
    return [block.text for block in present(digest).blocks if isinstance(block, Remark)]


MOVED = "Order moved by this channel's votes"


async def test_a_story_like_one_that_was_voted_down_comes_later_in_that_channel_alone(
    house: House,
) -> None:
    await voted_down(house)
    second = await house.wave(2)
    assert order(second["C2"]) == [CHIPS.title, BOUGHT.title]
    assert order(second["C1"]) == [BOUGHT.title, CHIPS.title]
    assert MOVED in receipts(second["C1"])
    assert MOVED not in receipts(second["C2"])
    assert second["C1"].provenance.content_sha256 != second["C2"].provenance.content_sha256
    assert {claim.id for claim in second["C1"].claims()} == {c.id for c in second["C2"].claims()}
    sent = "".join(map(str, await house.chat.shown_in(HERE)))
    assert MOVED in sent
    for digest in second.values():
        assert await recheck(digest, store=house.chat.store) == []


async def test_votes_that_are_taken_back_move_nothing(house: House) -> None:
    await voted_down(house)
    await house.chat.press("undo_votes", "")
    second = await house.wave(2)
    assert second["C1"] == second["C2"]
    assert order(second["C1"]) == [CHIPS.title, BOUGHT.title]


async def test_channels_that_lean_alike_share_a_digest_and_so_do_those_without_votes(
    house: House,
) -> None:
    digest = await voted_down(house)
    first = digest.sections[0].items[0]
    for person in (ADA, BOB):
        await house.chat.press(
            "down", f"{digest.id}/{first.story_id}", person=person, channel=THERE
        )
    house.asked.clear()
    second = await house.wave(2)
    assert len(house.asked) == 1
    assert second["C1"] == second["C2"]
    assert order(second["C1"]) == [BOUGHT.title, CHIPS.title]


async def test_votes_that_change_nothing_leave_the_digest_that_all_get(house: House) -> None:
    digests = await house.wave(1)
    first = digests["C1"].sections[0].items[0]
    await house.chat.press("up", f"{digests['C1'].id}/{first.story_id}")
    second = await house.wave(2)
    assert second["C1"] == second["C2"]
    assert not second["C1"].provenance.coverage.moved_by_votes


async def test_votes_are_forgotten_after_half_a_year(house: House) -> None:
    await voted_down(house)
    house.chat.now = MONDAY + timedelta(days=181)
    assert "No vote moves" in text_of(await house.chat.press("votes", ""))
