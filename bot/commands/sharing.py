"""*Share in channel*: an answer is posted with the asker's name, once."""

from typing import TYPE_CHECKING

from bot.commands.published import GONE, NOT_YOURS, newest, read_place, was_given
from bot.commands.requests import Press
from bot.delivery import share_reply
from bot.document import Line, Lines, Panel, Text
from digests.errors import UserError

if TYPE_CHECKING:
    from bot.commands.reception import Reception

SHARED = "The answer is on its way to this channel, with your name."
ALREADY = "The answer is in this channel already."


async def share(reception: "Reception", press: Press) -> Panel:
    """Post the answer that a person was given.

    An id alone is not enough: the person must have been given the reply, in this workspace, lately.

    Raises:
        UserError: there is no such reply, or it was another person's.
    """
    reply_id = read_place(press.value).published_id
    reply = await reception.replies.reply(reply_id)
    if reply is None:
        raise UserError(GONE)
    if not await was_given(reception, press, reply_id):
        raise UserError(NOT_YOURS)
    shown = await newest(reception, reply)
    fresh = await share_reply(
        shown,
        press.channel,
        given_as=reply_id,
        asked_by=press.person.name,
        told=press.person.id,
        private=press.private,
        outbox=reception.outbox,
        record_url=(reception.record_url if press.private else reception.posted_url)(shown),
        now=reception.now(),
    )
    said = SHARED if fresh else ALREADY
    return Panel(
        title="Shared",
        icon="📣",
        blocks=(Lines(lines=(Line(spans=(Text(text=said),)),)),),
        summary=said,
    )
