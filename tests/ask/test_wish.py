"""Rows of facts come for what is asked, however it is asked."""

from datetime import UTC, datetime

import pytest

from digests.ask import Asking, ask
from digests.model import Answer, FeedState, Health, PollRecord
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed, an_article, an_entry

NEWS = (
    "Globex has raised $40 million in a Series B round led by Initech Ventures.",
    "Umbrella Systems has appointed Ada Byron as Chief Technology Officer.",
)


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("who raised money", "Globex"),
        ("how much did Globex raise", "Globex"),
        ("how much money has Globex raised", "Globex"),
        ("who was appointed", "Ada Byron"),
        ("who was named CTO", "Ada Byron"),
        ("who was appointed Chief Technology Officer of Umbrella Systems", "Ada Byron"),
    ],
)
async def test_a_fact_is_found(question: str, who: str) -> None:
    store = MemoryStore()
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    for number, text in enumerate(NEWS):
        entry = an_entry(str(number))
        article = an_article(
            text,
            title=f"News of the day, number {number}",
            url=f"https://news.example/{number}",
            published_at=datetime(2026, 4, 7 + number, 9, tzinfo=UTC),
        )
        await store.save_poll(PollRecord(state=state, new=(entry,)))
        await store.save_article(article, entry_id=entry.id)
    asking = Asking(text=question, topic=None, now=MONDAY)
    reply = await ask(asking, feeds=[a_feed()], store=store, version="test")
    assert isinstance(reply, Answer)
    assert [item.label for item in reply.sections[0].items] == [who]
