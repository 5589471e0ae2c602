"""What was asked and replied."""

from datetime import datetime
from typing import Protocol

from digests.model import Reply, Turn


class Replies(Protocol):
    """Keeps what was asked and replied. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def save_reply(self, reply: Reply) -> Reply:
        """Keep a reply, append-only; return the one that is kept.

        Ids derive from question and content: where the id is there already, that reply is returned.
        """
        ...

    async def reply(self, reply_id: str) -> Reply | None:
        """Return one reply by its id."""
        ...

    async def replies(self) -> list[Reply]:
        """Return every reply, oldest first."""
        ...

    async def save_turn(self, turn: Turn, reply: Reply, *, keep_since: datetime) -> Reply:
        """Keep a person's question and its reply, which comes back as from `save_reply`.

        Questions of theirs that are older than `keep_since` are forgotten.
        """
        ...

    async def turns(self, asker: str, *, since: datetime) -> list[Turn]:
        """Return a person's questions put at or after `since`, oldest first."""
        ...
