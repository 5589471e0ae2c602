"""What the recording platform holds: the posts that its channels show, and when they came."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.platforms.recording.faults import Fault, Faults
from digests.model import Channel, Message, MessageRef

NO_FAULTS = Faults()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that a channel shows."""

    message_id: str
    message: Message
    """As it was first posted; edits change the payload."""
    at: datetime
    edits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One request, whatever came of it."""

    at: datetime
    channel: Channel
    key: str


class Board:
    """The platform's own state. Nothing here waits, so each call happens at once."""

    def __init__(
        self, *, dedupes_for: timedelta, faults: Faults, now: Callable[[], datetime]
    ) -> None:
        self.dedupes_for = dedupes_for
        self.faults = faults
        self.scripted: deque[Fault | None] = deque()
        """What happens to the next requests, before chance decides; None: nothing."""
        self.arrivals: list[Arrival] = []
        self._now = now
        self._posts: dict[str, Post] = {}
        self._by_key: dict[tuple[str, str], str] = {}
        self._tries: Counter[tuple[str, str]] = Counter()

    @property
    def posts(self) -> list[Post]:
        """Every post that is shown, in the order they were accepted."""
        return list(self._posts.values())

    def meets(self, message: Message) -> Fault | None:
        """Return what happens to a request, and count it as a try."""
        place = (message.channel.key, message.key)
        self._tries[place] += 1
        if self.scripted:
            return self.scripted.popleft()
        return self.faults.meets(message, self._tries[place])

    def arrive(self, message: Message) -> None:
        """Note a request."""
        self.arrivals.append(Arrival(at=self._now(), channel=message.channel, key=message.key))

    def accept(self, message: Message) -> MessageRef:
        """Show a message, edit one, or know it again by its key."""
        if message.replaces is not None:
            return self._edit(message, message.replaces)
        now = self._now()
        place = (message.channel.key, message.key)
        earlier = self._posts.get(self._by_key.get(place, ""))
        if earlier is None or now - earlier.at >= self.dedupes_for:
            message_id = str(len(self._posts) + 1)
            self._posts[message_id] = Post(message_id=message_id, message=message, at=now)
            self._by_key[place] = message_id
        return MessageRef(channel=message.channel, message_id=self._by_key[place])

    def find(self, message: Message) -> MessageRef | None:
        """Return the post of the same key, None where there is none."""
        found = self._by_key.get((message.channel.key, message.key))
        return MessageRef(channel=message.channel, message_id=found) if found else None

    def _edit(self, message: Message, message_id: str) -> MessageRef:
        post = self._posts.get(message_id)
        if post is not None:
            edited = replace(post.message, payload=message.payload)
            self._posts[message_id] = replace(post, message=edited, edits=post.edits + 1)
        return MessageRef(channel=message.channel, message_id=message_id)
