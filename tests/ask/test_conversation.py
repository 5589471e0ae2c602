"""Follow-ups go on from the same person's question; whoever asks too often is told how long to wait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.ask import CHAT, Allowance, Asking, converse
from digests.ask.allowance import wait
from digests.errors import UserError
from digests.model import (
    Answer,
    Article,
    FeedState,
    Health,
    MatchRules,
    NoAnswer,
    PollRecord,
    Reply,
    Topic,
)
from digests.pipeline import recheck
from digests.store.memory import MemoryStore
from digests.store.memory_replies import MemoryReplies
from tests.builders import MONDAY, a_feed, an_article, an_entry

MINUTE = timedelta(minutes=1)
TOPICS = (
    Topic(
        id="pytorch",
        title="PyTorch",
        description="The framework.",
        aliases=("PyTorch Foundation",),
        match=MatchRules(any=("pytorch",)),
    ),
    Topic(id="vllm", title="vLLM", description="The engine.", match=MatchRules(any=("vllm",))),
)
NEWS = (
    ("Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.", 7, 4),
    ("Umbrella Systems has joined the PyTorch Foundation as a Gold member.", 3, 2),
    ("Initech has left the PyTorch Foundation, the foundation said.", 8, 4),
    ("Globex has joined the vLLM Foundation as a Silver member.", 6, 4),
)


async def a_store(articles: Sequence[Article]) -> MemoryStore:
    store = MemoryStore()
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    for number, article in enumerate(articles):
        entry = an_entry(str(number))
        await store.save_poll(PollRecord(state=state, new=(entry,)))
        await store.save_article(article, entry_id=entry.id)
    return store


class Person:
    """Asks one question after the other."""

    def __init__(self, store: MemoryStore, *, asker: str = "slack:T1:U1") -> None:
        self.store, self.asker = store, asker
        self.replies = MemoryReplies()

    async def asks(
        self, text: str, topic: str | None = None, *, after: timedelta = timedelta()
    ) -> Reply:
        return await converse(
            Asking(
                text=text,
                topic=next((one for one in TOPICS if one.id == topic), None),
                now=MONDAY + after,
                asker=self.asker,
            ),
            topics=TOPICS,
            feeds=[a_feed()],
            store=self.store,
            replies=self.replies,
            version="test",
            allowances=CHAT,
        )


@pytest.fixture
async def ada() -> Person:
    """Return a person before a store of four reports."""
    return Person(
        await a_store(
            [
                an_article(
                    text,
                    title=text.split(",")[0].removesuffix("."),
                    url=f"https://news.example/{number}",
                    published_at=datetime(2026, month, day, 9, tzinfo=UTC),
                )
                for number, (text, day, month) in enumerate(NEWS)
            ]
        )
    )


def labels(reply: Reply) -> list[str | None]:
    return [item.label for section in reply.sections for item in section.items]


async def test_a_follow_up_keeps_topic_and_window(ada: Person) -> None:
    first = await ada.asks("who joined since March", "pytorch")
    assert labels(first) == ["Alibaba Cloud"]
    then = await ada.asks("and who left?", after=MINUTE)
    assert isinstance(then, Answer)
    assert (then.topic_id, then.time_words) == ("pytorch", "since March")
    assert labels(then) == ["Initech"]


async def test_a_question_that_stands_alone_keeps_nothing(ada: Person) -> None:
    await ada.asks("who joined since March", "pytorch")
    alone = await ada.asks("who joined the PyTorch Foundation", after=MINUTE)
    assert (alone.topic_id, alone.time_words) == (None, None)
    assert labels(alone) == ["Umbrella Systems", "Alibaba Cloud"]


async def test_a_follow_up_of_another_time_asks_the_same_again(ada: Person) -> None:
    await ada.asks("who joined since March", "pytorch")
    then = await ada.asks("and in February?", after=MINUTE)
    assert labels(then) == ["Umbrella Systems"]
    assert then.question == "who joined in February"


async def test_a_follow_up_of_another_topic_asks_the_same_again(ada: Person) -> None:
    await ada.asks("who joined the PyTorch Foundation since March", "pytorch")
    then = await ada.asks("what about vLLM?", after=MINUTE)
    assert (then.topic_id, then.time_words) == ("vllm", "since March")
    assert labels(then) == ["Globex"]


async def test_follow_ups_go_on_from_one_another(ada: Person) -> None:
    await ada.asks("who joined since March", "pytorch")
    await ada.asks("and in February?", after=MINUTE)
    then = await ada.asks("and vLLM?", after=2 * MINUTE)
    assert isinstance(then, NoAnswer)
    assert (then.topic_id, then.time_words) == ("vllm", "in February")


async def test_after_a_quarter_of_an_hour_the_question_before_is_forgotten(ada: Person) -> None:
    await ada.asks("who joined since March", "pytorch")
    late = await ada.asks("and who left?", after=15 * MINUTE + timedelta(seconds=1))
    assert (late.topic_id, late.time_words) == (None, None)


async def test_nobody_follows_up_the_question_of_somebody_else(ada: Person) -> None:
    await ada.asks("who joined since March", "pytorch")
    ada.asker = "slack:T1:U2"
    other = await ada.asks("and who left?", after=MINUTE)
    assert (other.topic_id, other.time_words) == (None, None)


async def test_every_reply_is_kept_and_can_be_checked_again(ada: Person) -> None:
    for question in ("who joined", "who left", "who was acquired"):
        reply = await ada.asks(question, "pytorch")
        assert await ada.replies.reply(reply.id) == reply
        assert await recheck(reply, store=ada.store) == []
    changed = replace(reply, question="who was bought")
    assert [fault.what for fault in await recheck(changed, store=ada.store)] == [
        "its text has another hash"
    ]


async def test_whoever_asks_too_often_is_told_how_long_to_wait(ada: Person) -> None:
    for second in range(10):
        await ada.asks("who joined", "pytorch", after=timedelta(seconds=second))
    with pytest.raises(UserError, match=r"Ask again in 50 s\."):
        await ada.asks("who joined", "pytorch", after=timedelta(seconds=10))
    await ada.asks("who joined", "pytorch", after=timedelta(seconds=60))


SECONDS = st.integers(0, 7200)


@given(asked=st.lists(SECONDS, max_size=40), now=st.integers(0, 7200))
def test_after_the_wait_one_may_ask_and_not_before(asked: list[int], now: int) -> None:
    allowances = (
        Allowance(questions=3, within=timedelta(seconds=60)),
        Allowance(questions=8, within=timedelta(hours=1)),
    )
    moment = MONDAY + timedelta(seconds=now)
    times = [MONDAY + timedelta(seconds=second) for second in asked if second <= now]
    delay = wait(times, allowances, moment)
    assert wait(times, allowances, moment + delay) == timedelta()
    if delay:
        assert wait(times, allowances, moment + delay - timedelta(seconds=1)) > timedelta()
