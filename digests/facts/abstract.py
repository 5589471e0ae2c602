"""A sentence as the grammar reads it: names, money, dates and CVEs as marks, the rest lower case.

`Alibaba Cloud has joined on 2 April.` becomes `<O0> has joined on <D0> .`, so that one pattern
covers every name. Marks: P person, O other name, M money, D date, N number, C CVE.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from digests.facts.names import Name
from digests.text.periods import Period

_MARK = re.compile(r"<([PO])(\d+)>")


class Part(NamedTuple):
    """A word of the abstract text to be: `word`, or the mark of `name`."""

    word: str
    start: int
    end: int
    name: Name | None = None
    period: Period | None = None


class Piece(NamedTuple):
    """A run of the abstract text and the characters of the article that it stands for."""

    at: int
    to: int
    start: int
    end: int
    period: Period | None = None


class Abstract:
    """A sentence in marks, and the way back to the article's text."""

    __slots__ = ("_pieces", "end", "headline", "names", "source", "start", "text")

    def __init__(self, source: str, start: int, end: int, *, headline: bool) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.headline = headline
        """The article's title, or a line in title case."""
        self.names: list[Name] = []
        self.text = ""
        self._pieces: list[Piece] = []

    def build(self, parts: Iterable[Part]) -> "Abstract":
        """Fill it from its parts, in order."""
        words: list[str] = []
        at = 0
        for word, start, end, name, period in parts:
            mark = word
            if name is not None:
                mark = f"<{'P' if name.person else 'O'}{len(self.names)}>"
                self.names.append(name)
            words.append(mark)
            self._pieces.append(Piece(at, at + len(mark), start, end, period))
            at += len(mark) + 1
        self.text = " ".join(words)
        return self

    def listed(self, match: re.Match[str], group: str) -> list[Name]:
        """Return the names in a group of a match, in order; none where it took no part."""
        found = match.groupdict().get(group)
        return [self.names[int(number)] for _, number in _MARK.findall(found)] if found else []

    def first(self, match: re.Match[str], group: str) -> Name | None:
        """Return the first name in a group of a match."""
        return next(iter(self.listed(match, group)), None)

    def span(self, at: int, to: int) -> tuple[int, int]:
        """Return the article's characters behind a stretch of the abstract text."""
        inside = [piece for piece in self._pieces if piece.at >= at and piece.to <= to]
        return (inside[0].start, inside[-1].end) if inside else (self.start, self.start)

    def words(self, match: re.Match[str], group: str) -> str | None:
        """Return what a group of a match stands for, as written; None where it took no part."""
        if not match.groupdict().get(group):
            return None
        at, to = match.span(group)
        start, end = self.span(at, to)
        return self.source[start:end].strip(" ,;:.\"“”'") or None

    def periods(self) -> list[tuple[int, Period]]:
        """Return the dates with their place in the abstract text."""
        return [(piece.at, piece.period) for piece in self._pieces if piece.period is not None]
