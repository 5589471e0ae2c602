"""What follows where something is given up for good: who is told, and what is paused.

Whoever is told is told first: a worker that dies in between does both again, and equal ids are one
message.
"""

from dataclasses import replace
from datetime import datetime

import structlog

from bot.delivery.beside import told
from bot.delivery.deciding import Reach
from bot.delivery.telling import (
    CHANNEL_GONE,
    WORKSPACE_GONE,
    asked_lost,
    digest_lost,
    paused_notices,
    rest_lost,
)
from digests.model import Change, Channel, Delivery, Subscription
from digests.ports import Outbox, Subscriptions

OURSELVES = "citewire"

log = structlog.get_logger()


async def follow(
    lost: Reach,
    delivery: Delivery,
    *,
    outbox: Outbox,
    subscriptions: Subscriptions,
    now: datetime,
    remedy: str | None = None,
) -> None:
    """Tell who must know of it, and what to do; pause what cannot go on."""
    match lost:
        case Reach.MESSAGE:
            notices = await _notices(delivery, subscriptions=subscriptions, now=now, remedy=remedy)
            await outbox.enqueue(notices)
        case Reach.CHANNEL:
            await outbox.enqueue(_asked(delivery, now=now, remedy=remedy))
            await channel_lost(
                delivery.channel,
                CHANNEL_GONE,
                occasion=delivery.id,
                outbox=outbox,
                subscriptions=subscriptions,
                now=now,
                remedy=remedy,
            )
        case Reach.WORKSPACE:
            workspace = delivery.channel.workspace
            await workspace_lost(workspace, WORKSPACE_GONE, subscriptions=subscriptions, now=now)


async def channel_lost(
    channel: Channel,
    why: str,
    *,
    occasion: str,
    outbox: Outbox,
    subscriptions: Subscriptions,
    now: datetime,
    remedy: str | None = None,
) -> None:
    """Pause a channel's subscriptions, and tell each owner once an `occasion`."""
    found = await subscriptions.subscriptions(channel=channel)
    active = [one for one in found if one.paused is None]
    await outbox.enqueue(
        paused_notices(channel, active, why, occasion=occasion, now=now, remedy=remedy)
    )
    await _pause(active, why, subscriptions=subscriptions, now=now)


async def workspace_lost(
    workspace: str, why: str, *, subscriptions: Subscriptions, now: datetime
) -> None:
    """Pause all subscriptions of a workspace; nobody there can be told."""
    found = await subscriptions.subscriptions(workspace=workspace)
    active = [one for one in found if one.paused is None]
    await _pause(active, why, subscriptions=subscriptions, now=now)


async def _notices(
    delivery: Delivery, *, subscriptions: Subscriptions, now: datetime, remedy: str | None
) -> list[Delivery]:
    # A notice that is lost, or a correction, is followed by no notice.
    ours = delivery.subscription_id is None and delivery.digest_id is None
    if ours or delivery.replaces is not None:
        return []
    if delivery.part > 0:
        return [rest_lost(delivery, now=now, remedy=remedy)]
    if asked := _asked(delivery, now=now, remedy=remedy or "The platform refused it."):
        return asked
    if delivery.subscription_id is None:
        return []
    subscription = await subscriptions.subscription(delivery.subscription_id)
    return digest_lost(delivery, subscription, now=now, remedy=remedy) if subscription else []


def _asked(delivery: Delivery, *, now: datetime, remedy: str | None) -> list[Delivery]:
    """Return the message to whoever asked for it, where somebody did."""
    who = told(delivery)
    return [asked_lost(delivery, who, now=now, remedy=remedy)] if who else []


async def _pause(
    active: list[Subscription], why: str, *, subscriptions: Subscriptions, now: datetime
) -> None:
    for one in active:
        change = Change(subscription_id=one.id, at=now, by=OURSELVES, what=f"paused: {why}")
        await subscriptions.save_subscription(replace(one, paused=why, due_at=None), change)
        log.warning("subscription_paused", subscription=one.id, channel=one.channel.key, why=why)
