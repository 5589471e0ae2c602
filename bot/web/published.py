"""`/d/ID`, `/d/ID.json` and `/a/ID`: a digest or an answer with every quote, and its record."""

import asyncio
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.dates import minute
from bot.delivery import is_open
from bot.present import present, present_reply
from bot.present.standing import standings
from bot.render import record
from bot.render.charts import sources_chart
from bot.render.html import Body, body_of
from bot.web.leaves import Leaf, leaf, sent
from bot.web.site import Site
from bot.web.visits import NotHereError, Visit
from digests.compose.listing import listing_of
from digests.model import DeliveryState, Digest, Published, Reply, SourceCheck
from digests.rechecking import Key
from digests.text.phrases import phrase

JSON = "application/json"
RECORD = "The provenance record as JSON"
_SHARED = tuple(state for state in DeliveryState if state is not DeliveryState.FAILED)


async def digest_page(site: Site, request: Request) -> Response:
    """Answer with a digest."""
    return await _digest(site, request, _page)


async def digest_record(site: Site, request: Request) -> Response:
    """Answer with a digest's provenance record."""
    return await _digest(site, request, _record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What became of a digest or a reply since it was made."""

    newest: Published | None = None
    """What takes its place; None: it stands."""
    checks: Mapping[Key, SourceCheck] = field(default_factory=dict)
    """What was found when its sources were looked at again."""
    told: frozenset[str] = frozenset()
    """Stories that have a page: those that a digest tells which lists show."""


Show = Callable[[Site, Published, Visit, Since], Leaf]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a digest before it is read whole."""

    topic_id: str
    listed: bool
    """False: one person alone was shown it, or nobody."""
    newest: str | None


async def _digest(site: Site, request: Request, show: Show) -> Response:
    digest_id = request.path_params["id"]
    known = await site.lately.get(("d", digest_id), partial(_known, site, digest_id))
    if known is None:
        raise NotHereError
    subject, newest = f"d/{digest_id}", known.newest
    visit = site.visit(request, subject, public=site.links.is_public(known.topic_id))

    async def make() -> Leaf:
        digest = await site.store.digest(digest_id)
        if digest is None:
            raise NotHereError
        later = await site.store.digest(newest) if newest else None
        since = await _since(site, digest, later)
        if known.listed:
            since = replace(since, told=frozenset(listing_of(later or digest).story_ids))
        return await asyncio.to_thread(show, site, digest, visit, since)

    key = (
        subject,
        show.__name__,
        newest,
        known.listed,
        await site.lately.get("checks", site.revisits.last),
        visit.until,
    )
    # What no list shows is not for search engines either.
    public = visit.public and known.listed
    return sent(await site.rack.get(key, make), request, public=public)


async def _known(site: Site, digest_id: str) -> _Known | None:
    listing = await site.archive.listing(digest_id)
    kept = listing or await site.store.digest(digest_id)
    if kept is None:
        return None
    newest = await site.feedback.corrected_as(digest_id)
    return _Known(topic_id=kept.topic_id, listed=listing is not None, newest=newest)


async def answer_page(site: Site, request: Request) -> Response:
    """Answer with a reply that was shared, or to whoever has its link."""
    return await _answer(site, request, _page)


async def answer_record(site: Site, request: Request) -> Response:
    """Answer with the record of such a reply."""
    return await _answer(site, request, _record)


async def _answer(site: Site, request: Request, show: Show) -> Response:
    reply_id = request.path_params["id"]
    reply = await site.replies.reply(reply_id)
    if reply is None:
        raise NotHereError
    subject = f"a/{reply_id}"
    public = site.links.is_public(reply.topic_id) and await _was_shared(site, reply)
    visit = site.visit(request, subject, public=public)
    newest = await site.feedback.corrected_as(reply_id)

    async def make() -> Leaf:
        later = await site.replies.reply(newest) if newest else None
        return await asyncio.to_thread(show, site, reply, visit, await _since(site, reply, later))

    key = (
        subject,
        show.__name__,
        newest,
        await site.lately.get("checks", site.revisits.last),
        visit.until,
    )
    return sent(await site.rack.get(key, make), request, public=visit.public)


async def _since(site: Site, published: Published, newest: Published | None) -> Since:
    ids = [source.article.id for source in published.provenance.sources]
    found = await site.revisits.checks(ids)
    checks = {(check.article_id, check.text_sha256): check for check in found}
    return Since(newest=newest, checks=checks)


async def _was_shared(site: Site, reply: Reply) -> bool:
    """Tell whether somebody posted a reply, or what it corrects, in a channel that is not private."""
    version: Reply | None = reply
    while version is not None:
        posts = await site.outbox.deliveries(digest_id=version.id, states=_SHARED)
        if any(map(is_open, posts)):
            return True
        earlier = version.provenance.supersedes
        version = await site.replies.reply(earlier) if earlier else None
    return False


def _record(site: Site, published: Published, visit: Visit, since: Since) -> Leaf:
    del site, visit, since
    return leaf(record.render(published), JSON)


def _page(site: Site, published: Published, visit: Visit, since: Since) -> Leaf:
    subject, sources = _subject(published.id, published), published.provenance.sources
    language = published.language
    say = partial(phrase, language)
    body = shown(site, published, visit, since.told)
    topic_id = published.topic_id
    topic = visit.href(f"t/{topic_id}", topic_id) if topic_id else None
    trail = [(site.title_of(topic_id), topic)] if topic and topic_id else []
    notices = []
    if since.newest is not None:
        newer = _subject(since.newest.id, published)
        why = " ".join(say(said) for said in _corrected(published, since.newest))
        notices.append((why, visit.same(f"/{newer}", newer)))
    text = site.render(
        "document.html",
        body=body,
        lang=language,
        say=say,
        minute=partial(minute, language=language),
        kind="article",
        title=body.title,
        url=f"{site.origin}/{subject}",
        description=body.description,
        disclosure=published.provenance.authorship.ai_disclosure,
        linked_data=body.linked_data,
        trail=trail,
        notices=notices,
        others=[(JSON, visit.same(f"/{subject}.json", subject), say(RECORD))],
        standings=sorted(
            standings(published, since.checks).values(), key=lambda standing: standing.n
        ),
        drawn=sources_chart(sources, language) if sources else None,
    )
    return leaf(text)


def _corrected(published: Published, newest: Published) -> list[str]:
    """Return why another version takes its place: each of the reasons that there are."""
    known = len(published.provenance.corrections)
    fixes = newest.provenance.corrections[known:]
    changed = [fix.source is not None for fix in fixes]
    said = []
    if not all(changed) or not changed:
        said.append("A statement on this page was found wrong, and taken out.")
    if any(changed):
        said.append("A source has changed since, or is gone: what rests on it is marked there.")
    return said


def shown(
    site: Site, published: Published, visit: Visit, told: Container[str], *, elsewhere: bool = False
) -> Body:
    """Return what a page shows of a digest or a reply, with links to the stories that are told.

    `elsewhere`: it is read at another address, so that every link names ours in full.
    """
    subject, topic_id = _subject(published.id, published), published.topic_id
    listed = visit.href(subject, topic_id)
    url = site.origin + (listed or visit.same(f"/{subject}", subject))
    if isinstance(published, Digest):
        document = present(published, record_url=url)
    else:
        document = replace(present_reply(published), record_url=url)

    def href(story_id: str) -> str | None:
        address = visit.story(story_id, topic_id) if story_id in told else None
        return site.origin + address if address and elsewhere else address

    return body_of(document, href=href, page=url if elsewhere else "")


def _subject(published_id: str, published: Published) -> str:
    return f"{'d' if isinstance(published, Digest) else 'a'}/{published_id}"
