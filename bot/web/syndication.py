"""`/t/TOPIC/feed.atom` and `feed.json`: a topic's digests for feed readers and other programs.

Atom by RFC 4287, JSON Feed 1.1 by https://www.jsonfeed.org/version/1.1/. Both say of each entry who
wrote it, by the IPTC's terms.
"""

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from bot.render.html import Body
from bot.web.leaves import Leaf, leaf, sent
from bot.web.published import shown
from bot.web.site import Site
from bot.web.visits import Visit
from digests.model import Digest
from digests.ports import Sought
from digests.text.clean import one_line

MOST = 10
"""Digests in a feed, the last ones."""
ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, section 2.2: what no document may hold, escaped or not."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_LABELLED = Markup("<p><strong>{}</strong>{}</p>\n{}")

Entry = tuple[Digest, Body]
Write = Callable[[str, str, str, str, Sequence[Entry]], str]

ET.register_namespace("", ATOM)


async def atom(site: Site, request: Request) -> Response:
    """Answer with a topic's Atom feed."""
    return await _feed(site, request, "feed.atom", as_atom, "application/atom+xml; charset=utf-8")


async def json_feed(site: Site, request: Request) -> Response:
    """Answer with a topic's JSON Feed."""
    return await _feed(site, request, "feed.json", as_json, "application/feed+json")


async def _feed(site: Site, request: Request, name: str, write: Write, media_type: str) -> Response:
    topic_id, visit = await site.topic_visit(request)
    sought = Sought(topic_id=topic_id)
    last = partial(site.archive.listings, sought, limit=MOST)
    found = await site.lately.get(("last", topic_id), last)

    async def make() -> Leaf:
        digests = [(await site.store.digest(one.digest_id), one.story_ids) for one in found]
        entries = [
            (digest, await asyncio.to_thread(shown, site, digest, visit, told, elsewhere=True))
            for digest, told in digests
            if digest is not None
        ]
        text = await asyncio.to_thread(_written, site, topic_id, visit, name, write, entries)
        return leaf(text, media_type)

    key = (name, topic_id, tuple(one.digest_id for one in found), visit.until)
    return sent(await site.rack.get(key, make), request, public=visit.public)


def _written(
    site: Site, topic_id: str, visit: Visit, name: str, write: Write, entries: Sequence[Entry]
) -> str:
    subject = f"t/{topic_id}"
    home = site.origin + visit.same(f"/{subject}", subject)
    own = site.origin + visit.same(f"/{subject}/{name}", subject)
    known = site.catalogue.topic_by_id.get(topic_id)
    title = f"Citewire: {one_line(site.title_of(topic_id))}"
    return write(title, one_line(known.description) if known else title, home, own, entries)


def as_atom(title: str, about: str, home: str, own: str, entries: Sequence[Entry]) -> str:
    """Return the Atom document."""
    feed = ET.Element(_name("feed"))
    _text(feed, "id", _urn(urlsplit(home).path))
    _text(feed, "title", title)
    _text(feed, "subtitle", about)
    _text(feed, "updated", _time(max((d.created_at for d, _ in entries), default=_NEVER)))
    ET.SubElement(feed, _name("link"), {"rel": "self", "href": own, "type": "application/atom+xml"})
    ET.SubElement(feed, _name("link"), {"rel": "alternate", "href": home, "type": "text/html"})
    _text(ET.SubElement(feed, _name("author")), "name", "Citewire")
    for digest, body in entries:
        _entry(ET.SubElement(feed, _name("entry")), digest, body)
    text = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_NOT_XML.sub("", text)}\n'


def _entry(entry: ET.Element, digest: Digest, body: Body) -> None:
    authorship = digest.provenance.authorship
    page = body.document.record_url or ""
    _text(entry, "id", _urn(digest.id))
    _text(entry, "title", body.title)
    _text(entry, "updated", _time(digest.created_at))
    _text(entry, "published", _time(digest.created_at))
    ET.SubElement(entry, _name("link"), {"rel": "alternate", "href": page, "type": "text/html"})
    record = page.replace(digest.id, f"{digest.id}.json")
    ET.SubElement(
        entry, _name("link"), {"rel": "related", "href": record, "type": "application/json"}
    )
    term = authorship.digital_source_type.removeprefix(SCHEME)
    label = one_line(authorship.visible_label)
    ET.SubElement(entry, _name("category"), {"scheme": SCHEME, "term": term, "label": label})
    for tag in _tags(digest):
        ET.SubElement(entry, _name("category"), {"term": tag})
    _text(entry, "summary", body.description)
    _text(entry, "content", _content(body)).set("type", "html")


def as_json(title: str, about: str, home: str, own: str, entries: Sequence[Entry]) -> str:
    """Return the JSON Feed document."""
    feed = {
        "version": JSON_FEED,
        "title": title,
        "description": about,
        "home_page_url": home,
        "feed_url": own,
        "authors": [{"name": "Citewire"}],
        "items": [_item(digest, body) for digest, body in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(digest: Digest, body: Body) -> dict[str, object]:
    provenance = digest.provenance
    page = body.document.record_url or ""
    return {
        "id": _urn(digest.id),
        "url": page,
        "title": body.title,
        "summary": body.description,
        "content_html": _content(body),
        "date_published": _time(digest.created_at),
        "language": digest.language,
        "tags": _tags(digest),
        "_provenance": {
            "about": "https://cv.iptc.org/newscodes/digitalsourcetype/",
            "level": provenance.authorship.level.value,
            "digital_source_type": provenance.authorship.digital_source_type,
            "ai_disclosure": provenance.authorship.ai_disclosure,
            "visible_label": one_line(provenance.authorship.visible_label),
            "content_sha256": provenance.content_sha256,
            "record": page.replace(digest.id, f"{digest.id}.json"),
        },
    }


def _content(body: Body) -> str:
    """Return an entry's HTML: the label first, as everywhere."""
    # Markup escapes what is formatted into it.
    return str(_LABELLED.format(body.strong, body.rest, body.main))


def _tags(digest: Digest) -> list[str]:
    items = [item for section in digest.sections for item in section.items]
    return list(dict.fromkeys(one_line(tag) for item in items for tag in item.tags))


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, _name(tag))
    element.text = text
    return element


def _urn(name: str) -> str:
    """Return an id that stays when the pages move to another address."""
    return uuid5(NAMESPACE_URL, f"citewire:{name}").urn


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
