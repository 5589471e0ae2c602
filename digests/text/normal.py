"""Text as it is compared: one form for what looks the same, with the way back to true offsets."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_FOLDS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵`´ʼ＇", "'"),
        **dict.fromkeys("“”„‟″‶«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"),
        "⁄": "/",
    }
)
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0000, 0xE01F0)))
)
_CHUNK = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
_PLAIN = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)* ?")
_JAMO = range(0x1160, 0x1200)  # Hangul vowels and finals compose although their class is 0.


class Normalised(NamedTuple):
    """A text in comparable form. Character i of `text` stands for source[offsets[i]:ends[i]]."""

    text: str
    offsets: Sequence[int]
    """Where each character begins in the source; never decreases."""
    ends: Sequence[int]
    """Where each character ends in the source, exclusive."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the true offsets of `text[start:end]`, which must not be empty."""
        return self.offsets[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """Return the text in NFKC with plain quotes, dashes, ellipses and single spaces.

    Invisible characters (zero-width, bidirectional, tags, variation selectors) are dropped; case
    stays. Normalising twice changes nothing more.
    """
    return _normalise(text)


def find_all(haystack: str, needle: str) -> list[tuple[int, int]]:
    """Return the true offsets of every occurrence, exact ones if there are any, else normalised.

    Occurrences may overlap; an empty or blank needle occurs nowhere.
    """
    if not needle.strip():
        return []
    if exact := _occurrences(haystack, needle):
        return [(start, start + len(needle)) for start in exact]
    wanted = normalise(needle).text.strip()
    if not wanted:
        return []
    hay = normalise(haystack)
    return [hay.span(start, start + len(wanted)) for start in _occurrences(hay.text, wanted)]


def _occurrences(haystack: str, needle: str) -> list[int]:
    found = []
    start = haystack.find(needle)
    while start >= 0:
        found.append(start)
        start = haystack.find(needle, start + 1)
    return found


# Claims of one article are verified in a row: the same text is asked for again and again.
@lru_cache(maxsize=64)
def _normalise(text: str) -> Normalised:
    if _PLAIN.fullmatch(text):
        return Normalised(text, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []

    def put(folded: str, start: int, end: int) -> None:
        for character in folded:
            if character.isspace():
                if characters and characters[-1] == " ":
                    ends[-1] = end
                    continue
                character = " "  # noqa: PLW2901 — every kind of white space is one
            characters.append(character)
            offsets.append(start)
            ends.append(end)

    for chunk, start, end in _chunks(text):
        if chunk.isascii() and not chunk.isspace():
            folded = chunk.translate(_FOLDS)
            characters.extend(folded)
            offsets.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            put(_fold(chunk), start, end)
    return Normalised("".join(characters), tuple(offsets), tuple(ends))


def _fold(chunk: str) -> str:
    if chunk.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", chunk.translate(_FOLDS)).translate(_FOLDS)
    return "".join(c for c in folded if c not in _INVISIBLE)


def _chunks(text: str) -> list[tuple[str, int, int]]:
    """Split into pieces that normalise on their own: a base with all its marks is one."""
    chunks: list[tuple[str, int, int]] = []
    for match in _CHUNK.finditer(text):
        piece, (start, end) = match.group(), match.span()
        if piece in _INVISIBLE:
            continue
        joins = len(piece) == 1 and (unicodedata.combining(piece) or ord(piece) in _JAMO)
        if joins and chunks and not chunks[-1][0].isspace():
            before, at, before_end = chunks[-1]
            if before.isascii() and len(before) > 1:
                chunks[-1] = (before[:-1], at, before_end - 1)
                chunks.append((before[-1] + piece, before_end - 1, end))
            else:
                chunks[-1] = (before + piece, at, end)
        else:
            chunks.append((piece, start, end))
    return chunks
