"""Post an answer in a channel, with the name of whoever asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count

from bot.delivery.beside import ASKED_BY, PRIVATE, TOLD, as_asked
from bot.delivery.pacing import lane_of
from bot.fragments import web_link
from bot.present import present_reply
from bot.render.notices import MESSAGES
from digests.model import Channel, Delivery, DeliveryState, Reply
from digests.model.ids import content_id
from digests.ports import Outbox
from digests.text.clean import one_line

LONGEST_NAME = 80


async def share_reply(  # noqa: PLR0913 — what is shared, and for whom
    reply: Reply,
    channel: Channel,
    *,
    given_as: str,
    asked_by: str,
    told: str | None = None,
    private: bool = False,
    outbox: Outbox,
    record_url: str | None,
    now: datetime,
) -> bool:
    """Enqueue a reply for a channel; False where it is there, or on its way, by whomever it was shared.

    `given_as` is the id of the reply as it was first given, whatever corrected it since; `told` is
    the id of the person who is told where it cannot be posted. What is shared in a `private` channel
    is nowhere else shown to everybody.
    """
    name = one_line(asked_by)[:LONGEST_NAME] or "someone here"
    options: dict[str, object] = {ASKED_BY: name}
    if told:
        options[TOLD] = told
    if private:
        options[PRIVATE] = True
    document = replace(present_reply(reply), record_url=web_link(record_url))
    group = await _unposted(given_as, channel, outbox)
    deliveries = [
        Delivery(
            id=content_id("delivery", group, str(part)),
            group=group,
            part=part,
            channel=channel,
            lane=lane_of(channel),
            payload=_with(body, options) if part == 0 else body,
            planned_at=now,
            digest_id=reply.id,
            threaded=part > 0,
        )
        for part, body in enumerate(MESSAGES[channel.platform](as_asked(document, name)))
    ]
    return await outbox.enqueue(deliveries) > 0


async def _unposted(given_as: str, channel: Channel, outbox: Outbox) -> str:
    """Return the group of the sharing: a new one where all before it were certainly not posted."""
    for attempt in count():
        again = (str(attempt),) if attempt else ()
        group = content_id("group", "shared", given_as, channel.key, *again)
        before = await outbox.deliveries(group=group, limit=1)
        if not before or before[0].state is not DeliveryState.FAILED:
            break
    return group


def _with(body: Mapping[str, object], options: Mapping[str, object]) -> dict[str, object]:
    return {**body, "options": dict(options)}
