"""Messages of our own: what could not be posted, and what is paused. Each has an id of its occasion."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.delivery.pacing import lane_of
from bot.render.notices import NOTICES
from digests.model import Channel, Delivery, Subscription
from digests.model.ids import content_id

CHANNEL_GONE = (
    "the channel takes no more messages from Citewire: it was archived or deleted, or Citewire "
    "was removed from it"
)
WORKSPACE_GONE = "the workspace has withdrawn Citewire's access"
REST_LOST = "The rest of this digest could not be posted here."
INVITE_AGAIN = "Invite Citewire again, then say /digest resume there."
INVITE_FIRST = "Invite Citewire there first (in Slack: /invite @Citewire), then ask again."


def rest_lost(delivery: Delivery, *, now: datetime, remedy: str | None = None) -> Delivery:
    """Return the message to a channel whose digest ends early."""
    words = f"{REST_LOST} {remedy}" if remedy else REST_LOST
    return notice(delivery.channel, words, group=f"{delivery.group}/rest", now=now)


def digest_lost(
    delivery: Delivery, subscription: Subscription, *, now: datetime, remedy: str | None = None
) -> list[Delivery]:
    """Return the message to the owner of a digest of which nothing was posted, if one can be told."""
    if not _is_person(subscription.owner):
        return []
    words = (
        f"The digest on {subscription.topic_id} could not be posted in the channel "
        f"{delivery.channel.channel_id}. {remedy or 'Later digests are not affected.'}"
    )
    owner = person(delivery.channel, subscription.owner)
    return [notice(owner, words, group=f"{delivery.group}/lost", now=now)]


def asked_lost(
    delivery: Delivery, who: str, *, now: datetime, remedy: str | None = None
) -> Delivery:
    """Return the message to a person who asked for a post that did not come about."""
    words = (
        f"What you asked me to post in the channel {delivery.channel.channel_id} could not be posted."
        f" {remedy or INVITE_FIRST}"
    )
    return notice(person(delivery.channel, who), words, group=f"{delivery.group}/lost", now=now)


def paused_notices(
    channel: Channel,
    paused: Sequence[Subscription],
    why: str,
    *,
    occasion: str,
    now: datetime,
    remedy: str | None = None,
) -> list[Delivery]:
    """Return a message to each owner of the subscriptions that have lost their channel."""
    found = []
    for owner in filter(_is_person, dict.fromkeys(one.owner for one in paused)):
        topics = [one.topic_id for one in paused if one.owner == owner]
        words = (
            f"No more digests on {', '.join(topics)} in the channel {channel.channel_id}: "
            f"{why}. {remedy or INVITE_AGAIN}"
        )
        told = person(channel, owner)
        # Whoever subscribed a conversation of their own cannot be reached by it any more.
        if told.key != channel.key:
            group = f"{occasion}/paused/{owner}"
            found.append(notice(told, words, group=group, now=now))
    return found


def notice(channel: Channel, words: str, *, group: str, now: datetime) -> Delivery:
    """Return a message of plain words that stands alone; equal groups are one message."""
    return Delivery(
        id=content_id("delivery", group, "0"),
        group=group,
        part=0,
        channel=channel,
        lane=lane_of(channel),
        payload=NOTICES[channel.platform](words),
        planned_at=now,
    )


def _is_person(owner: str) -> bool:
    """Tell whether an owner is on the platform: `terminal:ada` is not."""
    return ":" not in owner


def person(channel: Channel, who: str) -> Channel:
    """Return where a person of the channel's workspace is told something alone."""
    return replace(channel, channel_id=who, thread_id=None)
