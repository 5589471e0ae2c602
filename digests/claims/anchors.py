"""Values and names of a claim against its quotes, and against the article's title, date, outlet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from digests.claims.alignment import Alignment
from digests.claims.faults import Gap, Pairing, gaps
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term
from digests.model import Reason
from digests.text.dates import Day, same_date
from digests.text.names import other_names
from digests.text.values import Kind, Value
from digests.text.vocabulary import vocabulary

_STANDS_FOR = vocabulary(
    """it its he his him she her they their them we our us i my this these that those company firm
    foundation project team startup group organisation organization lab vendor model framework
    library release tool platform"""
)
"""What a title's or outlet's name may replace: `the company`, `it`."""
_LONGEST_ACRONYM = 6
_POINTS = frozenset({"the", "this", "our", "its", "their"})


class Surroundings(NamedTuple):
    """What may name things beside the quotes: titles, outlets, publication dates."""

    terms: tuple[Term, ...]
    published: tuple[date, ...]
    titles: tuple[tuple[Term, ...], ...] = ()


def value_fault(pairing: Pairing, around: Surroundings) -> Fault | None:
    """Find a number, date, amount or version that neither quotes nor surroundings give."""
    for i, j in pairing.ties.pairs.items():
        following = pairing.quote[j + 1 : j + 2]
        article = pairing.claim[i].value is not None and pairing.quote[j].value is None
        if article and following and following[0].value is not None:
            return Fault(Reason.VALUE, f"“{pairing.claim[i].text}” is not in the quote")
    for gap in gaps(pairing):
        for i in gap.added:
            term = pairing.claim[i]
            if term.value is None:
                continue
            reason = Reason.SUPERLATIVE if term.text == "first" else Reason.VALUE
            if term.value.kind is Kind.ORDINAL or not _given(term.value, around):
                return Fault(reason, f"“{term.value.text}” is not in the quote")
            instead = _other_value(pairing, term.value) or _replaced(pairing, gap)
            if instead is not None:
                return Fault(reason, f"“{term.value.text}” where the quote has “{instead.text}”")
    return None


def name_fault(pairing: Pairing, around: Surroundings) -> Fault | None:
    """Find a name that neither quotes nor surroundings give, or that replaces another word."""
    known = {term.key for term in around.terms} | {term.text for term in around.terms}
    for gap in gaps(pairing):
        if _cut_out(pairing, gap):
            whole = pairing.quote[gap.dropped[0]].text
            return Fault(Reason.NAME, f"“{whole}” is left out of the middle of a name")
        for i in gap.added:
            term = pairing.claim[i]
            if term.sort is not Sort.NAME and not (term.opens and term.sort is Sort.WORD):
                continue
            if _short_form(pairing, i):
                continue
            if term.key not in known and not _acronym(term, around.terms):
                return Fault(Reason.NAME, f"“{term.text}” is not in the quote")
            replaced = _replaced(pairing, gap)
            if replaced is not None:
                return Fault(Reason.NAME, f"“{term.text}” where the quote has “{replaced.text}”")
            if not gap.first and not _stands_for(pairing, gap, i):
                return Fault(Reason.NAME, f"“{term.text}” is not in the quote at this place")
    return None


def borrowed_fault(pairing: Pairing, around: Surroundings) -> Fault | None:
    """Find a name or value of a title's where the quote leaves none open, or where it may be another's.

    A title lends its name to `the company` where it has just one, and a version with it.
    """
    for gap in gaps(pairing):
        named = [i for i in gap.added if _is_named(pairing.claim[i])]
        open_place = any(pairing.quote[j].text in _STANDS_FOR for j in gap.dropped)
        lent = open_place and _is_lent([pairing.claim[i] for i in named], around)
        for i in gap.added:
            term = pairing.claim[i]
            follows = lent and i - 1 in named
            if term.value is not None and not follows:
                return Fault(Reason.VALUE, f"“{term.text}” is not in the quote")
            if i in named and not lent and not _short_form(pairing, i):
                return Fault(Reason.NAME, f"“{term.text}” is not in the quote")
    return None


def _is_named(term: Term) -> bool:
    return term.sort is Sort.NAME or (term.opens and term.sort is Sort.WORD)


def _is_lent(name: Sequence[Term], around: Surroundings) -> bool:
    """Say whether a name is the only one of a title, whole."""
    runs: set[tuple[str, ...]] = set()
    for title in around.titles:
        run: list[str] = []
        for term in title:
            if run and (term.breaks or not _is_named(term)):
                runs.add(tuple(run))
                run = []
            if _is_named(term):
                run.append(term.key)
        runs |= {tuple(run)} if run else set()
    return runs == {tuple(term.key for term in name)}


def _cut_out(pairing: Pairing, gap: Gap) -> bool:
    """Say whether `Claude Opus 5` became `Claude 5`; a middle initial may go."""
    quote = pairing.quote
    if gap.first or gap.last or gap.added or not gap.dropped:
        return False
    inner = quote[gap.dropped[0] : gap.dropped[-1] + 2]
    before = quote[gap.dropped[0] - 1]
    return (
        before.sort is Sort.NAME
        and all(t.sort is Sort.NAME and not t.breaks for t in inner[:-1])
        and inner[-1].sort in {Sort.NAME, Sort.VALUE}
        and not inner[-1].breaks
        and any(len(t.text) > 1 for t in inner[:-1])
    )


def _given(value: Value, around: Surroundings) -> bool:
    if any(term.value is not None and value.same(term.value) for term in around.terms):
        return True
    days = tuple(Day(day.year, day.month, day.day) for day in around.published)
    return bool(value.days) and same_date(value.days, days)


def _other_value(pairing: Pairing, value: Value) -> Value | None:
    """Return a value of the same kind that the quote has and the claim does not."""
    used = set(pairing.ties.pairs.values()) | set(pairing.ties.moved.values())
    for j, term in enumerate(pairing.quote):
        if term.value is not None and term.value.kind is value.kind and j not in used:
            return term.value
    return None


def _replaced(pairing: Pairing, gap: Gap) -> Term | None:
    """Return the quote's word that stands where the claim has a name or value of its own."""
    left_out = [pairing.quote[j] for j in gap.dropped]
    anchor = next((t for t in left_out if t.sort in {Sort.NAME, Sort.VALUE} or t.opens), None)
    if anchor is not None or gap.first or gap.last:
        return anchor
    return next((t for t in left_out if t.content and t.text not in _STANDS_FOR), None)


def _stands_for(pairing: Pairing, gap: Gap, i: int) -> bool:
    """Say whether a name takes the place of `it`, or completes `the Foundation`."""
    claim, quote, ties, *_ = pairing
    if any(quote[j].text in _STANDS_FOR for j in gap.dropped):
        return True
    after = ties.quote_index(max(gap.added) + 1)
    if after is None or not after or i == 0 or claim[max(gap.added) + 1].sort is not Sort.NAME:
        return False
    rest = [t for j, t in enumerate(quote[after + 1 : after + 2], after + 1) if not _tied(ties, j)]
    longer = bool(rest) and rest[0].sort is Sort.NAME and not rest[0].breaks
    return quote[after - 1].text in _POINTS and not longer


def _tied(ties: Alignment, j: int) -> bool:
    return j in ties.pairs.values() or j in ties.moved.values()


def _short_form(pairing: Pairing, i: int) -> bool:
    """Say whether the term is the initials of a name, or a part of a name with such initials."""
    claim, quote, ties, *_ = pairing
    if _acronym(claim[i], quote):
        return True
    tied = set(ties.pairs.values())
    short = {term.text for j, term in enumerate(quote) if j not in tied and _is_open(term)}
    for width in range(2, 7):
        for start in range(max(0, i - width + 1), i + 1):
            words = claim[start : start + width]
            parted = any(term.breaks for term in words[1:])
            if len(words) == width and not parted and _initials(words) in short:
                return True
    return False


def _acronym(term: Term, among: Sequence[Term]) -> bool:
    """Say whether neighbouring names spell the term: Technical Advisory Council for TAC."""
    letters = term.text.removesuffix("s")
    if not letters.isalpha() or term.sort is not Sort.NAME or not _is_open(term):
        return False
    return any(
        _initials(among[at : at + len(letters)]) == letters
        for at in range(len(among) - len(letters) + 1)
    )


def _is_open(term: Term) -> bool:
    """Say whether letters may be anybody's initials: `AI` has its meaning, `TAC` in a text of its own."""
    return 2 <= len(term.text) <= _LONGEST_ACRONYM and not other_names(term.text)


def _initials(words: Iterable[Term]) -> str:
    return "".join(term.text[0] if term.sort is Sort.NAME else " " for term in words)
