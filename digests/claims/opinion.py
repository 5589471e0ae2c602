"""What an opinion may not hold: a number, a name or an event that its claims do not have."""

import re
from collections.abc import Iterable, Sequence

from digests.claims.anchors import Surroundings
from digests.claims.faults import Pairing, order_fault
from digests.claims.lexicon import Cue
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term
from digests.model import Reason
from digests.text.names import other_names
from digests.text.sentences import sentences
from digests.text.vocabulary import vocabulary
from digests.text.words import stem

_EVENTS = frozenset(
    map(
        stem,
        vocabulary(
            """announce launch release introduce unveil join leave acquire buy sell merge raise fund
            appoint hire resign fire quit sign publish ship sue fine ban approve reject deprecate
            retire remove cancel delay win lose reach grant award elect vote donate invest breach
            leak hack steal crash shut close collapse fail admit confirm deny"""
        ),
    )
)
_PAST = vocabulary(
    """left won sold bought built made became grew fell rose hit paid lost took gave went began came
    brought caught chose drew drove found fought got held kept led met put ran said sent shut spent
    stole stood struck thought told understood withdrew wrote broke cut"""
)
"""Past forms without `-ed`."""
_NO_PAST = vocabulary("need feed seed speed indeed embed bed red hundred proceed exceed succeed")
_BOUND = frozenset(
    {Cue.NOT, Cue.SAID, Cue.MOST, Cue.ONLY, Cue.ANNOUNCED, Cue.INTENT, Cue.WHOLE, Cue.PART}
)
"""Cues that an opinion may take over from its claims, and never add."""
_WORDED = re.compile(r"(?i)\b(?:may|might|could|would|perhaps|possibly|suggests?|likely)\b")


def opinion_fault(text: str, pairing: Pairing, around: Surroundings) -> Fault | None:
    """Find what an opinion adds to the claims it builds on, or that it is worded as a fact.

    Its other words are its writer's own. A name may stand in a title or outlet instead; a number
    may not. It begins with a name or a word of the claims, or with a function word, so that no new
    name hides behind the capital letter of a sentence.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        if not (_WORDED.search(sentence) or sentence.rstrip("”\"' ").endswith("?")):
            return Fault(
                Reason.OPINION,
                "each sentence of an opinion is worded as one: may, could, would, suggests",
            )
    known = _known(pairing.quote) | _known(around.terms)
    events = False
    for i, term in enumerate(pairing.claim):
        tied = pairing.ties.quote_index(i) is not None
        fault = None if tied else _added(term, pairing.quote, known)
        if fault is not None:
            return fault
        events = events or _tells(term)
    return order_fault(pairing) if events else None


def _added(term: Term, quote: Sequence[Term], known: frozenset[str]) -> Fault | None:
    if term.value is not None:
        return Fault(Reason.VALUE, f"“{term.text}” is not in the claims")
    if term.cue in _BOUND and not any(other.cue is term.cue for other in quote):
        return Fault(Reason.OPINION, f"“{term.text}” is not in the claims")
    if {term.key, term.text} & known:
        return None
    named = term.sort is Sort.NAME or (term.opens and term.sort is Sort.WORD)
    if named or (term.sort is Sort.WORD and other_names(term.text)):
        return Fault(Reason.NAME, f"“{term.text}” is not in the claims")
    if _tells(term):
        return Fault(Reason.EVENT, f"“{term.text}” tells of an event that the claims do not have")
    return None


def _tells(term: Term) -> bool:
    """Say whether a word may tell that something happened."""
    if term.sort is not Sort.WORD:
        return False
    past = term.text.endswith("ed") and term.text not in _NO_PAST
    return past or term.text in _PAST or term.key in _EVENTS


def _known(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(word for term in terms for word in (term.key, term.text) if word)
