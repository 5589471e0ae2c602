"""What keeps the store small."""

from typing import Protocol

from digests.model import Retention


class Upkeep(Protocol):
    """Removes what nothing needs any more, beside whatever else is going on.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def prunable(self, retention: Retention) -> dict[str, int]:
        """Return how many of each kind would be removed."""
        ...

    async def prune(self, retention: Retention) -> dict[str, int]:
        """Remove it, a bounded number of rows in a transaction; return how many of each kind.

        Killed in between, it is finished by the next time. What is kept can be verified all along.
        """
        ...

    async def vacuum(self, *, sparing: bool = False) -> bool:
        """Give the space back to the system, and return whether that was done.

        On SQLite nobody else writes meanwhile: `sparing` does it only where a quarter is free.
        """
        ...
