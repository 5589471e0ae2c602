"""Requests to a model, and a ledger and a model that fail as they are told."""

from dataclasses import replace

from typing_extensions import override

from digests.errors import StoreError
from digests.model import Ending, Material, ModelRequest
from digests.store.memory_calls import MemoryCalls

REQUEST = ModelRequest(
    model="tiny",
    prompt="extract.v1",
    instructions="Extract.",
    material=(Material(id="s1", text="Hooli bought Initech."),),
    schema={"type": "object"},
    max_output_tokens=1_000,
)


def a_request(text: str = "Hooli bought Initech.", **changes: object) -> ModelRequest:
    """Return a request about a text."""
    request = replace(REQUEST, material=(Material(id="s1", text=text),))
    return replace(request, **changes)  # type: ignore[arg-type] # its fields


class FailingCalls(MemoryCalls):
    """A ledger that cannot be reached for so many endings."""

    def __init__(self, *, failures: int) -> None:
        super().__init__()
        self.failures = failures

    @override
    async def end(self, n: int, ending: Ending | None) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError("the database is away")
        await super().end(n, ending)
