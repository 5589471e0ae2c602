"""Finds the feeds of a web page: what it links to as its feed, else the usual places."""

import html
import re
from dataclasses import dataclass

import aiohttp

from digests.errors import UserError
from digests.feeds import fields, json_feed, xml_feed
from digests.feeds.decode import decode
from digests.feeds.web import Fetched, fetch_bytes
from digests.model import FetchProblem

_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
        "application/rdf+xml",
    }
)
USUAL_PLACES = ("/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")
_TAG = re.compile(r"<(link|base)\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_COMMENTS_FEED = re.compile(r"\bcomments?\b", re.IGNORECASE)
_HEAD = 500_000
"""Characters of a page that are searched."""
_FEEDS = 20
_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that a page leads to."""

    url: str
    title: str | None = None
    """As the page names it."""


async def discover(session: aiohttp.ClientSession, url: str) -> list[FoundFeed]:
    """Return the feeds that an address leads to, the likeliest first; empty where there is none.

    A feed's own address returns itself. `session` is one of `open_session`.

    Raises:
        UserError: the address cannot be fetched; the text says why.
    """
    page = await fetch_bytes(session, url, seconds=_SECONDS)
    if isinstance(page, FetchProblem):
        raise UserError(f"that address cannot be read: {page.reason}")
    if page.status >= 400:
        raise UserError(f"the server answers {page.status} there; check the address")
    if _is_feed(page):
        return [FoundFeed(url=page.url)]
    return linked_feeds(_text(page), page.url) or await _in_usual_places(session, page.url)


def linked_feeds(page: str, url: str) -> list[FoundFeed]:
    """Return the feeds that a page names in `<link rel="alternate">`, comment feeds last."""
    base, found = url, dict[str, FoundFeed]()
    for tag in _TAG.finditer(_COMMENT.sub("", page[:_HEAD])):
        attributes = {
            name.lower(): html.unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(tag[2])
        }
        if tag[1].lower() == "base":
            base = fields.web_address(attributes.get("href"), url) or base
        elif _names_feed(attributes):
            address = fields.web_address(attributes.get("href"), base)
            if address is not None and len(found) < _FEEDS:
                title = fields.title_line(attributes.get("title", "")) or None
                found.setdefault(address, FoundFeed(url=address, title=title))
    return sorted(found.values(), key=_is_for_comments)


def _names_feed(attributes: dict[str, str]) -> bool:
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    return kind in _TYPES and "alternate" in attributes.get("rel", "").lower().split()


def _is_for_comments(feed: FoundFeed) -> bool:
    return bool(_COMMENTS_FEED.search(f"{feed.title} {feed.url}"))


async def _in_usual_places(session: aiohttp.ClientSession, url: str) -> list[FoundFeed]:
    for place in USUAL_PLACES:
        address = fields.web_address(place, url)
        answer = await fetch_bytes(session, address, seconds=_SECONDS) if address else None
        if isinstance(answer, Fetched) and answer.status == 200 and _is_feed(answer):
            return [FoundFeed(url=answer.url)]
    return []


def _is_feed(answer: Fetched) -> bool:
    text = _text(answer)
    if json_feed.recognises(text):
        return "jsonfeed.org/version/" in text[:2_000]
    return xml_feed.is_feed(text)


def _text(answer: Fetched) -> str:
    return decode(answer.body[:_HEAD], answer.headers.get("Content-Type"))
