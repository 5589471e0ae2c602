"""What was published after the asker's now is not told: a clock may be set back."""

from datetime import timedelta

import pytest

from digests.ask import Asking, ask
from digests.model import FeedState, Health, PollRecord
from digests.ports import Store
from tests.builders import MONDAY, a_feed, an_article, an_entry


@pytest.mark.parametrize("question", ["who joined", "what is the PyTorch Foundation"])
async def test_nothing_is_told_before_it_was_published(store: Store, question: str) -> None:
    entry = an_entry()
    state = FeedState(feed_id=entry.feed_id, health=Health.OK)
    await store.save_poll(PollRecord(state=state, new=(entry,)))
    await store.save_article(an_article(), entry_id=entry.id)

    now, earlier = [
        await ask(
            Asking(text=question, topic=None, now=MONDAY - timedelta(days=days)),
            feeds=[a_feed()],
            store=store,
            version="test",
        )
        for days in (0, 30)
    ]

    assert now.claims()
    assert not earlier.sections
