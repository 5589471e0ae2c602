"""What PostgreSQL's statistics spare: counting words that stand in most articles."""

import psycopg

from digests.model import FeedState, Health, PollRecord
from digests.store.sql import open_store
from tests.builders import an_article, an_entry

ARTICLES, RARE = 30, 3


async def test_common_words_are_taken_from_the_statistics_and_rare_ones_counted(
    postgres_url: str,
) -> None:
    async with open_store(postgres_url) as store:
        entries = [an_entry(str(number)) for number in range(ARTICLES)]
        state = FeedState(feed_id=entries[0].feed_id, health=Health.OK)
        await store.save_poll(PollRecord(state=state, new=tuple(entries)))
        for number, entry in enumerate(entries):
            body = f"A common report {'of something rare ' if number < RARE else ''}({number})."
            await store.save_article(an_article(body, url=entry.url), entry_id=entry.id)
        words = ["common", "rare", "common report"]
        counted = await store.frequencies(words, most=5)
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("ANALYZE article_search")
            known = await store.frequencies(words, most=5)
            # The statistics outlive the rows until the next ANALYZE, so they show who was asked.
            connection.execute("DELETE FROM article_search")
            gone = await store.frequencies(words, most=5)
    assert counted == known == {"common": 5, "rare": RARE, "common report": 5, "": ARTICLES}
    assert gone == {"common": 5, "rare": 0, "common report": 0, "": ARTICLES}
