"""Who leads a story, who follows, and who counts as a source of their own."""

from collections.abc import Mapping
from datetime import datetime

from digests.model import Article, Story, Tier, Wrote

Rank = tuple[bool, int, datetime, str]


def rank(article: Article) -> Rank:
    """Return the sort key of a story's members, the lead least.

    A text that declares itself AI-written comes after all others, whatever its tier, unless it
    is the organisation's own; then by tier, then by date.
    """
    return (is_rewrite(article), article.tier.rank, article.published_at, article.id)


def is_rewrite(article: Article) -> bool:
    """Return whether the article declares itself AI-written about another's news."""
    return article.authorship.status is Wrote.DECLARED_AI and article.tier is not Tier.PRIMARY


def independent(story: Story, articles: Mapping[str, Article]) -> list[str]:
    """Return the members that count as sources of their own, the lead first; at least one.

    `articles` holds the story's members by id. One of an outlet counts; copies, aggregators' cards
    and declared AI rewrites do not, save a lead that has nobody else to follow.
    """
    outlets: set[str] = set()
    sources = []
    for member in story.members:
        article = articles[member]
        follows = is_rewrite(article) or article.tier is Tier.AGGREGATOR
        if not follows and article.outlet.casefold() not in outlets:
            outlets.add(article.outlet.casefold())
            sources.append(member)
    return sources or [story.lead]
