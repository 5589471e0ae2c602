"""Where a message goes: Discord says by its refusals what kind of channel it has to do with.

To ask beforehand would cost each post a request, of 50 a second for the whole bot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.platforms.discord.rest import Rest
from bot.platforms.discord.troubles import (
    NOT_A_TEXT_CHANNEL,
    UNKNOWN_CHANNEL,
    RefusalError,
)
from digests.errors import PlatformError
from digests.model import Channel, Message, MessageRef

_FORUMS = frozenset({15, 16})
_EPOCH = datetime.fromisoformat("2015-01-01T00:00:00+00:00")


class Kind(StrEnum):
    """What a channel's id names."""

    TEXT = "text"
    """Also a thread, an announcement channel, a voice channel's chat."""
    FORUM = "forum"
    """Also a media channel: takes threads, no messages."""
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where messages to a channel are sent."""

    kind: Kind
    id: str
    """The channel, the thread, or the conversation with a person."""
    passing: bool = False
    """A forum post's thread: if it is gone, its forum is not."""


class Places:
    """What was learned of channels, for as long as the process lives."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._learned: dict[str, Place] = {}

    def of(self, message: Message) -> Place:
        """Return where a message goes, as far as that is known."""
        channel = message.channel
        for reference in (message.replaces, message.thread_of):
            thread, _, found = (reference or "").rpartition("/")
            if found and thread:
                return Place(kind=Kind.TEXT, id=thread, passing=True)
        if channel.thread_id is not None:
            return Place(kind=Kind.TEXT, id=channel.thread_id)
        unknown = Place(kind=Kind.TEXT, id=channel.channel_id)
        return self._learned.get(channel.channel_id, unknown)

    async def learn(self, channel: Channel, refusal: RefusalError) -> Place | None:
        """Return what a refusal says of a channel's kind, None where it says nothing new."""
        name = channel.channel_id
        if channel.thread_id is not None or name in self._learned:
            return None
        if refusal.code == NOT_A_TEXT_CHANNEL and await self._is_forum(name):
            self._learned[name] = Place(kind=Kind.FORUM, id=name)
        elif refusal.code == UNKNOWN_CHANNEL and (conversation := await self._conversation(name)):
            self._learned[name] = Place(kind=Kind.PERSON, id=conversation)
        return self._learned.get(name)

    async def _is_forum(self, name: str) -> bool:
        found = await self._rest.ask("GET", f"/channels/{name}")
        return isinstance(found, Mapping) and found.get("type") in _FORUMS

    async def _conversation(self, name: str) -> str | None:
        """Open the conversation with a person who subscribed; None: there is no such person."""
        try:
            found = await self._rest.ask("POST", "/users/@me/channels", {"recipient_id": name})
        except PlatformError as error:
            if error.retryable:
                raise
            return None
        return str(found["id"]) if isinstance(found, Mapping) and "id" in found else None


def reference(channel: Channel, sent_to: str, message_id: str) -> MessageRef:
    """Return where a post is; `thread/message` where its channel's id does not say it.

    So forum posts and conversations: later parts and edits find them with no look-up.
    """
    named = channel.thread_id or channel.channel_id
    where = message_id if sent_to == named else f"{sent_to}/{message_id}"
    return MessageRef(channel=channel, message_id=where)


def snowflake(moment: datetime) -> int:
    """Return the smallest id that Discord gives from a time on (discord.com/developers/reference)."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1)) << 22
