"""From a question to a reply: rows of facts, else the sentences that answer, else silence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from digests.ask import extracts
from digests.ask.asking import Asking
from digests.ask.events import Wish, fitting, wish
from digests.ask.placing import Placed, place
from digests.ask.rows import rows
from digests.ask.times import EARLIEST
from digests.compose import provenance_of, reply_id
from digests.model import (
    Answer,
    Article,
    Fact,
    Feed,
    Health,
    Item,
    Mode,
    NoAnswer,
    RejectedClaim,
    Reply,
    Section,
    Topic,
    Window,
)
from digests.pipeline.reading import ensure_facts
from digests.ports import Store
from digests.retrieval import (
    LONGEST,
    THRESHOLD,
    Meaning,
    Query,
    Retrieved,
    analyse,
    looked_for,
    retrieve,
)
from digests.topics import fit

FACTS_FROM = 60
"""Articles whose facts are looked through for one question."""
NEAREST = 2
_AHEAD = timedelta(days=1)
ALL_TOPICS = "All topics"
SAID = "What the sources say"
NEAREST_TITLE = "Nearest, which is no answer"
WINDOW_TITLE = "Which sets the time"


async def ask(
    asking: Asking,
    *,
    feeds: Sequence[Feed],
    store: Store,
    version: str,
    meaning: Meaning | None = None,
) -> Reply:
    """Answer from the stored articles, or say that they do not say.

    Every printed sentence is a checked quote. The question's text is only ever words to look for.
    """
    text = " ".join(asking.text[:LONGEST].split())
    placed = await place(
        text, now=asking.now, zone=asking.zone, store=store, kept=asking.kept_words
    )
    scope = _Scope(asking=asking, feeds=feeds, store=store, version=version)
    if placed and not scope.bound(placed):
        return await scope.reply(text, (), (), answered=False)
    topic, window = asking.topic, scope.searched
    query = analyse(placed.rest if placed else text, aliases=topic.aliases if topic else ())
    wanted = wish(query.text, query, topic)
    known = await store.frequencies(query.terms)
    if wanted:
        told = await _facts(wanted, query, known, scope)
        laid, dropped = rows(told, window if placed or asking.since else None, scope.articles)
        if sections := laid.sections("facts", SAID):
            return await scope.reply(text, sections, dropped)
        outside, dropped = rows(told, None, scope.articles)
        if near := (*outside.items, *(item for items in outside.disputes for item in items)):
            section = _section("facts", NEAREST_TITLE, near[:NEAREST])
            return await scope.reply(text, section, dropped, answered=False)
    found = await retrieve(query, store=store, window=window, known=known, meaning=meaning)
    found = _of_topic(found, topic, feeds)
    return await _extracts(text, query, found, wanted, scope)


async def _facts(
    wanted: Wish, query: Query, known: Mapping[str, int], scope: "_Scope"
) -> list[tuple[Fact, Article]]:
    """Return the facts that fit. An event is often told later, so all articles are looked through."""
    scope.searched = Window(since=EARLIEST, until=scope.asking.now + _AHEAD)
    topic = scope.asking.topic
    terms = [*looked_for(query, known), *([topic.title, *topic.aliases] if topic else ())]
    hits = await scope.store.search(terms, window=scope.searched, limit=FACTS_FROM)
    articles = [hit.article for hit in hits]
    await ensure_facts(articles, store=scope.store)
    facts = await scope.store.facts([article.id for article in articles])
    scope.know(articles)
    return fitting(facts, wanted, articles)


async def _extracts(
    text: str, query: Query, found: Retrieved, wanted: Wish | None, scope: "_Scope"
) -> Reply:
    scope.know(one.article for one in found.excerpts)
    read = extracts.candidates(query, found.excerpts, found.weights)
    # Who did what is told by facts; that none fits is an answer of its own.
    sure = found.confidence >= THRESHOLD and wanted is None
    chosen = extracts.answering(read, query) if sure else []
    laid, dropped = extracts.beside(chosen, read, scope.articles)
    if sections := laid.sections("answer", SAID):
        return await scope.reply(text, sections, dropped)
    near, dropped = _claimed(read[:NEAREST], scope.articles)
    section = _section("nearest", NEAREST_TITLE, near)
    return await scope.reply(text, section, dropped, answered=False)


def _claimed(
    chosen: Iterable[extracts.Candidate], articles: Mapping[str, Article]
) -> tuple[tuple[Item, ...], tuple[RejectedClaim, ...]]:
    items: list[Item] = []
    dropped: list[RejectedClaim] = []
    for one in chosen:
        claim = extracts.claimed(one, articles)
        if isinstance(claim, RejectedClaim):
            dropped.append(claim)
        else:
            items.append(extracts.item(one, claim))
    return tuple(items), tuple(dropped)


def _section(key: str, title: str, items: tuple[Item, ...]) -> tuple[Section, ...]:
    return (Section(id=key, title=title, mode=Mode.EXTRACT, items=items),) if items else ()


def _of_topic(found: Retrieved, topic: Topic | None, feeds: Sequence[Feed]) -> Retrieved:
    if topic is None:
        return found
    listed = {feed.id: feed.topics for feed in feeds}
    kept = tuple(
        one
        for one in found.excerpts
        if fit(topic, one.article, feed_topics=listed.get(one.article.feed_id, ()))
    )
    sure = found.confidence if kept and kept[0] == found.excerpts[0] else found.confidence / 2
    return Retrieved(excerpts=kept, confidence=sure, weights=found.weights)


class _Scope:
    """What one question is answered from, and how its reply is put together."""

    def __init__(
        self, *, asking: Asking, feeds: Sequence[Feed], store: Store, version: str
    ) -> None:
        self.asking, self.feeds, self.store = asking, feeds, store
        self.searched = Window(since=asking.since or EARLIEST, until=asking.now + _AHEAD)
        self.articles: dict[str, Article] = {}
        self._words: str | None = None
        self._unplaced = False
        self._bounds: tuple[Item, ...] = ()
        self._version = version

    def bound(self, placed: Placed) -> bool:
        """Take the window that the question names; False where no quote says when that was."""
        self._words = placed.words
        if placed.release:
            self.know([placed.release[1]])
            laid, _ = rows([placed.release], None, self.articles)
            self._bounds = laid.items
        self._unplaced = placed.window is None or bool(placed.release and not self._bounds)
        if placed.window:
            self.searched = placed.window
        return not self._unplaced

    def know(self, articles: Iterable[Article]) -> None:
        """Remember articles that may be quoted."""
        self.articles.update({article.id: article for article in articles})

    async def reply(
        self,
        text: str,
        sections: tuple[Section, ...],
        dropped: tuple[RejectedClaim, ...],
        *,
        answered: bool = True,
    ) -> Reply:
        """Return the reply with its provenance and its coverage."""
        topic, now = self.asking.topic, self.asking.now
        sections += _section("window", WINDOW_TITLE, self._bounds)
        title = topic.title if topic else ALL_TOPICS
        kept = await self.store.holdings(self.searched)
        since = max(self.searched.since, kept.first or self.searched.since)
        window = Window(since=since, until=self.searched.until)
        states = await self.store.feed_states([feed.id for feed in self.feeds])
        failed = [
            feed.outlet
            for feed in self.feeds
            if (state := states.get(feed.id)) is None or state.health is not Health.OK
        ]
        provenance = provenance_of(
            f"{title}: {text}",
            window,
            sections,
            self.articles,
            dropped=dropped,
            feeds_ok=len(self.feeds) - len(failed),
            failed_feeds=tuple(failed),
            entries_read=kept.articles,
            version=self._version,
        )
        made = Answer if answered else NoAnswer
        return made(
            id=reply_id(text, topic.id if topic else None, provenance.content_sha256),
            question=text,
            topic_id=topic.id if topic else None,
            title=title,
            window=window,
            time_words=self._words,
            unplaced=self._unplaced,
            language="en",
            created_at=now,
            sections=sections,
            provenance=provenance,
        )
