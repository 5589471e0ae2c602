"""What is watched, topic by topic."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Closing, Watched


class Watching(Protocol):
    """Keeps what is to come, and how it ended. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def watch(self, items: Sequence[Watched]) -> int:
        """Keep what is watched from now on; what is there of an id and topic stays. Returns how many are new."""
        ...

    async def watched(
        self, topic_id: str, *, closed_since: datetime | None = None
    ) -> list[Watched]:
        """Return what is open, by due date, the undated last; then what was closed since, newest first.

        None: only what is open.
        """
        ...

    async def close(self, item_id: str, topic_id: str, closing: Closing) -> bool:
        """Keep how it ended; False where it is not open."""
        ...
