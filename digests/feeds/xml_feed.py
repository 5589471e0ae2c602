"""RSS, Atom and RDF, through feedparser."""

import re
from datetime import timedelta
from typing import Any

from digests.feeds import fields
from digests.feeds.dates import read_date
from digests.feeds.parsed import ParsedDocument, Unreadable
from digests.feeds.prolog import open_document
from digests.feeds.sax import run_parser
from digests.model import ParsedEntry

Values = dict[str, Any]
"""feedparser's dictionaries, read with `dict.get`: their own `get` guesses (issue 310 of theirs)."""

# RSS 1.0 syndication module; an unknown period is the module's default, daily.
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_LONGEST_INTERVAL = timedelta(days=366)
_ROOTS = {"rss": "rss", "rdf:rdf": "rdf", "feed": "atom"}
"""First element -> format, where feedparser cannot tell the version."""
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_PAGE_ROOTS = frozenset(
    {"html", "head", "body", "title", "meta", "div", "p", "h1", "script", "svg"}
)


def recognises(text: str) -> bool:
    """Tell whether this is markup other than a web page's."""
    root = open_document(text).root
    return bool(root) and root not in _PAGE_ROOTS


def is_page(text: str) -> bool:
    """Tell whether this is a web page."""
    return open_document(text).root in _PAGE_ROOTS


def is_feed(text: str) -> bool:
    """Tell whether the first element is a feed's."""
    return open_document(text).root in _ROOTS


def read(text: str, url: str) -> ParsedDocument | Unreadable:
    """Return the feed; relative addresses in it are taken from `url`."""
    opened = open_document(text)
    result, fault = run_parser(opened.text, first_line=opened.line)
    found: list[Values] = result["entries"]
    version = str(result["version"]) or _ROOTS.get(opened.root, "")
    if not found and not version:
        return Unreadable(reason=fault or f"it is XML, but no feed: <{opened.root}>")
    if not found and fault and _ENTRY.search(opened.text):
        return Unreadable(reason=f"none of its entries could be read; {fault}")
    warnings = [fault] if fault else []
    if opened.refused_entities:
        warnings.append("entity declarations were left out")
    if len(found) > fields.MAX_ENTRIES:
        warnings.append(f"only the first {fields.MAX_ENTRIES} of {len(found)} entries were read")
    feed: Values = result["feed"]
    by_default = _names(feed) if version.startswith("atom") else []
    return ParsedDocument(
        entries=tuple(_entry(one, url, by_default) for one in found[: fields.MAX_ENTRIES]),
        title=fields.title_line(_text(feed, "title")) or None,
        format=version or "xml",
        min_interval=_min_interval(feed),
        warning="; ".join(warnings) or None,
    )


def _entry(entry: Values, base: str, by_default: list[str]) -> ParsedEntry:
    created = read_date(_text(entry, "created"))
    return ParsedEntry(
        guid=fields.guid(_text(entry, "id")),
        url=_address(entry, base),
        title=fields.title_line(_text(entry, "title")),
        byline=fields.byline(_names(entry) or by_default),
        published_at=read_date(_text(entry, "published")) or created,
        updated_at=read_date(_text(entry, "updated")),
        html=_html(entry),
        comments_url=fields.web_address(_comments(entry), base),
    )


def _address(entry: Values, base: str) -> str | None:
    # FeedBurner's links lead through a redirect; it gives the publisher's own beside it.
    own = fields.web_address(_text(entry, "feedburner_origlink"), base)
    link = own or fields.web_address(_text(entry, "link"), base)
    if link is None:
        alternates = (one for one in _links(entry) if dict.get(one, "rel") == "alternate")
        found = (fields.web_address(_text(one, "href"), base) for one in alternates)
        link = next(filter(None, found), None)
    return link or _guid_as_address(_text(entry, "id"))


def _guid_as_address(guid: str) -> str | None:
    return fields.web_address(guid, "") if guid.startswith(("http://", "https://")) else None


def _comments(entry: Values) -> str:
    replies = (_text(one, "href") for one in _links(entry) if dict.get(one, "rel") == "replies")
    return _text(entry, "comments") or next(replies, "")


def _html(entry: Values) -> str:
    bodies = [*_contents(entry), _typed(entry, "summary")]
    return max((fields.body_html(text, plain=plain) for text, plain in bodies), key=len)


def _contents(entry: Values) -> list[tuple[str, bool]]:
    contents = dict.get(entry, "content") or []
    kinds = [(one, str(dict.get(one, "type") or "")) for one in contents]
    return [
        (_text(one, "value"), kind == "text/plain")
        for one, kind in kinds
        if kind.startswith("text/") or kind == "application/xhtml+xml"
    ]


def _typed(entry: Values, key: str) -> tuple[str, bool]:
    detail = dict.get(entry, f"{key}_detail") or {}
    return _text(entry, key), dict.get(detail, "type") == "text/plain"


def _names(element: Values) -> list[str]:
    authors = dict.get(element, "authors") or []
    names = [_text(one, "name") for one in authors] or [_text(element, "author")]
    return [name for name in names if name]


def _links(element: Values) -> list[Values]:
    return dict.get(element, "links") or []


def _min_interval(feed: Values) -> timedelta | None:
    asked = []
    if (minutes := _number(_text(feed, "ttl"))) is not None:
        asked.append(_LONGEST_INTERVAL if minutes > 1e6 else timedelta(minutes=minutes))
    if period := _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower()):
        times = _number(_text(feed, "sy_updatefrequency")) or 1
        asked.append(period / max(times, 1))
    return min(max(asked), _LONGEST_INTERVAL) if asked else None


def _number(raw: str) -> float | None:
    return float(raw) if raw.isdecimal() and len(raw) < 12 else None


def _text(element: Values, key: str) -> str:
    value = dict.get(element, key)
    return value if isinstance(value, str) else ""
