"""On real articles nothing is taken for resolved that is not."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.demo.server import NOW
from digests.facts import extract
from digests.model import Article, Watched, Window
from digests.sections.watched import planned_in
from digests.watch import watch_items
from digests.watch.resolving import resolving
from tests.claims.samples import real, seeded
from tests.commands.hall import read_sample

EVERY = 10_000


def resolved(articles: Sequence[Article]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many things there are to watch, and which are resolved by what."""
    by_id = {article.id: article for article in articles}
    facts = [fact for article in by_id.values() for fact in extract(article)]
    watched, found = 0, []
    for article in by_id.values():
        then = article.published_at + timedelta(hours=1)
        for item in watch_items([article], now=then, limit=50)[0]:
            watched += 1
            one = Watched(
                id=item.id,
                topic_id="all",
                tag=item.tag,
                claim=item.claim,
                text_sha256=article.text_sha256,
                outlet=article.outlet,
                said_at=article.published_at,
                opened_at=then,
                digest_id="digest",
                due=item.due,
                plans=planned_in(article, item.claim),
            )
            for fact in resolving(one, by_id, facts):
                later = by_id[fact.quote.article_id]
                found.append((item.claim.text, later.text[fact.quote.start : fact.quote.end]))
    return watched, found


def test_nothing_of_the_sample_week_is_resolved_by_itself(tmp_path: Path) -> None:
    _, store = read_sample(tmp_path)
    window = Window(since=NOW - timedelta(days=400), until=NOW)
    watched, found = resolved(asyncio.run(store.articles(window)))
    assert watched >= 4
    assert found == []


def test_nothing_of_real_articles_is_resolved_wrongly(shared: Path) -> None:
    watched, found = resolved(real(shared, seeded(1), EVERY))
    assert watched >= 10
    assert found == []
