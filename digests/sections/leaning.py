"""How a channel's votes move its stories: a little, bounded, and less as time goes by."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from digests.model import Aspect, Leaning, Vote

A_VOTE = 10
"""Percent of a story's weight for each net vote on a tag or an outlet."""
MOST = 30
"""Percent at most, either way: votes reorder what is near in weight, and hide nothing."""
FULL_FOR = timedelta(days=60)
FADED_AFTER = timedelta(days=180)
"""A vote counts in full, then less from day to day, then not at all."""


def leanings(votes: Iterable[Vote], *, now: datetime) -> tuple[Leaning, ...]:
    """Return what votes of one channel move, in the order of aspect and name.

    A vote on a story counts for its tags and outlets; one on a digest is shared out over its stories.
    """
    points: dict[tuple[Aspect, str], float] = {}
    for vote in votes:
        share = A_VOTE * vote.value * _freshness(now - vote.at) / max(1, len(vote.stories))
        for story in vote.stories:
            named = [(Aspect.TAG, tag) for tag in story.tags]
            named += [(Aspect.OUTLET, outlet) for outlet in story.outlets]
            for key in dict.fromkeys(named):
                points[key] = points.get(key, 0.0) + share
    return tuple(
        Leaning(aspect=aspect, name=name, percent=percent)
        for (aspect, name), total in sorted(points.items())
        if (percent := round(max(-MOST, min(MOST, total))))
    )


def lean(tags: Iterable[str], outlets: Iterable[str], given: Sequence[Leaning]) -> float:
    """Return the share of its weight by which a story moves, from -0.3 to 0.3."""
    known = {Aspect.TAG: set(tags), Aspect.OUTLET: set(outlets)}
    percent = sum(one.percent for one in given if one.name in known[one.aspect])
    return max(-MOST, min(MOST, percent)) / 100


def _freshness(age: timedelta) -> float:
    if age <= FULL_FOR:
        return 1.0
    return max(0.0, 1.0 - (age - FULL_FOR) / (FADED_AFTER - FULL_FOR))
