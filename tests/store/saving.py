"""A run that writes with every operation; killed at a commit when it is told to.

`python -m tests.store.saving URL [N]`: N is the commit, from 1, before which it kills itself.
"""

import asyncio
import sys
from dataclasses import replace

from sqlalchemy import select

from digests.model import FeedState, PollRecord
from digests.model.ids import sha256
from digests.ports import Store
from digests.store.delivery_schema import deliveries
from digests.store.schema import metadata
from digests.store.sql import SqlStore, open_store
from tests.builders import an_article, an_entry
from tests.store.breaking import die_at_commit
from tests.store.builders_store import WEEK, a_digest, a_fact, a_story

COMMITS = 8


async def save_everything(store: Store) -> None:
    """Write with every operation, as stages do that ask what is missing and can run twice."""
    first, second, third = an_entry("1"), an_entry("2"), an_entry("3")
    state = FeedState(feed_id=first.feed_id)
    await store.save_poll(PollRecord(state=state, new=(first, second)))
    article = await store.save_article(an_article("One text."), entry_id=first.id)
    changed = replace(second, title="Changed", html_sha256=sha256("changed"))
    moved = replace(first, key="moved")
    await store.save_poll(
        PollRecord(state=state, new=(third,), changed=(changed,), rekeyed=(moved,))
    )
    other = an_article("Another text.", url="https://b.example/2")
    await store.save_article(other, entry_id=second.id)
    for entry in await store.unread_entries([first.feed_id]):
        await store.save_unreadable(entry.id, "no text", final=True)
    await store.save_stories("pytorch", WEEK, [a_story(article.id, "x"), a_story("y")])
    facts = [a_fact(article, start) for start in range(3)]
    await store.save_facts(article.id, article.text_sha256, facts)
    await store.save_digest(a_digest(article))


async def kept_rows(store: SqlStore) -> dict[str, list[str]]:
    """Return every row of every table but the search index, without what differs from run to run.

    That is row numbers, and how often a message was tried.
    """
    differ = {"n", "story", "newest"}
    rows = {}
    with store.transactions.engine.begin() as connection:
        for table in metadata.sorted_tables:
            columns = [
                c for c in table.c if c.name not in differ and c is not deliveries.c.attempts
            ]
            found = connection.execute(select(*columns))
            rows[table.name] = sorted(repr(tuple(row)) for row in found)
    return rows


async def _main(url: str, fatal: int) -> None:
    async with open_store(url) as store:
        die_at_commit(store, fatal)
        await save_everything(store)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else -1))
