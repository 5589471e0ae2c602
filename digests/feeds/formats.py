"""From bytes to a feed, whatever its format. A new format is one module and one line here."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from digests.feeds import json_feed, xml_feed
from digests.feeds.decode import decode
from digests.feeds.parsed import ParsedDocument, Unreadable


class FeedFormat(NamedTuple):
    """How one family of formats is told and read."""

    recognises: Callable[[str], bool]
    """Whether a decoded document may be of it; cheap."""
    read: Callable[[str, str], ParsedDocument | Unreadable]
    """(document, its address) -> the feed."""


FEED_FORMATS: Mapping[str, FeedFormat] = {
    "json": FeedFormat(json_feed.recognises, json_feed.read),
    "xml": FeedFormat(xml_feed.recognises, xml_feed.read),
}


def read_document(
    body: bytes, *, url: str, content_type: str | None = None
) -> ParsedDocument | Unreadable:
    """Return the feed that the bytes hold, or why they hold none.

    Unbounded in time and memory where the bytes are hostile: run it in `ParsePool`.
    """
    text = decode(body, content_type)
    if not text.strip("\x00\ufeff \t\r\n"):
        return Unreadable(reason="the server sent an empty document", blocked=True)
    for feed_format in FEED_FORMATS.values():
        if feed_format.recognises(text):
            return feed_format.read(text, url)
    if xml_feed.is_page(text):
        reason = "the server sent a web page instead of a feed; look for the feed's own address"
        return Unreadable(reason=reason, blocked=True)
    return Unreadable(reason="the document is neither XML nor JSON; check the address")
