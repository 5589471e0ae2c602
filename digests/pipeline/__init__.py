"""The stages, in the order of the way through the house: poll, read, embed, digest.

Each stage asks the store what is missing and writes what it made, a transaction at a time; no
stage hands work to the next in memory. So a run that dies is finished by the next one, and a
stage that runs twice does no harm.
"""

from digests.pipeline.digesting import make_digest, recheck
from digests.pipeline.embedding import embed
from digests.pipeline.momentum import NewsWeek, momentum
from digests.pipeline.polling import Polled, poll
from digests.pipeline.reading import Reading, read
from digests.pipeline.revisiting import Revisiting, RevisitTerms

__all__ = [
    "NewsWeek",
    "Polled",
    "Reading",
    "RevisitTerms",
    "Revisiting",
    "embed",
    "make_digest",
    "momentum",
    "poll",
    "read",
    "recheck",
]
