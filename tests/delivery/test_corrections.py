"""What was sent is edited when it is corrected, and the thread says so."""

from bot.delivery import Wanted, correct, plan_wave
from bot.platforms.recording import Fault, Kind, RecordingPlatform
from bot.present import present
from digests.model import Channel, DeliveryState
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_channel, a_subscription
from tests.delivery.virtual import in_virtual_time, now
from tests.delivery.waves import Newsroom, weekly
from tests.render.digests import WEEK

SLACK, DISCORD = a_channel("C1"), a_channel("1", platform="discord")
WHAT = "the source changed the release's number"


async def an_office(
    *channels: Channel, stories: int = 2, faults: tuple[Fault | None, ...] = ()
) -> tuple[Office, str]:
    """Return an office that has sent a digest, and its id."""
    office = Office(platform=RecordingPlatform(now=now))
    await office.subscribe(*(a_subscription(channel) for channel in channels))
    make = Newsroom(stories=stories)
    await plan_wave(office.subscriptions, what_is_due=weekly, make=make, now=MONDAY)
    office.platform.fail_next(*faults)
    await office.work()
    sent = await office.outbox.deliveries(states=[DeliveryState.SENT])
    return office, str(sent[0].digest_id)


async def corrected(
    office: Office, sent_as: str, *, stories: int = 2, words: str = "been withdrawn"
) -> int:
    wanted = Wanted(topic_id="pytorch", window=WEEK, format="brief", language="en")
    digest = Newsroom().digest(wanted, stories, words=words)
    enqueued = await correct(
        present(digest), sent_as=sent_as, what=WHAT, outbox=office.outbox, now=now()
    )
    await office.work()
    return enqueued


def shown(office: Office, channel: Channel) -> list[str]:
    return [str(p.message.payload) for p in office.platform.posts if p.message.channel == channel]


def test_every_message_is_edited_in_place_and_the_thread_is_told() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK, DISCORD)
        before = [post.message_id for post in office.platform.posts]
        assert await corrected(office, sent_as) == 3 + 1 + 1 + 1
        posts = office.platform.posts
        assert [post.message_id for post in posts][: len(before)] == before
        assert [post.edits for post in posts] == [1, 1, 1, 1, 0, 0]
        for channel in (SLACK, DISCORD):
            texts = shown(office, channel)
            assert "has been withdrawn today" in texts[0]
            assert not any("has shipped" in text for text in texts)
            assert WHAT in texts[-1].replace("\\", "")
        root, *_, note = [post for post in posts if post.message.channel == SLACK]
        assert note.message.thread_of == root.message_id

    in_virtual_time(work)


def test_a_correction_that_is_made_twice_edits_once() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK)
        assert await corrected(office, sent_as) == 4
        assert await corrected(office, sent_as) == 0

    in_virtual_time(work)


def test_a_second_correction_edits_the_same_messages_again() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK)
        await corrected(office, sent_as, stories=3)
        await corrected(office, sent_as, stories=3, words="come back")
        first, *_ = texts = shown(office, SLACK)
        assert "has come back today" in first
        assert not any("been withdrawn today" in text for text in texts)
        assert len([text for text in texts if WHAT in text]) == 2

    in_virtual_time(work)


def test_what_a_correction_adds_goes_into_the_thread_and_what_it_drops_is_withdrawn() -> None:
    async def work() -> None:
        longer, sent_as = await an_office(SLACK, stories=1)
        await corrected(longer, sent_as, stories=2)
        _, *replies = [post.message for post in longer.platform.posts]
        assert len(replies) == 3
        assert {reply.thread_of for reply in replies} == {longer.platform.posts[0].message_id}
        shorter, sent_as = await an_office(SLACK, stories=2)
        await corrected(shorter, sent_as, stories=1)
        texts = shown(shorter, SLACK)
        assert "Withdrawn by a correction" in texts[2]
        assert not any("has shipped" in text for text in texts)

    in_virtual_time(work)


def test_what_was_never_sent_is_left_alone() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK, faults=(None, Fault(kind=Kind.REFUSED)))
        failed = await office.outbox.deliveries(states=[DeliveryState.FAILED])
        assert len(failed) == 2
        assert await corrected(office, sent_as) == 2
        assert await office.outbox.deliveries(states=[DeliveryState.FAILED]) == failed

    in_virtual_time(work)


def test_a_message_that_was_deleted_keeps_no_other_from_being_corrected() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK)
        office.platform.fail_next(None, Fault(kind=Kind.REFUSED))
        await corrected(office, sent_as)
        assert [post.edits for post in office.platform.posts] == [1, 0, 1, 0]
        # Nobody is told that the rest of a digest could not be posted.
        assert len(office.platform.posts) == 4

    in_virtual_time(work)


def test_an_edit_is_not_edited_where_what_it_was_edited_to_is_corrected() -> None:
    async def work() -> None:
        office, sent_as = await an_office(SLACK)
        await corrected(office, sent_as)
        edits = [one for one in await office.outbox.deliveries() if one.replaces is not None]
        assert await corrected(office, str(edits[0].digest_id), words="come back") == 0

    in_virtual_time(work)
