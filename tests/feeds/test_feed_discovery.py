"""Finding the feeds of a page."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from digests.errors import UserError
from digests.feeds.discover import USUAL_PLACES, FoundFeed, discover, linked_feeds
from digests.feeds.guard import open_session
from tests.fakes.web import FakeWeb

XML = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'
PAGE = "https://blog.example/news/"


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        yield session


@pytest.mark.parametrize(
    "document",
    [
        XML,
        '<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
        '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
async def test_a_feeds_own_address_is_its_feed(
    web: FakeWeb, session: aiohttp.ClientSession, document: str
) -> None:
    url = web.feed("/f", document)

    assert await discover(session, url) == [FoundFeed(url=url)]


async def test_a_page_leads_to_the_feeds_that_it_names(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="News" href="/rss">'
    web.page("/blog/", f"<html><head>{link}</head></html>")

    found = await discover(session, web.redirect("/", "/blog/"))

    assert found == [FoundFeed(url=web.url("/rss"), title="News")]


async def test_a_page_that_names_none_is_tried_at_the_usual_places(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    page = web.page("/", "<html></html>")
    web.page("/feed", "<html>no feed</html>")
    url = web.feed("/atom.xml", XML)

    assert await discover(session, page) == [FoundFeed(url=url)]


async def test_a_page_without_a_feed_has_none(web: FakeWeb, session: aiohttp.ClientSession) -> None:
    page = web.status("/", 200, body='{"name": "no feed"}')

    assert await discover(session, page) == []
    assert [seen.path for seen in web.requests] == ["/", *USUAL_PLACES]


@pytest.mark.parametrize("path", ["/missing", "/loop"])
async def test_a_page_that_cannot_be_had_is_told_to_the_user(
    web: FakeWeb, session: aiohttp.ClientSession, path: str
) -> None:
    web.redirect("/loop", "/loop")
    with pytest.raises(UserError, match="check the address"):
        await discover(session, web.url(path))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "<LINK TYPE='application/atom+xml' HREF='a.xml' REL='Alternate'>",
            ["https://blog.example/news/a.xml"],
        ),
        (
            '<base href="https://cdn.example/x/"><link rel=alternate type=application/rss+xml href=f>',
            ["https://cdn.example/x/f"],
        ),
        (
            '<link rel="alternate" type="application/feed+json; charset=utf-8" href="/j?a=1&amp;b=2">',
            ["https://blog.example/j?a=1&b=2"],
        ),
        (
            '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments">'
            + '<link rel="alternate" type="application/rss+xml" href="/feed"/>' * 2,
            ["https://blog.example/feed", "https://blog.example/comments"],
        ),
        ('<link rel="stylesheet" type="application/rss+xml" href="/f">', []),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->', []),
    ],
)
def test_links_count_when_they_name_a_feed(head: str, expected: list[str]) -> None:
    assert [found.url for found in linked_feeds(f"<head>{head}</head>", PAGE)] == expected


def test_at_most_twenty_feeds_are_found() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(50)
    )

    assert len(linked_feeds(links, PAGE)) == 20
