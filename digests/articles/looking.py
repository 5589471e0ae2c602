"""Looks at the page of an article that is cited: its text as it is now, or why there is none."""

import asyncio
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import Protocol

from digests.articles.page import EXTRACTOR, decoded, read_page
from digests.articles.plain import shortened
from digests.articles.reader import (
    CHALLENGE,
    EXTRACTION_SECONDS,
    LONG_ENOUGH,
    Page,
    has_sentence,
    is_html,
)
from digests.model import (
    Article,
    FetchProblem,
    PageGone,
    PageLook,
    PageText,
    PageUnseen,
    SamePage,
)
from digests.text.clean import strip_hidden

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class AskPage(Protocol):
    """Fetches one public page within bounds, unless it is as the validators say."""

    def __call__(self, url: str, *, headers: Mapping[str, str]) -> Awaitable[Page | FetchProblem]:
        """Return the answer or why there is none; never raises for what a server does."""
        ...


class WebPageReader:
    """Reads pages as `FeedOrPageReader` does, `at_once` at a time."""

    def __init__(self, ask: AskPage, *, at_once: int = 2) -> None:
        self._ask = ask
        self._turn = asyncio.Semaphore(at_once)

    async def look(
        self, article: Article, *, etag: str | None = None, last_modified: str | None = None
    ) -> PageLook:
        """Return what is at the article's address now."""
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        answer = await self._ask(article.url or "", headers=headers)
        if isinstance(answer, FetchProblem):
            # Where the host is left in peace, it was not asked.
            asked = answer.retry_after is None
            return PageUnseen(reason=answer.reason, unreachable=asked, asked=asked)
        if answer.status == HTTPStatus.NOT_MODIFIED and headers:
            return SamePage()
        if answer.status in _GONE:
            return PageGone(reason=f"the page answers {answer.status}")
        if answer.status != HTTPStatus.OK:
            failing = answer.status >= 500 or answer.status == HTTPStatus.REQUEST_TIMEOUT
            return PageUnseen(reason=f"the page answers {answer.status}", unreachable=failing)
        if not is_html(answer):
            return PageUnseen(reason="the page is no HTML any more")
        return await self._text(answer, article.title)

    async def _text(self, answer: Page, title: str) -> PageLook:
        markup = decoded(answer.body, answer.headers)
        try:
            async with self._turn, asyncio.timeout(EXTRACTION_SECONDS):
                page = await asyncio.to_thread(read_page, markup, title=title)
        except TimeoutError:
            return PageUnseen(reason="the page took too long to read")
        walled = len(page.body) < LONG_ENOUGH and CHALLENGE.search(page.body)
        if not has_sentence(page.everything) or walled:
            return PageUnseen(reason="the page has no article text")
        return PageText(
            title=page.title,
            body=shortened(strip_hidden(page.body)),
            everything=strip_hidden(page.everything),
            extractor=EXTRACTOR,
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
        )
