"""Which rows may go: each condition asks what stays, so that a count needs nothing removed first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, or_, select

from digests.model import ReportState, Retention
from digests.store.delivery_schema import deliveries, holds, is_open, payloads, slots, ticks
from digests.store.feedback_schema import error_reports, reviews, votes
from digests.store.revisit_schema import source_checks, superseded, watch_items
from digests.store.schema import (
    article_versions,
    articles,
    digest_listings,
    digest_sources,
    digests,
    entries,
    fact_readings,
    facts,
    llm_calls,
    replies,
    reply_sources,
    stories,
    story_articles,
    turns,
    vectors,
)
from digests.store.slack_schema import slack_events, slack_oauth_states

MARGIN = timedelta(days=2)
"""Ticks and holds that are over for so long are over by every process's clock; the longest period of a
tick is a day."""

Condition = ColumnElement[bool]

KEPT: Mapping[str, str] = {
    "feed_states": "one a feed",
    "subscriptions": "people end them",
    "subscription_changes": "who did what stays",
    "lanes": "one a lane",
    "slack_installations": "workspaces withdraw them",
    "slack_bots": "workspaces withdraw them",
    "slack_teams": "one a workspace",
    "entries": "what was seen is never new again; only their texts go",
}
"""Table -> why nothing of it is ever removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A kind of rows that go, with the rows of other tables that go with them."""

    name: str
    table: Table
    may_go: Callable[[Retention], Condition]
    free: Condition | None = None
    """What must hold too when the row is removed, since foreign keys ask for it."""
    taken_along: tuple[Table, ...] = ()


def _ticks(term: Retention) -> Condition:
    return ticks.c.at < term.now - MARGIN


def _holds(term: Retention) -> Condition:
    return holds.c.until < term.now - MARGIN


def _slack_events(term: Retention) -> Condition:
    return slack_events.c.seen_at < term.now - MARGIN


def _slack_oauth_states(term: Retention) -> Condition:
    return slack_oauth_states.c.expire_at < (term.now - MARGIN).replace(tzinfo=None)


def _slots(term: Retention) -> Condition:
    return slots.c.due_at < term.before


def _turns(term: Retention) -> Condition:
    return turns.c.at < term.before


def _votes(term: Retention) -> Condition:
    return votes.c.at < term.before


def _error_reports(term: Retention) -> Condition:
    """Return those that were decided long ago: nobody has looked at the others."""
    decided = error_reports.c.state != ReportState.OPEN.value
    return and_(decided, error_reports.c.decided_at < term.before)


def _model_calls(term: Retention) -> Condition:
    """Return what is so old that nobody asks it again: the articles that it read are gone."""
    return llm_calls.c.at < term.before


def _replies(term: Retention) -> Condition:
    return replies.c.created_at < term.before


def _source_checks(term: Retention) -> Condition:
    """Return what was not looked at for so long: what cites it is older still."""
    return source_checks.c.checked_at < term.before


def _superseded(term: Retention) -> Condition:
    """Return what led from one version to the next, where neither is kept any more."""
    stays = [
        select(table.c.id)
        .where(table.c.id.in_([superseded.c.corrected, superseded.c.corrected_as]), ~goes)
        .exists()
        for table, goes in ((digests, _digests(term)), (replies, _replies(term)))
    ]
    return and_(superseded.c.at < term.before, ~or_(*stays))


def _watch_items(term: Retention) -> Condition:
    """Return what was named so long ago: nothing is waited for that long."""
    return watch_items.c.opened_at < term.before


def _stories(term: Retention) -> Condition:
    return stories.c.until < term.before


def _deliveries(term: Retention, table: FromClause = deliveries) -> Condition:
    """Return what is settled; with none of its group on the way, as a thread needs its first message."""
    together = deliveries.alias("together")
    waits = select(together.c.n).where(together.c.group_id == table.c.group_id, is_open(together))
    settled_at = func.coalesce(table.c.sent_at, table.c.planned_at)
    return and_(~is_open(table), settled_at < term.before, ~waits.exists())


def _payloads(term: Retention) -> Condition:
    using = deliveries.alias("using")
    stays = select(using.c.n).where(using.c.payload == payloads.c.sha256, ~_deliveries(term, using))
    return ~stays.exists()


def _digests(term: Retention) -> Condition:
    """Return what is old; what no list shows, since one person alone saw it, even where digests stay."""
    telling = deliveries.alias("telling")
    stays = select(telling.c.n).where(
        telling.c.digest_id == digests.c.id, ~_deliveries(term, telling)
    )
    old = and_(digests.c.created_at < term.before, ~stays.exists())
    listed = select(digest_listings.c.n).where(digest_listings.c.digest_id == digests.c.id)
    return old if term.digests else and_(old, ~listed.exists())


def _cited(term: Retention, *which: Callable[[FromClause], Condition]) -> Condition:
    """Return the condition that a digest or a reply that stays cites it."""
    digest_cites = (
        select(digest_sources.c.n)
        .join(digests, digests.c.id == digest_sources.c.digest_id)
        .where(~_digests(term), *(one(digest_sources) for one in which))
    )
    reply_cites = (
        select(reply_sources.c.n)
        .join(replies, replies.c.id == reply_sources.c.reply_id)
        .where(~_replies(term), *(one(reply_sources) for one in which))
    )
    return or_(digest_cites.exists(), reply_cites.exists())


def _articles(term: Retention) -> Condition:
    waits = select(entries.c.id).where(entries.c.article_id == articles.c.id, entries.c.waiting)
    newest = article_versions.alias("newest")
    fresh = select(newest.c.n).where(
        newest.c.n == articles.c.newest, newest.c.fetched_at >= term.before
    )
    told = (
        select(story_articles.c.story)
        .join(stories, stories.c.n == story_articles.c.story)
        .where(story_articles.c.article_id == articles.c.id, ~_stories(term))
    )
    return and_(
        articles.c.published_at < term.before,
        ~waits.exists(),
        ~fresh.exists(),
        ~told.exists(),
        ~_cited(term, lambda sources: sources.c.article_id == articles.c.id),
    )


def _versions(term: Retention) -> Condition:
    """Return what is neither cited nor newest.

    The last row number stays: SQLite would give it again, and its index knows the old words.
    """
    stays = select(articles.c.id).where(articles.c.newest == article_versions.c.n, ~_articles(term))
    every = article_versions.alias("every")
    return and_(
        article_versions.c.fetched_at < term.before,
        article_versions.c.n < select(func.max(every.c.n)).scalar_subquery(),
        ~stays.exists(),
        ~_cited(
            term,
            lambda sources: sources.c.article_id == article_versions.c.article_id,
            lambda sources: sources.c.text_sha256 == article_versions.c.text_sha256,
        ),
    )


def has_old_text(term: Retention) -> Condition:
    """Return the condition that an entry's text was read long ago; the entry stays known."""
    return and_(entries.c.first_seen_at < term.before, ~entries.c.waiting, entries.c.html != "")


def _reviews(term: Retention) -> Condition:
    """Return those of digests that are gone, or go now."""
    stays = select(digests.c.n).where(digests.c.id == reviews.c.digest_id, ~_digests(term))
    return ~stays.exists()


def _unused(row: Any, other: FromClause, column: str) -> Condition:  # noqa: ANN401 — a Column
    return ~select(other.c[column]).where(other.c[column] == row).exists()


# In this order: what is needed by others follows them.
STEPS = (
    Step(name="ticks", table=ticks, may_go=_ticks),
    Step(name="holds", table=holds, may_go=_holds),
    Step(name="slack events", table=slack_events, may_go=_slack_events),
    Step(name="slack states", table=slack_oauth_states, may_go=_slack_oauth_states),
    Step(name="slots", table=slots, may_go=_slots),
    Step(name="turns", table=turns, may_go=_turns),
    Step(name="votes", table=votes, may_go=_votes),
    Step(name="error reports", table=error_reports, may_go=_error_reports),
    Step(name="source checks", table=source_checks, may_go=_source_checks),
    Step(name="superseded", table=superseded, may_go=_superseded),
    Step(name="watch items", table=watch_items, may_go=_watch_items),
    Step(name="model calls", table=llm_calls, may_go=_model_calls),
    Step(name="replies", table=replies, may_go=_replies, taken_along=(reply_sources,)),
    Step(name="stories", table=stories, may_go=_stories, taken_along=(story_articles,)),
    Step(name="deliveries", table=deliveries, may_go=_deliveries),
    Step(
        name="payloads",
        table=payloads,
        may_go=_payloads,
        free=_unused(payloads.c.sha256, deliveries, "payload"),
    ),
    Step(
        name="digests",
        table=digests,
        may_go=_digests,
        taken_along=(digest_sources, digest_listings),
    ),
    Step(name="reviews", table=reviews, may_go=_reviews),
    Step(
        name="articles",
        table=articles,
        may_go=_articles,
        taken_along=(vectors, facts, fact_readings),
    ),
    Step(
        name="versions",
        table=article_versions,
        may_go=_versions,
        free=_unused(article_versions.c.n, articles, "newest"),
    ),
)
