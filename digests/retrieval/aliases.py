"""Other names of what a question names: `CTO` is said by `chief technology officer`, and back."""

from collections.abc import Iterator
from dataclasses import dataclass

from digests.text.names import other_names
from digests.text.words import stem, tokens

LONGEST_NAME = 5
"""Words of the longest name that has another."""
_PRONOUN = "us"
"""Lower case it is no country, and no text is looked through for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name of something that the question names."""

    text: str
    """Lower case, as it is looked for."""
    stems: tuple[str, ...]
    means: tuple[str, ...]
    """Stems of the question that count as said where it stands."""


def other_names_in(text: str) -> Iterator[Alias]:
    """Yield the other names of the names in a text; of names within names, those of the longest."""
    found = tokens(text)
    first = 0
    while first < len(found):
        for size in range(min(LONGEST_NAME, len(found) - first), 0, -1):
            inside = found[first : first + size]
            name = text[inside[0].start : inside[-1].end]
            others = () if name == _PRONOUN else other_names(name)
            for other in others:
                if other != _PRONOUN:
                    yield Alias(
                        text=other,
                        stems=tuple(stem(token.text) for token in tokens(other)),
                        means=tuple(stem(token.text) for token in inside),
                    )
            if others:
                first += size - 1
                break
        first += 1
