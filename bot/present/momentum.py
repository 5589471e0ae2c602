"""A topic's weekly momentum in words: they are the chart's data, and stand for it where it cannot be."""

from collections.abc import Sequence

from bot.dates import short_day
from bot.present.wording import count
from digests.pipeline import NewsWeek

LEAST = 2
"""Weeks without which there is nothing to compare."""


def momentum_title(title: str) -> str:
    """Return the chart's title."""
    return f"{title}: articles and stories a week"


def momentum_words(weeks: Sequence[NewsWeek]) -> str:
    """Return the table as a sentence: `Week of 6 Apr: 12 articles, 2 stories · …`."""
    return " · ".join(
        f"Week of {short_day(week.since)}: {count(week.articles, 'article')},"
        f" {count(week.stories, 'story', 'stories')}"
        for week in weeks
    )
