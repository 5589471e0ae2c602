"""Subscribing a channel, and what can be done with a subscription; each change has its author."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.commands.schedules import spoken
from digests.errors import UserError
from digests.model import Change, Channel, Schedule, Subscription, Topic
from digests.model.ids import content_id
from digests.ports import Subscriptions
from digests.schedule import checked, first_due

ALREADY = "This channel gets {} already. Change it with `settings`, or end it with `unsubscribe`."
_SHOWN = (
    "schedule",
    "format",
    "language",
    "tags_in",
    "tags_out",
    "quiet",
    "forum_tags",
    "crosspost",
)
"""Settings that a person may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Takes what one person asks for, at one time."""

    subscriptions: Subscriptions
    by: str
    """The person's id on the platform."""
    now: datetime

    async def subscribe(
        self, channel: Channel, topic: Topic, schedule: Schedule, **settings: object
    ) -> Subscription:
        """Subscribe a channel to a topic.

        Raises:
            UserError: it is subscribed already, or the schedule cannot be kept.
        """
        subscription = Subscription(
            id=subscription_id(channel, topic.id),
            channel=channel,
            topic_id=topic.id,
            owner=self.by,
            created_at=self.now,
            schedule=checked(schedule),
            **settings,  # type: ignore[arg-type] # fields of Subscription, checked by its caller
        )
        if await self.subscriptions.subscription(subscription.id):
            raise UserError(ALREADY.format(topic.title))
        due = replace(subscription, due_at=await self._first_due(subscription))
        return await self._keep(due, f"subscribed to {topic.id}, {spoken(schedule)}")

    async def take_up(self, ended: Subscription) -> Subscription:
        """Take up a subscription that was ended, as it was.

        Raises:
            UserError: the channel has another one of the topic by now.
        """
        if await self.subscriptions.subscription(ended.id):
            raise UserError("This channel gets that topic already; see /digest list.")
        due = None if ended.paused else await self._first_due(ended)
        return await self._keep(replace(ended, due_at=due), "taken up again")

    async def change(self, kept_id: str, **settings: object) -> Subscription:
        """Change settings; a new schedule counts from now.

        Raises:
            UserError: there is no such subscription, or the schedule cannot be kept.
        """
        before = await self.find(kept_id)
        after = replace(before, **settings)  # type: ignore[arg-type] # as above
        if after.schedule != before.schedule:
            checked(after.schedule)
            due = None if after.paused else await self._first_due(after)
            after = replace(after, due_at=due)
        if changed := differences(before, after):
            return await self._keep(after, "; ".join(changed.values()))
        return before

    async def pause(self, kept_id: str, why: str = "paused by hand") -> Subscription:
        """Send no more digests until it is resumed; what is in the outbox still goes."""
        before = await self.find(kept_id)
        if before.paused:
            return before
        return await self._keep(replace(before, paused=why, due_at=None), f"paused: {why}")

    async def resume(self, kept_id: str) -> Subscription:
        """Send digests again. The next one covers the time of the pause, too, `FARTHEST` at most."""
        before = await self.find(kept_id)
        if not before.paused:
            return before
        due = await self._first_due(before)
        return await self._keep(replace(before, paused=None, due_at=due), "resumed")

    async def move(self, kept_id: str, channel: Channel) -> Subscription:
        """Send the digests to another channel from now on; it has been shown nothing yet.

        Raises:
            UserError: that channel gets the topic already.
        """
        before = await self.find(kept_id)
        moved = replace(
            before, id=subscription_id(channel, before.topic_id), channel=channel, shown=()
        )
        if await self.subscriptions.subscription(moved.id):
            raise UserError("That channel gets this topic already.")
        await self.subscriptions.move_subscription(
            before.id,
            moved,
            ended=self._change(before.id, f"moved to {channel.key}"),
            begun=self._change(moved.id, f"moved here from {before.channel.key}"),
        )
        return moved

    async def unsubscribe(self, kept_id: str) -> Subscription:
        """End a subscription; what is not posted yet is given up."""
        before = await self.find(kept_id)
        await self.subscriptions.remove_subscription(before.id, self._change(before.id, "ended"))
        return before

    async def find(self, kept_id: str) -> Subscription:
        """Return a subscription.

        Raises:
            UserError: there is none of that id.
        """
        found = await self.subscriptions.subscription(kept_id)
        if found is None:
            raise UserError("There is no such subscription; `list` shows those there are.")
        return found

    async def _first_due(self, subscription: Subscription) -> datetime:
        slots = await self.subscriptions.slots(subscription.id)
        return first_due(subscription, now=self.now, last=slots[-1].due_at if slots else None)

    async def _keep(self, subscription: Subscription, what: str) -> Subscription:
        await self.subscriptions.save_subscription(
            subscription, self._change(subscription.id, what)
        )
        return subscription

    def _change(self, kept_id: str, what: str) -> Change:
        return Change(subscription_id=kept_id, at=self.now, by=self.by, what=what)


def subscription_id(channel: Channel, topic_id: str) -> str:
    """Return the id: a channel has a topic once."""
    return content_id("subscription", channel.key, topic_id)


def differences(before: Subscription, after: Subscription) -> Mapping[str, str]:
    """Return the settings that differ, each with `format: brief → analyst`."""
    found = {}
    for name in _SHOWN:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found[name] = f"{name.replace('_', ' ')}: {_said(old)} → {_said(new)}"
    return found


def _said(value: object) -> str:
    match value:
        case Schedule():
            return spoken(value)
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
