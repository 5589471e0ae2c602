"""Correct what was sent: edit the messages, and say so in their thread."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.delivery.sharing import as_asked, asked_by
from bot.document import Document
from bot.render.notices import MESSAGES, NOTICES
from digests.model import Delivery, DeliveryState, Published
from digests.model.ids import content_id
from digests.ports import Outbox

BATCH = 1_000
Body = dict[str, object]
CHART_PART = 900
"""A chart comes last and is no part of the digest's text: corrections go by part, and pass it over."""
WITHDRAWN = "Withdrawn by a correction of this digest."


async def correct_versions(
    published: Published,
    document: Document,
    *,
    what: str | None,
    earlier: Callable[[str], Awaitable[Published | None]],
    outbox: Outbox,
    now: datetime,
) -> int:
    """Edit every message of what was published, under whichever of its versions it was first sent.

    Returns how many deliveries are new.
    """
    fresh = 0
    sent_as = published.provenance.supersedes
    while sent_as is not None:
        fresh += await correct(document, sent_as=sent_as, what=what, outbox=outbox, now=now)
        before = await earlier(sent_as)
        sent_as = before.provenance.supersedes if before else None
    return fresh


async def correct(
    document: Document, *, sent_as: str, what: str | None, outbox: Outbox, now: datetime
) -> int:
    """Enqueue the edits of every message of a digest that was sent; return how many are new.

    `document` is the corrected digest's; `sent_as` is the id of the digest that was first sent,
    whatever corrected it since; `what` is the correction in words, which their threads are told;
    None where the text is the same, such as after a review. Messages that were never sent are left alone. Doing it again changes nothing that people see. A reply that was shared keeps
    the name of whoever asked.
    """
    rendered: dict[tuple[str, str | None], list[Body]] = {}
    fresh = 0
    last: str | None = None
    while batch := await outbox.deliveries(
        digest_id=sent_as, states=[DeliveryState.SENT], limit=BATCH, after=last
    ):
        last = batch[-1].id
        # An edit is of a message that is corrected by itself.
        for group in dict.fromkeys(one.group for one in batch if one.replaces is None):
            parts = await outbox.deliveries(group=group)
            platform, asker = parts[0].channel.platform, asked_by(parts[0])
            key = (platform, asker)
            if key not in rendered:
                shown = document if asker is None else as_asked(document, asker)
                rendered[key] = MESSAGES[platform](shown)
            following = _corrected(parts, rendered[key], document.id, what, now)
            fresh += await outbox.enqueue(following)
    return fresh


def _corrected(
    parts: Sequence[Delivery],
    bodies: Sequence[Body],
    digest_id: str,
    what: str | None,
    now: datetime,
) -> list[Delivery]:
    """Return the edits of one digest in one channel, and what goes on in its thread."""
    parts = [one for one in parts if one.part < CHART_PART]
    withdrawn = NOTICES[parts[0].channel.platform](WITHDRAWN)
    sent = [one for one in parts if one.state is DeliveryState.SENT]
    edits = [
        _edit(one, bodies[one.part] if one.part < len(bodies) else withdrawn, digest_id, now)
        for one in sent
    ]
    first = sent[0]
    if first.part > 0:
        return edits
    more = [
        _reply(first, first.group, part, bodies[part], now)
        for part in range(len(parts), len(bodies))
    ]
    if what is None:
        return [*edits, *more]
    note = NOTICES[first.channel.platform](f"Corrected: {what}")
    return [*edits, *more, _reply(first, edits[0].group, 1, note, now)]


def _edit(one: Delivery, body: Body, digest_id: str, now: datetime) -> Delivery:
    # A group of its own: a message that was deleted keeps no other from being corrected.
    group = f"{one.group}/{digest_id}/{one.part}"
    return Delivery(
        id=content_id("delivery", group, str(one.part)),
        group=group,
        part=one.part,
        channel=one.channel,
        lane=one.lane,
        payload=body,
        planned_at=now,
        digest_id=digest_id,
        replaces=one.message_id,
    )


def _reply(first: Delivery, group: str, part: int, body: Body, now: datetime) -> Delivery:
    """Return a message in the first one's thread; what goes into its group is a part of the digest."""
    return Delivery(
        id=content_id("delivery", group, str(part)),
        group=group,
        part=part,
        channel=first.channel,
        lane=first.lane,
        payload=body,
        planned_at=now,
        digest_id=first.digest_id if group == first.group else None,
        threaded=True,
    )
