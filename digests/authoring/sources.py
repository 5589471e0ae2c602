"""Which sources of a story a model reads. What a source says has no say in it but one: see `fit`."""

from collections.abc import Sequence

from digests.model import Article, Item, Wrote
from digests.sections.material import Material
from digests.sections.stories import in_reading_order

STORIES_OF_TWO = 5
"""So many stories are read in a second source: with a repair each, 7 stories take 38 calls."""


def to_read(item: Item, material: Material, *, place: int) -> tuple[Article, ...]:
    """Return the sources of a told story that a model reads, the nearest to the news first.

    Copies are never read; nor is what gives orders to language models, which is quoted by program
    alone. A text that declares itself AI-written is read where there is no other.
    """
    most = 2 if place < STORIES_OF_TWO else 1
    reports = _reports(item, material)
    readable = [article for article in reports if _is_fit(article)]
    others = [one for one in readable if one.authorship.status is not Wrote.DECLARED_AI]
    return tuple((others or readable)[:most])


def _reports(item: Item, material: Material) -> Sequence[Article]:
    story = next((one for one in material.stories if one.id == item.story_id), None)
    return in_reading_order(material.reports(story), material.language) if story else ()


def _is_fit(article: Article) -> bool:
    return article.suspicious is None and bool(article.body.strip())
