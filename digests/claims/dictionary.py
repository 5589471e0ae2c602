"""What the first sense of a common word says, and its contrary: a general dictionary, not drawn up here."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Entry(NamedTuple):
    """Stems that say the same as a stem or are derived from it, and those that say the contrary."""

    same: tuple[str, ...]
    contrary: tuple[str, ...]


_NONE = Entry((), ())


def entry(word: str) -> Entry:
    """Return what the dictionary has on a stem; nothing on rare words."""
    return _entries().get(word, _NONE)


def is_common(word: str) -> bool:
    """Return whether the dictionary has a stem at all: rare words and most names it has not."""
    return word in _words()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(
        word for stem, (same, contrary) in _entries().items() for word in (stem, *same, *contrary)
    )


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Entry]:
    """Read `dictionary.txt`: a stem, its like, and after `!` its contraries; notices begin with `#`.

    `benchmarks/claims_dictionary.py` makes it from WordNet.
    """
    text = (files("digests.claims") / "dictionary.txt").read_text(encoding="utf-8")
    found: dict[str, Entry] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            same, _, contrary = line.partition("!")
            word, *others = same.split()
            found[word] = Entry(tuple(others), tuple(contrary.split()))
    return found
