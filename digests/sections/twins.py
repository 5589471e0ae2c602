"""Whether a digest has told an event already: under the same title, or as another text on it."""

from collections.abc import Iterable
from datetime import timedelta

from digests.model import Article, Story
from digests.sections.material import Material
from digests.sections.overlap import near, says_the_same, wording
from digests.sections.titles import is_useless
from digests.text.words import content_words

_TWIN = 4
"""Content words that the titles of two texts share where both tell one event."""
SAME_DAYS = timedelta(days=3)


def is_told(story: Story, material: Material, told: Iterable[str]) -> bool:
    """Return whether an article of the ids `told` tells the story's event."""
    printed = [material.articles[i] for i in told if i in material.articles]
    lead = material.reports(story)[0]
    return lead.id in told or any(_tell_one_event(lead, other) for other in printed)


def _tell_one_event(one: Article, other: Article) -> bool:
    """Return whether two articles tell one event, or two versions of one thing, in the same days."""
    if says_the_same(wording(one.title), wording(other.title)):
        return True
    if abs(one.published_at - other.published_at) > SAME_DAYS:
        return False
    a, b = _words(one.title), _words(other.title)
    if is_useless(one.title) and is_useless(other.title):
        return one.outlet == other.outlet and a == b
    return len(a & b) >= _TWIN and near(a, b)


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in content_words(title) if not word[:1].isdigit())
