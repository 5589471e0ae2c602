"""Whether a sentence tells of a deed, an announcement or a plan."""

from collections.abc import Sequence

from digests.claims.lexicon import Cue
from digests.claims.terms import Sort, Term
from digests.model import Modality

_AHEAD = frozenset({Cue.INTENT, Cue.FUTURE, Cue.EXPECT, Cue.MAY})
_RELATIVE = frozenset({"which", "who", "whose", "where", "while", "although", "though", "if"})
_PERFECT = frozenset({"has", "have", "had", "was", "were"})
_ENDS_OTHERWISE = frozenset({"based", "related", "led", "backed", "distributed", "advanced"})


def modality_of(terms: Sequence[Term]) -> Modality:
    """Return what the sentence's main clause says: the first deed, announcement or plan in it.

    An announced plan is a plan. Clauses that hang on a relative word are passed over.
    """
    announced = False
    aside = False
    for at, term in enumerate(terms):
        if term.breaks:
            aside = term.text in _RELATIVE
        if aside:
            continue
        if term.cue in _AHEAD:
            return Modality.PLANNED
        if term.cue is Cue.ANNOUNCED:
            announced = True
        elif _deed(terms, at):
            break
    return Modality.ANNOUNCED if announced else Modality.DONE


def _deed(terms: Sequence[Term], at: int) -> bool:
    term = terms[at]
    if term.sort is Sort.STOP:
        return term.text in _PERFECT and not _passive_plan(terms, at)
    before = terms[at - 1].text if at else ""
    return (
        at > 0
        and term.sort is Sort.WORD
        and term.cue is None
        and term.text.endswith("ed")
        and term.text not in _ENDS_OTHERWISE
        and before not in {"be", "being", "the", "a", "an", "to"}
    )


def _passive_plan(terms: Sequence[Term], at: int) -> bool:
    """Say whether a plan follows: `has plans`, `was expected to`, `have agreed to`."""
    return any(term.cue in _AHEAD for term in terms[at + 1 : at + 3])
