"""What an opinion may not hold: a number, a name or an event that its claims do not have."""

import re
from collections.abc import Iterable, Sequence

from digests.claims.alignment import weight
from digests.claims.anchors import Surroundings
from digests.claims.dictionary import is_common
from digests.claims.faults import Pairing, order_fault
from digests.claims.lexicon import Cue
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term, terms
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
    """left won sold bought built made became grew fell rose paid lost took gave went began came
    brought caught chose drew drove found fought got held kept led met ran said sent spent
    stole stood struck thought told understood withdrew wrote broke"""
)
"""Past forms without `-ed`."""
_NO_PAST = vocabulary(
    """need feed seed speed indeed embed bed red hundred proceed exceed succeed mixed shared varied
    limited related distributed advanced unified detailed combined"""
)
_BOUND = frozenset(
    {Cue.NOT, Cue.SAID, Cue.MOST, Cue.ONLY, Cue.ANNOUNCED, Cue.INTENT, Cue.WHOLE, Cue.PART}
)
"""Cues that an opinion may take over from its claims, and never add."""
_MODALS = vocabulary("may might could would")
_INDICATIVE = vocabulary("is are was were has had does did isn't aren't wasn't weren't hasn't")
_CLAUSES = vocabulary(
    """because since after before when while whereas although though which whose whom if as until
    unless despite whether how why where"""
)
"""What opens a clause that would assert something beside the opinion."""
_PARTED = re.compile(r"[;:()\[\]–—\"“”]|\s-\s|\.\.")
_GRAVE = frozenset(
    map(
        stem,
        vocabulary(
            """fraud crime criminal corrupt corruption bribe bribery scam fake lie lying liar spy theft
            illegal unlawful abuse terror terrorism malware dangerous unsafe harm kill racist cheat
            blackmail conspire conspiracy evil deceive deception mislead dishonest hide conceal
            insolvent insolvency bankrupt bankruptcy manipulate manipulation exploit exploitation
            scandal evade discriminate discrimination incompetent greedy sabotage guilty guilt cartel
            dead die dying worthless sick launder cult abusive betray negligent reckless plagiarise
            plagiarize infringe prison jail arrest convict sue lawsuit unethical immoral shady sham
            hoax weapon surveil surveillance bully threaten harass predatory parasite stupid idiot"""
        ),
    )
)
_OF_THE_TRADE = frozenset(
    map(
        stem,
        vocabulary(
            """ecosystem roadmap latency throughput workload upstream downstream open-source benchmark
            runtime toolchain backend interoperability portability inference deployment startup
            maintainer"""
        ),
    )
)
"""Common here, and in no general dictionary."""
_ROOT = 0.7
"""How alike two words are that share a root: `member` and `membership`."""
_COMPARES = re.compile(r"(?:e?r|e?st)\Z")
Known = frozenset[str]


def opinion_fault(text: str, pairing: Pairing, around: Surroundings) -> Fault | None:
    """Find what an opinion adds to the claims it builds on, or that it is worded as a fact.

    Each sentence is one clause with a may, might, could or would. Before that stands what the
    claims name, behind it common words: so no name is new, in whatever case it is written, nothing
    is told as having happened, and nobody is accused. A name may stand in a title or outlet instead
    of the claims; a number may not.
    """
    known = _known(pairing.quote) | _known(around.terms)
    for start, end in sentences(text):
        fault = _form_fault(text[start:end], known, pairing.quote)
        if fault is not None:
            return fault
    events = False
    for i, term in enumerate(pairing.claim):
        tied = pairing.ties.quote_index(i) is not None
        fault = None if tied else _added(term, pairing.quote, known)
        if fault is not None:
            return fault
        events = events or _tells(term)
    return order_fault(pairing) if events else None


def _form_fault(sentence: str, known: Known, quote: Sequence[Term]) -> Fault | None:
    """Find what makes a sentence more than one guarded clause."""
    parted = _PARTED.search(sentence)
    if parted:
        return Fault(Reason.OPINION, f"an opinion is one clause, without “{parted[0].strip()}”")
    read = terms(sentence)
    modal = next((at for at, term in enumerate(read) if term.text in _MODALS), None)
    if not modal:
        return Fault(Reason.OPINION, "each sentence says who or what may, might, could or would")
    for at, term in enumerate(read):
        if term.text in _CLAUSES or (term.text in {"that", "who"} and at and not _points(read, at)):
            return Fault(Reason.OPINION, f"an opinion is one clause, without “{term.text}”")
        if term.text in _INDICATIVE:
            return Fault(Reason.OPINION, f"“{term.text}” states a fact")
        given = {term.key, term.text} & known or any(weight(term, q) >= _ROOT for q in quote)
        if at < modal and term.content and not given:
            return Fault(
                Reason.OPINION, f"“{term.text}” before “{read[modal].text}” is not in the claims"
            )
    return None


def _points(read: Sequence[Term], at: int) -> bool:
    """Say whether a `who` or `that` only tells which: `those who …`, `anyone who …`."""
    return read[at - 1].text in {"those", "anyone", "people", "everyone", "for", "to", "of"}


def _added(term: Term, quote: Sequence[Term], known: Known) -> Fault | None:
    if term.value is not None:
        return Fault(Reason.VALUE, f"“{term.text}” is not in the claims")
    if term.cue in _BOUND and not any(other.cue is term.cue for other in quote):
        return Fault(Reason.OPINION, f"“{term.text}” is not in the claims")
    if {term.key, term.text} & known or term.sort is Sort.STOP:
        return None
    if term.sort is Sort.NAME or term.opens or not _is_common(term):
        return Fault(Reason.NAME, f"“{term.text}” is not in the claims")
    if _tells(term) or term.key in _GRAVE:
        return Fault(Reason.EVENT, f"“{term.text}” tells of what the claims do not have")
    return None


def _is_common(term: Term) -> bool:
    """Say whether a word is no name in lower case: a dictionary or the trade has it."""
    bare = _COMPARES.sub("", term.text)
    common = any(map(is_common, (term.key, bare, f"{bare}e", stem(f"{bare}e"))))
    common = common or term.key in _OF_THE_TRADE or term.key in _GRAVE
    return (common or term.cue is not None or _tells(term)) and not other_names(term.text)


def _tells(term: Term) -> bool:
    """Say whether a word may tell that something happened."""
    if term.sort is not Sort.WORD:
        return False
    past = term.text.endswith("ed") and term.text not in _NO_PAST
    return past or term.text in _PAST or term.key in _EVENTS


def _known(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(word for term in terms for word in (term.key, term.text) if word)
