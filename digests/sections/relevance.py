"""Whether a text is about the digest's topic, or only has it in passing."""

import re
from collections.abc import Sequence

from digests.model import Article, Topic
from digests.sections.material import Material
from digests.topics import BY_FEED, first_part, whole_words


def topic_words(topic: Topic) -> re.Pattern[str] | None:
    """Return a pattern for the topic's own words, None where it has none."""
    words = (topic.title, *topic.aliases, *topic.match.any, *topic.match.all)
    return whole_words(words) if any(words) else None


def is_in_passing(reports: Sequence[Article], material: Material) -> bool:
    """Return whether the topic is not what the title begins with: a sentence must say why it is here."""
    words = topic_words(material.topic)
    placed = any(material.fits.get(report.id, BY_FEED) == BY_FEED for report in reports)
    heads = (f"{first_part(report.title)}\n{report.outlet}" for report in reports)
    return words is not None and not placed and not any(map(words.search, heads))


def mentions(text: str, topic: Topic) -> bool:
    """Return whether the text has a word of the topic."""
    words = topic_words(topic)
    return words is not None and words.search(text) is not None
