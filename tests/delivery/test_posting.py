"""What becomes of deliveries, for each way a platform can answer."""

import asyncio
from datetime import timedelta

from typing_extensions import override

from bot.delivery.deciding import PATIENCE
from bot.platforms.recording import Fault, Faults, Kind, RecordingPlatform
from digests.errors import Scope
from digests.model import Channel, DeliveryState, Message, MessageRef
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_channel, a_digest_for, a_subscription
from tests.delivery.virtual import in_virtual_time, now

SENT, FAILED, UNKNOWN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN
NEVER = timedelta()


def an_office(*faults: Fault | None, dedupes: bool = True, finds: bool = True) -> Office:
    """Return an office whose platform takes 50 ms each way, and fails as told at first."""
    platform = RecordingPlatform(now=now, latency=lambda: 0.05, finds=finds)
    if not dedupes:
        platform = RecordingPlatform(now=now, latency=lambda: 0.05, finds=finds, dedupes_for=NEVER)
    platform.fail_next(*faults)
    return Office(platform=platform)


def test_the_parts_of_a_digest_come_in_order_and_in_the_thread_of_the_first() -> None:
    async def work() -> None:
        office = an_office()
        parts = a_digest_for(a_subscription(), parts=3, threaded=True)
        await office.outbox.enqueue(parts)
        await office.work()
        assert office.texts() == ["pytorch 1 0", "pytorch 1 1", "pytorch 1 2"]
        first, *others = office.platform.posts
        assert first.message.thread_of is None
        assert [post.message.thread_of for post in others] == [first.message_id] * 2
        kept = await office.outbox.deliveries()
        assert [one.message_id for one in kept] == [p.message_id for p in office.platform.posts]

    in_virtual_time(work)


def test_two_digests_in_one_channel_never_interleave_whatever_fails() -> None:
    async def work() -> None:
        shares = {Kind.BUSY: 0.2, Kind.DROPPED: 0.2, Kind.UNREACHABLE: 0.2}
        platform = RecordingPlatform(now=now, faults=Faults(seed=7, shares=shares))
        office = Office(platform=platform)
        subscription = a_subscription()
        for occasion in ("1", "2", "3"):
            await office.outbox.enqueue(a_digest_for(subscription, parts=4, occasion=occasion))
        await office.work()
        assert office.texts() == [f"pytorch {n} {p}" for n in (1, 2, 3) for p in range(4)]

    in_virtual_time(work)


def test_a_busy_channel_waits_alone_and_a_busy_workspace_as_a_whole() -> None:
    async def first_posts(scope: Scope) -> dict[str, float]:
        office = an_office(Fault(kind=Kind.BUSY, scope=scope, retry_after=timedelta(seconds=30)))
        for channel in (a_channel("C1"), a_channel("C2"), a_channel("C3", workspace="T2")):
            await office.outbox.enqueue(a_digest_for(a_subscription(channel), parts=2))
        await office.work()
        return {
            post.message.channel.channel_id: (post.at - MONDAY).total_seconds()
            for post in reversed(office.platform.posts)
        }

    async def work() -> None:
        channel = await first_posts(Scope.CHANNEL)
        assert channel["C1"] >= 30
        assert channel["C2"] < 2
        assert channel["C3"] < 2

    async def whole() -> None:
        workspace = await first_posts(Scope.WORKSPACE)
        # C2 was on its way already when the platform said so.
        assert workspace["C1"] >= 30
        assert workspace["C3"] < 2

    in_virtual_time(work)
    in_virtual_time(whole)


def test_what_was_taken_before_a_hold_minds_it() -> None:
    async def work() -> None:
        office = an_office(
            Fault(kind=Kind.BUSY, scope=Scope.PLATFORM, retry_after=timedelta(minutes=5))
        )
        channels = [a_channel(f"C{n}") for n in range(12)]
        for channel in channels:
            await office.outbox.enqueue(a_digest_for(a_subscription(channel)))
        await office.work()
        early = [one for one in office.platform.arrivals if one.at < MONDAY + timedelta(minutes=5)]
        # Five a second: those that had started when the first was refused.
        assert len(early) == 5
        assert len(office.platform.posts) == 12

    in_virtual_time(work)


def test_an_outage_of_an_hour_loses_and_doubles_nothing() -> None:
    async def work() -> None:
        office = an_office(*[Fault(kind=Kind.UNREACHABLE)] * 9)
        parts = a_digest_for(a_subscription(), parts=2)
        await office.outbox.enqueue(parts)
        await office.work()
        assert await office.ending(parts) == [SENT, SENT]
        assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]

    in_virtual_time(work)


def test_what_never_gets_through_is_given_up_with_the_rest_of_its_digest() -> None:
    async def work() -> None:
        platform = RecordingPlatform(now=now, faults=Faults(shares={Kind.UNREACHABLE: 1.0}))
        office = Office(platform=platform)
        parts = a_digest_for(a_subscription(), parts=2)
        await office.outbox.enqueue(parts)
        await office.work()
        assert now() >= MONDAY + PATIENCE
        assert await office.ending(parts) == [FAILED, FAILED]
        assert office.texts() == []

    in_virtual_time(work)


def test_a_lost_reply_is_one_post_where_the_platform_knows_the_key() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.DROPPED), Fault(kind=Kind.FAILED_BEFORE))
        parts = a_digest_for(a_subscription(), parts=2)
        await office.outbox.enqueue(parts)
        await office.work()
        assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]
        assert await office.ending(parts) == [SENT, SENT]

    in_virtual_time(work)


def test_a_lost_reply_is_looked_up_where_the_platform_knows_no_keys() -> None:
    async def work() -> None:
        taken = an_office(Fault(kind=Kind.DROPPED), dedupes=False)
        lost = an_office(Fault(kind=Kind.FAILED_BEFORE), dedupes=False)
        for office in (taken, lost):
            parts = a_digest_for(a_subscription(), parts=2)
            await office.outbox.enqueue(parts)
            await office.work()
            assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]
            assert await office.ending(parts) == [SENT, SENT]

    in_virtual_time(work)


def test_a_lost_reply_that_nobody_can_look_up_is_unknown_and_not_posted_again() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.DROPPED), dedupes=False, finds=False)
        parts = a_digest_for(a_subscription(), parts=3)
        await office.outbox.enqueue(parts)
        await office.work()
        assert office.texts() == ["pytorch 1 0", "pytorch 1 1", "pytorch 1 2"]
        assert await office.ending(parts) == [UNKNOWN, SENT, SENT]

    in_virtual_time(work)


def test_a_thread_without_a_certain_first_message_is_given_up() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.DROPPED), dedupes=False, finds=False)
        parts = a_digest_for(a_subscription(), parts=3, threaded=True)
        await office.outbox.enqueue(parts)
        await office.work()
        assert office.texts() == ["pytorch 1 0"]
        assert await office.ending(parts) == [UNKNOWN, FAILED, FAILED]

    in_virtual_time(work)


def test_a_server_that_takes_a_post_after_the_time_limit_shows_it_once() -> None:
    async def work() -> None:
        slow = Fault(kind=Kind.SLOW, seconds=25)
        for office in (an_office(slow), an_office(slow, dedupes=False)):
            parts = a_digest_for(a_subscription(), parts=2)
            await office.outbox.enqueue(parts)
            await office.work()
            assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]

    in_virtual_time(work)


def test_a_refused_part_ends_its_digest_and_says_so_once_in_the_channel() -> None:
    async def work() -> None:
        office = an_office(None, Fault(kind=Kind.REFUSED))
        subscription = a_subscription()
        await office.subscribe(subscription)
        parts = a_digest_for(subscription, parts=4)
        await office.outbox.enqueue(parts)
        await office.work()
        said = "The rest of this digest could not be posted here."
        assert office.texts() == ["pytorch 1 0", said]
        assert await office.ending(parts) == [SENT, FAILED, FAILED, FAILED]
        kept = await office.subscriptions.subscription(subscription.id)
        assert kept is not None
        assert kept.paused is None

    in_virtual_time(work)


def test_a_refused_first_part_is_told_to_the_owner_and_not_to_the_channel() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.REFUSED))
        subscription = a_subscription()
        await office.subscribe(subscription)
        await office.outbox.enqueue(a_digest_for(subscription, parts=2))
        await office.work()
        assert office.texts(subscription.channel) == []
        assert len(office.texts(a_channel("U1"))) == 1

    in_virtual_time(work)


def test_a_refused_notice_is_followed_by_no_notice() -> None:
    async def work() -> None:
        office = an_office(None, Fault(kind=Kind.REFUSED), Fault(kind=Kind.REFUSED))
        subscription = a_subscription()
        await office.subscribe(subscription)
        await office.outbox.enqueue(a_digest_for(subscription, parts=2))
        await office.work()
        assert office.texts() == ["pytorch 1 0"]
        assert len(await office.outbox.deliveries()) == 3

    in_virtual_time(work)


def test_a_channel_that_is_gone_pauses_its_subscriptions_and_tells_each_owner_once() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.GONE))
        gone, fine = a_channel("C1"), a_channel("C2")
        subscribed = [
            a_subscription(gone, "pytorch", owner="U1"),
            a_subscription(gone, "vllm", owner="U1"),
            a_subscription(gone, "mlops", owner="U2"),
            a_subscription(fine, "pytorch", owner="U1"),
        ]
        await office.subscribe(*subscribed)
        for one in subscribed:
            await office.outbox.enqueue(a_digest_for(one, parts=2))
        await office.work()
        assert office.texts(gone) == []
        assert office.texts(fine) == ["pytorch 1 0", "pytorch 1 1"]
        (told,) = office.texts(a_channel("U1"))
        assert "pytorch, vllm" in str(told)
        assert len(office.texts(a_channel("U2"))) == 1
        for one in subscribed[:3]:
            kept = await office.subscriptions.subscription(one.id)
            assert kept is not None
            assert kept.due_at is None
            assert kept.paused is not None
            last = (await office.subscriptions.changes(one.id))[-1]
            assert last.by == "citewire"
            assert kept.paused in last.what
        # The other digests that waited for the channel were not even tried.
        assert sum(one.channel == gone for one in office.platform.arrivals) == 1

    in_virtual_time(work)


def test_an_owner_who_cannot_be_reached_is_not_told_again() -> None:
    async def work() -> None:
        platform = RecordingPlatform(now=now, faults=Faults(shares={Kind.GONE: 1.0}))
        office = Office(platform=platform)
        alone = Channel(platform="slack", workspace_id="T1", channel_id="U1")
        for subscription in (a_subscription(), a_subscription(alone)):
            await office.subscribe(subscription)
            await office.outbox.enqueue(a_digest_for(subscription))
        await office.work()
        assert set((await office.states()).values()) == {FAILED}
        assert len(await office.outbox.deliveries()) == 3

    in_virtual_time(work)


def test_a_revoked_workspace_is_paused_as_a_whole_and_nobody_there_is_told() -> None:
    async def work() -> None:
        office = an_office(Fault(kind=Kind.REVOKED))
        there = [a_subscription(a_channel(f"C{n}")) for n in range(20)]
        elsewhere = a_subscription(a_channel("C1", workspace="T2"))
        await office.subscribe(*there, elsewhere)
        for one in (*there, elsewhere):
            await office.outbox.enqueue(a_digest_for(one))
        await office.work()
        # Five a second: those on their way when the first was refused were posted.
        posted = len(
            [p for p in office.platform.posts if p.message.channel.workspace == "slack/T1"]
        )
        assert posted == 4
        assert office.texts(elsewhere.channel) == ["pytorch 1 0"]
        assert len(await office.outbox.deliveries()) == 21
        kept = await office.subscriptions.subscriptions(workspace="slack/T1")
        assert all(one.paused and one.due_at is None for one in kept)
        other = await office.subscriptions.subscription(elsewhere.id)
        assert other is not None
        assert other.paused is None

    in_virtual_time(work)


def test_an_adapter_that_breaks_leaves_its_post_in_doubt_and_the_others_alone() -> None:
    class Broken(RecordingPlatform):
        @override
        async def post(self, message: Message) -> MessageRef:
            if message.channel.channel_id == "C1":
                raise KeyError("ts")
            return await super().post(message)

    async def work() -> None:
        office = Office(platform=Broken(now=now, dedupes_for=NEVER, finds=False))
        broken = a_digest_for(a_subscription(a_channel("C1")))
        fine = a_digest_for(a_subscription(a_channel("C2")))
        await office.outbox.enqueue([*broken, *fine])
        await office.work()
        assert await office.ending([*broken, *fine]) == [UNKNOWN, SENT]

    in_virtual_time(work)


def test_a_worker_that_is_asked_to_leave_does_so_within_25_seconds_and_leaves_no_doubt() -> None:
    async def work() -> None:
        shares = {Kind.SLOW: 0.2, Kind.DROPPED: 0.1}
        faults = Faults(seed=3, shares=shares, seconds=8)
        platform = RecordingPlatform(now=now, latency=lambda: 0.05, faults=faults)
        office = Office(platform=platform)
        for number in range(100):
            channel = a_channel(f"C{number}", platform="discord")
            await office.outbox.enqueue(a_digest_for(a_subscription(channel), parts=2))
        worker = office.hire()
        await asyncio.sleep(2)
        asked = now()
        await worker.leave()
        assert now() - asked < timedelta(seconds=25)
        left = set((await office.states()).values())
        assert left == {SENT, DeliveryState.PLANNED}
        await office.work()
        assert set((await office.states()).values()) == {SENT}
        assert len(office.platform.posts) == 200

    in_virtual_time(work)
