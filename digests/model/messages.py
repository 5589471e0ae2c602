"""What goes to a chat platform or a language model, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """Where a post is, as its platform names it."""

    channel: Channel
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Somebody else's words that a model reads. Whatever they say, they instruct nobody."""

    id: str
    """What a reply names it by: letters, digits and hyphens."""
    text: str
    """Unmarked: whoever sends it to a model delimits and marks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """One call: trusted instructions, untrusted material, and the shape of the reply.

    What is sent and asked for makes the request what it is: the same again is not paid for again.
    `run` and `channel` are no part of that.
    """

    model: str
    prompt: str
    """Name and version: `extract.v1`."""
    instructions: str
    material: tuple[Material, ...]
    schema: Mapping[str, object]
    """JSON Schema of the reply."""
    max_output_tokens: int = 2_000
    run: str | None = None
    """What the call is made for: the key of a run's budget."""
    channel: str | None = None
    """The key of the channel that asked for it, where one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReply:
    """The reply's JSON, with what it cost when it was made."""

    text: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    """None where the price or the tokens are not known."""
    kept: bool = False
    """It was there already: this time nothing was asked and nothing paid."""
    unheard: int = 0
    """Attempts before it that broke off, and may have been paid."""
