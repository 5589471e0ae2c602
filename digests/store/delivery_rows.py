"""Rows of deliveries, subscriptions and slots made from domain values, and back."""

from digests.model import (
    Cadence,
    Channel,
    Delivery,
    DeliveryState,
    Quiet,
    Schedule,
    Slot,
    SlotState,
    Subscription,
    Window,
)
from digests.store.rows import AnyRow, Fields


def channel_fields(channel: Channel) -> Fields:
    """Return the columns of a channel."""
    return {
        "channel": channel.key,
        "platform": channel.platform,
        "workspace_id": channel.workspace_id,
        "channel_id": channel.channel_id,
        "thread_id": channel.thread_id,
    }


def channel_of(row: AnyRow) -> Channel:
    """Return the channel of a row that holds its columns."""
    return Channel(
        platform=row.platform,
        workspace_id=row.workspace_id,
        channel_id=row.channel_id,
        thread_id=row.thread_id,
    )


def subscription_fields(subscription: Subscription) -> Fields:
    """Return the row of a subscription."""
    schedule = subscription.schedule
    return {
        "id": subscription.id,
        **channel_fields(subscription.channel),
        "topic_id": subscription.topic_id,
        "owner": subscription.owner,
        "created_at": subscription.created_at,
        "cadence": schedule.cadence.value,
        "at": schedule.at,
        "zone": schedule.zone,
        "weekday": schedule.weekday,
        "day": schedule.day,
        "anchor": schedule.anchor,
        "format": subscription.format,
        "language": subscription.language,
        "tags_in": list(subscription.tags_in),
        "tags_out": list(subscription.tags_out),
        "quiet": subscription.quiet.value,
        "forum_tags": list(subscription.forum_tags),
        "crosspost": subscription.crosspost,
        "due_at": subscription.due_at,
        "covered_until": subscription.covered_until,
        "shown": list(subscription.shown),
        "paused": subscription.paused,
    }


def subscription_of(row: AnyRow) -> Subscription:
    """Return the subscription of a `subscriptions` row."""
    return Subscription(
        id=row.id,
        channel=channel_of(row),
        topic_id=row.topic_id,
        owner=row.owner,
        created_at=row.created_at,
        schedule=Schedule(
            cadence=Cadence(row.cadence),
            at=row.at,
            zone=row.zone,
            weekday=row.weekday,
            day=row.day,
            anchor=row.anchor,
        ),
        format=row.format,
        language=row.language,
        tags_in=tuple(row.tags_in),
        tags_out=tuple(row.tags_out),
        quiet=Quiet(row.quiet),
        forum_tags=tuple(row.forum_tags),
        crosspost=row.crosspost,
        due_at=row.due_at,
        covered_until=row.covered_until,
        shown=tuple(row.shown),
        paused=row.paused,
    )


def slot_fields(slot: Slot) -> Fields:
    """Return the row of a slot."""
    return {
        "subscription_id": slot.subscription_id,
        "due_at": slot.due_at,
        "state": slot.state.value,
        "since": slot.window.since,
        "until": slot.window.until,
        "digest_id": slot.digest_id,
        "late": slot.late,
    }


def slot_of(row: AnyRow) -> Slot:
    """Return the slot of a `slots` row."""
    return Slot(
        subscription_id=row.subscription_id,
        due_at=row.due_at,
        state=SlotState(row.state),
        window=Window(since=row.since, until=row.until),
        digest_id=row.digest_id,
        late=row.late,
    )


def progress_fields(delivery: Delivery) -> Fields:
    """Return the columns that change while a delivery is on its way."""
    return {
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "tried_at": delivery.tried_at,
        "not_before": delivery.not_before,
        "lease": delivery.lease,
        "lease_until": delivery.lease_until,
        "message_id": delivery.message_id,
        "thread_of": delivery.thread_of,
        "sent_at": delivery.sent_at,
        "reason": delivery.reason,
    }


def delivery_fields(delivery: Delivery, payload: str) -> Fields:
    """Return the row of a delivery whose body is kept under that SHA-256."""
    return {
        "id": delivery.id,
        "group_id": delivery.group,
        "part": delivery.part,
        **channel_fields(delivery.channel),
        "lane": delivery.lane,
        "payload": payload,
        "planned_at": delivery.planned_at,
        "subscription_id": delivery.subscription_id,
        "digest_id": delivery.digest_id,
        "threaded": delivery.threaded,
        "replaces": delivery.replaces,
        **progress_fields(delivery),
    }


def delivery_of(row: AnyRow, payload: dict[str, object]) -> Delivery:
    """Return the delivery of a `deliveries` row, with its body."""
    return Delivery(
        id=row.id,
        group=row.group_id,
        part=row.part,
        channel=channel_of(row),
        lane=row.lane,
        payload=payload,
        planned_at=row.planned_at,
        subscription_id=row.subscription_id,
        digest_id=row.digest_id,
        threaded=row.threaded,
        replaces=row.replaces,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        tried_at=row.tried_at,
        not_before=row.not_before,
        lease=row.lease,
        lease_until=row.lease_until,
        message_id=row.message_id,
        thread_of=row.thread_of,
        sent_at=row.sent_at,
        reason=row.reason,
    )
