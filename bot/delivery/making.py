"""Each digest of a wave is made once, and rendered once a platform."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from typing_extensions import override

from bot.delivery.amending import Amendments
from bot.delivery.beside import REMARKS, kept
from bot.document import Document, Remark
from bot.present import present
from bot.present.momentum import LEAST
from bot.present.timing import with_remarks
from bot.render.notices import CHARTS, MESSAGES
from digests.authoring import Writer
from digests.errors import StoreError
from digests.model import Digest, Feed, Leaning, Published, Subscription, Topic, Window
from digests.pipeline import NewsWeek, make_digest, momentum
from digests.ports import Feedback, Store, Watching

KEPT = 256
"""Digests that are kept at hand: a wave comes in the order of time, so few are asked for at once.
One that comes again later is made again, which is the same digest."""

Body = dict[str, object]
RecordUrl = Callable[[Published], str | None]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What makes a digest: subscriptions that want the same share it."""

    topic_id: str
    window: Window
    format: str
    language: str
    tags_in: tuple[str, ...] = ()
    tags_out: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    leanings: tuple[Leaning, ...] = ()
    """What the channel's votes move; channels that lean alike share a digest."""


def wanted_by(
    subscription: Subscription, window: Window, leanings: tuple[Leaning, ...] = ()
) -> Wanted:
    """Return what a subscription wants of a window."""
    return Wanted(
        topic_id=subscription.topic_id,
        window=window,
        format=subscription.format,
        language=subscription.language,
        tags_in=subscription.tags_in,
        tags_out=subscription.tags_out,
        shown=subscription.shown,
        leanings=leanings,
    )


class Make(Protocol):
    """Makes, keeps and returns a digest; the same again for the same articles."""

    async def __call__(self, wanted: Wanted, /) -> Digest:
        """Return the digest."""
        ...


Publish = Callable[[Digest], Awaitable[object]]
"""Has lists show a digest; again, it does no harm."""
Weeks = Callable[[Wanted], Awaitable[Sequence[NewsWeek]]]
"""How much came on a topic, week by week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestMaker(Make):
    """Makes digests of what the store holds: for waves, and where somebody asks for one."""

    feeds: Sequence[Feed]
    topics: Mapping[str, Topic]
    store: Store
    now: Callable[[], datetime]
    version: str
    feedback: Feedback | None = None
    """Knows what was corrected; None: nothing was."""
    writer: Writer | None = None
    """None where no language model is named: digests are quotes only."""
    channel: str | None = None
    """`Channel.key` of whom a model's calls are counted for; a wave's are everybody's."""
    watching: Watching | None = None
    """Keeps what is to come; None: nothing does."""
    listed: bool = True
    """Whether lists show what is made: not what one person alone is shown."""

    @override
    async def __call__(self, wanted: Wanted) -> Digest:
        shown = [await self.store.digest(digest_id) for digest_id in wanted.shown]
        made = await make_digest(
            self.topics[wanted.topic_id],
            wanted.window,
            feeds=self.feeds,
            store=self.store,
            now=self.now(),
            version=self.version,
            shown=[digest for digest in shown if digest is not None],
            tags_in=wanted.tags_in,
            tags_out=wanted.tags_out,
            leanings=wanted.leanings,
            layout=wanted.format,
            language=wanted.language,
            writer=self.writer,
            channel=self.channel,
            watching=self.watching,
            listed=self.listed,
        )
        return await as_corrected(made, store=self.store, feedback=self.feedback)

    async def weeks(self, wanted: Wanted) -> Sequence[NewsWeek]:
        """Return how much came on its topic in the weeks before the window's end."""
        return await momentum(
            self.topics[wanted.topic_id],
            feeds=self.feeds,
            store=self.store,
            until=wanted.window.until,
        )


async def as_corrected(digest: Digest, *, store: Store, feedback: Feedback | None) -> Digest:
    """Return what takes the place of a digest, itself where it stands."""
    newest = await feedback.corrected_as(digest.id) if feedback else None
    return (await store.digest(newest) if newest else None) or digest


@dataclass(slots=True, kw_only=True)
class Made:
    """A digest as it is sent."""

    digest_id: str
    quiet: bool
    unsent: Digest | None = None
    """Itself, where it is quiet and no channel got it yet: no list shows it until then."""
    _document: Document
    _topic: str
    _weeks: Sequence[NewsWeek] = ()
    _bodies: dict[tuple[str, tuple[Remark, ...]], list[Body]] = field(default_factory=dict)

    async def bodies(self, platform: str, remarks: Sequence[Remark]) -> list[Body]:
        """Return the messages for a platform."""
        key = (platform, tuple(remarks))
        if key not in self._bodies:
            document = with_remarks(self._document, remarks)
            bodies = await asyncio.to_thread(MESSAGES[platform], document)
            if remarks:
                bodies[0] = {**bodies[0], "options": {REMARKS: kept(remarks)}}
            if platform in CHARTS and len(self._weeks) >= LEAST:
                bodies.append(CHARTS[platform](document, self._topic, self._weeks))
            self._bodies[key] = bodies
        return self._bodies[key]


def as_sent(digest: Digest, record_url: RecordUrl, weeks: Sequence[NewsWeek] = ()) -> Made:
    """Return a digest as it is sent, with a chart of the weeks where the platform shows one."""
    return Made(
        digest_id=digest.id,
        quiet=digest.quiet,
        unsent=digest if digest.quiet else None,
        _document=present(digest, record_url=record_url(digest)),
        _topic=digest.title,
        _weeks=weeks,
    )


class Making:
    """The digests of one wave. What failed is not tried again in it."""

    def __init__(
        self,
        make: Make,
        record_url: RecordUrl,
        *,
        amended: Amendments | None = None,
        weeks: Weeks | None = None,
        publish: Publish | None = None,
    ) -> None:
        self.amended = amended
        """What was corrected of digests that were sent; None: nothing is told of it."""
        self._make = make
        self._weeks = weeks
        self._publish = publish
        self._record_url = record_url
        self._kept: OrderedDict[Wanted, Made] = OrderedDict()
        self._failed: set[Wanted] = set()
        self.made = 0
        """How many digests were made."""
        self.leanings: Mapping[str, tuple[Leaning, ...]] = {}
        """What the votes of the channels at hand move, by `Channel.key`."""

    def wanted(self, subscription: Subscription, window: Window) -> Wanted:
        """Return what a subscription wants of a window, as its channel leans."""
        return wanted_by(subscription, window, self.leanings.get(subscription.channel.key, ()))

    async def digest(self, wanted: Wanted) -> Made | None:
        """Return a digest, None where it cannot be made.

        Raises:
            StoreError: nothing can be made.
        """
        if wanted in self._failed:
            return None
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
            return self._kept[wanted]
        try:
            digest = await self._make(wanted)
            if self._publish is not None and not digest.quiet:
                await self._publish(digest)
            weeks: Sequence[NewsWeek] = ()
            if self._weeks is not None and not digest.quiet:
                weeks = await self._weeks(wanted)
            made = as_sent(digest, self._record_url, weeks)
        except StoreError:
            raise
        except Exception:
            log.exception("digest_failed", topic=wanted.topic_id)
            self._failed.add(wanted)
            return None
        self.made += 1
        self._kept[wanted] = made
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    async def sent(self, made: Made) -> None:
        """Note that a channel gets it: a quiet digest is listed only then."""
        if self._publish is not None and made.unsent is not None:
            await self._publish(made.unsent)
        made.unsent = None
