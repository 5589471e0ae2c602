"""A week of made-up news, and the digest that is made of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from digests.authoring import Writer, author
from digests.compose import Chosen, choose, digest_of
from digests.facts import extract
from digests.model import (
    Article,
    Digest,
    Entry,
    Feed,
    FeedState,
    Health,
    MatchRules,
    PollRecord,
    Tier,
    Topic,
    Window,
)
from digests.model.ids import content_id
from digests.pipeline import make_digest
from digests.ports import LanguageModel, Store
from digests.sections import Material
from digests.store.memory import MemoryStore
from digests.stories import cluster
from tests.builders import MONDAY, a_feed, an_article
from tests.claims.samples import made_up

WEEK = Window(since=MONDAY - timedelta(days=14), until=MONDAY)
TOPIC = Topic(
    id="pytorch",
    title="PyTorch",
    description="PyTorch.",
    match=MatchRules(any=("pytorch", "vllm", "accelerator", "compiler")),
)
NAME = "gpt-x"

_MORE = (
    ("Acme Compute raises $120 million for compiler clusters", "Acme Compute", Tier.PRESS,
     """Acme Compute has raised $120 million to build clusters for its compiler, the company said on April 8, 2026.
The round was led by Northwind Labs, which invested $40 million. Acme Compute plans to open a data centre in Oslo in September 2026.
Acme Compute does not sell its accelerators to resellers. Its chief executive, Ida Holm, said the clusters will serve 3,000 customers."""),
    ("vLLM 0.20 is released with a new scheduler", "vLLM", Tier.PRIMARY,
     """vLLM 0.20 is available today and brings a new scheduler for mixed workloads. The vLLM team measured 31 % lower latency on four accelerators.
vLLM 0.20 drops support for Python 3.9. The project plans to remove the old engine in July 2026.
The release was tested by 14 organisations, according to the vLLM team."""),
    ("Globex Cloud acquires the Beacon compiler team", "Globex Cloud", Tier.PRIMARY,
     """Globex Cloud has acquired the Beacon compiler team from Initech AI for $75 million. The deal covers 22 engineers and two patents.
Globex Cloud expects to ship Beacon with its accelerators by December 2026. Initech AI said it keeps its own compiler.
Beacon was first published in 2022 and runs on nine kinds of accelerator. Beacon 3.2 may need PyTorch 2.11, Globex Cloud said."""),
)  # fmt: skip


def articles() -> list[Article]:
    """Return the reports of the week: one story told by three, and three of one report each."""
    more = [
        an_article(
            body, title=title, outlet=outlet, tier=tier, url=f"https://more-{n}.example/{n}",
            published_at=MONDAY - timedelta(days=n + 2),
        )
        for n, (title, outlet, tier, body) in enumerate(_MORE)
    ]  # fmt: skip
    return [*made_up(), *more]


async def a_store(reports: Sequence[Article]) -> tuple[MemoryStore, list[Feed]]:
    """Return a store that holds the articles, and the feeds that they came by."""
    store = MemoryStore()
    return store, await fill(store, reports)


async def fill(store: Store, reports: Sequence[Article]) -> list[Feed]:
    """Keep the articles, and return the feeds that they came by."""
    feeds = [a_feed(feed_id) for feed_id in dict.fromkeys(one.feed_id for one in reports)]
    for feed in feeds:
        own = [article for article in reports if article.feed_id == feed.id]
        state = FeedState(feed_id=feed.id, health=Health.OK)
        await store.save_poll(PollRecord(state=state, new=tuple(_entry(one) for one in own)))
        for article in own:
            await store.save_article(article, entry_id=content_id("entry", article.id))
    return feeds


async def a_digest(reports: Sequence[Article], model: LanguageModel | None) -> Digest:
    """Return the week's digest, written by a model where there is one."""
    store, feeds = await a_store(reports)
    return await kept_digest(store, feeds, model)


async def kept_digest(
    store: Store,
    feeds: Sequence[Feed],
    model: LanguageModel | None,
    *,
    layout: str = "brief",
    language: str = "en",
) -> Digest:
    """Return the digest of what a store holds, kept there."""
    writer = Writer(model=model, name=NAME) if model else None
    return await make_digest(
        TOPIC,
        WEEK,
        feeds=feeds,
        store=store,
        now=MONDAY,
        version="test",
        layout=layout,
        language=language,
        writer=writer,
    )


def _entry(article: Article) -> Entry:
    return Entry(
        id=content_id("entry", article.id),
        feed_id=article.feed_id,
        key=article.id,
        guid=article.id,
        url=article.url,
        url_key=article.url_key,
        title=article.title,
        byline=None,
        dated_at=article.published_at,
        date_source="published",
        first_seen_at=MONDAY,
        html=article.body,
        html_sha256=article.text_sha256,
    )


@lru_cache
def the_material() -> Material:
    """Return the week's reports as a digest is made of them."""
    reports = {article.id: article for article in articles()}
    facts = [fact for article in reports.values() for fact in extract(article)]
    return Material(
        topic=TOPIC,
        window=WEEK,
        articles=reports,
        stories=tuple(cluster(list(reports.values()))),
        facts=tuple(facts),
        feeds_ok=1,
    )


@lru_cache
def chosen_by_program() -> Chosen:
    """Return what the program's digest of the week prints."""
    return choose(the_material(), now=MONDAY)


async def written_digest(
    model: LanguageModel, *, layout: str = "brief", language: str = "en"
) -> Digest:
    """Return the week's digest as a model tells it, without a store: the same as `a_digest`."""
    material = replace(the_material(), format=layout, language=language)
    chosen = chosen_by_program()
    writer = Writer(model=model, name=NAME)
    written = await author(material, chosen.sections, writer, now=MONDAY)
    dropped = (*chosen.dropped, *written.dropped)
    told = replace(chosen, sections=written.sections, dropped=dropped)
    return digest_of(material, told, now=MONDAY, version="test", writing=written.writing)
