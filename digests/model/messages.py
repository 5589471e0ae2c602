"""What goes to a chat platform or a language model, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model.subscriptions import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One post: rendered once and never again."""

    channel: Channel
    payload: Mapping[str, object]
    """The body without what differs from channel to channel; the adapter adds that."""
    key: str
    """Equal keys are the same post: the platform's nonce where it has one."""
    thread_of: str | None = None
    """Message id of the post in whose thread it goes."""
    replaces: str | None = None
    """Message id of the post whose text it replaces."""
    doubtful_since: datetime | None = None
    """Since when it may be there already; None: it certainly is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """Where a post is, as its platform names it."""

    channel: Channel
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """One call: trusted instructions, untrusted material, and the shape of the reply."""

    model: str
    prompt: str
    """Name and version: `extract.v1`."""
    instructions: str
    material: str
    schema: Mapping[str, object]
    """JSON Schema of the reply."""
    max_output_tokens: int = 2_000
    timeout: timedelta = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReply:
    """The reply as it came, with what it cost."""

    text: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
