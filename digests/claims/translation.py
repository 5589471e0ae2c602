"""Whether a translation says what the English sentence says that was verified before it.

Words of two languages cannot be aligned without a dictionary of both. What can be compared is:
numbers, dates, amounts and versions, names, their order, denial, plans and doubts, questions, who
says it, superlatives, and length. A translation that is right in all of these can still be a bad one: it
is marked as a machine's, and the sentence that was verified is kept beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digests.claims.dictionary import is_common
from digests.claims.lexicon import Cue
from digests.claims.quotes import Fault
from digests.claims.terms import Sort, Term, terms
from digests.claims.verify import claim_id
from digests.model import (
    Check,
    Checks,
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    QuotedWords,
    Reason,
    RejectedClaim,
)
from digests.text.foreign import TONGUES, Tongue, anglicised, has
from digests.text.sentences import sentences
from digests.text.values import Kind, Value, values
from digests.text.vocabulary import vocabulary
from digests.text.words import STOPWORDS, stem

_AHEAD = frozenset({Cue.INTENT, Cue.FUTURE, Cue.EXPECT, Cue.MAY})
_MOST = frozenset({Cue.MOST, Cue.ONLY})
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_SHAPED = re.compile(r"(?=.*[^\W\d_])(?:.*\d|.*[^\W_][A-Z]|[^a-z]{2,})")
"""`vLLM`, `H100`, `AMD`: a name in any language."""
_LONGER, _SHORTER, _SHORT = 2.2, 0.5, 8
"""Bounds of the ratio of words; below so many words none is asked."""
_SHORT_NAME = 3
_ENGLISH = vocabulary(
    "the of and is are was were has have had with for from by that this which its their will to"
)
_ONE = frozenset({"1"})
"""`One` is an article in other languages: it is not missed."""


def translation_of(
    claim: Claim, text: str, *, language: str, written_by: str, strangers: frozenset[str]
) -> Claim | RejectedClaim:
    """Return a translation as the claim that it is of, in other words, or its first fault.

    `strangers` are names of other stories, in lower case: a translation that has one of them, and
    not from its sentence, has mixed two up. The claim keeps its quotes and what it rests on.
    """
    fault = translation_fault(claim, text, language=language, strangers=strangers)
    if fault is not None:
        return _rejected(claim, text, fault, written_by)
    return replace(
        claim,
        id=claim_id(text, claim.quotes),
        text=text,
        original=claim.text,
        written_by=written_by,
        rests_on=claim.rests_on or (claim.id,),
        headline=False,
    )


def translation_fault(
    claim: Claim, text: str, *, language: str, strangers: frozenset[str] = frozenset()
) -> Fault | None:
    """Return what a translation changes of the English sentence that a claim is."""
    tongue = TONGUES[language]
    said = terms(claim.text)
    return (
        _form_fault(claim.text, text, tongue)
        or _length_fault(claim.text, text, anglicised(text, language))
        or _value_fault(values(claim.text), values(anglicised(text, language)))
        or _name_fault(claim.text, text, said, tongue, strangers)
        or _order_fault(claim.text, text, said, language)
        or _sense_fault(claim, text, said, tongue)
    )


def names_in(text: str) -> frozenset[str]:
    """Return the words of names in an English text, in lower case."""
    found = (term.text for term in terms(text) if term.sort is Sort.NAME)
    return frozenset(word.lower() for name in found for word in _WORD.findall(name))


def rare_names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names that no dictionary of English has, of longer words: `nvidia`."""
    found = (
        word
        for text in texts
        for term in terms(text)
        if term.sort is Sort.NAME or (term.opens and term.content)
        for word in _WORD.findall(term.text)
    )
    return frozenset(w for w in found if len(w) > _SHORT_NAME and not is_common(stem(w)))


def _form_fault(original: str, text: str, tongue: Tongue) -> Fault | None:
    words = _WORD.findall(text)
    if not words:
        return Fault(Reason.SUPPORT, "it has no text")
    own = sum(word.lower() in tongue.common for word in words)
    english = sum(word.lower() in _ENGLISH for word in words)
    if english > own:
        return Fault(Reason.SUPPORT, "it is not translated")
    if ("?" in text) != ("?" in original):
        return Fault(Reason.SUPPORT, "a question stays a question, and nothing else becomes one")
    return None


def _length_fault(original: str, text: str, anglicised_text: str) -> Fault | None:
    words, before = _WORD.findall(text), _WORD.findall(original)
    ratio = len(words) / len(before)
    if len(before) >= _SHORT and not _SHORTER <= ratio <= _LONGER:
        return Fault(Reason.SUPPORT, f"it has {len(words)} words, the sentence {len(before)}")
    # `7. April` ends a sentence only in English.
    if len(sentences(anglicised_text)) > len(sentences(original)):
        return Fault(Reason.SUPPORT, "it has more sentences than there were")
    return None


def _value_fault(before: Sequence[Value], after: Sequence[Value]) -> Fault | None:
    left = list(before)
    for value in after:
        same = next((one for one in left if _alike(value, one)), None)
        if same is not None:
            left.remove(same)
        elif value.key not in _ONE and not any(_alike(value, one) for one in before):
            return Fault(Reason.VALUE, f"“{value.text}” is not in the sentence")
    lost = [v for v in left if v.key not in _ONE and not any(_alike(one, v) for one in after)]
    return Fault(Reason.VALUE, f"“{lost[0].text}” is missing or changed") if lost else None


def _alike(one: Value, other: Value) -> bool:
    return one.same(other) and (bool(one.days) or one.bound == other.bound)


def _name_fault(
    original: str, text: str, said: Sequence[Term], tongue: Tongue, strangers: frozenset[str]
) -> Fault | None:
    words = _WORD.findall(text)
    there = [word.lower() for word in words]
    for term in said:
        for part in _WORD.findall(term.text) if term.sort is Sort.NAME else ():
            # A genitive or a plural is added to a name, in German without an apostrophe.
            if part not in STOPWORDS and not any(
                word == part or _inflects(word, part) for word in there
            ):
                return Fault(Reason.NAME, f"the name “{part}” is missing or changed")
    known = {word.lower() for word in _WORD.findall(original)}
    starts = {
        found.start()
        for span in sentences(text)
        if (found := _WORD.search(text, span.start, span.end)) is not None
    }
    for found in _WORD.finditer(text):
        word = found[0]
        if word.lower() in known or any(_inflects(word.lower(), one) for one in known):
            continue
        if word.lower() in strangers and word[0].isupper():
            return Fault(Reason.NAME, f"the name “{word}” is not in the sentence")
        capital = tongue.names_are_capitals and word[0].isupper() and found.start() not in starts
        if capital or _SHAPED.fullmatch(word):
            return Fault(Reason.NAME, f"“{word}” reads as a name that is not in the sentence")
    return None


def _order_fault(original: str, text: str, said: Sequence[Term], language: str) -> Fault | None:
    """Find names, or numbers, that have changed places: who did it to whom, how many of what.

    Dates may stand anywhere, and a name that is there twice marks no place.
    """
    there = [word.lower() for word in _WORD.findall(text)]
    parts = [part for term in said if term.sort is Sort.NAME for part in _WORD.findall(term.text)]
    places = [
        at[0]
        for part in parts
        if parts.count(part) == 1
        and len(at := [n for n, w in enumerate(there) if w == part or _inflects(w, part)]) == 1
    ]
    if places != sorted(places):
        return Fault(Reason.NAME, "names stand in another order than in the sentence")
    before, after = _counts(values(original)), _counts(values(anglicised(text, language)))
    in_order = len(before) != len(after) or all(map(_alike, before, after))
    return None if in_order else Fault(Reason.VALUE, "numbers stand in another order")


def _counts(found: Iterable[Value]) -> list[Value]:
    return [value for value in found if value.kind is not Kind.DATE and value.key not in _ONE]


def _inflects(word: str, name: str) -> bool:
    return (
        len(name) > 1
        and word.startswith(name)
        and word[len(name) :] in {"s", "es", "n", "'s", "’s"}
    )


def _sense_fault(claim: Claim, text: str, said: Sequence[Term], tongue: Tongue) -> Fault | None:
    cues = {term.cue for term in said if term.cue is not None}
    if has(tongue.denies, text) != (Cue.NOT in cues):
        return Fault(Reason.POLARITY, "what is denied stays denied, and nothing else is")
    ahead = bool(cues & _AHEAD) or claim.modality is Modality.PLANNED
    ahead = ahead or claim.kind is ClaimKind.QUESTION
    if ahead and not has(tongue.ahead, text):
        return Fault(Reason.MODALITY, "a plan or a doubt is told as a fact")
    if not ahead and has(tongue.surely_ahead, text):
        return Fault(Reason.MODALITY, "a fact is told as a plan or a doubt")
    if Cue.SAID in cues and not has(tongue.says, text):
        return Fault(Reason.ATTRIBUTION, "it does not say who says so")
    ordinal = any(value.text.lower() == "first" for value in values(claim.text))
    if has(tongue.most, text) and not (cues & _MOST or ordinal):
        return Fault(Reason.SUPERLATIVE, "a superlative is added")
    return None


def _rejected(claim: Claim, text: str, fault: Fault, written_by: str) -> RejectedClaim:
    of_values = fault.reason in {Reason.VALUE, Reason.NAME}
    draft = DraftClaim(
        text=text,
        quotes=tuple(QuotedWords(article_id=q.article_id, exact=claim.text) for q in claim.quotes),
        kind=claim.kind,
        attributed_to=claim.attributed_to,
        as_of=claim.as_of,
        modality=claim.modality,
        written_by=written_by,
        rests_on=(claim.id,),
    )
    return RejectedClaim(
        draft=draft,
        reason=fault.reason,
        detail=fault.detail,
        checks=Checks(
            quote=Check.PASSED,
            values=Check.FAILED if of_values else Check.PASSED,
            polarity=Check.NOT_RUN if of_values else Check.FAILED,
        ),
    )
