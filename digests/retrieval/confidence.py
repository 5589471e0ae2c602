"""How sure it is that the passages answer a question."""

import math
from collections.abc import Mapping, Sequence

from digests.retrieval.query import Query
from digests.retrieval.ranking import Excerpt

THRESHOLD = 0.28
"""Below this, the sources do not say. `docs/measurements.md` has the curve."""
_TOP = 3
USUAL_WORDS = 12
"""Of a question. No passage has all that a long one asks, and one that has half of a short one may
have nothing of it: what a passage has counts by the root of the question's length."""


def confidence(query: Query, ranked: Sequence[Excerpt], weigh: Mapping[str, float]) -> float:
    """Return how much of the question the best single passage has; about 1 for all of it.

    Evidence pooled over passages cannot tell a question that nothing answers, the best one can. A
    name that none of the first passages has counts against it once more.
    """
    total = math.fsum(weigh.values())
    if not ranked or not total:
        return 0.0
    named = sorted({part for name in query.names for part in name if part in weigh})
    said = frozenset[str]().union(*(one.words for one in ranked[:_TOP]))
    asked = math.fsum(weigh[part] for part in named)
    found = math.fsum(weigh[part] for part in named if part in said)
    share = found / asked if asked else 1.0
    length = math.sqrt(len(query.words) / USUAL_WORDS)
    return ranked[0].score / total * (1 + share) / 2 * length
