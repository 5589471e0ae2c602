"""Find the few sentences worth reading closely, without cutting the whole text into sentences."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from digests.text.sentences import Span, sentences


def sentences_with(
    text: str,
    stems: Mapping[str, Sequence[str]],
    *,
    worth: Callable[[str], object] = bool,
) -> list[tuple[Span, frozenset[str]]]:
    """Return the sentences that hold a stem, in order, each with the keys of the stems it holds.

    Stems are lower case and match inside words too (`join` in `joined`); a line that is not
    `worth` it is left out whole. Several times faster than cutting everything, as a line break
    always ends a sentence and most lines hold nothing that is looked for.
    """
    hits = _hits(text, stems)
    places = [at for at, _ in hits]
    found: list[tuple[Span, frozenset[str]]] = []
    at = 0
    while at < len(hits):
        start = text.rfind("\n", 0, places[at]) + 1
        end = text.find("\n", places[at])
        end = len(text) if end < 0 else end
        line = text[start:end]
        for span in sentences(line) if worth(line) else ():
            first = bisect_left(places, start + span.start)
            last = bisect_left(places, start + span.end)
            if first < last:
                keys = frozenset(key for _, key in hits[first:last])
                found.append((Span(start + span.start, start + span.end), keys))
        at = bisect_left(places, end)
    return found


def _hits(text: str, stems: Mapping[str, Sequence[str]]) -> list[tuple[int, str]]:
    low = text.lower()
    if len(low) != len(text):  # İ and its like grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    hits: list[tuple[int, str]] = []
    for key, words in stems.items():
        for word in words:
            at = low.find(word)
            while at >= 0:
                hits.append((at, key))
                at = low.find(word, at + len(word))
    return sorted(hits)
