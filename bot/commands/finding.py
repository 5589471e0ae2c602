"""Which subscription a command or a button is about."""

from typing import TYPE_CHECKING

from bot.commands.naming import find_topic, title_of
from bot.commands.requests import Press, Request
from bot.commands.subscribing import subscription_id
from bot.present.wording import some
from digests.errors import UserError
from digests.model import Subscription

if TYPE_CHECKING:
    from bot.commands.reception import Reception

NONE_YET = "This channel gets no digests yet. Subscribe it: /digest subscribe TOPIC. Topics: {}."
NO_TOPIC = "No topic is configured yet: whoever runs Citewire names them in topics.toml."


async def meant(reception: "Reception", request: Request) -> Subscription:
    """Return the subscription of the topic that a command names, or the channel's only one.

    Raises:
        UserError: there is none, or it takes a topic to tell which.
    """
    kept = await reception.subscriptions.subscriptions(channel=request.channel)
    written = (request.options.get("topic") or "").strip()
    if written:
        # A topic that is configured no more can still be paused and ended.
        gone = [one for one in kept if one.topic_id.casefold() == written.casefold()]
        if gone:
            return gone[0]
        topic = find_topic(reception.catalogue, written)
        found = [one for one in kept if one.topic_id == topic.id]
        if not found:
            raise UserError(
                f"This channel does not get {topic.title}. Subscribe it: /digest subscribe {topic.id}"
            )
        return found[0]
    if not kept:
        raise UserError(none_yet(reception))
    if len(kept) > 1:
        titles = [title_of(reception.catalogue, one.topic_id) for one in kept]
        raise UserError(
            f"This channel gets {some(titles)}. Say which topic:"
            f" /digest {request.command} {kept[0].topic_id}"
        )
    return kept[0]


async def pressed(reception: "Reception", press: Press) -> Subscription:
    """Return the subscription of a button: of its own id, or of the digest that it stands under.

    Raises:
        UserError: it is gone, or another channel's.
    """
    found = await reception.subscriptions.subscription(press.value)
    if found is None and (digest := await reception.store.digest(press.value)):
        for place in press.places:
            kept_id = subscription_id(place, digest.topic_id)
            found = found or await reception.subscriptions.subscription(kept_id)
    if found is None:
        raise UserError(
            "This channel has no such subscription any more. Make one: /digest subscribe TOPIC"
        )
    if found.channel not in press.places:
        raise UserError("That is another channel's subscription. Say /digest list there.")
    return found


def none_yet(reception: "Reception") -> str:
    """Return what is said in a channel without a subscription."""
    topics = [topic.id for topic in reception.catalogue.topics]
    return NONE_YET.format(some(topics)) if topics else NO_TOPIC
