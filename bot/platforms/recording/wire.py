"""A message on the way between the recording platform's server and its client."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from digests.model import Channel, Message


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Channel(_Wire):
    platform: str
    workspace_id: str
    channel_id: str
    thread_id: str | None = None


class _Message(_Wire):
    channel: _Channel
    payload: dict[str, Any]
    key: str
    thread_of: str | None = None
    replaces: str | None = None


def to_wire(message: Message) -> dict[str, object]:
    """Return the message as JSON values."""
    channel = message.channel
    return {
        "channel": {
            "platform": channel.platform,
            "workspace_id": channel.workspace_id,
            "channel_id": channel.channel_id,
            "thread_id": channel.thread_id,
        },
        "payload": dict(message.payload),
        "key": message.key,
        "thread_of": message.thread_of,
        "replaces": message.replaces,
    }


def from_wire(values: Mapping[str, object]) -> Message:
    """Return the message of its JSON values.

    Raises:
        pydantic.ValidationError: they are none.
    """
    read = _Message.model_validate(values)
    return Message(
        channel=Channel(**read.channel.model_dump()),
        payload=read.payload,
        key=read.key,
        thread_of=read.thread_of,
        replaces=read.replaces,
    )
