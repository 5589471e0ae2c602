"""What is kept, as lists show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digests.model import Article, FactType, Listing, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which digests a list is to show; everything that is given must fit."""

    topic_id: str | None = None
    tag: str | None = None
    story_id: str | None = None
    since: datetime | None = None
    """The window ends after it."""
    until: datetime | None = None
    """The window begins before it."""
    words: tuple[str, ...] = ()
    """Each stands in a statement or beside one, in any case."""


class Archive(Protocol):
    """Lists digests without reading them whole: those that were kept to be listed.

    Those that a correction replaced are left out.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def shelves(self) -> list[Shelf]:
        """Return the topics that have digests, by id."""
        ...

    async def listing(self, digest_id: str) -> Listing | None:
        """Return one digest, replaced or not; None of one that is not listed."""
        ...

    async def listings(self, sought: Sought, *, limit: int, skip: int = 0) -> list[Listing]:
        """Return digests that fit, the last made first."""
        ...

    async def tags(self, topic_id: str) -> dict[str, int]:
        """Return how many digests of a topic have each tag, by tag."""
        ...

    async def telling(self, types: Sequence[FactType], *, limit: int) -> list[Article]:
        """Return the articles whose newest text has such a fact, the last published first."""
        ...
