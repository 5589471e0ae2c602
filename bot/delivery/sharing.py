"""Post an answer in a channel, with the name of whoever asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.delivery.pacing import lane_of
from bot.document import Action, Actions, Document, Remark
from bot.fragments import web_link
from bot.present import present_reply
from bot.present.closing import SOURCES
from bot.render.notices import MESSAGES
from digests.model import Channel, Delivery, Reply
from digests.model.ids import content_id
from digests.ports import Outbox
from digests.text.clean import one_line

LONGEST_NAME = 80
ASKED_BY = "asked_by"
"""In the `options` of the first message, which are no part of its body."""


async def share_reply(
    reply: Reply,
    channel: Channel,
    *,
    given_as: str,
    asked_by: str,
    outbox: Outbox,
    record_url: str | None,
    now: datetime,
) -> bool:
    """Enqueue a reply for a channel; False where it was shared there before, by whomever.

    `given_as` is the id of the reply as it was first given, whatever corrected it since.
    """
    name = one_line(asked_by)[:LONGEST_NAME] or "someone here"
    document = replace(present_reply(reply), record_url=web_link(record_url))
    group = content_id("group", "shared", given_as, channel.key)
    deliveries = [
        Delivery(
            id=content_id("delivery", group, str(part)),
            group=group,
            part=part,
            channel=channel,
            lane=lane_of(channel),
            payload={**body, "options": {ASKED_BY: name}} if part == 0 else body,
            planned_at=now,
            digest_id=reply.id,
            threaded=part > 0,
        )
        for part, body in enumerate(MESSAGES[channel.platform](as_asked(document, name)))
    ]
    return await outbox.enqueue(deliveries) > 0


def as_asked(document: Document, name: str) -> Document:
    """Return a reply as the channel sees it: who asked, and no button but *Sources & quotes*."""
    kept = [block for block in document.blocks if not isinstance(block, Actions)]
    shown = Action(id="sources", label=SOURCES, value=document.id)
    return replace(
        document,
        blocks=(
            Remark(id="asked_by", text=f"Asked by {name}"),
            *kept,
            Actions(actions=(shown,)),
        ),
    )


def asked_by(first: Delivery) -> str | None:
    """Return the name of whoever asked for what was shared, from its first message."""
    options = first.payload.get("options")
    name = options.get(ASKED_BY) if isinstance(options, Mapping) else None
    return name if isinstance(name, str) else None
