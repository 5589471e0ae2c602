"""The messages of a digest to a channel, as rows of the outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.delivery.beside import TOLD
from bot.delivery.corrections import CHART_PART
from bot.delivery.making import Body
from bot.delivery.pacing import lane_of
from bot.render.momentum import chart_in
from digests.model import Channel, Delivery, Subscription
from digests.model.ids import content_id


def deliveries_of(
    bodies: Sequence[Body],
    *,
    group: str,
    channel: Channel,
    subscription: Subscription | None,
    digest_id: str,
    now: datetime,
    told: str | None = None,
) -> list[Delivery]:
    """Return the messages, in the order they are posted; equal groups are one digest.

    Without a subscription it was asked for by hand, and the platform's options are left out. `told`
    is the id of the person who asked, and is told where it cannot be posted.
    """
    return [
        Delivery(
            id=content_id("delivery", group, str(part)),
            group=group,
            part=part,
            channel=channel,
            lane=lane_of(channel),
            payload=_payload(body, part, subscription, told),
            planned_at=now,
            subscription_id=subscription.id if subscription else None,
            digest_id=digest_id,
            threaded=part > 0,
        )
        for at, body in enumerate(bodies)
        for part in (CHART_PART if chart_in(body) else at,)
    ]


def _payload(body: Body, part: int, subscription: Subscription | None, told: str | None) -> Body:
    if chart_in(body):
        return body
    given = body.get("options")
    options: Body = dict(given) if isinstance(given, Mapping) else {}
    if subscription and subscription.forum_tags and part == 0:
        options["forum_tags"] = list(subscription.forum_tags)
    if subscription and subscription.crosspost:
        options["crosspost"] = True
    if told and part == 0:
        options[TOLD] = told
    return {**body, "options": options} if options else body
