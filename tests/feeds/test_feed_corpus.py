"""Real feeds, and two parsers' collections of odd ones: none makes the reader fall over."""

from pathlib import Path

import pytest

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument, Unreadable, from_wire, to_wire
from digests.text.clean import one_line
from digests.text.urls import is_web_address

URL = "https://feeds.example/blog/feed.xml"


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def read(path: Path) -> ParsedDocument | Unreadable:
    parsed = read_document(path.read_bytes(), url=URL)
    assert from_wire(to_wire(parsed)) == parsed
    return parsed


def assert_fit_to_keep(parsed: ParsedDocument) -> None:
    for entry in parsed.entries:
        assert entry.title == one_line(entry.title)
        assert entry.url is None or is_web_address(entry.url)
        for date in (entry.published_at, entry.updated_at):
            assert date is None or date.utcoffset() is not None


@pytest.mark.parametrize("folder", ["ai", "world"])
@pytest.mark.parametrize("part", range(4))
def test_every_real_feed_is_read(shared: Path, folder: str, part: int) -> None:
    for path in documents(shared / "corpus/feeds" / folder)[part::4]:
        parsed = read(path)
        assert isinstance(parsed, ParsedDocument), (path.name, parsed)
        assert parsed.entries, path.name
        assert_fit_to_keep(parsed)


def test_no_tricky_document_makes_it_raise(shared: Path) -> None:
    folder = shared / "corpus/feeds/tricky"
    unread = set()
    for path in documents(folder):
        parsed = read(path)
        if isinstance(parsed, ParsedDocument):
            assert_fit_to_keep(parsed)
        elif path.suffix != ".json":
            unread.add(path.name)

    assert unread == {"unknown_feed.xml", "unrecognized.rss"}
