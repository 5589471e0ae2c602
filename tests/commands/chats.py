"""A chat in which people press buttons, on a made-up week of news."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.commands.correcting import Editor
from bot.commands.reception import Reception
from bot.commands.requests import Person, Press
from bot.delivery.pacing import lane_of
from bot.document import Document, Line, Lines, Panel, Remark, Shown, Text
from bot.present import present
from bot.render.notices import MESSAGES
from config.loading import Catalogue
from digests.ask import Asking
from digests.ask.conversation import converse
from digests.model import Channel, Delivery, Digest, Published, Reply, Sent
from digests.model.ids import content_id
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_replies import MemoryReplies
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.builders import MONDAY
from tests.pipeline import weeks
from tests.pipeline.weeks import FEEDS, TOPIC, report

HERE = Channel(platform="slack", workspace_id="T1", channel_id="C1")
THERE = replace(HERE, channel_id="C2")
ELSEWHERE = replace(HERE, workspace_id="T2")
ADA = Person(id="U1", name="Ada")
BOB = Person(id="U2", name="Bob")

JOINS = report(
    "pytorch-foundation",
    "Alibaba Cloud joins the PyTorch Foundation",
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.",
    "Junhua Wang takes the seat on the Governing Board of the foundation.",
)
RELEASED = report(
    "register",
    "PyTorch 2.12 released with faster compilation",
    "PyTorch 2.12 was released on Thursday with a compiler that starts twice as fast.",
    "The release drops support for Python 3.9 on all platforms.",
)
RAISES = report(
    "stack",
    "Lightning raises $40 million for PyTorch training",
    "Lightning has raised $40 million to run PyTorch training in many clouds.",
    "The round was led by the investors of the first hour.",
)
NEWS = (JOINS, RELEASED, RAISES)


def record_page(published: Published) -> str:
    return f"https://citewire.example/r/{published.id}"


@dataclass(kw_only=True)
class Chat:
    """Who presses what, and what is kept of it; all in memory, on a Monday at nine."""

    week: weeks.Channel = field(default_factory=weeks.Channel)
    replies: MemoryReplies = field(default_factory=MemoryReplies)
    feedback: MemoryFeedback = field(default_factory=MemoryFeedback)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    subscriptions: MemorySubscriptions = field(init=False)
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        self.subscriptions = MemorySubscriptions(self.outbox)

    @property
    def store(self) -> MemoryStore:
        return self.week.store

    @property
    def reception(self) -> Reception:
        return Reception(
            catalogue=Catalogue(feeds=tuple(FEEDS.values()), topics=(TOPIC,), folder=""),
            store=self.store,
            replies=self.replies,
            subscriptions=self.subscriptions,
            outbox=self.outbox,
            feedback=self.feedback,
            now=lambda: self.now,
            version="test",
            record_url=record_page,
            posted_url=record_page,
        )

    @property
    def editor(self) -> Editor:
        return Editor(
            store=self.store,
            replies=self.replies,
            feedback=self.feedback,
            outbox=self.outbox,
            by="terminal:grace",
            now=self.now,
            record_url=record_page,
        )

    async def press(
        self,
        action: str,
        value: str,
        *,
        person: Person = ADA,
        channel: Channel = HERE,
        words: str | None = None,
        barred: str | None = None,
        private: bool = False,
    ) -> Shown:
        return await self.reception.press(
            Press(
                action=action,
                value=value,
                person=person,
                channel=channel,
                words=words,
                barred=barred,
                private=private,
            )
        )

    async def statements(self, value: str) -> Sequence[tuple[str, str]]:
        """Return what Ada's form offers for a `report` button."""
        press = Press(action="report", value=value, person=ADA, channel=HERE)
        return await self.reception.statements(press)

    async def digest(self) -> Digest:
        """Make and keep the digest of the week."""
        return await self.week.monday(1, *NEWS)

    async def posted(self, *channels: Channel) -> Digest:
        """Post the digest of the week to channels."""
        digest = await self.digest()
        for channel in channels:
            await self.sent(present(digest), channel)
        return digest

    async def sent(self, document: Document, channel: Channel) -> None:
        """Have a document in a channel."""
        await self.enqueued(document, channel)
        await self.work(channel)

    async def enqueued(self, document: Document, channel: Channel) -> None:
        """Have a document on its way to a channel."""
        group = content_id("group", document.id, channel.key)
        await self.outbox.enqueue(
            [
                Delivery(
                    id=content_id("delivery", group, str(part)),
                    group=group,
                    part=part,
                    channel=channel,
                    lane=lane_of(channel),
                    payload=body,
                    planned_at=self.now,
                    digest_id=document.id,
                    threaded="thread_ts" in body,
                )
                for part, body in enumerate(MESSAGES[channel.platform](document))
            ]
        )

    async def work(self, channel: Channel) -> None:
        """Post whatever waits in the lane of a channel."""
        lane, until = lane_of(channel), self.now + timedelta(minutes=1)
        while taken := await self.outbox.take(lane, holder="w", now=self.now, until=until, limit=1):
            for one in taken:
                message_id = one.replaces or f"m-{one.id}"
                await self.outbox.settle(one, Sent(message_id=message_id, at=self.now))

    async def asked(
        self,
        question: str = "who joined the PyTorch Foundation",
        *,
        person: Person = ADA,
        channel: Channel = HERE,
    ) -> Reply:
        """Have a person ask, and be answered."""
        asking = Asking(text=question, topic=None, now=self.now, asker=person.asker(channel))
        return await converse(
            asking,
            topics=[TOPIC],
            feeds=list(FEEDS.values()),
            store=self.store,
            replies=self.replies,
            version="test",
        )

    async def shown_in(self, channel: Channel) -> Sequence[str]:
        """Return the payloads for a channel, as text, in order."""
        return [str(one.payload) for one in await self.outbox.deliveries(channel=channel)]


def text_of(shown: Shown) -> str:
    """Return the words of a panel or a document, a line each."""
    assert isinstance(shown, Panel | Document)
    lines = [line for block in shown.blocks if isinstance(block, Lines) for line in block.lines]
    remarks = [block.text for block in shown.blocks if isinstance(block, Remark)]
    return "\n".join([*map(_words, lines), *remarks])


def _words(line: Line) -> str:
    return " ".join(span.text for span in line.spans if isinstance(span, Text))
