"""What a digest is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digests.model import Article, Fact, Story, Topic, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that is known of a topic in a window, before anything is chosen."""

    topic: Topic
    window: Window
    articles: Mapping[str, Article]
    """By id: every article of the topic in the window."""
    stories: Sequence[Story] = ()
    facts: Sequence[Fact] = ()
    fits: Mapping[str, float] = field(default_factory=dict)
    """Article id -> how much it is about the topic, in (0, 1]; absent: unknown."""
    feeds_ok: int = 0
    failed_feeds: tuple[str, ...] = ()
    """Outlets of the feeds that did not answer."""
    format: str = "brief"
    language: str = "en"
    """What the channel reads, ISO 639-1."""

    def reports(self, story: Story) -> tuple[Article, ...]:
        """Return a story's articles, the lead first, copies left out."""
        return tuple(self.articles[member] for member in story.members if member in self.articles)
