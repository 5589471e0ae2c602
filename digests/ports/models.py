"""Language models."""

from typing import Protocol

from digests.model import ModelReply, ModelRequest


class LanguageModel(Protocol):
    """Completes one typed request. No tools, no memory, no other person's words."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the reply, which is JSON text that fits `request.schema`.

        Raises:
            ModelError: refused, unreachable, out of time, or not of the schema.
        """
        ...
