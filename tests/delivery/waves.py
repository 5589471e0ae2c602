"""Digests made on request, and schedules of one rule, for the tests of planning."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.delivery import Wanted
from digests.model import Digest, Slot, SlotState, Subscription, Window
from digests.model.ids import content_id, sha256
from tests.builders import an_article
from tests.render.digests import a_claim, a_digest, a_headline, an_item, stories_section

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class WeeklyDue:
    """What becomes of a weekly subscription."""

    slot: Slot
    skipped: Sequence[Slot]
    after: Subscription


def weekly(subscription: Subscription, *, now: datetime) -> WeeklyDue | None:
    """Decide as the schedule does, for subscriptions that are due every seven days."""
    due_at = subscription.due_at
    if due_at is None or now < due_at:
        return None
    times = [due_at]
    while times[-1] + WEEK <= now:
        times.append(times[-1] + WEEK)
    since = subscription.covered_until or due_at - WEEK
    slots = [
        Slot(
            subscription_id=subscription.id,
            due_at=time,
            state=SlotState.SKIPPED,
            window=Window(since=since, until=time),
        )
        for time in times
    ]
    *earlier, newest = slots
    late = now - newest.due_at
    sent = late < timedelta(days=1)
    if sent:
        newest = replace(newest, state=SlotState.PLANNED, late=late >= timedelta(hours=1))
    return WeeklyDue(
        slot=newest,
        skipped=earlier,
        after=replace(
            subscription,
            due_at=newest.due_at + WEEK,
            covered_until=newest.due_at if sent else subscription.covered_until,
        ),
    )


@dataclass(kw_only=True)
class Newsroom:
    """Makes a digest of `stories` stories of every topic, but for those that break or are quiet."""

    breaks: Collection[str] = ()
    quiet: Collection[str] = ()
    stories: int = 1
    asked: list[Wanted] = field(default_factory=list)

    async def __call__(self, wanted: Wanted) -> Digest:
        self.asked.append(wanted)
        if wanted.topic_id in self.breaks:
            raise KeyError(wanted.topic_id)
        if wanted.topic_id in self.quiet:
            return self.digest(wanted, 0)
        return self.digest(wanted, self.stories)

    def digest(self, wanted: Wanted, stories: int, *, words: str = "shipped") -> Digest:
        """Return a digest of so many stories that say the words."""
        articles = [
            an_article(f"Release {n} has {words} today.", url=f"https://news.example/{n}")
            for n in range(stories)
        ]
        items = [
            an_item(a_claim(one, f"Release {n} has {words} today."), headline=a_headline(one))
            for n, one in enumerate(articles)
        ]
        return a_digest(
            [stories_section(*items)] if items else [],
            articles,
            id=content_id("digest", repr(wanted), words),
            topic_id=wanted.topic_id,
            title=wanted.topic_id.title(),
            window=wanted.window,
            provenance={"content_sha256": sha256(f"{wanted} {words}")},
        )
