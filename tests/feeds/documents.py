"""Reads documents that a test writes out."""

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument, Unreadable
from digests.model import ParsedEntry

URL = "https://blog.example/news/feed.xml"


def read(document: str | bytes) -> ParsedDocument:
    body = document.encode() if isinstance(document, str) else document
    parsed = read_document(body, url=URL)
    assert isinstance(parsed, ParsedDocument), parsed
    return parsed


def not_read(document: str | bytes) -> Unreadable:
    body = document.encode() if isinstance(document, str) else document
    parsed = read_document(body, url=URL)
    assert isinstance(parsed, Unreadable), parsed
    return parsed


def rss(items: str, *, channel: str = "", prolog: str = "") -> str:
    return f'{prolog}<rss version="2.0"><channel>{channel}{items}</channel></rss>'


def item(**elements: str) -> ParsedEntry:
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
    return read(rss(f"<item>{inside}</item>")).entries[0]
