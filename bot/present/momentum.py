"""A topic's weekly momentum in words: they are the chart's data, and stand for it where it cannot be."""

from collections.abc import Sequence

from bot.dates import short_day
from digests.pipeline import NewsWeek
from digests.text.phrases import counted, phrase

LEAST = 2
"""Weeks without which there is nothing to compare."""


def momentum_title(title: str, language: str = "en") -> str:
    """Return the chart's title."""
    return phrase(language, "{title}: articles and stories a week", title=title)


def momentum_words(weeks: Sequence[NewsWeek], language: str = "en") -> str:
    """Return the table as a sentence: `Week of 6 Apr: 12 articles, 2 stories · …`."""
    return " · ".join(_week(week, language) for week in weeks)


def _week(week: NewsWeek, language: str) -> str:
    return phrase(
        language,
        "Week of {day}: {articles}, {stories}",
        day=short_day(week.since, language),
        articles=counted(language, week.articles, "article", "articles"),
        stories=counted(language, week.stories, "story", "stories"),
    )
