"""From a question to the passages that may answer it, and how sure that is."""

from digests.retrieval.confidence import THRESHOLD
from digests.retrieval.meaning import Meaning, passages
from digests.retrieval.query import LONGEST, Query, Wanted, analyse
from digests.retrieval.ranking import Excerpt
from digests.retrieval.retrieve import Retrieved, looked_for, retrieve

__all__ = [
    "LONGEST",
    "THRESHOLD",
    "Excerpt",
    "Meaning",
    "Query",
    "Retrieved",
    "Wanted",
    "analyse",
    "looked_for",
    "passages",
    "retrieve",
]
