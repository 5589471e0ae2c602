"""Language models and embedding models."""

from collections.abc import Sequence
from typing import Protocol

from digests.model import ModelReply, ModelRequest, Vector


class LanguageModel(Protocol):
    """Completes one typed request. No tools, no memory, no other person's words."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the reply, which is JSON text that fits `request.schema`.

        Words that the model copied from the material are the material's own again, unmarked.

        Raises:
            UnusableReply: not JSON, not of the schema, refused, or too long.
            BudgetReached: a budget of the operator's is used up.
            ModelError: unreachable, out of time, or no reply.
        """
        ...


class Embedder(Protocol):
    """Makes vectors of texts, by one model."""

    @property
    def model(self) -> str:
        """What the model's vectors are kept under; vectors under other names are not comparable."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text, in order, all of as many dimensions.

        Any number of texts may be given: the adapter splits them into the batches that its model
        takes. Of a text longer than the model reads, the beginning counts. A text without any word,
        or with none that the model knows, has zeros alone.

        Raises:
            ModelError: refused, unreachable, out of time, or no vectors; nothing is returned in part.
        """
        ...
