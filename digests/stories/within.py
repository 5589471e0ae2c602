"""Stories as far as some of their articles tell them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from digests.model import Article, Story
from digests.stories.ranking import rank


def within(stories: Iterable[Story], articles: Mapping[str, Article]) -> list[Story]:
    """Return the stories that any of the articles tells, as these articles alone tell them.

    Each keeps its id. A copy whose original is not among the articles stands for itself.
    """
    told = (_within(story, articles) for story in stories)
    return [story for story in told if story is not None]


def _within(story: Story, articles: Mapping[str, Article]) -> Story | None:
    copies = [copy for copy in story.copies if copy.article_id in articles]
    alone = [copy.article_id for copy in copies if copy.of not in articles]
    members = sorted(
        (articles[one] for one in (*story.members, *alone) if one in articles), key=rank
    )
    if not members:
        return None
    followed = tuple(copy for copy in copies if copy.of in articles)
    dates = [a.published_at for a in (*members, *(articles[copy.article_id] for copy in followed))]
    return replace(
        story,
        lead=members[0].id,
        members=tuple(article.id for article in members),
        copies=followed,
        first_at=min(dates),
        last_at=max(dates),
    )
