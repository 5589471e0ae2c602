"""Cut text into sentences with exact offsets.

Rules of our own on purpose: sentencex 1.0.32 panics (a `BaseException`) on a wide space after an
initial, which any feed can send; and it cuts `torch.Tensor`, `Gov. Newsom` and `3.) It`.
"""

import re
from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

from digests.text.remembering import remembered
from digests.text.vocabulary import vocabulary


class Span(NamedTuple):
    """A piece of a text: `text[start:end]`. Characters, end exclusive."""

    start: int
    end: int


LONGEST_PAIR = 600
"""A quotation or bracket longer than this many characters is cut at the stops inside it."""

LONGEST_WORD = 24
"""So many characters before a full stop decide what it is; keeps hostile lines linear."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_CLOSERS = r"[\"'”’»)\]）」』】*_]*+(?:\[\d{1,3}\])*+[⁰¹²³⁴-⁹]*+"
_STOP = re.compile(
    rf"(?<![.!?…؟۔।])(?P<mark>[.!?…؟۔।]++){_CLOSERS}(?=\s)"
    rf"|(?P<wide>[。！？]++){_CLOSERS}"
    r"|(?P<note>(?<=[a-z]{2}[.!?])\d{1,2}(?=\s+[“\"(]?[A-Z]))"
    r"|(?P<glued>(?<=[a-z][a-z])[.!?])(?=(?:The|This|These|It|In|We|You|But|And|As|With|For|Our|If)\s)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘«]*+\Z")
_WORD_AFTER = re.compile(r"\s*[\"'“”‘«(\[*_]*([\w’'.+-]*)")
_LIST_MARK = re.compile(r"\s*(?:[-*•–]\s*)?\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_PAIRED = re.compile(r"[“”«»\"()\[\]（）「」『』]")
_OPENING = {"“": "”", "«": "»", "(": ")", "[": "]", "（": "）", "「": "」", "『": "』"}
_CLOSING = {close: opening for opening, close in _OPENING.items()}

_NEVER_ENDS = vocabulary(
    """mr mrs ms mx dr prof st sen rep gov gen col lt sgt capt cmdr adm maj hon rev pres supt messrs
    fig figs eq eqs sec ch chap vol pp ref refs cf vs v viz approx ca resp incl excl est dept univ
    ave blvd mt ft e.g i.e eg ie al jan feb mar apr jun jul aug sept oct nov dec"""
)
"""Lower-cased, without the last full stop: what follows always belongs to the same sentence."""

_SELDOM_ENDS = vocabulary(
    """inc corp co ltd llc plc bros etc jr sr a.m p.m u.s u.k u.n e.u d.c ph.d m.d b.s m.s sc"""
)
"""They end a sentence only where the next word is one that opens sentences."""

_BEFORE_NUMBER = frozenset({"no", "nos", "p", "art", "nr", "ver", "pt"})
"""Abbreviations only in front of a number."""

_OPENERS = vocabulary(
    """a after all although an and another as at because before both but by during each even every
    for from he her here his how however i if in instead is it its last like many meanwhile more
    most my next no not now of on once one only other our over she since so some such that the
    their then there these they this those though through to today under until we what when where
    which while who why with yet you your"""
)


# Articles are read again for each question and each digest; a span takes 120 B.
@remembered(6_000_000)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences in order: trimmed, disjoint, holding every character that is not white.

    A line break always ends a sentence, so headings and list items are units of their own. A
    quotation or bracket of several sentences stays whole together with what introduces it.
    """
    found: list[Span] = []
    for line in _LINE.finditer(text):
        found.extend(_line_sentences(line.group(), line.start()))
    return tuple(found)


def _line_sentences(line: str, offset: int) -> list[Span]:
    pairs = _Pairs(line)
    cut: list[Span] = []
    start = 0
    for stop in _STOP.finditer(line):
        if pairs.hold(stop.start(), stop.end()) or not _ends(line, start, stop):
            continue
        _add(cut, line, offset, start, stop.end())
        start = stop.end()
    _add(cut, line, offset, start, len(line))
    return cut


def _add(cut: list[Span], line: str, offset: int, start: int, end: int) -> None:
    piece = line[start:end]
    trimmed = piece.strip()
    if trimmed:
        begin = offset + start + len(piece) - len(piece.lstrip())
        cut.append(Span(begin, begin + len(trimmed)))


def _ends(line: str, start: int, stop: re.Match[str]) -> bool:
    """Return whether a sentence that began at `start` ends at this stop."""
    if stop["wide"] or stop["note"] or stop["glued"]:
        return True
    after = _WORD_AFTER.match(line, stop.end())
    following = after.group(1) if after else ""
    if following[:1].islower() and not _is_name(following):
        return False
    if stop["mark"] != ".":
        return True
    if _LIST_MARK.match(line[start : min(stop.start(), start + LONGEST_WORD)]):
        return False
    return _full_stop_ends(line[max(start, stop.start() - LONGEST_WORD) : stop.start()], following)


def _full_stop_ends(before: str, following: str) -> bool:
    """Return whether a single full stop after `before` ends it, `following` not in lower case."""
    match = _WORD_BEFORE.search(before)
    word = match.group() if match else ""
    plain = word.lower().strip("'’")
    if plain in _NEVER_ENDS:
        return False
    if plain in _BEFORE_NUMBER:
        return not following[:1].isdigit()
    initial = len(word) == 1 and word.isupper()
    if initial or plain in _SELDOM_ENDS or _DOTTED.match(word):
        return not following or following.lower() in _OPENERS
    return True


def _is_name(word: str) -> bool:
    """Return whether a word in lower case may open a sentence as a name: iPhone, gpt-4, xAI."""
    return any(c.isupper() or c.isdigit() for c in word)


class _Pairs:
    """The quotations and brackets of a line that do close."""

    def __init__(self, line: str) -> None:
        found = sorted(_pairs(line))
        self._openings = [opening for opening, _ in found]
        self._furthest = list(accumulate((closing for _, closing in found), max))

    def hold(self, start: int, end: int) -> bool:
        """Return whether the stop at [start, end) lies in a pair that closes only after it."""
        before = bisect_left(self._openings, start)
        return before > 0 and self._furthest[before - 1] >= end


def _pairs(line: str) -> list[tuple[int, int]]:
    """Return the (opening, closing) positions of pairs no longer than `LONGEST_PAIR`."""
    pairs: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {}
    for match in _PAIRED.finditer(line):
        at, mark = match.start(), match.group()
        held = waiting.setdefault(_CLOSING.get(mark, mark), [])
        if held and mark not in _OPENING:
            pairs.append((held.pop(), at))
        elif mark in _OPENING or (mark == '"' and _opens(line, at)):
            held.append(at)
    return [(a, b) for a, b in pairs if b - a <= LONGEST_PAIR]


def _opens(line: str, at: int) -> bool:
    """Return whether a straight quotation mark can open: `5" wide` and `end." Next` do not."""
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    return not before.isalnum() and before not in tuple(".,!?") and bool(after.strip())
