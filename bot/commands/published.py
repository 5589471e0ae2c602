"""What a button belongs to: a digest or a reply, a story of it, a page, a statement."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands.requests import Press
from bot.delivery import as_corrected
from digests.ask.conversation import SHARED_WITHIN
from digests.errors import UserError
from digests.model import Delivery, DeliveryState, Published, Reply

if TYPE_CHECKING:
    from bot.commands.reception import Reception

GONE = "This is not kept any more. Ask for the newest with /digest preview."
NOT_YOURS = (
    "This answer was not given to you, or not today. Ask the question yourself, then press again."
)
_THERE = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN)
"""Of a message that may be seen: what came of a post is kept a little later."""
_STORY, _CLAIM = "story-", "claim-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What `Action.value` names: `digest-…`, `digest-…/story-…:2`, `digest-…/claim-…`."""

    published_id: str
    story_id: str | None = None
    claim_id: str | None = None
    page: int = 1


def read_place(value: str) -> Place:
    """Return the place that a button's value names; what cannot be read is the first page of it."""
    named, _, page = value.partition(":")
    published_id, *parts = named.split("/")
    story = next((part for part in parts if part.startswith(_STORY)), None)
    claim = next((part for part in parts if part.startswith(_CLAIM)), None)
    at = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return Place(published_id=published_id, story_id=story, claim_id=claim, page=max(1, at))


async def find(reception: "Reception", press: Press, published_id: str) -> Published:
    """Return the digest or reply of an id, as it was last corrected, where the person may see it.

    A digest is of public feeds. What was asked is the asker's own affair: a reply is shown to whoever
    got it, and where it was posted.

    Raises:
        UserError: it is not kept, or not for this person.
    """
    digest = await reception.store.digest(published_id)
    if digest is not None:
        return await as_corrected(digest, store=reception.store, feedback=reception.feedback)
    reply = await reception.replies.reply(published_id)
    if reply is None:
        raise UserError(GONE)
    if not await was_given(reception, press, published_id) and not await posted(
        reception, press, reply
    ):
        raise UserError(NOT_YOURS)
    return await newest(reception, reply)


async def newest(reception: "Reception", reply: Reply) -> Reply:
    """Return what takes the place of a reply, itself where it stands."""
    corrected = await reception.feedback.corrected_as(reply.id)
    return (await reception.replies.reply(corrected) if corrected else None) or reply


async def was_given(reception: "Reception", press: Press, reply_id: str) -> bool:
    """Tell whether the person was shown the reply to a question of their own, lately, in this workspace."""
    asker = press.person.asker(press.channel)
    turns = await reception.replies.turns(asker, since=reception.now() - SHARED_WITHIN)
    return any(turn.reply_id == reply_id for turn in turns)


async def posted(reception: "Reception", press: Press, published: Published) -> Delivery | None:
    """Return a message by which it came to the press's channel, or to the channel of its thread.

    What waited while it was corrected was planned as an earlier version.
    """
    version: Published | None = published
    while version is not None:
        for channel in press.places:
            found = await reception.outbox.deliveries(
                channel=channel, digest_id=version.id, states=_THERE, limit=1
            )
            if found:
                return found[0]
        earlier = version.provenance.supersedes
        version = await _kept(reception, earlier) if earlier else None
    return None


async def _kept(reception: "Reception", kept_id: str) -> Published | None:
    return await reception.store.digest(kept_id) or await reception.replies.reply(kept_id)
