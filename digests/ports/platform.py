"""Chat platforms."""

from datetime import timedelta
from typing import Protocol

from digests.model import Message, MessageRef


class Platform(Protocol):
    """Posts to one chat platform. Safe to call for many channels at once.

    A payload is the body that `bot.render` made, the same for every channel; the adapter adds what
    is the channel's own: Slack's `{channel}` and `{thread_ts}` are `message.channel` and
    `message.thread_of`, Discord's `nonce` is `message.key`. An edit (`message.replaces`) leaves out
    what an edit cannot carry. `options`, where there, is no part of the body: `forum_tags`,
    `crosspost`, `asked_by` (which is for ourselves).
    """

    dedupes_for: timedelta
    """How long after a post an equal key is still the same post, so that what is in doubt can simply
    be posted again; zero: never."""

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
