"""Corrections are looked up where a digest is due, and each version is read once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from typing_extensions import override

from bot.delivery import Amendments, plan_wave
from bot.platforms.recording import RecordingPlatform
from digests.compose import with_changed_sources
from digests.model import Digest, SourceChange, SourceState, Subscription, Superseded
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_subscription
from tests.delivery.waves import Newsroom, weekly
from tests.render.digests import sample_digest

DAY = timedelta(days=1)
WHAT = "It is gone."


class Counting(MemoryStore):
    """Knows how many digests were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    @override
    async def digest(self, digest_id: str) -> Digest | None:
        self.read += 1
        return await super().digest(digest_id)


@dataclass(kw_only=True)
class Room:
    """A digest that was corrected, and channels that were shown it."""

    store: Counting = field(default_factory=Counting)
    feedback: MemoryFeedback = field(default_factory=MemoryFeedback)
    office: Office = field(default_factory=lambda: Office(platform=RecordingPlatform()))

    async def corrected(self) -> Digest:
        made = await self.store.save_digest(sample_digest())
        claims = (made.claims()[0].id,)
        change = SourceChange(claim_ids=claims, state=SourceState.GONE, what=WHAT)
        version = with_changed_sources(made, [change], at=MONDAY - DAY)
        assert isinstance(version, Digest)
        await self.store.save_digest(version)
        await self.feedback.supersede(
            Superseded(corrected=made.id, corrected_as=version.id, at=MONDAY - DAY)
        )
        return made

    async def subscribed(self, *subscriptions: Subscription) -> Sequence[str]:
        await self.office.subscribe(*subscriptions)
        return [one.channel.key for one in subscriptions]

    async def plan(self, amended: Amendments, *, after: timedelta = timedelta(0)) -> None:
        await plan_wave(
            self.office.subscriptions,
            what_is_due=weekly,
            make=Newsroom(),
            now=MONDAY + after,
            amended=amended,
        )


async def test_a_wave_of_nothing_reads_no_digest_and_the_next_ones_none_twice() -> None:
    room = Room()
    made = await room.corrected()
    amended = Amendments(room.store, room.feedback)
    room.store.read = 0
    await room.plan(amended)
    assert room.store.read == 0
    await room.subscribed(a_subscription(shown=(made.id,)))
    await room.plan(amended)
    posts = await room.office.outbox.deliveries()
    assert f"Corrected in the digest (week of 6 April 2026): {WHAT}" in str(posts[0].payload)
    read = room.store.read
    assert read > 0
    await room.plan(amended, after=7 * DAY)
    assert room.store.read == read
    later = (await room.office.outbox.deliveries())[len(posts) :]
    assert later
    assert not any(WHAT in str(one.payload) for one in later)
