"""The authored path: from articles to what a model may say of them, each sentence matched to a quote.

A model reads one source at a time and returns claims with quotes; it words headlines, sentences and
opinions from the claims that held. Each text passes `digests.claims.verify` before it is printed.
"""

from digests.authoring.answering import answer
from digests.authoring.authoring import author
from digests.authoring.writer import Writer, Written

__all__ = ["Writer", "Written", "answer", "author"]
