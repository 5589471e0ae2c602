"""`/who/TOPIC` and its CSV: who joined, left or was appointed, each with the sentence that says so."""

import asyncio
import csv
from collections.abc import Mapping
from io import StringIO

from starlette.requests import Request
from starlette.responses import Response

from bot.present import present_reply
from bot.render.charts import Drawn, Event, timeline_chart
from bot.render.html import body_of
from bot.web.asked import Asked, asked_by
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site
from bot.web.topics import turned
from bot.web.visits import NotHereError, Visit
from digests.ask.ledger import TITLE, TYPES, Ledger, Narrowed, ledger, page_of
from digests.model import Article, FactType, Item, Quote
from digests.text.clean import one_line

PAGE = 100
"""Rows on a page."""
KINDS = {
    "joined": "joined",
    "appointed": "was appointed",
    "left": "left",
}
"""What can be asked for: the type of the fact -> its name for people."""
COLUMNS = (
    *("date", "event", "who", "detail", "quote", "outlet", "url", "published_at"),
    *("article_id", "text_sha256", "start", "end"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def who(site: Site, request: Request) -> Response:
    """Answer with a page of the ledger."""
    topic_id, visit = await _visit(site, request)
    asked = asked_by(request.query_params)

    async def make() -> Leaf:
        return await _page(site, topic_id, visit, asked)

    key = ("who", topic_id, asked, visit.until, await _stamp(site))
    return sent(await site.rack.get(key, make), request, public=visit.public)


async def who_csv(site: Site, request: Request) -> Response:
    """Answer with the whole ledger as CSV, narrowed as the page is."""
    topic_id, visit = await _visit(site, request)
    asked = asked_by(request.query_params)

    async def make() -> Leaf:
        whole = await _ledger(site, topic_id)
        text = await asyncio.to_thread(as_csv, whole.narrowed(_by(asked)))
        return leaf(text, "text/csv; charset=utf-8")

    key = ("who.csv", topic_id, asked, await _stamp(site))
    return sent(await site.rack.get(key, make), request, public=visit.public)


async def _visit(site: Site, request: Request) -> tuple[str, Visit]:
    topic_id, visit = await site.topic_visit(request)
    if topic_id not in site.catalogue.topic_by_id:
        raise NotHereError
    return topic_id, visit


async def _stamp(site: Site) -> object:
    """Return what changes when there may be other rows: a poll that brought something, or an hour."""
    states = await site.lately.get("feeds", site.store.feed_states)
    succeeded = max((s.succeeded_at for s in states.values() if s.succeeded_at), default=None)
    return succeeded, site.now().replace(minute=0, second=0, microsecond=0)


async def _ledger(site: Site, topic_id: str) -> Ledger:
    topic = site.catalogue.topic_by_id[topic_id]

    async def read() -> Ledger:
        return await ledger(topic, archive=site.archive, store=site.store, now=site.now())

    return await site.ledgers.get(topic_id, await _stamp(site), read)


def _by(asked: Asked) -> Narrowed:
    kinds = tuple(kind for kind in TYPES if kind.value == asked.what) or TYPES
    return Narrowed(types=kinds, words=asked.words, since=asked.begins, until=asked.ends)


async def _page(site: Site, topic_id: str, visit: Visit, asked: Asked) -> Leaf:
    whole = (await _ledger(site, topic_id)).narrowed(_by(asked))
    skip = (asked.page - 1) * PAGE
    reply = await page_of(
        whole,
        feeds=site.catalogue.feeds,
        store=site.store,
        now=site.now(),
        version=site.version,
        skip=skip,
        limit=PAGE,
    )
    subject, path = f"t/{topic_id}", f"/who/{topic_id}"
    total = len(whole.laid.items)
    query = turned(f"{path}.csv", visit, subject, asked, 1)

    def rendered() -> Leaf:
        body = body_of(present_reply(reply))
        text = site.render(
            "who.html",
            body=body,
            lang="en",
            title=body.title,
            url=f"{site.origin}{path}",
            description=body.description,
            disclosure=reply.provenance.authorship.ai_disclosure,
            linked_data={**body.linked_data, "@id": f"{site.origin}{path}"},
            trail=[(site.title_of(topic_id), visit.same(f"/{subject}", subject))],
            notices=[],
            others=[("text/csv", query, "The whole list as CSV")],
            drawn=None,
            here=path,
            here_plain=visit.same(path, subject),
            kept=visit.kept(subject),
            asked=asked,
            kinds=KINDS,
            timeline=_timeline(whole, TITLE) if asked.page == 1 else None,
            rows=bool(reply.sections),
            newer=turned(path, visit, subject, asked, asked.page - 1 if reply.sections else 0),
            older=turned(path, visit, subject, asked, asked.page + 1)
            if total > skip + PAGE
            else None,
        )
        return leaf(text)

    return await asyncio.to_thread(rendered)


def _timeline(whole: Ledger, title: str) -> Drawn | None:
    events = [
        Event(on=item.on, who=item.label, what=_event(item, whole.types))
        for item in whole.laid.items
        if item.on is not None and item.label and item.replaced is None
    ]
    return timeline_chart(title, events) if len(events) > 1 else None


def _event(item: Item, types: Mapping[str, FactType]) -> str:
    kind = types.get(item.id)
    return KINDS[kind.value] if kind else "was withdrawn"


def as_csv(whole: Ledger) -> str:
    """Return every row with its quotes; a cell that a spreadsheet would compute is marked as text."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    disputed = [item for items in whole.laid.disputes for item in items]
    for item in (*whole.laid.items, *disputed):
        for quote in (quote for claim in item.claims for quote in claim.quotes):
            article = whole.articles[quote.article_id]
            rows.writerow([_cell(part) for part in _row(item, quote, article, whole.types)])
    return out.getvalue()


def _row(
    item: Item, quote: Quote, article: Article, types: Mapping[str, FactType]
) -> tuple[str, ...]:
    return (
        item.on.isoformat() if item.on else "",
        _event(item, types) + (" (replaced)" if item.replaced else ""),
        one_line(item.label or ""),
        one_line(item.detail or ""),
        article.text[quote.start : quote.end],
        one_line(article.outlet),
        article.url or "",
        article.published_at.isoformat(),
        article.id,
        article.text_sha256,
        str(quote.start),
        str(quote.end),
    )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
