"""What is cited, and what became of it since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Citing, SourceCheck


class Revisits(Protocol):
    """Keeps what was found when cited texts were looked at again. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def citing(self, *, since: datetime) -> list[Citing]:
        """Return what the digests cite, and the answers that were shared, that were made since.

        Of what was corrected only the newest version counts. In order of article, then of who cites it.
        """
        ...

    async def checks(self, article_ids: Sequence[str] | None = None) -> list[SourceCheck]:
        """Return what was found last of every cited version of these articles; None means of all."""
        ...

    async def last(self) -> datetime | None:
        """Return when anything was looked at last; None: never."""
        ...

    async def save_checks(self, checks: Sequence[SourceCheck]) -> None:
        """Keep what was found, in the place of what was found before."""
        ...
