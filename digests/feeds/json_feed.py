"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1), which feedparser does not read."""

import json
import re
from collections.abc import Mapping

from digests.feeds import fields
from digests.feeds.dates import read_date
from digests.feeds.parsed import ParsedDocument, Unreadable
from digests.model import ParsedEntry

_VERSION = re.compile(r"(?:https?://(?:www\.)?jsonfeed\.org/version/)?1(?:\.([01]))?/?$")

Values = Mapping[str, object]


def recognises(text: str) -> bool:
    """Tell whether this may be a JSON object."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read(text: str, url: str) -> ParsedDocument | Unreadable:
    """Return the feed; relative addresses in it are taken from `url`."""
    try:
        # The cap on digits of an int makes ValueError, deep nesting RecursionError.
        feed: Values = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Unreadable(reason=f"the JSON cannot be read: {type(error).__name__}")
    version = _VERSION.match(_text(feed, "version"))
    items = feed.get("items")
    if version is None or not isinstance(items, list):
        return Unreadable(reason="it is JSON, but not a JSON Feed")
    found = [item for item in items if isinstance(item, dict)]
    skipped = len(items) - len(found) + max(0, len(found) - fields.MAX_ENTRIES)
    return ParsedDocument(
        entries=tuple(_entry(item, feed, url) for item in found[: fields.MAX_ENTRIES]),
        title=fields.title_line(_text(feed, "title")) or None,
        format=f"json1{version[1] or 0}",
        warning=f"{skipped} items were not read" if skipped else None,
    )


def _entry(item: Values, feed: Values, base: str) -> ParsedEntry:
    # A linkblog's `external_url` is the page it is about, its `url` its own note on that.
    link = fields.web_address(_text(item, "url"), base)
    return ParsedEntry(
        guid=fields.guid(_id(item)),
        url=link or fields.web_address(_text(item, "external_url"), base),
        title=fields.title_line(_text(item, "title")),
        byline=fields.byline(_names(item) or _names(feed)),
        published_at=read_date(_text(item, "date_published")),
        updated_at=read_date(_text(item, "date_modified")),
        html=_html(item),
    )


def _id(item: Values) -> str:
    # Version 1.0 asks readers to coerce other types to a string.
    found = item.get("id")
    return str(found) if isinstance(found, (str, int, float)) else ""


def _html(item: Values) -> str:
    bodies = (
        fields.body_html(_text(item, "content_html"), plain=False),
        fields.body_html(_text(item, "content_text"), plain=True),
        fields.body_html(_text(item, "summary"), plain=True),
    )
    return max(bodies, key=len)


def _names(element: Values) -> list[str]:
    authors = element.get("authors")
    listed = authors if isinstance(authors, list) else [element.get("author")]
    return [_text(one, "name") for one in listed if isinstance(one, dict)]


def _text(element: Values, key: str) -> str:
    value = element.get(key)
    return value if isinstance(value, str) else ""
