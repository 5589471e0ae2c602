"""`/` and `/t/TOPIC`: what there is, and the archive of a topic."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from bot.present.momentum import LEAST
from bot.render.charts import Drawn, momentum_chart
from bot.web.asked import Asked, asked_by
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site, collection
from bot.web.visits import Visit
from digests.model import Level, Listing, Shelf
from digests.pipeline import NewsWeek, momentum
from digests.ports import Sought
from digests.text.clean import one_line

PAGE = 20
"""Digests on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    title: str
    description: str
    href: str
    who: str
    shelf: Shelf | None


async def index(site: Site, request: Request) -> Response:
    """Answer with the topics that are for everybody."""
    shelves = {shelf.topic_id: shelf for shelf in await site.shelves()}
    topics = [
        _Shown(
            title=one_line(topic.title),
            description=one_line(topic.description),
            href=f"/t/{topic.id}",
            who=f"/who/{topic.id}",
            shelf=shelves.get(topic.id),
        )
        for topic in site.catalogue.topics
        if site.links.is_public(topic.id)
    ]
    title, url = "What happened, and who says so", f"{site.origin}/"
    parts = {f"{site.origin}{topic.href}": topic.title for topic in topics}
    text = site.render(
        "index.html",
        title=title,
        url=url,
        description="Digests of the AI ecosystem in which every sentence can be checked.",
        disclosure="none",
        linked_data=collection(title, url=url, ai=False, parts=parts),
        trail=[],
        topics=topics,
    )
    return sent(leaf(text), request, public=True)


async def topic(site: Site, request: Request) -> Response:
    """Answer with a topic's archive."""
    topic_id, visit = await site.topic_visit(request)
    asked = asked_by(request.query_params)
    shelves = [one for one in await site.shelves() if one.topic_id == topic_id]

    async def make() -> Leaf:
        return await _archive(site, topic_id, visit, asked)

    # The chart counts whole weeks up to last midnight.
    key = ("t", topic_id, asked, tuple(shelves), visit.until, site.now().date())
    return sent(await site.rack.get(key, make), request, public=visit.public)


async def _archive(site: Site, topic_id: str, visit: Visit, asked: Asked) -> Leaf:
    sought = Sought(
        topic_id=topic_id,
        tag=asked.tag or None,
        since=asked.begins,
        until=asked.ends,
        words=asked.words,
    )
    skip = (asked.page - 1) * PAGE
    found = await site.archive.listings(sought, limit=PAGE + 1, skip=skip)
    tags = await site.archive.tags(topic_id)
    chart = await _momentum(site, topic_id) if asked.page == 1 and not asked.query() else None
    return await asyncio.to_thread(_page, site, topic_id, visit, asked, found, tags, chart)


def _page(
    site: Site,
    topic_id: str,
    visit: Visit,
    asked: Asked,
    found: Sequence[Listing],
    tags: dict[str, int],
    chart: Drawn | None,
) -> Leaf:
    listed = [(one, visit.href(f"d/{one.digest_id}", topic_id) or "") for one in found[:PAGE]]
    subject = f"t/{topic_id}"
    title = one_line(site.title_of(topic_id, found[0] if found else None))
    known = site.catalogue.topic_by_id.get(topic_id)
    url = f"{site.origin}/{subject}"
    ai = any(one.authorship.level is not Level.EXTRACTIVE for one, _ in listed)
    parts = {f"{site.origin}/d/{one.digest_id}": one_line(one.title) for one, _ in listed}
    text = site.render(
        "topic.html",
        title=title,
        url=url,
        description=f"Digests on {title}, each statement with its quote.",
        disclosure="autonomous" if ai else "none",
        linked_data=collection(title, url=url, ai=ai, parts=parts),
        trail=[],
        about=one_line(known.description) if known else "",
        who=visit.same(f"/who/{topic_id}", subject) if known else None,
        watching=visit.same(f"/{subject}/watching", subject),
        atom=visit.same(f"/{subject}/feed.atom", subject),
        json_feed=visit.same(f"/{subject}/feed.json", subject),
        here=f"/{subject}",
        here_plain=visit.same(f"/{subject}", subject),
        kept=visit.kept(subject),
        asked=asked,
        tags=tags,
        momentum=chart,
        listings=listed,
        newer=turned(f"/{subject}", visit, subject, asked, asked.page - 1 if found else 0),
        older=turned(f"/{subject}", visit, subject, asked, asked.page + 1)
        if len(found) > PAGE
        else None,
    )
    return leaf(text)


def turned(path: str, visit: Visit, subject: str, asked: Asked, page: int) -> str | None:
    """Return the address of another page of the same list; None before the first."""
    if page < 1:
        return None
    query = [*visit.kept(subject), *asked.query()]
    if page > 1:
        query.append(("page", str(page)))
    return f"{path}?{urlencode(query)}" if query else path


async def _momentum(site: Site, topic_id: str) -> Drawn | None:
    known = site.catalogue.topic_by_id.get(topic_id)
    if known is None:
        return None
    until = site.now().replace(hour=0, minute=0, second=0, microsecond=0)

    async def count() -> Sequence[NewsWeek]:
        feeds = site.catalogue.feeds
        return await momentum(known, feeds=feeds, store=site.store, until=until)

    weeks = await site.weeks.get(topic_id, until, count)
    return momentum_chart(one_line(known.title), weeks) if len(weeks) >= LEAST else None
