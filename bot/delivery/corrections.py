"""Correct what was sent: edit the messages, and say so in their thread."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.delivery.beside import Beside, beside
from bot.document import Document
from bot.render.notices import MESSAGES, NOTICES
from digests.model import Delivery, DeliveryState, Published
from digests.model.ids import content_id
from digests.ports import Outbox
from digests.text.phrases import phrase

BATCH = 1_000
Body = dict[str, object]
CHART_PART = 900
"""A chart comes last and is no part of the digest's text: corrections go by part, and pass it over."""
WITHDRAWN = "Withdrawn by a correction of this digest"
CORRECTED = "Corrected: {what}"


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
    fixes = published.provenance.corrections
    said_at = fixes[-1].at if fixes else None
    fresh = 0
    sent_as = published.provenance.supersedes
    while sent_as is not None:
        fresh += await correct(
            document, sent_as=sent_as, what=what, said_at=said_at, outbox=outbox, now=now
        )
        before = await earlier(sent_as)
        sent_as = before.provenance.supersedes if before else None
    return fresh


async def correct(
    document: Document,
    *,
    sent_as: str,
    what: str | None,
    said_at: datetime | None = None,
    outbox: Outbox,
    now: datetime,
) -> int:
    """Enqueue the edits of every message of a digest that was sent; return how many are new.

    `document` is the corrected digest's; `sent_as` is the id of the digest that was first sent,
    whatever corrected it since; `what` is the correction in words, which their threads are told,
    but for those that were posted after it was made (`said_at`): they said so from the first. None
    where the text is the same, such as after a review. Messages that were never sent are left
    alone. Doing it again changes nothing that people see. What stood beside it stays.
    """
    rendered: dict[tuple[str, Beside], list[Body]] = {}
    fresh = 0
    last: str | None = None
    while batch := await outbox.deliveries(
        digest_id=sent_as, states=[DeliveryState.SENT], limit=BATCH, after=last
    ):
        last = batch[-1].id
        # An edit is of a message that is corrected by itself.
        for group in dict.fromkeys(one.group for one in batch if one.replaces is None):
            parts = await outbox.deliveries(group=group)
            key = (parts[0].channel.platform, beside(parts[0]))
            if key not in rendered:
                rendered[key] = MESSAGES[key[0]](key[1].put(document))
            following = corrected(parts, rendered[key], document, what, said_at=said_at, now=now)
            fresh += await outbox.enqueue(following)
    return fresh


def corrected(
    parts: Sequence[Delivery],
    bodies: Sequence[Body],
    document: Document,
    what: str | None,
    *,
    said_at: datetime | None = None,
    now: datetime,
) -> list[Delivery]:
    """Return the edits of one digest in one channel, and what goes on in its thread."""
    sent = [one for one in parts if one.part < CHART_PART and one.state is DeliveryState.SENT]
    if not sent:
        return []
    first, tell = sent[0], NOTICES[parts[0].channel.platform]
    withdrawn = tell(f"{phrase(document.language, WITHDRAWN)}.")
    edits = [
        _edit(one, bodies[one.part] if one.part < len(bodies) else withdrawn, document.id, now)
        for one in sent
    ]
    following = [*edits, *added(parts, bodies, now=now)]
    tried_at = first.tried_at
    knew = said_at is not None and tried_at is not None and said_at < tried_at
    if what is None or knew or first.part > 0:
        return following
    note = tell(phrase(document.language, CORRECTED, what=what))
    return [*following, _reply(first, edits[0].group, 1, note, now)]


def added(parts: Sequence[Delivery], bodies: Sequence[Body], *, now: datetime) -> list[Delivery]:
    """Return the messages that a version has beyond those there were, once the first one is sent."""
    first, own = parts[0], [one for one in parts if one.part < CHART_PART]
    if first.state is not DeliveryState.SENT:
        return []
    return [
        _reply(first, first.group, part, bodies[part], now) for part in range(len(own), len(bodies))
    ]


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
