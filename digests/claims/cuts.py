"""Whether what a claim leaves out of its quote leaves what it keeps as it was.

`The chief executive of Acme joined` holds the words `Acme joined`, in that order, and does not say
so. Without a grammar only cuts are believed that cannot do this: asides between marks, phrases to
their end, adjectives, one of two things that `and` joins.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from digests.claims.faults import Pairing
from digests.claims.lexicon import Cue
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term
from digests.claims.wordclasses import (
    BE,
    DETERMINERS,
    JOINS,
    OPENS,
    PARTICLES,
    RELATIONS,
    STANDS_FOR,
    TAKES_BACK,
    UNREAL,
    is_adjective,
    is_adverb,
    is_date,
    is_past,
    is_title,
    takes_away,
)
from digests.model import Reason

ASKED = frozenset({Cue.INTENT, Cue.FUTURE, Cue.EXPECT, Cue.MAY})
"""Cues for which a question has its `Will`."""
_ASKED_WITH = frozenset({"to", "be", "is", "are", "has", "have", "set", "due"})
"""What a question may leave out beside a cue: `plans to open` is asked as `Will … open?`"""


class Cut(NamedTuple):
    """Neighbouring terms of one sentence of the quote that the claim leaves out: quote[start:end]."""

    start: int
    end: int
    leads: bool
    """Nothing of the sentence is kept before it."""
    trails: bool
    """Nothing of the sentence is kept after it."""


def cut_fault(pairing: Pairing, *, question: bool, attributed: bool) -> Fault | None:
    """Find a cut that may leave words where they say something else.

    A question may leave out what makes a plan of its quote; what is shown as somebody's words
    (`attributed`), who says so.
    """
    kept = kept_in(pairing)
    for cut in _cuts(pairing, kept):
        words = pairing.quote[cut.start : cut.end]
        said = [term for term in words if not (question and is_asked(term))]
        if not said or (attributed and _is_said_so(pairing.quote, cut)):
            continue
        if not (_is_named_otherwise(pairing, kept, cut, said) or _is_safe(pairing, kept, cut)):
            first = next((term for term in words if term.content), words[0])
            return Fault(Reason.SUPPORT, f"“{first.text}” is left out of what it belongs to")
    return _jump_fault(pairing, kept)


def kept_in(pairing: Pairing) -> dict[int, int]:
    """Return where the claim has what stands in the quote: quote index -> claim index.

    A word without content counts where a neighbour of it is kept beside it: there is an `of` everywhere.
    """
    ties = {**pairing.ties.pairs, **pairing.ties.moved}
    for i, term in enumerate(pairing.claim):
        # `Support for Loom` is read as one name where it begins a sentence, and as three words elsewhere.
        j = ties.get(i - 1, len(pairing.quote)) + 1
        if i not in ties and j < len(pairing.quote) and pairing.quote[j].text == term.text:
            ties[i] = j
    return {
        j: i
        for i, j in ties.items()
        if pairing.quote[j].content or ties.get(i + 1) == j + 1 or ties.get(i - 1) == j - 1
    }


def _cuts(pairing: Pairing, kept: Mapping[int, int]) -> Iterator[Cut]:
    bounds = [*sorted({0, *pairing.heads}), len(pairing.quote)]
    for first, end in pairwise(bounds):
        here = [j for j in range(first, end) if j in kept]
        if not any(pairing.quote[j].content for j in here):
            continue
        edges = [first - 1, *here, end]
        for before, after in pairwise(edges):
            if after - before > 1:
                cut = Cut(before + 1, after, leads=before < first, trails=after == end)
                yield _turned(pairing.quote, cut)


def _turned(quote: Sequence[Term], cut: Cut) -> Cut:
    """Return the cut from the first of two like words on: `in [Oslo in] May` is `[in Oslo] in May`."""
    start, end, leads, trails = cut
    while not leads and not trails and start and not quote[start - 1].content:
        if quote[start - 1].text != quote[end - 1].text:
            break
        start, end = start - 1, end - 1
    return Cut(start, end, leads, trails)


def _is_safe(pairing: Pairing, kept: Mapping[int, int], cut: Cut) -> bool:
    quote = pairing.quote
    words = quote[cut.start : cut.end]
    if _has(words, UNREAL):
        return False
    if cut.trails:
        return _may_end_before(words)
    if not any(term.content for term in words):
        return _is_only_grammar(quote, cut)
    if cut.leads:
        return _begins_anew(pairing, kept, cut) and _may_begin_after(pairing, cut)
    if _is_aside(quote, cut) or _dates_report(quote, cut):
        return True
    return not takes_away(words) and _may_skip(quote, cut)


def _is_only_grammar(quote: Sequence[Term], cut: Cut) -> bool:
    words = quote[cut.start : cut.end]
    if takes_away(words):
        return False
    if cut.leads:
        return words[-1].text not in RELATIONS or is_date(quote[cut.end])
    return not any(term.text in PARTICLES for term in words)


def _may_end_before(words: Sequence[Term]) -> bool:
    """Say whether a sentence may end where the cut begins: not in the middle of a name or phrase."""
    first = words[0]
    if first.sort is Sort.STOP or first.breaks:
        return first.text not in TAKES_BACK
    return is_date(first) or is_adverb(first)


def _begins_anew(pairing: Pairing, kept: Mapping[int, int], cut: Cut) -> bool:
    """Say whether a clause of the claim begins with what stands behind the cut."""
    claim, at = pairing.claim, kept[cut.end]
    if at == 0 or claim[at].breaks or claim[at - 1].text in JOINS:
        return True
    return at == 1 and claim[0].text in DETERMINERS


def _may_begin_after(pairing: Pairing, cut: Cut) -> bool:
    """Say whether a sentence may begin where the cut ends: with what is said, or who says or does it."""
    words, after = pairing.quote[cut.start : cut.end], pairing.quote[cut.end]
    content = [term for term in words if term.content]
    last = words[-1]
    if after.breaks:
        return True
    if takes_away(words):
        return False
    if last.text in JOINS:
        return not _hangs_on_relation(words[:-1])
    if _has(words, RELATIONS):
        owner = last.text.endswith("'s") and not _has(words, OPENS)
        return owner or (words[0].text in RELATIONS and all(map(is_date, content)))
    return _is_known(pairing, content) or _is_title_of(after, words)


def _is_known(pairing: Pairing, content: Sequence[Term]) -> bool:
    """Say whether words only tell when or what kind, or whose name the claim has anyway."""
    if all(is_date(term) or is_adjective(term) or is_adverb(term) for term in content):
        return True
    said = {term.key for term in pairing.claim if term.content}
    return all(term.key in said or term.text in STANDS_FOR for term in content)


def _is_title_of(named: Term, words: Sequence[Term]) -> bool:
    """Say whether words tell what somebody is whose name follows, or whose a thing is."""
    if _has(words, OPENS):
        return False
    is_name = named.sort is Sort.NAME or named.opens
    return words[-1].text.endswith("'s") or (is_name and is_title(words[-1]))


def _is_aside(quote: Sequence[Term], cut: Cut) -> bool:
    """Say whether the cut stands between marks, as an aside or an item of a list does."""
    first, after = quote[cut.start], quote[cut.end]
    opens = first.breaks or first.text in OPENS
    if opens and (after.breaks or (first.breaks and after.text in JOINS)):
        return True
    words = quote[cut.start : cut.end]
    if after.breaks and after.sort is Sort.NAME and quote[cut.start - 1].sort is not Sort.NAME:
        # The first names of a list: `include Acme, Globex and Initech`.
        return all(term.sort is Sort.NAME for term in words)
    return first.breaks and after.text in RELATIONS and _lists_things(words)


def _dates_report(quote: Sequence[Term], cut: Cut) -> bool:
    """Say whether the cut only tells when somebody said what follows: `said [on Monday that] it`."""
    words = quote[cut.start : cut.end]
    said = quote[cut.start - 1].cue in {Cue.SAID, Cue.ANNOUNCED}
    return said and words[-1].text == "that" and all(is_date(t) for t in words if t.content)


def _lists_things(words: Sequence[Term]) -> bool:
    """Say whether words are the further items of a list of things: `, chips and boards`."""
    things = not any(term.sort is Sort.VALUE or is_past(term) for term in words)
    grammar = {term.text for term in words if term.sort is Sort.STOP}
    joined = _has(words[1:-1], JOINS)
    return things and joined and words[0].content and grammar <= JOINS | DETERMINERS


def _may_skip(quote: Sequence[Term], cut: Cut) -> bool:
    """Say whether a sentence may go on behind the cut as if there was nothing."""
    words, after = quote[cut.start : cut.end], quote[cut.end]
    first, last = words[0], words[-1]
    if first.breaks or _has(words[:-1], OPENS - JOINS):
        return False
    if last.text in JOINS:
        return not _has(words[:-1], JOINS)
    broken = any(term.breaks for term in words[1:]) or _has(words[1:-1], JOINS)
    if broken or last.text in OPENS or _ends_in_relation(words):
        return False
    if first.text in JOINS:
        return first.text != "but" and after.text not in RELATIONS and not is_date(after)
    if first.text in RELATIONS or is_date(first):
        # `is in talks to supply` without its middle is a plan.
        said = quote[cut.start - 1].text not in BE
        return said and (after.breaks or after.sort not in {Sort.NAME, Sort.VALUE})
    return all(is_adverb(t) for t in words if t.content) or _is_modifier(quote, cut)


def _is_modifier(quote: Sequence[Term], cut: Cut) -> bool:
    """Say whether the cut only tells more of the noun behind it."""
    words, before, after = quote[cut.start : cut.end], quote[cut.start - 1], quote[cut.end]
    if not after.content or after.breaks:
        return False
    content = [term for term in words if term.content]
    if any(t.sort is Sort.STOP and t.text not in DETERMINERS | JOINS for t in words[1:]):
        return False
    if all(is_adjective(term) or is_adverb(term) for term in content):
        return before.sort is not Sort.NAME
    owned = content[-1].text.endswith("'s")
    if before.sort is Sort.VALUE and not is_date(before):
        return not owned and all(term.sort is Sort.WORD for term in content)
    opened = words[0].text in DETERMINERS or before.text in DETERMINERS | RELATIONS
    return opened and (words[0].content or words[0].text in DETERMINERS)


def _hangs_on_relation(words: Sequence[Term]) -> bool:
    """Say whether the words end in a name that a preposition takes: `critics of Acme`."""
    after: list[Term] = []
    for term in reversed(words):
        if term.text in RELATIONS or term.text == "between":
            return all(t.sort is not Sort.WORD or t.opens for t in after if t.content)
        after.append(term)
    return False


def _ends_in_relation(words: Sequence[Term]) -> bool:
    rest = list(words)
    while rest and rest[-1].text in DETERMINERS:
        rest.pop()
    return bool(rest) and rest[-1].text in RELATIONS


def _is_named_otherwise(
    pairing: Pairing, kept: Mapping[int, int], cut: Cut, words: Sequence[Term]
) -> bool:
    """Say whether the claim has a name there, in place of `the company` or of what it spells."""
    before = kept.get(cut.start - 1, -1)
    after = kept.get(cut.end, len(pairing.claim))
    added = [t for t in pairing.claim[before + 1 : after] if t.sort is Sort.NAME or t.opens]
    content = [term for term in words if term.content]
    if not added or _has(words, RELATIONS):
        return False
    spelled = "".join(term.text[0] for term in content)
    short = "".join(term.text[0] for term in added)
    spells = spelled in {term.text for term in added} or short in {term.text for term in content}
    return spells or all(term.text in STANDS_FOR for term in content)


def is_asked(term: Term) -> bool:
    """Say whether a term is what makes a plan of a sentence, for which a question has `Will`."""
    return term.cue in ASKED or term.text in _ASKED_WITH


def _is_said_so(quote: Sequence[Term], cut: Cut) -> bool:
    """Say whether the cut only tells who says the rest."""
    words = quote[cut.start : cut.end]
    if not any(term.cue is Cue.SAID for term in words):
        return False
    closed = cut.trails or quote[cut.end].breaks
    return closed or words[-1].text == "that" or words[-1].cue is Cue.SAID


def _has(words: Sequence[Term], listed: frozenset[str]) -> bool:
    return any(term.text in listed for term in words)


def _jump_fault(pairing: Pairing, kept: Mapping[int, int]) -> Fault | None:
    """Find words that stand side by side in the claim, and in another order or sentence in the quote."""
    there = {i: j for j, i in kept.items() if pairing.quote[j].content}
    tied = sorted(there)
    for i, k in pairwise(tied):
        between = pairing.claim[i + 1 : k + 1]
        if any(term.breaks for term in between) or _has(between[:-1], JOINS):
            continue
        crossed = any(
            min(there[i], there[k]) < head <= max(there[i], there[k]) for head in pairing.heads
        )
        dated = is_date(pairing.claim[i]) or is_date(pairing.claim[k])
        if crossed or (there[k] < there[i] and not dated):
            return Fault(
                Reason.SUPPORT,
                f"“{pairing.claim[i].text}” and “{pairing.claim[k].text}” do not stand so in the quote",
            )
    return None
