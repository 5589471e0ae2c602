"""Chat platforms."""

from typing import Protocol

from digests.model import Message, MessageRef


class Platform(Protocol):
    """Posts to one chat platform. Safe to call for many channels at once."""

    dedupes: bool
    """Equal keys, minutes apart, are one post: what is in doubt can simply be posted again."""

    async def post(self, message: Message) -> MessageRef:
        """Post once, or edit what the message replaces, and return where it is.

        Raises:
            PlatformError: `trouble` says what is to be done about it.
        """
        ...

    async def find(self, message: Message) -> MessageRef | None:
        """Look for an earlier post of the same key; None: it was certainly not posted.

        Raises:
            PlatformError: nobody can tell.
        """
        ...
