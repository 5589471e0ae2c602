"""What Discord does and the stand-in does not: the state behind it, and its refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.discord.permissions import permission_bits
from tests.platforms.discord.faults import MISSING_PERMISSIONS, Fault, error

REMEMBERED = 180.0
"""Seconds in which a nonce is known again: "the past few minutes"."""
TO_ANSWER, TO_FOLLOW = 3.0, 15 * 60.0
"""Seconds that an interaction, and its token, live."""

TEXT, ANNOUNCEMENT, FORUM, MEDIA = 0, 5, 15, 16
FORUMS = frozenset({FORUM, MEDIA})

NOT_A_TEXT_CHANNEL = error(400, 50008, "Cannot send messages in a non-text channel")
UNKNOWN_MESSAGE = error(404, 10008, "Unknown Message")
WRONG_KIND = error(400, 50024, "Cannot execute action on this channel type")
ARCHIVED = error(400, 50083, "Thread is archived")
NO_HISTORY = error(400, 160002, "Cannot reply without permission to read message history")
TAG_NEEDED = error(400, 40067, "A tag is required to create a forum post in this channel")
TOO_LATE = error(404, 10062, "Unknown interaction")
TOKEN_OVER = error(401, 50027, "Invalid Webhook Token")


@dataclass(slots=True, kw_only=True)
class Laws:
    """What is so in this Discord. Tests change it as they go."""

    kinds: dict[str, int] = field(default_factory=dict)
    """Channel -> its type, where it is no text channel."""
    tags: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    """Forum -> its tags."""
    tag_needed: set[str] = field(default_factory=set)
    archived: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    """Threads that only a moderator opens again."""
    barred: set[str] = field(default_factory=set)
    """Channels in which we may not write."""
    unreadable: set[str] = field(default_factory=set)
    """Channels whose history we may not read."""
    crossposted: list[str] = field(default_factory=list)
    forgets_at_once: bool = False
    """Nonces are not known again."""
    own_account: bool = False
    bot_may: int = permission_bits()
    """What the bot may do where it is asked, as Discord tells it with each interaction."""
    """Whoever asks brought the bot with their account; the server did not invite it."""
    clock: float = 0.0
    """Seconds that have passed for Discord, beside the real ones."""

    starters: dict[str, str] = field(default_factory=dict)
    """Forum post's thread -> the stand-in's id of its first message, which Discord gives the thread's."""
    conversations: dict[str, str] = field(default_factory=dict)
    """Person -> the channel that stands for the conversation with them."""
    nonces: dict[tuple[str, str], tuple[float, Mapping[str, object]]] = field(default_factory=dict)
    promised: dict[str, int] = field(default_factory=dict)
    """Tokens by which a message was promised -> its flags: an edit changes none."""
    originals: dict[str, str] = field(default_factory=dict)
    """Tokens whose promise was kept -> that message."""
    begun: dict[str, float] = field(default_factory=dict)
    """Interaction or its token -> when it came."""

    def refuses_message(self, channel: str, body: Mapping[str, object]) -> Fault | None:
        """Return why a message is not taken, None where it is."""
        if self.kinds.get(channel) in FORUMS:
            return NOT_A_TEXT_CHANNEL
        if channel in self.archived:
            return ARCHIVED
        if channel in self.barred:
            return MISSING_PERMISSIONS
        if channel in self.unreadable and "message_reference" in body:
            return NO_HISTORY
        return None

    def refuses_edit(self, channel: str) -> Fault | None:
        """Return why nothing in a channel can be edited: a forum's posts are in their threads."""
        if self.kinds.get(channel) in FORUMS:
            return UNKNOWN_MESSAGE
        return ARCHIVED if channel in self.archived else None

    def known(
        self, channel: str, body: Mapping[str, object], now: float
    ) -> Mapping[str, object] | None:
        """Return the earlier message of the same nonce."""
        if body.get("enforce_nonce") is not True or self.forgets_at_once:
            return None
        at, message = self.nonces.get((channel, str(body.get("nonce"))), (0.0, None))
        return message if message is not None and now + self.clock - at < REMEMBERED else None

    def remember(
        self, channel: str, body: Mapping[str, object], message: Mapping[str, object], now: float
    ) -> None:
        """Keep a message by its nonce."""
        if body.get("nonce") is not None:
            self.nonces[channel, str(body["nonce"])] = (now + self.clock, message)

    def refuses_answer(self, interaction: str, now: float, *, within: float) -> bool:
        """Tell whether an interaction, or its token, is over."""
        return now + self.clock - self.begun.get(interaction, now + self.clock) > within
