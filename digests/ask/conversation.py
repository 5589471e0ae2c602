"""One person's questions, one after the other: kept with their replies, and within an allowance."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from digests.ask.allowance import Allowance, wait
from digests.ask.answering import ask
from digests.ask.asking import Asking
from digests.ask.following import MEMORY, follow
from digests.ask.rush import Rush
from digests.authoring import Writer
from digests.errors import UserError
from digests.model import Feed, Reply, Topic, Turn
from digests.ports import Replies, Store
from digests.retrieval import Meaning

SHARED_WITHIN = timedelta(hours=24)
"""How long a person may share the reply to a question of theirs, or report an error in it."""


async def converse(  # noqa: PLR0913 — names each part that an answer needs
    asking: Asking,
    *,
    topics: Sequence[Topic],
    feeds: Sequence[Feed],
    store: Store,
    replies: Replies,
    version: str,
    meaning: Meaning | None = None,
    writer: Writer | None = None,
    allowances: Sequence[Allowance] = (),
    rush: Rush | None = None,
) -> Reply:
    """Answer a person's question, a follow-up as what it goes on from, and keep the reply.

    With a `rush`, what several people ask at once is answered once.

    Raises:
        UserError: the person has asked more than the allowances let them; the text says how long
            to wait.
    """
    now, asker = asking.now, asking.asker
    remembered = max((MEMORY, SHARED_WITHIN, *(allowance.within for allowance in allowances)))
    turns = await replies.turns(asker, since=now - remembered) if asker else []
    if (delay := wait((turn.at for turn in turns), allowances, now)) > timedelta():
        raise UserError(f"That is many questions. Ask again in {_spoken(delay)}.")
    meant = follow(asking, turns[-1] if turns else None, topics)

    async def answer() -> Reply:
        return await ask(
            meant, feeds=feeds, store=store, version=version, meaning=meaning, writer=writer
        )

    reply = await (rush.once(meant, answer) if rush else answer())
    if asker is None:
        return await replies.save_reply(reply)
    return await replies.save_turn(_turn(asker, meant, reply), reply, keep_since=now - remembered)


def _turn(asker: str, meant: Asking, reply: Reply) -> Turn:
    words = reply.time_words
    rest = " ".join(reply.question.replace(words, " ").split()) if words else reply.question
    return Turn(
        asker=asker,
        at=meant.now,
        question=rest,
        topic_id=reply.topic_id,
        time_words=words,
        since=meant.since,
        reply_id=reply.id,
    )


def _spoken(delay: timedelta) -> str:
    seconds = ceil(delay.total_seconds())
    return f"{seconds} s" if seconds < 100 else f"{ceil(seconds / 60)} minutes"
