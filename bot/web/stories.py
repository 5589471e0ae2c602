"""`/s/ID`: a story as one digest after the other told it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.document import Card, Cite, Document, Sources
from bot.present import present
from bot.render.html import Body, body_of
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site, collection
from bot.web.visits import NotHereError, Visit
from digests.model import Digest, Level, Listing
from digests.ports import Sought
from digests.text.clean import one_line

SEARCHED = 100
MOST = 12
"""Digests that are shown, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    listing: Listing
    href: str
    body: Body
    prefix: str


async def story(site: Site, request: Request) -> Response:
    """Answer with a story of the topics that the visitor may read."""
    story_id = request.path_params["id"]
    sought = Sought(story_id=story_id)
    telling = partial(site.archive.listings, sought, limit=SEARCHED)
    found = await site.lately.get(("s", story_id), telling)
    told = [
        (listing, visit)
        for listing in reversed(found)
        if (visit := _visit(site, request, listing.topic_id)) is not None
    ]
    if not told:
        raise NotHereError
    last = told[-MOST:]

    async def make() -> Leaf:
        tellings = [
            telling
            for number, (listing, visit) in enumerate(last, 1)
            if (telling := await _telling(site, listing, visit, story_id, f"told-{number}-"))
        ]
        if not tellings:
            raise NotHereError
        topics = {listing.topic_id: (listing, visit) for listing, visit in last}
        trail = [
            (site.title_of(topic_id, listing), visit.href(f"t/{topic_id}", topic_id) or "/")
            for topic_id, (listing, visit) in topics.items()
        ]
        return await asyncio.to_thread(_page, site, story_id, tellings, trail)

    public = all(visit.public for _, visit in last)
    key = ("s", story_id, tuple((one.digest_id, visit.until) for one, visit in last))
    return sent(await site.rack.get(key, make), request, public=public)


def _visit(site: Site, request: Request, topic_id: str) -> Visit | None:
    """Return the visit of a topic that is for everybody, or whose link it is; None of any other."""
    public = site.links.is_public(topic_id)
    if not public and request.query_params.get("topic") != topic_id:
        return None
    try:
        return site.visit(request, f"t/{topic_id}", public=public, topic_id=topic_id)
    except NotHereError:
        return None


async def _telling(
    site: Site, listing: Listing, visit: Visit, story_id: str, prefix: str
) -> _Telling | None:
    digest = await site.store.digest(listing.digest_id)
    href = visit.href(f"d/{listing.digest_id}", listing.topic_id)
    if digest is None or href is None:
        return None
    document = await asyncio.to_thread(_story_alone, digest, story_id)
    body = await asyncio.to_thread(body_of, document, prefix=prefix)
    return _Telling(listing=listing, href=href, body=body, prefix=prefix)


def _story_alone(digest: Digest, story_id: str) -> Document:
    """Return a digest with one story, and the sources that it names."""
    sections = tuple(
        replace(section, items=tuple(i for i in section.items if i.story_id == story_id))
        for section in digest.sections
    )
    document = present(replace(digest, sections=sections))
    cards = [block for block in document.blocks if isinstance(block, Card)]
    lines = [line.spans for card in cards for line in (*card.lines, *card.notes)]
    spans = [span for group in (*lines, *(card.headline for card in cards)) for span in group]
    named = {span.n for span in spans if isinstance(span, Cite)}
    named.update(n for card in cards for n in card.reports)
    listed = [source for b in document.blocks if isinstance(b, Sources) for source in b.sources]
    sources = Sources(sources=tuple(source for source in listed if source.n in named))
    return replace(document, blocks=(*cards, sources))


def _page(
    site: Site, story_id: str, tellings: Sequence[_Telling], trail: Sequence[tuple[str, str]]
) -> Leaf:
    newest = tellings[-1].body
    url = f"{site.origin}/s/{story_id}"
    title = _headline(newest.document) or "A story over time"
    ai = any(one.listing.authorship.level is not Level.EXTRACTIVE for one in tellings)
    parts = {f"{site.origin}/d/{one.listing.digest_id}": one.body.title for one in tellings}
    data = collection(title, url=url, ai=ai, parts=parts)
    text = site.render(
        "story.html",
        title=title,
        url=url,
        kind="article",
        description=f"One story as {len(tellings)} digests told it.",
        disclosure="autonomous" if ai else "none",
        linked_data={**data, "@type": "Article", "headline": title},
        trail=trail,
        tellings=tellings,
    )
    return leaf(text)


def _headline(document: Document) -> str:
    """Return the headline without its number."""
    card = next((block for block in document.blocks if isinstance(block, Card)), None)
    texts = [getattr(span, "text", "") for span in card.headline] if card else []
    return one_line(texts[1]) if len(texts) > 1 else ""
