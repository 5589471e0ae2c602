"""Stores of a few made-up articles of different outlets, and the reply of a question to them."""

from collections.abc import Sequence
from datetime import timedelta

from digests.ask import Asking, ask
from digests.model import Article, FeedState, Health, PollRecord, Reply
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed, an_article, an_entry

_OTHERS = (
    *("compilers", "kernels", "browsers", "cooling", "networks"),
    *("telescopes", "pumps", "radios", "lasers", "motors"),
)


def told(
    outlet: str, body: str, *, days: float, title: str | None = None, **changes: object
) -> Article:
    """Return the article of an outlet, published so many days before Monday."""
    return an_article(
        body,
        title=f"{outlet} reports" if title is None else title,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{days}",
        outlet=outlet,
        published_at=MONDAY - timedelta(days=days),
        **changes,
    )


async def asked(question: str, articles: Sequence[Article]) -> Reply:
    """Put the question to a store of these articles, among ten on other things."""
    others = [
        told(f"Journal of {what}", f"A workshop on {what} takes place in spring.", days=9)
        for what in _OTHERS
    ]
    every = [*articles, *others]
    entries = tuple(an_entry(article.id) for article in every)
    store = MemoryStore()
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    await store.save_poll(PollRecord(state=state, new=entries))
    for article, entry in zip(every, entries, strict=True):
        await store.save_article(article, entry_id=entry.id)
    asking = Asking(text=question, topic=None, now=MONDAY)
    return await ask(asking, feeds=[a_feed()], store=store, version="test")
