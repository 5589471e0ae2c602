"""Whether who does what to whom is the same in claim and quote: prepositions, `by`, `was`, `'s`."""

from collections.abc import Mapping, Sequence

from digests.claims.cuts import ASKED, is_asked, kept_in
from digests.claims.faults import Pairing
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term
from digests.claims.wordclasses import BE, DETERMINERS, RELATIONS, is_adverb, is_date, is_past
from digests.model import Reason
from digests.text.vocabulary import vocabulary

_PLACES = frozenset({"in", "on", "at", "within"})
_ADDED = _PLACES | {"of"}
"""Prepositions that turn nobody's part round: `chips of Acme`, `Acme chips`."""
_OWN = frozenset({"its", "their", "his", "her", "our", "my", "your"})
_GRAMMAR = BE | _ADDED | vocabulary("a an the has have had and that which who it they to also 's")
"""What may be added, since it says nothing: `more`, `again` or `because` would."""


def role_fault(pairing: Pairing, *, question: bool) -> Fault | None:
    """Find a preposition, a passive or a genitive that is gained, lost or another one."""
    ties = {i: j for j, i in kept_in(pairing).items()}
    if fault := _grammar_fault(pairing, ties, question=question):
        return fault
    for i, j in sorted(ties.items()):
        mine, theirs = pairing.claim[i], pairing.quote[j]
        if not mine.content:
            continue
        if ties.get(i - 1) != j - 1 or i == 0:
            fault = _relation_fault(pairing, i, j, ties)
            if fault is not None and not (question and _is_plan_of(pairing.quote, j)):
                return fault
        if is_past(theirs) and is_past(mine) and (fault := _voice_fault(pairing, i, j)):
            return fault
        if theirs.text.endswith("'s") and not mine.text.endswith("'s") and not _owns(pairing, i):
            return Fault(Reason.SUPPORT, f"“{mine.text}” where the quote has “{theirs.text}”")
    return None


def _grammar_fault(pairing: Pairing, ties: Mapping[int, int], *, question: bool) -> Fault | None:
    """Find a word without content that says something all the same, and not in the quote."""
    owned = any(term.text in _OWN for term in pairing.quote)
    for i, term in enumerate(pairing.claim):
        if term.content or i in ties or (term.cue is not None and i in pairing.ties.pairs):
            continue
        if question and term.cue in ASKED:
            continue
        if term.text not in _GRAMMAR and not (owned and term.text in _OWN):
            return Fault(Reason.SUPPORT, f"“{term.text}” is not in the quote at this place")
    return None


def _relation_fault(pairing: Pairing, i: int, j: int, ties: Mapping[int, int]) -> Fault | None:
    mine, theirs = _relation(pairing.claim, i), _relation(pairing.quote, j)
    alike = {mine, theirs} - ({None} if is_date(pairing.claim[i]) else set())
    if mine == theirs or alike <= _PLACES:
        return None
    if mine is None:
        before = _content_before(pairing.claim, i)
        there = ties.get(before) if before is not None else None
        # What was taken by a preposition and stands first now did so in another sentence of theirs.
        if there is None or there > j:
            return None
        return Fault(Reason.SUPPORT, f"“{theirs} {pairing.quote[j].text}” has lost its “{theirs}”")
    if theirs is None and mine in _ADDED:
        return None
    return Fault(Reason.SUPPORT, f"“{mine} {pairing.claim[i].text}” is not in the quote")


def _relation(terms: Sequence[Term], at: int) -> str | None:
    """Return the preposition that takes a term, None where none does."""
    while at > 0 and not terms[at].breaks:
        at -= 1
        if terms[at].text in RELATIONS:
            return terms[at].text
        if terms[at].content and not is_adverb(terms[at]):
            return None
    return None


def _content_before(terms: Sequence[Term], at: int) -> int | None:
    for k in range(at - 1, -1, -1):
        if terms[k + 1].breaks:
            return None
        if terms[k].content:
            return k
    return None


def _voice_fault(pairing: Pairing, i: int, j: int) -> Fault | None:
    mine, theirs = _is_passive(pairing.claim, i), _is_passive(pairing.quote, j)
    if mine == theirs or (mine and pairing.quote[j].breaks):
        return None
    verb = pairing.claim[i].text
    said = f"“{verb}” has a form of “be” in the claim and not in the quote"
    lost = f"“{verb}” has lost its form of “be”"
    return Fault(Reason.SUPPORT, said if mine else lost)


def _is_passive(terms: Sequence[Term], at: int) -> bool:
    while at > 0 and not terms[at].breaks:
        at -= 1
        if terms[at].text in BE:
            return True
        if terms[at].sort is not Sort.STOP and not is_adverb(terms[at]):
            return False
        if terms[at].text in RELATIONS | DETERMINERS:
            return False
    return False


def _is_plan_of(quote: Sequence[Term], j: int) -> bool:
    """Say whether a verb's `to` follows a plan: of `plans to open` a question has `Will … open`."""
    before = _content_before(quote, j)
    return before is not None and is_asked(quote[before])


def _owns(pairing: Pairing, i: int) -> bool:
    """Say whether the claim says in another way whose it is: `the board of Acme`."""
    return i > 0 and pairing.claim[i - 1].text == "of"
