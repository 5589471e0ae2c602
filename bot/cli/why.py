"""`citewire why URL`: where an article went, stage by stage."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import print_json, print_plain
from bot.cli.context import Context
from config.loading import Catalogue
from digests.model import Trace
from digests.text.urls import anchor, url_key
from digests.topics import fit, why_not

if TYPE_CHECKING:
    from bot.wiring import App


def why(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The article's address.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list of steps.")] = False,
) -> None:
    """Say where an article went: feed, date, text, topics, stories, digests."""
    shared: Context = context.obj
    key = url_key(url)
    if key is None:
        raise typer.BadParameter(f"{url!r} is no http(s) address.")

    async def command(app: "App") -> Trace:
        # Entries of a changelog share a page and are told apart by their anchors.
        place = anchor(url)
        found = await app.store.trace(url_key=f"{key}#{place}") if place else Trace()
        return found if found.entries else await app.store.trace(url_key=key)

    steps = list(explain(shared.run(command), shared.catalogue))
    if as_json:
        print_json([{"stage": stage, "what": what} for stage, what in steps])
        return
    for stage, what in steps:
        print_plain(f"{stage:<9}{what}")


def explain(trace: Trace, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return (stage, what happened) pairs, in the order of the stages."""
    if not trace.entries and trace.article is None:
        return [("feed", "No feed has brought this address. Is its feed in `citewire feeds list`?")]
    steps = [("feed", _entry_words(trace, index)) for index in range(len(trace.entries))]
    article = trace.article
    if article is None:
        reasons = [entry.unread_reason for entry in trace.entries if entry.unread_reason]
        return [*steps, ("article", reasons[0] if reasons else "not read yet; run `citewire poll`")]
    text = f"{len(article.body)} characters by {article.extractor}, version {article.version}"
    dated = f"dated {_day(article.published_at)} ({article.date_source})"
    steps.append(("article", f"{text}, {dated}"))
    steps += _topic_words(trace, catalogue)
    for topic_id, story in trace.stories:
        copy = next((c for c in story.copies if c.article_id == article.id), None)
        if copy:
            steps.append(("story", f"{topic_id}: a copy of {copy.of} ({copy.similarity:.0%})"))
        else:
            role = "leads" if story.lead == article.id else "belongs to"
            steps.append(("story", f"{topic_id}: {role} {story.id} of {len(story.members)}"))
    if trace.digest_ids:
        steps.append(("digest", "cited in " + ", ".join(trace.digest_ids)))
    else:
        steps.append(("digest", "in none: no digest was made of its days, or it was below the cut"))
    return steps


def _entry_words(trace: Trace, index: int) -> str:
    entry = trace.entries[index]
    silent = ", taken in without being news" if entry.silent else ""
    return f"{entry.feed_id}, first seen {_day(entry.first_seen_at)}{silent}"


def _topic_words(trace: Trace, catalogue: Catalogue) -> list[tuple[str, str]]:
    article = trace.article
    if article is None:
        return []
    feed = catalogue.feed_by_id.get(article.feed_id)
    lines = []
    for topic in catalogue.topics:
        found = fit(topic, article, feed_topics=feed.topics if feed else ())
        if found:
            lines.append(("topic", f"{topic.id}: {found.why}"))
        elif "only in passing" in (reason := why_not(topic, article)):
            lines.append(("topic", f"not {topic.id}: {reason}"))
    return lines or [("topic", "none: it has no topic's words")]


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
