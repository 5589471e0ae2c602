"""The outlets that a question names as its sources: `as The Verge reported`, `the Fortune article`.

Many an outlet is one that the news is about too: `who invested in OpenAI` names no source.
"""

from collections.abc import Iterable, Sequence

from digests.text.vocabulary import vocabulary
from digests.text.words import stem

Outlet = tuple[str, ...]
"""The stems of an outlet's name."""

_TELLING = frozenset(
    map(
        stem,
        vocabulary(
            """according article articles blog claim claimed cover covered coverage describe described
            discuss discussed highlight highlighted interview mention mentioned note noted per piece
            post report reported reporting review said say scrutinized show shown story stories suggest
            suggested tell told write written wrote"""
        ),
    )
)
"""Stems of words that stand beside an outlet that tells something."""
_BETWEEN = frozenset(
    ["a", "across", "also", "an", "and", "at", "both", "by", "from", "in", "or", "s", "the", "to"]
)
"""What may stand between such a word and the outlet: `reported by both`, but not `report on`."""


def sources(question: Sequence[str], outlets: Iterable[Outlet]) -> frozenset[Outlet]:
    """Return the outlets that the question, given as stems, names; none where it asks for no source.

    One that is told to be a source makes sources of all: `according to a lawyer in The Age`.
    """
    spans = {
        (at, at + len(outlet)): outlet
        for outlet in set(outlets)
        for at in range(len(question) - len(outlet) + 1)
        if outlet and tuple(question[at : at + len(outlet)]) == outlet
    }
    if not spans:
        return frozenset()
    named = {at for start, end in spans for at in range(start, end)}
    passed = {at for at, word in enumerate(question) if at in named or word in _BETWEEN}
    for start, end in spans:
        before, after = start - 1, end
        while before in passed:
            before -= 1
        while after in passed:
            after += 1
        around = [question[at] for at in (before, after) if 0 <= at < len(question)]
        if not _TELLING.isdisjoint(around):
            return frozenset(spans.values())
    return frozenset()
