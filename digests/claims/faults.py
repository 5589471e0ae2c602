"""What a claim says that its quote does not: values, names, order, cues, words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from digests.claims.alignment import Alignment
from digests.claims.lexicon import Cue
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term
from digests.claims.thesaurus import opposites
from digests.model import Reason
from digests.text.values import Kind
from digests.text.vocabulary import vocabulary


class Pairing(NamedTuple):
    """A claim beside its quote."""

    claim: Sequence[Term]
    quote: Sequence[Term]
    ties: Alignment
    starts: frozenset[int] = frozenset()
    """Where in the quote terms a second and further quote begins."""
    heads: frozenset[int] = frozenset()
    """Where in the quote terms a sentence begins."""


class Gap(NamedTuple):
    """What stands between two neighbouring ties: claim terms that are new, quote terms left out."""

    added: list[int]
    dropped: list[int]
    first: bool
    """Before the first tie."""
    last: bool
    """After the last tie."""


_REASONS = {
    Cue.NOT: Reason.POLARITY,
    Cue.SAID: Reason.ATTRIBUTION,
    Cue.MOST: Reason.SUPERLATIVE,
    Cue.ONLY: Reason.SUPERLATIVE,
    Cue.WHOLE: Reason.SUPERLATIVE,
    Cue.PART: Reason.SUPERLATIVE,
}
_LOSS = frozenset(
    {Cue.NOT, Cue.INTENT, Cue.FUTURE, Cue.EXPECT, Cue.MAY, Cue.ABLE, Cue.ANNOUNCED, Cue.SAID}
    | {Cue.IF, Cue.PART}
)
"""Cues that must not be left out; what says more without them may go: `all`, `only`, `first`."""
_LOSS_WITH_CLAUSE = frozenset({Cue.IF, Cue.SAID})
"""Not even with the clause that they stand in."""
_OPENS_CLAUSE = vocabulary(
    "and but while although though after before as since because when where which who whose"
)
_DATE_PREPOSITIONS = frozenset({"in", "on", "by", "since", "until", "during", "of", "from"})
_SPLICE = 5
"""So many words left out across a comma join what the quote keeps apart."""
_MAX_ADDED = 6
"""One word of the claim in so many may be new, where it replaces nothing."""


def gaps(pairing: Pairing) -> Iterator[Gap]:
    """Yield the places where claim and quote part, in order."""
    moved = pairing.ties.moved
    gone = set(moved.values())
    ties = [(-1, -1), *pairing.ties.pairs.items(), (len(pairing.claim), len(pairing.quote))]
    for at, ((i0, j0), (i1, j1)) in enumerate(pairwise(ties)):
        added = [i for i in range(i0 + 1, i1) if i not in moved]
        dropped = [j for j in range(j0 + 1, j1) if j not in gone]
        if added or dropped:
            yield Gap(added, dropped, first=at == 0, last=at == len(ties) - 2)


def order_fault(pairing: Pairing) -> Fault | None:
    """Find a name or value that stands in the quote, but in another place."""
    for i, j in pairing.ties.moved.items():
        term = pairing.claim[i]
        sorts = {term.sort, pairing.quote[j].sort}
        if sorts & {Sort.NAME, Sort.VALUE} and not _moved_along(pairing, i, j):
            reason = Reason.VALUE if Sort.VALUE in sorts else Reason.NAME
            return Fault(reason, f"“{term.text}” has another place in the quote")
    return None


def cue_fault(pairing: Pairing, *, attributed: bool = False) -> Fault | None:
    """Find a negation, plan, hedge, condition, attribution or superlative gained or lost.

    Where the claim is shown as somebody's words (`attributed`), the `said` may go.
    """
    for gap in gaps(pairing):
        fault = _gained(pairing, gap) or _lost(pairing, gap) or _infinitive(pairing, gap)
        if fault and not (attributed and fault.reason is Reason.ATTRIBUTION):
            return fault
    return _strayed(pairing)


def word_fault(
    pairing: Pairing, *, question: bool = False, own: frozenset[str] | None = None
) -> Fault | None:
    """Find a word that replaces another one, too many that are new, or clauses run together.

    A question has its verb in another place and may leap over an aside. Where `own` is given, no
    word is new but those with one of its keys.
    """
    fresh = 0
    for gap in gaps(pairing):
        added = [pairing.claim[i] for i in gap.added if pairing.claim[i].content]
        dropped = [pairing.quote[j] for j in gap.dropped if pairing.quote[j].content]
        fault = _opposed(pairing, gap)
        if fault:
            return fault
        words = [term for term in added if term.sort is Sort.WORD]
        if words and dropped and len(dropped) <= 4 and not _whole_clause(pairing.quote, gap):
            return Fault(
                Reason.SUPPORT,
                f"“{words[0].text}” stands where the quote has “{dropped[0].text}”",
            )
        if not question and _spliced(pairing, gap):
            return Fault(
                Reason.SUPPORT,
                f"the quote has more between its clauses: “{dropped[0].text}” and what follows",
            )
        if own is not None and (strange := [t for t in words if t.key not in own]):
            return Fault(Reason.SUPPORT, f"“{strange[0].text}” is not in the quote")
        fresh += len(words)
        if fresh * _MAX_ADDED > sum(term.content for term in pairing.claim):
            return Fault(Reason.SUPPORT, f"“{words[0].text}” is not in the quote")
    return None


def _spliced(pairing: Pairing, gap: Gap) -> bool:
    """Say whether the end of one clause is joined to the middle of another, within a quote."""
    quote = pairing.quote
    if gap.first or gap.last or len(gap.dropped) < _SPLICE or _whole_clause(quote, gap):
        return False
    inner = quote[gap.dropped[0] + 1 : gap.dropped[-1] + 1]
    across = not pairing.starts.isdisjoint(range(gap.dropped[0], gap.dropped[-1] + 2))
    return any(term.breaks for term in inner) and not across


def _opposed(pairing: Pairing, gap: Gap) -> Fault | None:
    for i in gap.added:
        for j in gap.dropped:
            mine, theirs = pairing.claim[i], pairing.quote[j]
            if opposites(mine.key, theirs.key):
                return Fault(Reason.POLARITY, f"“{mine.text}” where the quote has “{theirs.text}”")
    return None


def _moved_along(pairing: Pairing, i: int, j: int) -> bool:
    """Say whether a term moved together with the words that give it its meaning."""
    claim, quote, ties, *_ = pairing
    for step in (-1, 1):
        near, there = i + step, ties.quote_index(i + step)
        if there is None or not 0 <= near < len(claim) or abs(there - j) > 2:
            continue
        words = claim[near].sort is quote[there].sort is Sort.WORD
        # What stands there twice marks no place.
        words = words and sum(term.key == quote[there].key for term in quote) == 1
        along = words and (there - j) * step > 0
        if along and near in ties.moved:
            return True
    return _date_phrase(pairing, i, j)


def _date_phrase(pairing: Pairing, i: int, j: int) -> bool:
    """Say whether it is the only date on either side, with the same preposition before it."""
    claim, quote, *_ = pairing
    dates = [
        sum(t.value is not None and t.value.kind is Kind.DATE for t in side)
        for side in (claim, quote)
    ]
    value = claim[i].value
    if value is None or value.kind is not Kind.DATE or dates != [1, 1]:
        return False
    mine = claim[i - 1].text if i else ""
    theirs = quote[j - 1].text if j else ""
    return (
        mine == theirs
        or {mine, theirs} <= {"in", "on", ""}
        or mine in _DATE_PREPOSITIONS >= {theirs}
    )


def _gained(pairing: Pairing, gap: Gap) -> Fault | None:
    for i in gap.added:
        term = pairing.claim[i]
        if term.cue is None:
            continue
        return Fault(
            _REASONS.get(term.cue, Reason.MODALITY),
            f"“{term.text}” ({term.cue.value}) is not in the quote",
        )
    return None


def _lost(pairing: Pairing, gap: Gap) -> Fault | None:
    quote = pairing.quote
    whole = _whole_clause(quote, gap)
    for j in gap.dropped:
        cue = quote[j].cue
        if cue is None or cue not in _LOSS:
            continue
        if whole and cue not in _LOSS_WITH_CLAUSE:
            continue
        if whole and cue is Cue.SAID and quote[gap.dropped[0]].text in _OPENS_CLAUSE:
            continue
        return Fault(
            _REASONS.get(cue, Reason.MODALITY),
            f"the quote's “{quote[j].text}” ({cue.value}) is left out",
        )
    return None


def _whole_clause(quote: Sequence[Term], gap: Gap) -> bool:
    """Say whether what was left out is a clause of its own: its loss changes nothing else."""
    if not gap.dropped:
        return False
    start, end = gap.dropped[0], gap.dropped[-1] + 1
    opened = gap.first or quote[start].breaks or quote[start].text in _OPENS_CLAUSE
    joined = quote[end - 1].breaks and quote[end - 1].text in _OPENS_CLAUSE
    closed = gap.last or quote[end].breaks or (gap.first and joined)
    alone = not (gap.first and gap.last)
    return opened and closed and alone and len(gap.dropped) >= 2


def _infinitive(pairing: Pairing, gap: Gap) -> Fault | None:
    """Find `agreed to join` turned into `joined`."""
    claim, quote, ties, *_ = pairing
    if not gap.dropped or quote[gap.dropped[-1]].text != "to":
        return None
    after = gap.dropped[-1] + 1
    mine = next((i for i, j in ties.pairs.items() if j == after), None)
    if mine is None or claim[mine].sort is not Sort.WORD or claim[mine].text == quote[after].text:
        return None
    return Fault(
        Reason.MODALITY, f"the quote has “to {quote[after].text}”, the claim “{claim[mine].text}”"
    )


def _strayed(pairing: Pairing) -> Fault | None:
    """Find a cue that the quote has too, but about something else."""
    claim, quote, ties, *_ = pairing
    for i, j in ties.pairs.items():
        cue = claim[i].cue
        if cue is None or cue not in _LOSS:
            continue
        ahead = next((k for k in range(i + 1, len(claim)) if claim[k].content), None)
        there = ties.quote_index(ahead) if ahead is not None else None
        if ahead is None or there is None:
            continue
        between = [k for k in range(j + 1, there) if quote[k].content]
        parted = len(between) > (0 if cue is Cue.NOT else 2) or there < j
        if parted and not (quote[j + 1].breaks and quote[there].breaks):
            return Fault(
                _REASONS.get(cue, Reason.MODALITY),
                f"“{claim[i].text}” belongs to other words in the quote",
            )
    return None
