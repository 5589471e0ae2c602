"""What a rule finds: an event with its slots, before date and quote are added."""

from dataclasses import dataclass

from digests.model import FactType, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event in one sentence. `at` and `to` bound the match in the abstract text."""

    type: FactType
    subject: str
    object: str | None
    modality: Modality
    at: int
    to: int
    role: str | None = None
    people: tuple[str, ...] = ()
    affiliation: str | None = None
    amount: str | None = None
    background: bool = False
    """Told in passing (`who joined …`): kept only with a date of its own."""
