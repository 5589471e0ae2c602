"""What is kept of questions and replies, in memory and on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.ask import Asking, ask
from digests.model import Answer, FeedState, Health, NoAnswer, PollRecord, Reply, Turn
from digests.ports import Replies, Store
from digests.store.memory import MemoryStore
from digests.store.memory_replies import MemoryReplies
from digests.store.sql import open_database
from tests.builders import MONDAY, a_feed, an_article, an_entry

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def replies(store_url: str | None) -> AsyncIterator[Replies]:
    """Open what keeps replies, empty, of each kind."""
    if store_url is None:
        yield MemoryReplies()
    else:
        async with open_database(store_url) as database:
            yield database.replies


async def a_reply(question: str = "who joined", **changes: object) -> Reply:
    store: Store = MemoryStore()
    entry = an_entry()
    state = FeedState(feed_id=entry.feed_id, health=Health.OK)
    await store.save_poll(PollRecord(state=state, new=(entry,)))
    await store.save_article(an_article(), entry_id=entry.id)
    asking = Asking(text=question, topic=None, now=MONDAY)
    reply = await ask(asking, feeds=[a_feed()], store=store, version="test")
    return replace(reply, **changes)  # type: ignore[arg-type] # the changes are fields of a reply


def a_turn(minutes: int = 0, **changes: object) -> Turn:
    fields: dict[str, object] = {
        "asker": "terminal:ada",
        "at": MONDAY + minutes * MINUTE,
        "question": "who joined",
        "topic_id": "pytorch",
    }
    return Turn(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Turn


@pytest.mark.parametrize(("question", "kind"), [("who joined", Answer), ("who left", NoAnswer)])
async def test_a_reply_comes_back_as_it_was_saved(
    replies: Replies, question: str, kind: type[Reply]
) -> None:
    reply = await a_reply(question)
    assert isinstance(reply, kind)
    assert await replies.save_reply(reply) == reply
    assert await replies.reply(reply.id) == reply
    assert await replies.reply("answer-unknown") is None


async def test_a_reply_is_kept_once_and_never_changed(replies: Replies) -> None:
    first = await replies.save_reply(await a_reply())
    again = await a_reply(created_at=MONDAY + MINUTE)
    assert again.id == first.id
    assert await replies.save_reply(again) == first
    assert await replies.replies() == [first]


async def test_replies_come_oldest_first(replies: Replies) -> None:
    late = await replies.save_reply(await a_reply("who left", created_at=MONDAY + MINUTE))
    early = await replies.save_reply(await a_reply())
    assert await replies.replies() == [early, late]


async def test_a_persons_questions_come_back_in_order_and_nobody_elses(replies: Replies) -> None:
    second = a_turn(2, time_words="since March", since=MONDAY, topic_id=None, reply_id="answer-1")
    reply = await a_reply()
    for turn in (second, a_turn(1), a_turn(1, asker="terminal:bob")):
        assert await replies.save_turn(turn, reply, keep_since=MONDAY) == reply
    assert await replies.replies() == [reply]
    assert await replies.turns("terminal:ada", since=MONDAY) == [a_turn(1), second]
    assert await replies.turns("terminal:ada", since=second.at) == [second]
    assert await replies.turns("terminal:eve", since=MONDAY) == []


async def test_old_questions_are_forgotten_and_nobody_elses(replies: Replies) -> None:
    reply = await a_reply()
    await replies.save_turn(a_turn(0), reply, keep_since=MONDAY)
    await replies.save_turn(a_turn(0, asker="terminal:bob"), reply, keep_since=MONDAY)
    await replies.save_turn(a_turn(20), reply, keep_since=MONDAY + MINUTE)
    assert await replies.turns("terminal:ada", since=MONDAY) == [a_turn(20)]
    assert len(await replies.turns("terminal:bob", since=MONDAY)) == 1
