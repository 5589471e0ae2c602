"""The one module that names adapters and builds the app."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version as installed_version
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.links import Links
from config.loading import Catalogue
from config.settings import Settings, listed
from digests.articles import FeedOrPageReader, WebPageReader
from digests.authoring import Writer
from digests.embedding.opening import open_embedder
from digests.errors import ConfigError
from digests.feeds.discover import discover
from digests.feeds.guard import open_session
from digests.feeds.pages import WebPages
from digests.feeds.pool import ParsePool
from digests.feeds.source import WebFeeds
from digests.model import Published
from digests.pipeline import Revisiting, RevisitTerms
from digests.ports import (
    Archive,
    ArticleReader,
    Calls,
    Feedback,
    FeedSource,
    LanguageModel,
    Outbox,
    PageReader,
    Replies,
    Revisits,
    Subscriptions,
    Upkeep,
    Watching,
)
from digests.retrieval import Meaning
from digests.store.sql import SqlStore, open_database

_THREADS = 64
"""Name look-ups wait in threads, 5 s and more where a resolver is lost. The default, cores + 4, is
fewer than are asked for at once, and the reading of articles would wait behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything that a command needs, opened."""

    settings: Settings
    catalogue: Catalogue
    store: SqlStore
    archive: Archive
    replies: Replies
    subscriptions: Subscriptions
    outbox: Outbox
    upkeep: Upkeep
    feedback: Feedback
    revisits: Revisits
    watching: Watching
    source: FeedSource
    reader: ArticleReader
    pages: PageReader
    meaning: Meaning | None
    """None where no embedding model is named."""
    model: LanguageModel | None
    """None where no language model is named."""
    calls: Calls
    writer: Writer | None
    """Who writes digests and answers: that model, under its name; None where there is none."""
    session: aiohttp.ClientSession
    version: str

    def now(self) -> datetime:
        """Return the time that counts as now, UTC."""
        return self.settings.clock()

    def revisiting(self) -> Revisiting:
        """Return what looks again at what is cited."""
        settings = self.settings
        return Revisiting(
            store=self.store,
            replies=self.replies,
            revisits=self.revisits,
            pages=self.pages,
            terms=RevisitTerms(days=settings.recheck_days, pages=settings.recheck_pages),
        )

    @property
    def links(self) -> Links:
        """Who may read which record page, and how it is addressed."""
        settings = self.settings
        return Links(
            base=settings.public_url.rstrip("/") if settings.public_url else None,
            public=frozenset(listed(settings.public_topics)),
            key=settings.link_key.get_secret_value() if settings.link_key else None,
            lasts=timedelta(days=settings.link_days),
        )

    def record_url(self, published: Published) -> str | None:
        """Return the address of the page of what one person is shown, None where none would open."""
        return self.links.record_url(published, self.now())

    def posted_url(self, published: Published) -> str | None:
        """Return the address of the page of what a channel is shown, None where none would open."""
        return self.links.posted_url(published, self.now())

    async def discover(self, url: str) -> list[tuple[str, str]]:
        """Return (address, title) of the feeds that a page names, or of the feed that it is."""
        return [
            (found.url, found.title or found.url) for found in await discover(self.session, url)
        ]


@asynccontextmanager
async def open_app(
    settings: Settings, catalogue: Catalogue, *, resolver: AbstractResolver | None = None
) -> AsyncIterator[App]:
    """Open the store, the web session and the parsers; close them in the opposite order.

    `resolver` replaces the system's name resolution (the demonstration's hosts exist nowhere).

    Raises:
        ConfigError: the database address or a model's settings do not fit.
        StoreError: the database cannot be opened.
    """
    version = installed_version("citewire")
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.store_url))
        session = await stack.enter_async_context(
            open_session(
                allow_private=settings.allow_private_addresses,
                user_agent=f"Citewire/{version} (+{settings.contact_url})",
                resolver=resolver,
            )
        )
        embedder = await stack.enter_async_context(
            open_embedder(
                model=settings.embedding_model,
                url=settings.embedding_url,
                key=settings.embedding_key,
            )
        )
        vectors, weight = database.vectors, settings.embedding_weight
        meaning = Meaning(embedder=embedder, vectors=vectors, weight=weight) if embedder else None
        model = await stack.enter_async_context(_open_model(settings, database.calls))
        pages = WebPages(session)
        pool = await stack.enter_async_context(ParsePool(workers=settings.parser_processes))
        yield App(
            settings=settings,
            catalogue=catalogue,
            store=database.store,
            archive=database.archive,
            replies=database.replies,
            subscriptions=database.subscriptions,
            outbox=database.outbox,
            upkeep=database.upkeep,
            feedback=database.feedback,
            revisits=database.revisits,
            watching=database.watching,
            source=WebFeeds(session, pool, clock=settings.clock),
            reader=FeedOrPageReader(pages.fetch),
            pages=WebPageReader(pages.fetch),
            meaning=meaning,
            model=model,
            calls=database.calls,
            writer=_writer(settings, model),
            session=session,
            version=version,
        )


def _writer(settings: Settings, model: LanguageModel | None) -> Writer | None:
    if model is None or settings.model is None:
        return None
    provider = urlsplit(settings.model_url).hostname if settings.model_url else None
    return Writer(model=model, name=settings.model, provider=provider)


@asynccontextmanager
async def _open_model(settings: Settings, calls: Calls) -> AsyncIterator[LanguageModel | None]:
    if settings.model is None:
        if settings.model_url is not None:
            raise ConfigError("CITEWIRE_MODEL_URL is set: name CITEWIRE_MODEL too.")
        yield None
        return
    from bot.model import open_settings_model  # noqa: PLC0415 — its SDK takes as long as all else

    async with open_settings_model(settings, calls) as model:
        yield model
