"""The adapter over a server on loopback, and what it is asked."""

import pytest

from digests.errors import ModelError
from digests.llm.remote import RemoteModel
from digests.model import Material, ModelRequest
from tests.llm.chat_server import ChatServer

KEY = "hunter2-key"
CLAIM = {
    "type": "object",
    "properties": {
        "claim": {"type": "string", "maxLength": 40},
        "source_id": {"type": "string", "enum": ["s1"]},
    },
    "required": ["claim", "source_id"],
    "additionalProperties": False,
}
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"claims": {"type": "array", "maxItems": 3, "items": CLAIM}},
    "required": ["claims"],
    "additionalProperties": False,
}
REQUEST = ModelRequest(
    model="tiny",
    prompt="extract.v1",
    instructions="Extract.",
    material=(
        Material(id="s1", text="Hooli bought Initech."),
        Material(id="s2", text="It rained."),
    ),
    schema=SCHEMA,
    max_output_tokens=300,
)


class Remote:
    """The adapter and the server that it talks to; rests are written down, not slept through."""

    def __init__(self) -> None:
        self.rests: list[float] = []
        self.server: ChatServer
        self.model: RemoteModel

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)

    async def fails(self, match: str) -> ModelError:
        """Ask, and return the error."""
        with pytest.raises(ModelError, match=match) as raised:
            await self.model.complete(REQUEST)
        assert KEY not in f"{raised.value!r} {raised.value.__cause__!r}"
        return raised.value
