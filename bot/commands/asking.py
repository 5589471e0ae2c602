"""Questions, and their answers as the person who asked sees them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.commands.naming import clock_for
from bot.commands.published import newest
from bot.commands.requests import Person, Press, Request
from bot.document import Action, Actions, Block, Document, Shown
from bot.fragments import web_link
from bot.present import present_reply
from digests.ask import Asking, converse
from digests.ask.allowance import CHAT
from digests.errors import UserError
from digests.model import Answer, Channel, Topic
from digests.text.clean import one_line

if TYPE_CHECKING:
    from bot.commands.reception import Reception


async def ask(reception: "Reception", request: Request) -> Shown:
    """Answer a question to all topics, or to the topic that the command is named after."""
    topic = reception.catalogue.topic_by_id.get(request.command)
    question = request.options.get("question") or ""
    return await _answered(reception, question, topic, request.person, request.channel)


async def ask_below(reception: "Reception", press: Press) -> Shown:
    """Answer a question that was asked below a digest or an answer, to its topic."""
    published = await reception.store.digest(press.value)
    found = published or await reception.replies.reply(press.value)
    topic_id = found.topic_id if found else None
    topic = reception.catalogue.topic_by_id.get(topic_id) if topic_id else None
    return await _answered(reception, press.words or "", topic, press.person, press.channel)


async def _answered(
    reception: "Reception", question: str, topic: Topic | None, person: Person, channel: Channel
) -> Document:
    words = one_line(question)
    if not words:
        command = topic.id if topic else "ask"
        raise UserError(f"Ask something, such as: /{command} who joined since January")
    now = reception.now()
    reply = await converse(
        Asking(
            text=words,
            topic=topic,
            now=now,
            zone=await clock_for(person, channel, reception.subscriptions),
            asker=person.asker(channel),
        ),
        topics=reception.catalogue.topics,
        feeds=reception.catalogue.feeds,
        store=reception.store,
        replies=reception.replies,
        version=reception.version,
        meaning=reception.meaning,
        writer=reception.writer,
        allowances=CHAT,
        rush=reception.rush,
    )
    # What was made just now is the newest. The buttons name the reply that the person was given: what
    # takes its place is found by that.
    shown = reply if reply.created_at == now else await newest(reception, reply)
    document = present_reply(shown)
    offered: list[Action] = []
    if reply.provenance.sources:
        offered.append(Action(id="sources", label="Sources & quotes", value=reply.id))
    if isinstance(reply, Answer):
        offered.append(Action(id="share", label="Share in channel", value=reply.id))
    blocks: tuple[Block, ...] = document.blocks
    if offered:
        blocks = (*blocks, Actions(actions=tuple(offered)))
    return replace(document, blocks=blocks, record_url=web_link(reception.record_url(shown)))
