"""`/t/TOPIC/watching`: what is to come, with its dates, and what became of the rest."""

import asyncio
from datetime import timedelta
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.present.watching import Key, quoted_by, watch_rows
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site, collection
from bot.web.visits import Visit
from digests.model import Article, Watched
from digests.text.clean import one_line

ENDED = timedelta(days=90)
"""How long the page shows how a thing ended."""


async def watching(site: Site, request: Request) -> Response:
    """Answer with what is watched of a topic."""
    topic_id, visit = await site.topic_visit(request)
    now = site.now()
    ask = partial(site.watching.watched, topic_id, closed_since=now - ENDED)
    items = await site.lately.get(("watching", topic_id), ask)

    async def make() -> Leaf:
        articles: dict[Key, Article] = {}
        for article_id, sha in {key for item in items for key in quoted_by(item)}:
            article = await site.store.article(article_id, text_sha256=sha)
            if article is not None:
                articles[article_id, sha] = article
        return await asyncio.to_thread(_page, site, topic_id, visit, items, articles)

    stamp = tuple((item.id, item.closing is None) for item in items)
    key = ("watching", topic_id, stamp, visit.until, now.date())
    return sent(await site.rack.get(key, make), request, public=visit.public)


def _page(
    site: Site, topic_id: str, visit: Visit, items: list[Watched], articles: dict[Key, Article]
) -> Leaf:
    subject = f"t/{topic_id}"
    rows = watch_rows(items, articles, today=site.now().date())
    name = one_line(site.title_of(topic_id))
    title, url = f"{name}: what to watch", f"{site.origin}/{subject}/watching"
    quoted = [one for row in rows for one in (row.said, row.came) if one is not None]
    text = site.render(
        "watching.html",
        title=title,
        url=url,
        description=f"What is to come on {name}, in the words of its sources, and what came of it.",
        disclosure="none",
        linked_data=collection(
            title, url=url, ai=False, parts={one.url: one.title for one in quoted if one.url}
        ),
        trail=[(name, visit.same(f"/{subject}", subject))],
        waiting=[
            (row, _digest(visit, row.digest_id, topic_id)) for row in rows if not row.ended_on
        ],
        ended=[(row, _digest(visit, row.ended_in or "", topic_id)) for row in rows if row.ended_on],
    )
    return leaf(text)


def _digest(visit: Visit, digest_id: str, topic_id: str) -> str | None:
    return visit.href(f"d/{digest_id}", topic_id)
