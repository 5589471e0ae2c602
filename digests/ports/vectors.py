"""Vectors of the passages of articles."""

from collections.abc import Sequence
from typing import Protocol

from digests.model import Article, Embedded, Near, Vector, Window


class Vectors(Protocol):
    """Keeps vectors of passages and finds the nearest. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def articles_without_vectors(self, model: str, *, limit: int = 100) -> list[Article]:
        """Return newest versions that have no vectors of the model yet, oldest published first."""
        ...

    async def save_vectors(
        self, model: str, article_id: str, text_sha256: str, passages: Sequence[Embedded]
    ) -> None:
        """Keep the vectors of an article's text in place of those of its other texts.

        They are kept once, and only of the text that is the newest: no other is ever searched.
        """
        ...

    async def nearest(
        self,
        model: str,
        vector: Vector,
        *,
        window: Window | None = None,
        feed_ids: Sequence[str] | None = None,
        limit: int = 50,
    ) -> list[Near]:
        """Return the articles with the passages most like the vector, best first, each once.

        Only vectors of the model, of as many dimensions and of newest versions are compared; of these
        feeds, where given.
        """
        ...

    async def likeness(
        self, model: str, vector: Vector, article_ids: Sequence[str]
    ) -> dict[str, float]:
        """Return id -> similarity of the nearest passage, of those of the articles with vectors."""
        ...
