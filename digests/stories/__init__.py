"""Stories: articles about one event, across outlets and days. Pure functions over articles."""

from digests.stories.clustering import cluster
from digests.stories.ranking import independent
from digests.stories.within import within

__all__ = ["cluster", "independent", "within"]
