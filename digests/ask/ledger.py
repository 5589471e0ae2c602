"""Everybody who joined, left or was appointed, as an answer that is longer than a chat's."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.ask.answering import FACTS_FROM
from digests.ask.events import Wish, fitting, wish
from digests.ask.rows import rows
from digests.ask.sides import Laid
from digests.ask.times import EARLIEST
from digests.compose import provenance_of, reply_id
from digests.model import (
    Answer,
    Article,
    Fact,
    FactType,
    Feed,
    Health,
    Item,
    NoAnswer,
    RejectedClaim,
    Reply,
    Topic,
    Window,
)
from digests.ports import Archive, Store
from digests.retrieval import Query, analyse

ASKED = "who joined"
TYPES = (FactType.JOINED, FactType.APPOINTED, FactType.LEFT)
TITLE = "Who joined, left or was appointed"
SEARCHED = 300
"""Articles with such facts, the newest, that are looked through."""
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which rows of a ledger are shown; everything that is given must fit."""

    types: tuple[FactType, ...] = TYPES
    words: tuple[str, ...] = ()
    """Each stands in the row, in any case."""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The rows of a topic, each with its sentence: those that stand, and where sources differ."""

    topic: Topic
    laid: Laid
    dropped: tuple[RejectedClaim, ...]
    types: Mapping[str, FactType]
    """Item id -> what happened."""
    articles: Mapping[str, Article]

    def narrowed(self, by: Narrowed) -> "Ledger":
        """Return the ledger with the rows that fit; what a row replaced stays below it."""
        kept: list[Item] = []
        shown = False
        for item in self.laid.items:
            shown = (shown and item.replaced is not None) or self._fits(item, by)
            kept += [item] if shown else []
        disputes = tuple(
            items for items in self.laid.disputes if any(self._fits(item, by) for item in items)
        )
        return replace(self, laid=replace(self.laid, items=tuple(kept), disputes=disputes))

    def _fits(self, item: Item, by: Narrowed) -> bool:
        said = [item.label, item.detail, *(claim.text for claim in item.claims)]
        text = "\n".join(part for part in said if part).casefold()
        return (
            self.types.get(item.id, TYPES[0]) in by.types
            and all(word.casefold() in text for word in by.words)
            and (by.since is None or (item.on is not None and item.on >= by.since.date()))
            and (by.until is None or (item.on is not None and item.on < by.until.date()))
        )


async def ledger(topic: Topic, *, archive: Archive, store: Store, now: datetime) -> Ledger:
    """Return the ledger of a topic, by the rules that answer `who joined`."""
    query = analyse(ASKED, aliases=topic.aliases)
    wished = wish(query.text, query, topic)
    if wished is None:
        raise ValueError(f"{ASKED!r} asks for no facts")
    wished = replace(wished, types=TYPES)
    articles = await _articles(topic, query, archive=archive, store=store, now=now)
    facts = await store.facts(list(articles))
    return await asyncio.to_thread(_laid, topic, wished, facts, articles)


async def _articles(
    topic: Topic, query: Query, *, archive: Archive, store: Store, now: datetime
) -> dict[str, Article]:
    """Return those that tell of people, and those about the topic, which may deny it."""
    window = Window(since=EARLIEST, until=now + _AHEAD)
    terms = [*query.terms, topic.title, *topic.aliases]
    hits = await store.search(terms, window=window, limit=FACTS_FROM)
    found = {hit.article.id: hit.article for hit in hits}
    told = await archive.telling(TYPES, limit=SEARCHED)
    return found | {article.id: article for article in told if article.id not in found}


def _laid(
    topic: Topic, wished: Wish, facts: Sequence[Fact], articles: Mapping[str, Article]
) -> Ledger:
    told = fitting(facts, wished, list(articles.values()))
    laid, dropped = rows(told, None, articles, most=None)
    return Ledger(
        topic=topic,
        laid=laid,
        dropped=dropped,
        types={fact.id: fact.type for fact, _ in told},
        articles={article_id: articles[article_id] for article_id in _quoted(laid)},
    )


def _quoted(laid: Laid) -> Iterator[str]:
    """Yield the articles that rows rest on: a ledger is kept, and need not keep all that was read."""
    for item in (*laid.items, *(item for items in laid.disputes for item in items)):
        yield from (quote.article_id for claim in item.claims for quote in claim.quotes)
        if item.replaced is not None:
            yield item.replaced.words.article_id


async def page_of(
    whole: Ledger,
    *,
    feeds: Sequence[Feed],
    store: Store,
    now: datetime,
    version: str,
    skip: int = 0,
    limit: int = 100,
) -> Reply:
    """Return the rows from `skip` on as an answer; disputes stand on the first page."""
    topic, laid = whole.topic, whole.laid
    window = Window(since=EARLIEST, until=now + _AHEAD)
    kept = await store.holdings(window)
    window = replace(window, since=kept.first or window.since)
    states = await store.feed_states([feed.id for feed in feeds])
    well = [feed for feed in feeds if (s := states.get(feed.id)) and s.health is Health.OK]
    part = replace(
        laid, items=laid.items[skip : skip + limit], disputes=laid.disputes if skip == 0 else ()
    )
    shown = part.sections("facts", TITLE)
    provenance = provenance_of(
        f"{topic.title}: {TITLE}",
        window,
        shown,
        whole.articles,
        dropped=whole.dropped,
        feeds_ok=len(well),
        failed_feeds=tuple(feed.outlet for feed in feeds if feed not in well),
        entries_read=kept.articles,
        version=version,
    )
    made = Answer if shown else NoAnswer
    return made(
        id=reply_id(TITLE, topic.id, provenance.content_sha256),
        question=TITLE,
        topic_id=topic.id,
        title=topic.title,
        window=window,
        time_words=None,
        language="en",
        created_at=now,
        sections=shown,
        provenance=provenance,
    )
