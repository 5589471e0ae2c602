"""Where an article went, stage by stage."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from config.loading import Catalogue
from digests.errors import UserError
from digests.model import Article, Trace
from digests.ports import Store
from digests.text.clean import one_line
from digests.text.urls import anchor, url_key
from digests.topics import fit, why_not

Step = tuple[str, str]
"""(stage, what happened)."""


async def trace(url: str, store: Store) -> Trace:
    """Return what is known of a page.

    Raises:
        UserError: this is no web address.
    """
    key = url_key(url)
    if key is None:
        raise UserError(f"“{one_line(url)[:80]}” is no http(s) address.")
    # Entries of a changelog share a page and are told apart by their anchors.
    place = anchor(url)
    found = await store.trace(url_key=f"{key}#{place}") if place else Trace()
    return found if found.entries else await store.trace(url_key=key)


def explain(trace: Trace, catalogue: Catalogue, *, ids: bool = True) -> list[Step]:
    """Return what happened, in the order of the stages; without `ids` in words alone."""
    if not trace.entries and trace.article is None:
        where = "`citewire feeds list`" if ids else "what /digest feeds shows"
        return [("feed", f"No feed has brought this address. Is its feed in {where}?")]
    steps = [
        ("feed", _entry_words(trace, index, catalogue, ids)) for index in range(len(trace.entries))
    ]
    article = trace.article
    if article is None:
        reasons = [entry.unread_reason for entry in trace.entries if entry.unread_reason]
        unread = "not read yet; run `citewire poll`" if ids else "not read yet"
        return [*steps, ("article", reasons[0] if reasons else unread)]
    made = f" by {article.extractor}, version {article.version}" if ids else ""
    dated = f"dated {_day(article.published_at)} ({article.date_source.replace('_', ' ')})"
    steps.append(("article", f"{len(article.body)} characters{made}, {dated}"))
    steps += _topic_words(article, catalogue)
    steps += _story_words(trace, article, ids)
    if not trace.digest_ids:
        below = "in none: no digest was made of its days, or it was below the cut"
        return [*steps, ("digest", below)]
    if ids:
        steps.append(("digest", "cited in " + ", ".join(trace.digest_ids)))
    return steps


def _entry_words(trace: Trace, index: int, catalogue: Catalogue, ids: bool) -> str:
    entry = trace.entries[index]
    feed = catalogue.feed_by_id.get(entry.feed_id)
    name = entry.feed_id if ids or feed is None else feed.outlet
    silent = ", taken in without being news" if entry.silent else ""
    return f"{name}, first seen {_day(entry.first_seen_at)}{silent}"


def _topic_words(article: Article, catalogue: Catalogue) -> Sequence[Step]:
    feed = catalogue.feed_by_id.get(article.feed_id)
    lines = []
    for topic in catalogue.topics:
        found = fit(topic, article, feed_topics=feed.topics if feed else ())
        if found:
            lines.append(("topic", f"{topic.id}: {found.why}"))
        elif "only in passing" in (reason := why_not(topic, article)):
            lines.append(("topic", f"not {topic.id}: {reason}"))
    return lines or [("topic", "none: it has no topic's words")]


def _story_words(trace: Trace, article: Article, ids: bool) -> Iterator[Step]:
    for topic_id, story in trace.stories:
        copy = next((c for c in story.copies if c.article_id == article.id), None)
        if copy:
            other = copy.of if ids else "another article"
            yield "story", f"{topic_id}: a copy of {other} ({copy.similarity:.0%})"
        else:
            role = "leads" if story.lead == article.id else "belongs to"
            name = story.id if ids else "a story"
            yield "story", f"{topic_id}: {role} {name} of {len(story.members)}"


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
