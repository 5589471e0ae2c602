"""What each job does, and how often the clock asks for it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.delivery import (
    LANES,
    Amendments,
    Desk,
    DigestMaker,
    RecordUrl,
    Replacing,
    plan_wave,
    post_lane,
    revise,
)
from bot.engine import Job
from bot.scheduler.alarm import alarm
from bot.scheduler.clock import Tick
from digests.authoring import Writer
from digests.errors import ConfigError, ModelError
from digests.model import Channel, Feed, Retention, Subscription, Topic
from digests.pipeline import Revisiting, embed, poll, read
from digests.ports import ArticleReader, Feedback, FeedSource, Store, Upkeep, Watching
from digests.retrieval import Meaning
from digests.schedule import Due, due_now, passed_over

_log = structlog.get_logger()

READ_BACK = timedelta(days=35)
"""Pages of older entries are not fetched: no digest will tell of them."""

Stage = Callable[[str | None], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the stages work with."""

    feeds: Sequence[Feed]
    topics: Mapping[str, Topic]
    store: Store
    source: FeedSource
    reader: ArticleReader
    desk: Desk
    version: str
    concurrency: int = 16
    """Feeds polled, and pages read, at once."""
    upkeep: Upkeep | None = None
    keep: timedelta = timedelta(0)
    """How long what is not needed is kept; zero: for ever."""
    meaning: Meaning | None = None
    """None where no embedding model is named."""
    writer: Writer | None = None
    """None where no language model is named: digests are quotes only."""
    operators: Channel | None = None
    """Who is told of stuck work."""
    watching: Watching | None = None
    """Keeps what is to come; None: nothing does."""
    revisiting: Revisiting | None = None
    """What looks again at what is cited; None: nothing does."""
    record_url: RecordUrl = lambda _: None
    """The address of the page of a digest or a reply."""
    feedback: Feedback | None = None
    """The votes by which digests lean, and the corrections that take a digest's place."""


class Stages:
    """Does jobs. Each asks the store what is missing, so that any worker may do any of them."""

    def __init__(self, parts: Parts, *, stop: asyncio.Event) -> None:
        self._parts = parts
        self._stop = stop
        self._amended = Amendments(parts.store, parts.feedback) if parts.feedback else None
        self._stages: dict[str, Stage] = {
            "poll": self._poll,
            "plan": self._plan,
            "deliver": self._deliver,
            "alarm": self._alarm,
            "prune": self._prune,
            "recheck": self._recheck,
        }

    async def __call__(self, job: Job) -> None:
        """Do a job.

        Raises:
            ConfigError: there is no such job; another version of Citewire asked for it.
        """
        if job.name not in self._stages:
            raise ConfigError(f"There is no job {job.name!r}: do all processes run one version?")
        with metrics.timed(job.name):
            await self._stages[job.name](job.argument)

    def ticks(self) -> list[Tick]:
        """Return what the clock asks for; nothing is planned where nobody could post it."""
        always = [Tick(name="poll", every=timedelta(minutes=5), jobs=_one("poll", "poll"))]
        if self._parts.upkeep is not None and self._parts.keep:
            always.append(Tick(name="prune", every=timedelta(days=1), jobs=_one("prune", "poll")))
        if self._parts.revisiting is not None:
            always.append(
                Tick(name="recheck", every=timedelta(days=1), jobs=_one("recheck", "poll"))
            )
        if not self._parts.desk.platforms:
            return always
        return [
            *always,
            Tick(name="plan", every=timedelta(minutes=1), jobs=_one("plan", "digest")),
            Tick(name="deliver", every=timedelta(seconds=5), jobs=self._lanes),
            Tick(name="alarm", every=timedelta(minutes=5), jobs=_one("alarm", "digest")),
        ]

    async def _lanes(self, now: datetime) -> list[Job]:
        """Return a job for each lane that waits, where somebody can post to its platform."""
        waiting = await self._parts.desk.outbox.waiting_lanes(now)
        platforms = {lane: lane.partition("/")[0] for lane in waiting}
        return [
            Job(name="deliver", queue=f"deliver:{platform}", argument=lane)
            for lane, platform in platforms.items()
            if platform in LANES
        ]

    async def _poll(self, _: str | None) -> None:
        parts, now = self._parts, self._parts.desk.now()
        polled = await poll(
            parts.feeds,
            store=parts.store,
            source=parts.source,
            now=now,
            concurrency=parts.concurrency,
        )
        reading = await read(
            parts.feeds,
            store=parts.store,
            reader=parts.reader,
            now=now,
            since=now - READ_BACK,
            concurrency=parts.concurrency,
        )
        new = sum(one.new for one in polled)
        _log.info("polled", feeds=len(polled), new=new, read=reading.read, failed=reading.failed)
        if parts.meaning is not None:
            await self._embed(parts.meaning)

    async def _embed(self, meaning: Meaning) -> None:
        try:
            refused = await embed(meaning)
        except ModelError as error:
            _log.warning("the embedding model was lost; the next poll goes on", error=str(error))
        else:
            _log.info("embedded", refused=refused)

    async def _plan(self, _: str | None) -> None:
        parts, desk = self._parts, self._parts.desk
        make = DigestMaker(
            feeds=parts.feeds,
            topics=parts.topics,
            store=parts.store,
            now=desk.now,
            version=parts.version,
            watching=parts.watching,
            feedback=parts.feedback,
            writer=parts.writer,
            listed=False,
        )
        wave = await plan_wave(
            desk.subscriptions,
            what_is_due=self._due,
            make=make,
            now=desk.now(),
            feedback=parts.feedback,
            amended=self._amended,
            weeks=make.weeks,
            record_url=parts.record_url,
            publish=parts.store.save_digest,
        )
        if wave.planned or wave.quiet or wave.skipped or wave.failed:
            _log.info(
                "wave planned",
                planned=wave.planned,
                quiet=wave.quiet,
                skipped=wave.skipped,
                failed=wave.failed,
                digests=wave.digests,
            )

    def _due(self, subscription: Subscription, *, now: datetime) -> Due | None:
        due = due_now(subscription, now=now)
        known = subscription.topic_id in self._parts.topics
        return due if due is None or known else passed_over(due, subscription)

    async def _deliver(self, lane: str | None) -> None:
        if lane is not None and lane.partition("/")[0] in self._parts.desk.platforms:
            await post_lane(self._parts.desk, lane, stop=self._stop)

    async def _alarm(self, _: str | None) -> None:
        await alarm(self._parts.desk, self._parts.operators)

    async def _prune(self, _: str | None) -> None:
        """Remove what is old; with next to nothing to give back, a file is not written anew."""
        parts, now = self._parts, self._parts.desk.now()
        if parts.upkeep is None or not parts.keep:
            return
        removed = await parts.upkeep.prune(Retention(before=now - parts.keep, now=now))
        vacuumed = await parts.upkeep.vacuum(sparing=True)
        _log.info(
            "pruned", vacuumed=vacuumed, **{k.replace(" ", "_"): n for k, n in removed.items()}
        )

    async def _recheck(self, _: str | None) -> None:
        parts = self._parts
        if parts.revisiting is None or parts.feedback is None:
            return
        replacing = Replacing(
            store=parts.store,
            replies=parts.revisiting.replies,
            feedback=parts.feedback,
            outbox=parts.desk.outbox,
            now=parts.desk.now(),
            record_url=parts.record_url,
        )
        revision = await revise(parts.revisiting, replacing)
        states = Counter(check.state.value for check in revision.checks)
        _log.info("rechecked", corrected=len(revision.corrected), edits=revision.edits, **states)


def _one(name: str, queue: str) -> Callable[[datetime], Awaitable[Sequence[Job]]]:
    async def jobs(_: datetime) -> Sequence[Job]:
        return [Job(name=name, queue=queue)]

    return jobs
