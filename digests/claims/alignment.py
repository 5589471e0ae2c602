"""Which words of a claim stand where in a quote."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from digests.claims.lexicon import SAME_WORD_ONLY
from digests.claims.terms import Sort, Term
from digests.claims.thesaurus import synonyms
from digests.text.values import Kind
from digests.text.vocabulary import vocabulary
from digests.text.words import stem

_STOP = 0.15
_CUE = 0.6
_SKIP = 0.02
_LOADED = frozenset(
    map(
        stem,
        vocabulary(
            """murder slay rob theft steal assault convict sentence accuse huge surge jump crucial
            essential vital furious hate detest thrash mother father wife husband infant refute"""
        ),
    )
)
"""Say more than the words that a thesaurus has beside them, so a claim has them of its quote alone."""


class Alignment(NamedTuple):
    """Claim terms tied to quote terms, by index."""

    pairs: dict[int, int]
    """Claim index -> quote index, in the order of both texts."""
    moved: dict[int, int]
    """The same for terms that stand elsewhere in the quote."""

    def quote_index(self, claim_index: int) -> int | None:
        """Return where a claim term stands in the quote, in order or not."""
        found = self.pairs.get(claim_index)
        return self.moved.get(claim_index) if found is None else found


def align(claim: Sequence[Term], quote: Sequence[Term]) -> Alignment:
    """Return the heaviest alignment in order, then ties for what is left over."""
    pairs = _in_order(claim, quote)
    return Alignment(pairs, _left_over(claim, quote, pairs))


def weight(mine: Term, theirs: Term) -> float:
    """Return how well two terms match: 0 not at all, 1 the same word, a little more for anchors."""
    if mine.sort is Sort.VALUE or theirs.sort is Sort.VALUE:
        return _value_weight(mine, theirs)
    if mine.key == theirs.key and {mine.sort, theirs.sort} != {Sort.NAME, Sort.STOP}:
        if mine.content or theirs.content:
            return 1.2 if mine.sort is Sort.NAME and theirs.sort is Sort.NAME else 1.0
        return _CUE if mine.cue else _STOP
    if mine.cue is not None and mine.cue is theirs.cue and mine.cue not in SAME_WORD_ONLY:
        return _CUE
    if mine.sort is Sort.WORD and theirs.sort is Sort.WORD:
        return _word_weight(mine.key, theirs.key)
    return 0.0


def _value_weight(mine: Term, theirs: Term) -> float:
    if mine.value and theirs.value:
        if mine.value.same(theirs.value):
            return 1.2 if mine.text == theirs.text else 1.15
        return 0.0
    value, other = (mine.value, theirs) if mine.value else (theirs.value, mine)
    single = value is not None and (value.kind, *value[1:4]) == (Kind.NUMBER, "1", "", "")
    return 0.3 if single and other.text in {"a", "an", "single"} else 0.0


@lru_cache(maxsize=1 << 15)
def _word_weight(mine: str, theirs: str) -> float:
    if synonyms(mine, theirs) and mine not in _LOADED:
        return 0.8
    short, long = sorted((mine, theirs), key=len)
    # `compil` and `compiler`, `optimis` and `optimiz`: one root, another ending.
    if len(short) >= 5 and long[: len(short) - 1] == short[:-1] and len(long) - len(short) <= 5:
        return 0.7
    return 0.0


def _in_order(claim: Sequence[Term], quote: Sequence[Term]) -> dict[int, int]:
    width = len(quote) + 1
    best = [[0.0] * width for _ in range(len(claim) + 1)]
    tied = [[0.0] * width for _ in range(len(claim) + 1)]
    for i, mine in enumerate(claim, start=1):
        row, above = best[i], best[i - 1]
        for j, theirs in enumerate(quote, start=1):
            score = max(above[j], row[j - 1])
            gain = weight(mine, theirs)
            if gain:
                # Neighbours stay neighbours: a tie that continues one is worth a little more.
                together = above[j - 1] + gain + (_SKIP if tied[i - 1][j - 1] else 0.0)
                if together > score + 1e-9:
                    score = together
                    tied[i][j] = gain
            row[j] = score
    return _trace(best, tied, claim, quote)


def _trace(
    best: list[list[float]], tied: list[list[float]], claim: Sequence[Term], quote: Sequence[Term]
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i, j = len(claim), len(quote)
    while i and j:
        if tied[i][j]:
            pairs[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return dict(sorted(pairs.items()))


def _left_over(
    claim: Sequence[Term], quote: Sequence[Term], pairs: dict[int, int]
) -> dict[int, int]:
    free = [j for j in range(len(quote)) if j not in set(pairs.values())]
    moved: dict[int, int] = {}
    for i, mine in enumerate(claim):
        if i in pairs or not mine.content:
            continue
        after = moved.get(i - 1)
        ranked = [
            (weight(mine, quote[j]) + (0.5 if after is not None and j == after + 1 else 0.0), -j)
            for j in free
            if weight(mine, quote[j]) >= 0.7
        ]
        if ranked:
            _, negative = max(ranked)
            moved[i] = -negative
            free.remove(-negative)
    return moved
