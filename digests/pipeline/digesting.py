"""Articles to stories to a digest, and what is kept checked again."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from digests.audit import Mismatch, audit
from digests.authoring import Writer, author
from digests.compose import choose, digest_of
from digests.layouts import BRIEF, names_related
from digests.model import (
    Article,
    Digest,
    Feed,
    FeedState,
    Health,
    Leaning,
    Published,
    Related,
    Topic,
    Watched,
    Window,
)
from digests.pipeline.reading import ensure_facts
from digests.pipeline.watching import take_up
from digests.ports import Store, Watching
from digests.sections import Material
from digests.sections.shown import named_in, recall, shown_articles
from digests.sections.watched import still_watched
from digests.stories import cluster, within
from digests.topics import fit

REMEMBERED = timedelta(weeks=3)
"""How long before the window an article that was shown still draws later reports to its story."""
MOST_RELATED = 3
"""Earlier digests that one names."""


async def make_digest(  # noqa: PLR0913 — what is asked for, and what for
    topic: Topic,
    window: Window,
    *,
    feeds: Sequence[Feed],
    store: Store,
    now: datetime,
    version: str,
    shown: Sequence[Digest] = (),
    tags_in: Sequence[str] = (),
    tags_out: Sequence[str] = (),
    leanings: Sequence[Leaning] = (),
    layout: str = BRIEF,
    language: str = "en",
    writer: Writer | None = None,
    channel: str | None = None,
    watching: Watching | None = None,
    listed: bool = True,
) -> Digest:
    """Make, keep and return the digest of a topic's articles in a window.

    Articles whose date does not place them (`Entry.undatable`) are left out. The same articles give the
    same digest, which is kept once. What the `shown` digests said is not said again: their stories
    go on with what is new, or are left out and counted. Stories are told that have one of
    `tags_in`, where any are given, and none of `tags_out`; `leanings` move some up or down. What it
    names as to come is kept in `watching`, and what it ends there is closed. `layout` is a format
    of `digests.layouts`, `language` that of our own words. Where it is not `listed` it has a page,
    and stands in no list of the archive.

    With a `writer` a model tells the stories, each sentence matched to a quote; those of which
    nothing holds are told by program. `channel` is whom its calls are counted for.
    """
    feed_topics = {feed.id: feed.topics for feed in feeds}
    in_window = await store.articles(window, feed_ids=list(feed_topics), datable_only=True)
    fits = {
        article.id: found
        for article in in_window
        if (found := fit(topic, article, feed_topics=feed_topics.get(article.feed_id, ())))
    }
    earlier = shown_articles(shown, since=window.since - REMEMBERED)
    articles = {article.id: article for article in in_window if article.id in fits}
    before = [_drawn_near(article, window) for article in earlier.values()]
    together = await asyncio.to_thread(cluster, [*before, *articles.values()])
    await store.save_stories(topic.id, window, within(together, articles))
    new = {key: one for key, one in articles.items() if not _is_shown(one, earlier)}
    await ensure_facts(list(new.values()), store=store)
    facts = await store.facts(list(new))
    told = recall(shown, together, await store.facts(named_in(shown))) if shown else None
    waited_for = await asyncio.to_thread(still_watched, shown)
    states = await store.feed_states(list(feed_topics))
    failed = [feed.outlet for feed in feeds if _failed(states.get(feed.id))]
    material = Material(
        topic=topic,
        window=window,
        articles=articles,
        stories=tuple(within(together, new)),
        facts=tuple(facts),
        fits={article_id: found.score for article_id, found in fits.items()},
        format=layout,
        related=_related(shown) if names_related(layout) else (),
        language=language,
        feeds_ok=len(feeds) - len(failed),
        failed_feeds=tuple(failed),
        shown=told,
        tags_in=tuple(tags_in),
        tags_out=tuple(tags_out),
        leanings=tuple(leanings),
        watched=tuple(sorted((one for one, _ in waited_for), key=_by_due)),
        watched_in={article.id: article for _, article in waited_for},
    )
    chosen = await asyncio.to_thread(choose, material, now=now)
    writing = None
    if writer is not None:
        written = await author(material, chosen.sections, writer, now=now, channel=channel)
        dropped = (*chosen.dropped, *written.dropped)
        chosen = replace(chosen, sections=written.sections, dropped=dropped)
        writing = written.writing
    digest = digest_of(material, chosen, now=now, version=version, writing=writing)
    kept = await store.save_digest(digest, listed=listed)
    if watching is not None:
        await take_up(kept, material, watching, now=now)
    return kept


async def recheck(published: Published, *, store: Store) -> list[Mismatch]:
    """Check a kept digest or reply against the stored versions that it cites."""
    stored: dict[str, Article] = {}
    for source in published.provenance.sources:
        cited = source.article
        article = await store.article(cited.id, text_sha256=cited.text_sha256)
        if article is not None:
            stored[cited.id] = article
    return await asyncio.to_thread(audit, published, stored)


def _related(shown: Sequence[Digest]) -> tuple[Related, ...]:
    newest = sorted(shown, key=lambda one: (one.window.until, one.id), reverse=True)
    return tuple(Related(id=d.id, title=d.title, window=d.window) for d in newest[:MOST_RELATED])


def _by_due(one: Watched) -> tuple[date, str]:
    return (one.due or date.max, one.id)


def _drawn_near(article: Article, window: Window) -> Article:
    """Return an article of before the window as if `REMEMBERED` had been its last day.

    Reports that lie weeks apart are taken for two events, though what readers were told of one
    is followed up for weeks.
    """
    before = max(window.since - article.published_at, timedelta(0))
    day = before / (REMEMBERED / timedelta(days=1))
    return replace(article, published_at=article.published_at + before - day)


def _is_shown(article: Article, earlier: Mapping[str, Article]) -> bool:
    """Return whether the channel was shown just this text."""
    known = earlier.get(article.id)
    return known is not None and known.text_sha256 == article.text_sha256


def _failed(state: FeedState | None) -> bool:
    """Tell whether a feed did not answer when it was last asked (or never was)."""
    return state is None or state.health is not Health.OK
