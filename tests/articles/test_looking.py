"""What a look at a cited article's page comes to."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from digests.articles import WebPageReader
from digests.feeds.guard import open_session
from digests.feeds.pages import WebPages
from digests.model import PageGone, PageLook, PageText, PageUnseen, SamePage
from tests.builders import an_article
from tests.fakes.web import FakeWeb

TITLE = "Alibaba Cloud joins the PyTorch Foundation"
BODY = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member this week."
PAGE = (
    f"<html><head><title>{TITLE} | The Wire</title></head><body><article>"
    f"<h1>{TITLE}</h1><p>{BODY}</p><p>Hidden<span hidden>nothing</span> words stand here, too, and"
    " make it long enough to be an article.</p></article></body></html>"
)


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


async def look(url: str, **validators: str) -> PageLook:
    async with open_session(allow_private=True, user_agent="test") as session:
        reader = WebPageReader(WebPages(session).fetch)
        return await reader.look(an_article(title=TITLE, url=url), **validators)


async def test_a_page_gives_its_text_and_what_it_can_be_known_by(web: FakeWeb) -> None:
    url = web.feed("/a", PAGE, etag='"1"', content_type="text/html")
    found = await look(url)
    assert isinstance(found, PageText)
    assert BODY in found.body
    assert BODY in found.everything
    assert TITLE in found.title
    assert found.etag == '"1"'
    assert await look(url, etag='"1"') == SamePage()
    assert isinstance(await look(url, etag='"2"'), PageText)


@pytest.mark.parametrize("status", [404, 410])
async def test_what_is_not_there_is_gone(web: FakeWeb, status: int) -> None:
    assert isinstance(await look(web.status("/a", status)), PageGone)


@pytest.mark.parametrize(
    ("status", "unreachable"), [(500, True), (503, True), (401, False), (403, False), (429, False)]
)
async def test_an_error_is_no_answer_and_a_refusal_is_none_either(
    web: FakeWeb, status: int, unreachable: bool
) -> None:
    found = await look(web.status("/a", status))
    assert isinstance(found, PageUnseen)
    assert (found.unreachable, found.asked) == (unreachable, True)


async def test_a_host_without_a_server_is_not_reached() -> None:
    found = await look("http://127.0.0.1:9/a")
    assert isinstance(found, PageUnseen)
    assert found.unreachable


async def test_a_host_that_asks_to_be_left_alone_is_not_asked_again(web: FakeWeb) -> None:
    async with open_session(allow_private=True, user_agent="test") as session:
        reader = WebPageReader(WebPages(session).fetch)
        article = an_article(title=TITLE, url=web.status("/a", 429))
        await reader.look(article)
        again = await reader.look(article)
    assert isinstance(again, PageUnseen)
    assert not again.asked
    assert len(web.seen("/a")) == 1


async def test_no_article_is_nothing_to_compare_with(web: FakeWeb) -> None:
    pages = [
        web.page("/empty", "<html><body></body></html>"),
        web.page(
            "/wall", "<html><body><p>Just a moment... verify you are a human.</p></body></html>"
        ),
        web.status("/pdf", 200, body=b"%PDF", content_type="application/pdf"),
    ]
    for found in await asyncio.gather(*map(look, pages)):
        assert isinstance(found, PageUnseen)
        assert not found.unreachable
