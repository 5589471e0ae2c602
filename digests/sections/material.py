"""What a digest is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digests.model import Article, Fact, Leaning, Novelty, Related, Story, Topic, Watched, Window
from digests.sections.shown import Earlier, Shown


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
    related: tuple[Related, ...] = ()
    """Earlier digests of the channel, where the format names them."""
    language: str = "en"
    """What the channel reads, ISO 639-1."""
    shown: Shown | None = None
    """What the channel knows; None before its first digest."""
    tags_in: tuple[str, ...] = ()
    """Only stories with one of these tags; empty: all."""
    tags_out: tuple[str, ...] = ()
    """No story with one of these."""
    leanings: tuple[Leaning, ...] = ()
    """What the channel's votes move."""

    watched: tuple[Watched, ...] = ()
    """What the channel was told to watch, still open."""
    watched_in: Mapping[str, Article] = field(default_factory=dict)
    """By id: the articles that said so, as they were cited then."""

    @property
    def cited(self) -> Mapping[str, Article]:
        """Every article that may be cited, by id: of two texts of one article, this window's."""
        return {**self.watched_in, **self.articles}

    def earlier(self, story: Story) -> Earlier | None:
        """Return how the channel was shown a story; None where it is new."""
        return self.shown.stories.get(story.id) if self.shown else None

    def novelty(self, story: Story) -> Novelty | None:
        """Return what a story is to the channel; None where that was shown nothing yet."""
        if self.shown is None:
            return None
        return Novelty.DEVELOPING if self.earlier(story) else Novelty.NEW

    def wants(self, story: Story, tags: Sequence[str]) -> bool:
        """Return whether a story with these tags is asked for; one that was shown keeps its tags."""
        earlier = self.earlier(story)
        all_tags = {*tags, *(earlier.tags if earlier else ())}
        return all_tags.isdisjoint(self.tags_out) and (
            not self.tags_in or not all_tags.isdisjoint(self.tags_in)
        )

    def of(self, article_ids: Collection[str]) -> "Material":
        """Return the material as far as these articles go."""
        kept = {key: article for key, article in self.articles.items() if key in article_ids}
        facts = tuple(fact for fact in self.facts if fact.quote.article_id in kept)
        return replace(self, articles=kept, facts=facts)

    def reports(self, story: Story) -> tuple[Article, ...]:
        """Return a story's articles, the lead first, copies left out."""
        return tuple(self.articles[member] for member in story.members if member in self.articles)
