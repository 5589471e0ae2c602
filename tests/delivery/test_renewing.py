"""What waits when something is corrected is posted as corrected, and no second time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import Renewing, Replacing, Wanted, deliveries_of
from bot.delivery.desk import Desk
from bot.delivery.making import Made
from bot.document import Remark
from bot.platforms.recording import Fault, Kind, RecordingPlatform
from bot.present import present
from digests.model import Channel, Claim, Delivery, DeliveryState, Digest, ErrorReport, Superseded
from tests.commands.chats import HERE, Chat, record_page
from tests.delivery.posts import OPEN, Worker
from tests.delivery.virtual import in_virtual_time, now
from tests.delivery.waves import Newsroom
from tests.render.digests import WEEK

GUILD = Channel(platform="discord", workspace_id="1", channel_id="2")
WHAT = "the member is Gold, not Platinum"
LATE = Remark(id="late", text="This digest was due on 6 April 2026, 09:00 (UTC), and comes late")


class Room:
    """A digest, whoever corrects it, and a worker who posts."""

    def __init__(self, chat: Chat, digest: Digest, platform: RecordingPlatform) -> None:
        self.chat, self.digest, self.platform = chat, digest, platform
        self.wrong: Claim = next(c for c in digest.claims() if "as a Platinum member." in c.text)

    @classmethod
    async def opened(cls, platform: RecordingPlatform | None = None) -> "Room":
        chat = Chat()
        return cls(chat, await chat.digest(), platform or RecordingPlatform(now=now))

    async def enqueue(self, channel: Channel, *, remarks: tuple[Remark, ...] = ()) -> None:
        """Have the digest on its way as a wave puts it there."""
        made = Made(
            digest_id=self.digest.id, quiet=False, _document=present(self.digest), _topic="PyTorch"
        )
        planned = deliveries_of(
            await made.bodies(channel.platform, remarks),
            group=f"group-{channel.key}",
            channel=channel,
            subscription=None,
            digest_id=self.digest.id,
            now=self.chat.now,
        )
        await self.chat.outbox.enqueue(planned)

    async def report(self) -> str:
        """Report the wrong statement, and return the id of the report."""
        value = f"{self.digest.id}/{self.wrong.id}"
        await self.chat.press("report", value, words="It was Gold.")
        return (await self.chat.feedback.reports())[-1].id

    async def uphold(self) -> ErrorReport:
        await asyncio.sleep(60)
        self.chat.now = now()
        upheld = await self.chat.editor.uphold(await self.report(), WHAT)
        await asyncio.sleep(1)
        return upheld

    def desk(self) -> Desk:
        def replacing() -> Replacing:
            chat = self.chat
            return Replacing(
                store=chat.store,
                replies=chat.replies,
                feedback=chat.feedback,
                outbox=chat.outbox,
                now=now(),
                record_url=record_page,
            )

        return Desk(
            holder="worker",
            outbox=self.chat.outbox,
            subscriptions=self.chat.subscriptions,
            platforms=dict.fromkeys(("slack", "discord"), self.platform),
            now=now,
            renewing=Renewing(replacing),
        )

    async def work(self) -> None:
        worker = Worker(self.desk())
        end = now() + timedelta(days=2)
        while await self.chat.outbox.deliveries(states=OPEN):
            assert now() < end
            await asyncio.sleep(1)
        await worker.leave()

    def shown(self, channel: Channel) -> list[str]:
        return [
            str(post.message.payload).replace("\\", "")
            for post in self.platform.posts
            if post.message.channel == channel
        ]


@pytest.mark.parametrize("channel", [HERE, GUILD])
def test_what_waits_is_posted_as_corrected_and_edited_by_nobody(channel: Channel) -> None:
    async def work() -> None:
        room = await Room.opened()
        await room.enqueue(channel)
        decided = await room.uphold()
        await room.work()
        texts = room.shown(channel)
        assert not any(room.wrong.text in text for text in texts)
        assert "Corrected on 13 April 2026" in texts[0]
        assert not any(f"Corrected: {WHAT}" in text for text in texts)
        assert {post.edits for post in room.platform.posts} == {0}
        before = room.shown(channel)
        assert await room.chat.editor.uphold(decided.id, WHAT) == decided
        await room.work()
        assert room.shown(channel) == before

    in_virtual_time(work)


def test_a_correction_in_the_midst_of_a_digest_reaches_all_its_parts() -> None:
    async def work() -> None:
        room = await Room.opened()
        await room.enqueue(HERE)
        room.platform.fail_next(None, Fault(kind=Kind.BUSY, retry_after=timedelta(minutes=5)))
        worker = Worker(room.desk())
        await asyncio.sleep(30)
        assert len(room.platform.posts) == 1
        await room.uphold()
        await asyncio.sleep(600)
        await worker.leave()
        texts = room.shown(HERE)
        assert not any(room.wrong.text in text for text in texts)
        assert [text for text in texts if f"Corrected: {WHAT}" in text] == [texts[-1]]

    in_virtual_time(work)


def test_what_is_being_posted_when_it_is_corrected_is_edited_and_the_thread_is_told() -> None:
    async def work() -> None:
        room = await Room.opened(RecordingPlatform(now=now, latency=lambda: 4.0))
        await room.enqueue(HERE)
        worker = Worker(room.desk())
        await asyncio.sleep(2)
        assert await room.chat.outbox.deliveries(states=[DeliveryState.SENDING])
        room.chat.now = now()
        await room.chat.editor.uphold(await room.report(), WHAT)
        assert not room.platform.posts
        await asyncio.sleep(120)
        await worker.leave()
        texts = room.shown(HERE)
        assert room.platform.posts[0].edits == 1
        assert not any(room.wrong.text in text for text in texts)
        assert [text for text in texts if f"Corrected: {WHAT}" in text] == [texts[-1]]

    in_virtual_time(work)


@pytest.mark.parametrize("dedupes_for", [timedelta(minutes=3), timedelta()])
def test_a_post_whose_reply_was_lost_is_one_post_and_says_the_correction(
    dedupes_for: timedelta,
) -> None:
    async def work() -> None:
        room = await Room.opened(RecordingPlatform(now=now, dedupes_for=dedupes_for))
        await room.enqueue(HERE)
        room.platform.fail_next(Fault(kind=Kind.DROPPED))
        worker = Worker(room.desk())
        await asyncio.sleep(2)
        assert len(room.platform.posts) == 1
        room.chat.now = now()
        await room.chat.editor.uphold(await room.report(), WHAT)
        await asyncio.sleep(300)
        await worker.leave()
        texts = room.shown(HERE)
        assert len([text for text in texts if "Quotes only" in text]) == len(
            [one for one in await planned(room) if one.replaces is None and one.digest_id]
        )
        assert not any(room.wrong.text in text for text in texts)

    in_virtual_time(work)


async def planned(room: Room) -> list[Delivery]:
    return await room.chat.outbox.deliveries(channel=HERE)


def test_a_corrected_digest_still_says_that_it_came_late() -> None:
    async def work() -> None:
        room = await Room.opened()
        await room.enqueue(HERE, remarks=(LATE,))
        await room.work()
        await room.enqueue(GUILD, remarks=(LATE,))
        await room.uphold()
        await room.work()
        for channel in (HERE, GUILD):
            text = room.shown(channel)[0]
            assert "comes late" in text
            assert "Corrected on 13 April 2026" in text

    in_virtual_time(work)


def test_a_vote_on_what_was_posted_as_corrected_counts() -> None:
    async def work() -> None:
        room = await Room.opened()
        await room.enqueue(HERE)
        decided = await room.uphold()
        await room.work()
        await room.chat.press("up", str(decided.corrected_as))
        assert len(await room.chat.feedback.votes([HERE], since=room.chat.now)) == 1

    in_virtual_time(work)


def test_a_story_that_a_correction_took_out_while_it_waited_is_never_posted() -> None:
    async def work() -> None:
        room = await Room.opened()
        heads = [item.headline for one in room.digest.sections for item in one.items]
        room.wrong = next(head for head in heads if head and "PyTorch 2.12" in head.text)
        await room.enqueue(HERE)
        planned = len(await room.chat.outbox.deliveries(channel=HERE))
        await room.uphold()
        await room.work()
        texts = room.shown(HERE)
        assert len(texts) == planned - 1
        assert not any(room.wrong.text in text or "Withdrawn" in text for text in texts)

    in_virtual_time(work)


def test_what_a_version_has_more_follows_what_waited() -> None:
    async def work() -> None:
        room = await Room.opened()
        wanted = Wanted(topic_id="pytorch", window=WEEK, format="brief", language="en")
        room.digest = await room.chat.store.save_digest(Newsroom().digest(wanted, 1))
        longer = Newsroom().digest(wanted, 2, words="been withdrawn")
        provenance = replace(longer.provenance, supersedes=room.digest.id)
        await room.chat.store.save_digest(replace(longer, provenance=provenance))
        await room.enqueue(HERE)
        await room.chat.feedback.supersede(
            Superseded(corrected=room.digest.id, corrected_as=longer.id, at=now())
        )
        await room.work()
        first, *others = room.platform.posts
        texts = room.shown(HERE)
        assert not any("has shipped" in text for text in texts)
        assert ["Release 0" in texts[1], "Release 1" in texts[2]] == [True, True]
        assert [one.message.thread_of for one in others] == [first.message_id] * 2
        assert {post.edits for post in room.platform.posts} == {0}

    in_virtual_time(work)
