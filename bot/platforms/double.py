"""A `Platform` that keeps what it is given, and fails as it is told: for tests and dry runs."""

from digests.errors import PlatformError
from digests.model import Message, MessageRef


class RecordingPlatform:
    """Posts into a list. A message whose key it has seen is the same post, as with a nonce."""

    def __init__(self, *, dedupes: bool = True) -> None:
        self.dedupes = dedupes
        self.posted: list[Message] = []
        """Every post that a channel shows, in order."""
        self._seen: dict[tuple[str, str], MessageRef] = {}
        self._failures: list[PlatformError] = []

    def fail_next(self, error: PlatformError) -> None:
        """Let the next post fail; several failures come in the order they were told."""
        self._failures.append(error)

    async def post(self, message: Message) -> MessageRef:
        """Keep the message and return where it is.

        Raises:
            PlatformError: as told by `fail_next`.
        """
        if self._failures:
            raise self._failures.pop(0)
        place = (message.channel.key, message.key)
        if place not in self._seen or not self.dedupes:
            self.posted.append(message)
            self._seen[place] = MessageRef(
                channel=message.channel, message_id=str(len(self.posted))
            )
        return self._seen[place]

    async def find(self, message: Message) -> MessageRef | None:
        """Return the post of the same key, None where there is none."""
        return self._seen.get((message.channel.key, message.key))
