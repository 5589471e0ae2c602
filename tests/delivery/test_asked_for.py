"""What a person asked to have posted, and cannot be: the person is told, and can ask again."""

from dataclasses import replace

import pytest

from bot.delivery import deliveries_of
from bot.platforms.recording import Fault, Kind, RecordingPlatform
from digests.model import Change, Delivery
from tests.builders import MONDAY
from tests.commands.chats import ADA, BOB, HERE, Chat, text_of
from tests.delivery.posts import Office, a_channel, a_subscription
from tests.delivery.virtual import in_virtual_time, now

ADA_ALONE = replace(HERE, channel_id=ADA.id)


@pytest.mark.parametrize("kind", [Kind.GONE, Kind.REFUSED])
def test_an_answer_that_cannot_be_shared_is_said_and_can_be_shared_again(kind: Kind) -> None:
    async def work() -> None:
        chat = Chat()
        office = Office(platform=RecordingPlatform(now=now), outbox=chat.outbox)
        await chat.digest()
        reply = await chat.asked()
        await chat.press("share", reply.id)
        office.platform.fail_next(Fault(kind=kind))
        await office.work()
        (told,) = office.platform.posts
        assert told.message.channel == ADA_ALONE
        assert "could not be posted" in str(told.message.payload)
        assert "on its way to this channel" in text_of(await chat.press("share", reply.id))
        await office.work()
        shared = [post for post in office.platform.posts if post.message.channel == HERE]
        assert "Asked by Ada" in str(shared[0].message.payload)
        assert "already" in text_of(await chat.press("share", reply.id))

    in_virtual_time(work)


def test_everybody_who_asked_is_told_that_the_channel_takes_nothing() -> None:
    async def work() -> None:
        chat = Chat()
        office = Office(platform=RecordingPlatform(now=now), outbox=chat.outbox)
        await chat.digest()
        for person, question in ((ADA, "who joined"), (BOB, "who joined the PyTorch Foundation")):
            reply = await chat.asked(question, person=person)
            await chat.press("share", reply.id, person=person)
        office.platform.fail_next(Fault(kind=Kind.GONE))
        await office.work()
        assert {post.message.channel.channel_id for post in office.platform.posts} == {"U1", "U2"}

    in_virtual_time(work)


def asked_for(office_channel: str) -> list[Delivery]:
    return deliveries_of(
        [{"text": "one"}, {"text": "two"}],
        group="g",
        channel=a_channel(office_channel),
        subscription=None,
        digest_id="digest-1",
        now=MONDAY,
        told="UADA",
    )


def test_a_digest_that_was_asked_for_and_ends_early_says_so_in_its_channel() -> None:
    async def work() -> None:
        office = Office(platform=RecordingPlatform(now=now))
        await office.outbox.enqueue(asked_for("C1"))
        office.platform.fail_next(None, Fault(kind=Kind.REFUSED))
        await office.work()
        first, notice = office.platform.posts
        assert first.message.channel == notice.message.channel == a_channel("C1")
        assert "The rest of this digest could not be posted here." in str(notice.message.payload)

    in_virtual_time(work)


def test_an_operator_who_subscribed_a_channel_from_a_terminal_is_sent_no_message() -> None:
    async def work() -> None:
        office = Office(platform=RecordingPlatform(now=now))
        subscription = a_subscription(owner="terminal:grace")
        made = Change(subscription_id=subscription.id, at=MONDAY, by="terminal:grace", what="made")
        await office.subscriptions.save_subscription(subscription, made)
        await office.outbox.enqueue(asked_for("C1"))
        office.platform.fail_next(Fault(kind=Kind.GONE))
        await office.work()
        (told,) = office.platform.posts
        assert told.message.channel.channel_id == "UADA"
        kept = await office.subscriptions.subscription(subscription.id)
        assert kept is not None
        assert kept.paused is not None

    in_virtual_time(work)
