"""Makes an article of an entry: from the feed's own text, or from its page where that is short."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from digests.articles.blocks import blocks
from digests.articles.boilerplate import is_teaser, without_boilerplate
from digests.articles.declared import declared_authorship
from digests.articles.language import language_of
from digests.articles.page import EXTRACTOR, ReadPage, decoded, read_page
from digests.articles.plain import as_text, bare_title, full_text, shortened
from digests.articles.revealed import hides, revealed
from digests.articles.suspicious import suspicious_words
from digests.errors import ReadError
from digests.intake.dates import plausible
from digests.model import Article, Entry, Feed, FetchProblem, Health
from digests.model.ids import content_id, sha256
from digests.text.clean import strip_hidden
from digests.text.urls import anchor, is_web_address, untracked

LONG_ENOUGH = 600
"""Characters of body from which a feed's text is taken for the whole article."""
PAGE_AGE = timedelta(days=35)
"""Of an entry that was no news at first sight the page is fetched only when it is younger than this:
a first poll would otherwise ask outlets for years of pages."""
EXTRACTION_SECONDS = 20.0
_SENTENCE_WORDS = 6
_SENTENCE_LETTERS = 12
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")  # Chinese and Japanese write no spaces
_PASSING = {408, 425, 429}
CHALLENGE = re.compile(
    r"enable javascript|just a moment|verif(?:y|ying) (?:that )?you(?:'re| are) (?:a )?human|checking your browser"
    r"|access denied|captcha|are you a robot|unusual traffic|page not found|404",
    re.IGNORECASE,
)


class Page(Protocol):
    """A web page as it was fetched (`digests.feeds.web.Fetched` is one)."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Looked up in any case."""

    @property
    def body(self) -> bytes:
        """Free of its content encoding."""


FetchPage = Callable[[str], Awaitable[Page | FetchProblem]]
"""Fetches one public page within bounds of time and size; never raises for what a server does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    title: str
    body: str
    raw_sha256: str
    extractor: str
    markup: str
    """The HTML it was made from."""
    everything: str
    page: ReadPage | None = None
    headers: Mapping[str, str] | None = None


class FeedOrPageReader:
    """Reads from the feed what it has in full, and fetches the page for the rest.

    Safe to call for many entries at once; `at_once` pages are extracted at a time, each in a
    thread and within 20 s.
    """

    def __init__(self, fetch: FetchPage, *, at_once: int = 2) -> None:
        self._fetch = fetch
        self._turn = asyncio.Semaphore(at_once)

    async def read(self, entry: Entry, feed: Feed, *, now: datetime) -> Article:
        """Return the article, version 1.

        Raises:
            ReadError: neither the feed nor the page has a sentence; `retryable` where the
                page may be had later.
        """
        own = await asyncio.to_thread(_from_feed, entry)
        text = own
        page_wanted = not entry.silent or now - entry.dated_at < PAGE_AGE
        if page_wanted and (len(own.body) < LONG_ENOUGH or is_teaser(own.everything)):
            text = await self._completed(entry, own)
        elif not has_sentence(own.body):
            raise ReadError("the feed has no text, and the entry was old at first sight")
        return await asyncio.to_thread(_article, text, entry, feed, now)

    async def _completed(self, entry: Entry, own: _Text) -> _Text:
        try:
            page = await self._from_page(entry)
        except ReadError:
            if has_sentence(own.body):
                return own
            raise
        # A page that has less than the feed is a challenge, a paywall or a shell for scripts.
        return page if len(page.body) > len(own.body) else own

    async def _from_page(self, entry: Entry) -> _Text:
        if not entry.url or not is_web_address(entry.url):
            raise ReadError("the feed has no text, and the entry has no page")
        if anchor(entry.url):
            raise ReadError("the feed has no text, and the page holds other entries too")
        answer = await self._fetch(entry.url)
        if isinstance(answer, FetchProblem):
            passing = answer.health is Health.FAILING and _may_pass(answer.status)
            raise ReadError(answer.reason, retryable=passing, retry_after=answer.retry_after)
        if answer.status >= 400:
            raise ReadError(f"the page answers {answer.status}", retryable=_may_pass(answer.status))
        if not is_html(answer):
            raise ReadError(f"the page is no HTML but {_kind(answer)}")
        return await self._extracted(answer, entry)

    async def _extracted(self, answer: Page, entry: Entry) -> _Text:
        markup = decoded(answer.body, answer.headers)
        try:
            async with self._turn, asyncio.timeout(EXTRACTION_SECONDS):
                page = await asyncio.to_thread(read_page, markup, title=entry.title)
        except TimeoutError as error:
            raise ReadError("the page took too long to read") from error
        if not has_sentence(page.body) or (
            len(page.body) < LONG_ENOUGH and CHALLENGE.search(page.body)
        ):
            raise ReadError("the page has no article text", retryable=bool(page.body))
        return _Text(
            title=entry.title or page.title,
            body=page.body,
            raw_sha256=sha256(answer.body),
            extractor=EXTRACTOR,
            markup=markup,
            everything=page.everything,
            page=page,
            headers=answer.headers,
        )


def _from_feed(entry: Entry) -> _Text:
    found = blocks(entry.html)
    return _Text(
        title=entry.title,
        body=as_text(without_boilerplate(found, title=entry.title)),
        raw_sha256=sha256(entry.html),
        extractor="feed",
        markup=entry.html,
        everything=as_text(found),
    )


def _article(text: _Text, entry: Entry, feed: Feed, now: datetime) -> Article:
    page = text.page
    title = bare_title(text.title, names=[feed.outlet, page.site if page else None])
    whole = full_text(title, shortened(strip_hidden(text.body)))
    published_at, date_source = entry.dated_at, entry.date_source
    stated = plausible(page.published_at, now=now) if page else None
    if date_source == "first_seen" and stated and stated <= now:
        published_at, date_source = stated, "page"
    return Article(
        id=content_id("article", entry.url_key or entry.id),
        feed_id=feed.id,
        url=untracked(entry.url) if entry.url else None,
        url_key=entry.url_key,
        outlet=feed.outlet,
        tier=feed.tier,
        title=title,
        byline=entry.byline or (page.byline if page else None),
        published_at=published_at,
        date_source=date_source,
        fetched_at=now,
        text=whole,
        text_sha256=sha256(whole),
        raw_sha256=text.raw_sha256,
        extractor=text.extractor,
        language=language_of(whole, declared=(page.language if page else None) or feed.language),
        authorship=declared_authorship(text.everything, page=text.markup, headers=text.headers),
        suspicious=_suspicious(text, title, entry),
    )


def _suspicious(text: _Text, title: str, entry: Entry) -> str | None:
    found = suspicious_words(f"{title}\n\n{text.everything}")
    original = f"{entry.title}\n{text.markup}"
    if found or not hides(original):
        return found
    return suspicious_words(strip_hidden(revealed(original)))


def is_html(page: Page) -> bool:
    """Tell whether a page says that it is HTML, or says nothing."""
    return _kind(page) in {"text/html", "application/xhtml+xml", ""}


def _kind(page: Page) -> str:
    return page.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()


def has_sentence(body: str) -> bool:
    """Tell whether a text has a line that may be a sentence."""
    return any(
        len(line.split()) >= _SENTENCE_WORDS or len(_UNSPACED.findall(line)) >= _SENTENCE_LETTERS
        for line in body.split("\n")
    )


def _may_pass(status: int | None) -> bool:
    return status is None or status >= 500 or status in _PASSING
