"""Names that the first passages share and the question does not say.

Who asks for `the founder of the exchange that collapsed` does not name him; the passages that
answer all do, and so lead to one another (pseudo-relevance feedback, by names alone).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from digests.retrieval.ranking import Excerpt
from digests.retrieval.reading import stems
from digests.text.names import names
from digests.text.words import STOPWORDS

FROM = 4
"""First passages that are listened to."""
LEAST = 1.2
"""Of `FROM`: what fewer passages say is no echo."""
MOST = 6
"""Words that are taken."""
WEIGHT = 2.5
"""Weight of a word that a passage as good as the best one says."""


def echoes(ranked: Sequence[Excerpt], weigh: Mapping[str, float]) -> dict[str, float]:
    """Return stems of shared names with their weights, for ranking once more."""
    if not ranked or not ranked[0].score:
        return {}
    shares: defaultdict[str, float] = defaultdict(float)
    for one in ranked[:FROM]:
        parts = _named_in(f"{one.article.title} | {one.article.text[one.start : one.end]}")
        for part in parts - weigh.keys():
            shares[part] += one.score / ranked[0].score
    kept = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return {word: WEIGHT * share for word, share in kept if share > LEAST}


# Many questions at once find the same passages, of some 700 characters each: 1 MB.
@lru_cache(maxsize=1024)
def _named_in(said: str) -> frozenset[str]:
    found = (name.text for name in names(said) if name.certain)
    return frozenset(part for name in found for part in stems(name)) - STOPWORDS
