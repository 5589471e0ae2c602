"""Makers of subscriptions, plans and deliveries for tests."""

from dataclasses import replace
from datetime import datetime, timedelta

from digests.model import (
    Change,
    Channel,
    Delivery,
    Planned,
    Slot,
    SlotState,
    Subscription,
    Window,
)
from tests.builders import MONDAY

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
LANE = "discord/0"


def a_channel(channel_id: str = "c1", **changes: object) -> Channel:
    fields: dict[str, object] = {
        "platform": "discord",
        "workspace_id": "g1",
        "channel_id": channel_id,
    }
    return Channel(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Channel


def a_subscription(channel_id: str = "c1", **changes: object) -> Subscription:
    fields: dict[str, object] = {
        "id": f"subscription-{channel_id}",
        "channel": a_channel(channel_id),
        "topic_id": "pytorch",
        "owner": "u1",
        "created_at": MONDAY - WEEK,
        "due_at": MONDAY,
    }
    return Subscription(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Subscription


def a_change(subscription_id: str = "subscription-c1", what: str = "subscribed") -> Change:
    return Change(subscription_id=subscription_id, at=MONDAY, by="u1", what=what)


def a_delivery(
    group: str = "g1", part: int = 0, *, channel_id: str = "c1", **changes: object
) -> Delivery:
    fields: dict[str, object] = {
        "id": f"delivery-{group}-{part}",
        "group": group,
        "part": part,
        "channel": a_channel(channel_id),
        "lane": LANE,
        "payload": {"text": f"Part {part}"},
        "planned_at": MONDAY,
    }
    return Delivery(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Delivery


def a_group(
    group: str = "g1", parts: int = 3, *, channel_id: str = "c1", **changes: object
) -> list[Delivery]:
    """Return the messages of one digest: what follows the first goes into its thread."""
    return [
        a_delivery(group, part, channel_id=channel_id, threaded=part > 0, **changes)
        for part in range(parts)
    ]


def a_slot(subscription: Subscription, due_at: datetime = MONDAY, **changes: object) -> Slot:
    fields: dict[str, object] = {
        "subscription_id": subscription.id,
        "due_at": due_at,
        "state": SlotState.PLANNED,
        "window": Window(since=due_at - WEEK, until=due_at),
        "digest_id": "digest-1",
    }
    return Slot(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Slot


def a_plan(subscription: Subscription, *, parts: int = 3, **changes: object) -> Planned:
    """Return a plan of what is due, with the messages of one digest."""
    due_at = subscription.due_at or MONDAY
    group = f"{subscription.id}@{due_at:%Y-%m-%dT%H:%M}"
    fields: dict[str, object] = {
        "slot": a_slot(subscription, due_at),
        "deliveries": tuple(
            replace(
                one,
                channel=subscription.channel,
                subscription_id=subscription.id,
                digest_id="digest-1",
            )
            for one in a_group(group, parts)
        ),
        "after": replace(
            subscription, due_at=due_at + WEEK, covered_until=due_at, shown=("digest-1",)
        ),
    }
    return Planned(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Planned
