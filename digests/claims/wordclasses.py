"""What a word does in a sentence, as far as its form tells: small lists, general English."""

from collections.abc import Iterable

from digests.claims.terms import Sort, Term
from digests.text.values import Kind
from digests.text.vocabulary import vocabulary

DETERMINERS = vocabulary("a an the its their his her our my this these")
JOINS = vocabulary("and or but while whereas")
OPENS = JOINS | vocabulary(
    """that who whom whose which where when while although though after before because since until
    unless if whether than how why what"""
)
"""What opens a clause of its own."""
RELATIONS = vocabulary(
    """of to from by for with without against in on at into onto over under after before between among
    within through during as than like unlike via about upon toward towards across around per except
    despite since until versus vs besides including regarding concerning"""
)
"""What ties a name to the word before it."""
PARTICLES = vocabulary("out off down away against over yet")
"""Without it a verb says something else: `ruled out`, `has yet to publish`."""
TAKES_BACK = vocabulary("than but except without not like unlike until")
"""A sentence that ends before it says more than it did."""
UNREAL = vocabulary(
    "parody satire satirical fiction fictional hoax joke spoof hypothetical prank mock"
)
"""What is said of such a thing is not said of the world, wherever in the sentence it stands."""
STANDS_FOR = vocabulary(
    """it he she they we company firm foundation project team startup group organisation organization lab
    vendor model framework library release tool platform"""
)
BE = vocabulary("is are was were be been being isn't aren't wasn't weren't")
PAST = vocabulary(
    """left won sold bought built made began came brought caught chose drove fought found gave got held
    kept led lost met paid ran rose sent spent stole stood struck taught told thought took understood
    went withdrew wrote broke beat beaten stolen taken given chosen driven written known shown grown
    seen done hit cut put set let hurt shut split spun sought dealt fed fell fallen"""
)
"""Past forms without `-ed`."""

_PRIVATIVE = vocabulary(
    """former ex fake acting interim deputy assistant associate rival competing anti pseudo imitation
    counterfeit aspiring incoming outgoing honorary simulated pirated stolen unofficial rejected
    expired then once previously formerly initially originally temporarily"""
)
"""Without it a thing is called what it is not, or not any more."""
_TITLES = vocabulary(
    """ceo cto cfo coo executive officer founder cofounder president chairman chairwoman chair director
    minister professor giant maker company firm startup vendor provider developer researcher engineer
    analyst spokesman spokeswoman spokesperson head leader scientist economist author journalist
    commissioner senator maintainer mr mrs ms dr"""
)
_ADJECTIVES = vocabulary(
    """new big large small major old free own early late good great full key fast strong other
    additional separate recent long short high low open latest faster larger smaller
    bigger better cheaper newer older wider further extra total overall modern simple whole"""
)
_ADJECTIVE_ENDS = ("al", "ive", "ous", "ful", "less", "able", "ible", "ic", "ary", "ish")
_NOUNS = vocabulary(
    """rival deal trial capital proposal appeal hospital journal signal terminal material professional
    executive archive drive dive hive incentive initiative representative detective motive native critic
    topic traffic music clinic public academic logic mechanic subsidiary library summary salary
    beneficiary adversary dictionary goal official individual table variable cable fable metric fabric
    arrival approval removal renewal withdrawal dismissal denial disposal refusal survival manual
    credential potential committal portal"""
)
_ADVERBS = vocabulary(
    "today yesterday tomorrow now then soon again together here there abroad online"
)
_NOT_ADVERBS = vocabulary(
    "family supply reply ally assembly anomaly monopoly bully july italy only apply"
)


def is_date(term: Term) -> bool:
    """Say whether a term is a date or a day."""
    return term.value is not None and term.value.kind is Kind.DATE


def is_adjective(term: Term) -> bool:
    """Say whether a term only tells more of a noun behind it."""
    if term.sort is not Sort.WORD or term.cue is not None or term.text in _PRIVATIVE:
        return False
    word = term.text
    return word in _ADJECTIVES or (word.endswith(_ADJECTIVE_ENDS) and word not in _NOUNS)


def is_adverb(term: Term) -> bool:
    """Say whether a term only tells how or when."""
    if term.cue is not None:
        return False
    return term.text in _ADVERBS or (term.text.endswith("ly") and term.text not in _NOT_ADVERBS)


def is_title(term: Term) -> bool:
    """Say whether a term tells what somebody is whose name stands behind it."""
    return term.text in _TITLES or term.key in {"ceo", "cto"} or term.text.split()[-1] in _TITLES


def takes_away(words: Iterable[Term]) -> bool:
    """Say whether one of the words says that a thing is not what it is called."""
    return any(term.text in _PRIVATIVE for term in words)


def is_past(term: Term) -> bool:
    """Say whether a term may be the past form of a verb."""
    return term.sort is Sort.WORD and (term.text.endswith("ed") or term.text in PAST)
