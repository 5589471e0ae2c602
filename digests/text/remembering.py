"""Remember what a pure function makes of texts, for as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar, TypeVarTuple

Rest = TypeVarTuple("Rest")
Made = TypeVar("Made")

_ENTRY = 400
"""Characters: what is kept of the shortest text takes as much."""


def remembered(
    characters: int,
) -> Callable[[Callable[[str, *Rest], Made]], Callable[[str, *Rest], Made]]:
    """Keep what is made of the texts that were asked for last, which have so many characters in all.

    `lru_cache` bounds how many are kept, and an article may have 200,000 characters. For pure
    functions that return what nobody can change; for any thread.
    """

    def decorated(make: Callable[[str, *Rest], Made]) -> Callable[[str, *Rest], Made]:
        kept: OrderedDict[tuple[str, tuple[*Rest]], Made] = OrderedDict()
        lock = Lock()
        held = 0

        @wraps(make)
        def found(text: str, *rest: *Rest) -> Made:
            nonlocal held
            key = (text, rest)
            with lock:
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key]
            made = make(text, *rest)
            with lock:
                if key not in kept:
                    held += _ENTRY + len(text)
                    kept[key] = made
                while held > characters:
                    (oldest, _), _ = kept.popitem(last=False)
                    held -= _ENTRY + len(oldest)
            return made

        return found

    return decorated
