"""What was asked of language models, so that nothing is paid for twice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Budget, Call, Ending, NewCall, Refused, Started


class Calls(Protocol):
    """The ledger of calls. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def begin(
        self, call: NewCall, budgets: Sequence[Budget] = ()
    ) -> Started | Call | Refused:
        """Let a call be made, unless one like it was, is being made, or would break a budget.

        A call like it that ended is returned, and counted as reused; one in flight is returned as
        it is. Where the lease of the one in flight is over, it is lost, and the new one starts.
        Budgets hold whoever else begins at the same time.
        """
        ...

    async def renew(self, n: int, until: datetime) -> bool:
        """Lengthen the lease of a call; False where it is in flight no longer."""
        ...

    async def end(self, n: int, ending: Ending | None) -> None:
        """Keep what came of a call; None: nothing was paid, and it is as if it had not begun."""
        ...

    async def calls(self, *, since: datetime | None = None) -> list[Call]:
        """Return the calls begun at or after a time, oldest first, without what they brought."""
        ...
