"""What one sentence states, taken apart: who and what, how much, when, of which grade, or denied."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from digests.ask.measures import Amount, amounts, is_former
from digests.claims.lexicon import STOPS, Cue
from digests.claims.modality import modality_of
from digests.claims.terms import Sort, Term, terms
from digests.model import Modality
from digests.text.names import names
from digests.text.normal import normalise
from digests.text.periods import Period, periods
from digests.text.values import Kind
from digests.text.vocabulary import vocabulary
from digests.text.words import stem

_GRADE = re.compile(
    r"(?i)\b(?P<grade>platinum|gold|silver|bronze|diamond|premier|general|associate)(?:[- ](?:level|tier))?"
    r"[- ](?:foundation\s+)?(?:member(?:ship)?|sponsor(?:ship)?|partner|level|tier)\b"
)
_OFFICE = re.compile(
    r"(?i)(?<!co-)(?<!vice )(?<!deputy )(?<!vice-)\b(?:(?P<short>CEO|CTO|CFO|COO|CIO)|chief\s+(?P<long>\w+)\s+officer"
    r"|(?P<other>(?<!vice )president|chair(?:man|woman|person)?|executive\s+director|general\s+manager))\b(?!\s+of\s+staff)"
)
_LETTERS = {"executive": "ceo", "technology": "cto", "technical": "cto", "financial": "cfo"}
_APPOINTS = re.compile(
    r"(?i)\b(?:appoint|nam(?:ed|es)\b|hire|promot|elect|becom|became|succeed|takes\s+over\s+as|is\s+the\b|joins?\s+as)"
)
_LABEL = re.compile(
    r"\b(?i:(series|phase|part|round|class|stage|group|option|batch|wave|week|day))\s+([A-Z]|[IVX]+|\d{1,3})\b"
)
_PUT_OFF = re.compile(r"(?i)\b(?:postpon|reschedul|delay)\w*\s+(?:to|until|till|from)\b")
_NEGATED = re.compile(r"(?i)n ?['’] ?t\b|\b(?:cant|dont|wont|isnt|didnt)\b")
_DENIES_THAT = re.compile(r"(?i)\s+(?:that\b|it\b|(?:\w+\s+)?\w+ing\b)")
"""After `denied`: a man who denies arson only pleads."""
_TALKS = re.compile(r"(?i)\bin\s+(?:\w+\s+)?(?:talks|negotiations?|discussions)\b")
_DENIALS = vocabulary("not never cannot denies deny denied false untrue")
_RETRACTS = re.compile(
    r"(?i)\b(?:earlier|previous|original|prior|first)\s+(?:version|edition|report|article|post|story|newsletter)\b"
    r".{0,60}?\b(?:said|stated|gave|misstated|named|wrote|listed|put|incorrectly|wrongly|called|had)\b"
    r"|\b(?:incorrectly|wrongly|mistakenly|erroneously)\b|\bmisstated\b"
)
_DATED = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:19|20)\d\d")
_ZEROS = re.compile(r"(?:\.0)+\Z")
"""0.11.0 is 0.11, and 0.10 stays."""
_HYPOTHETICAL = frozenset({Cue.IF, Cue.MAY})


class Statement(NamedTuple):
    """A sentence as it is compared. Stems throughout."""

    words: frozenset[str]
    """With content, of no name and no value."""
    names: tuple[str, ...]
    """Words of names, in order; the first word of the sentence too, where it may be one."""
    marked: tuple[tuple[int, str], ...]
    """Each of them with where it stands."""
    certain: frozenset[str]
    """Those of them that are names wherever they stand."""
    people: tuple[str, ...]
    """Names of two or three words."""
    amounts: tuple[Amount, ...]
    versions: frozenset[str]
    labels: frozenset[str]
    """`series b`, `part 2`: what tells one of a series from the next."""
    periods: tuple[Period, ...]
    dated: tuple[Period, ...]
    """Those of them that are named by a month or a year, not by `today` or a weekday."""
    former_periods: tuple[Period, ...]
    grade: str
    office: str
    appoints: bool
    denied: frozenset[str]
    """Stems that a denial stands before; empty where nothing is denied."""
    negated: bool
    """It has a word that may deny something, of whatever reach or spelling."""
    planned: bool | None
    """None of what was put off: it was and is a plan, however it is told."""
    asserts: bool
    """No question, condition, possibility, talks, nor what an earlier version said."""

    @property
    def said(self) -> frozenset[str]:
        """Everything it names, without the values."""
        return self.words | {*self.names}


def retracts(text: str) -> bool:
    """Say whether a sentence tells what was said before and is taken back."""
    return _RETRACTS.search(text) is not None


# Sentences of the news are compared with each question again; 2,048 take 6 MB.
@lru_cache(maxsize=2048)
def statement(text: str, published: date) -> Statement:
    """Return what a sentence states, seen from the day it was published."""
    plain = normalise(text).text
    read = terms(plain, published)
    grade, office = _GRADE.search(plain), _OFFICE.search(plain)
    apart = [match.span() for match in (grade, office) if match]
    kept = [term for term in read if not _inside(term, apart)]
    named = [term for term in kept if _is_name(term)]
    bare = _OFFICE.sub(lambda match: ";" * len(match.group()), plain)
    told = periods(plain, published)
    former = tuple(period for period in told if is_former(plain, period.start))
    held = tuple(period for period in told if period not in former)
    return Statement(
        words=frozenset(t.key for t in kept if t.sort is Sort.WORD and not t.cue) - _keys(named),
        names=tuple(term.key for term in named),
        marked=tuple((term.start, term.key) for term in named),
        certain=frozenset(term.key for term in named if term.sort is Sort.NAME),
        people=tuple(n.text for n in names(bare) if n.certain and 2 <= len(n.text.split()) <= 3),
        amounts=tuple(amounts(plain, read)),
        versions=frozenset(
            _ZEROS.sub("", term.value.key)
            for term in read
            if term.value and term.value.kind is Kind.VERSION
        ),
        labels=frozenset(" ".join(found.groups()).lower() for found in _LABEL.finditer(plain)),
        periods=held,
        dated=tuple(p for p in held if _DATED.search(plain[p.start : p.end])),
        former_periods=former,
        grade=grade["grade"].lower() if grade else "",
        office=_office(office) if office else "",
        appoints=_APPOINTS.search(plain) is not None,
        denied=frozenset(_denied(plain, read)),
        negated=_NEGATED.search(plain) is not None or any(t.cue is Cue.NOT for t in read),
        planned=None if _PUT_OFF.search(plain) else modality_of(read) is Modality.PLANNED,
        asserts=not (
            plain.rstrip(' "').endswith("?")
            or any(term.cue in _HYPOTHETICAL for term in read)
            or retracts(plain)
            or _TALKS.search(plain) is not None
        ),
    )


def _inside(term: Term, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= term.start < end for start, end in spans)


def _is_name(term: Term) -> bool:
    if term.text in STOPS:
        return False
    return term.sort is Sort.NAME or (term.opens and term.sort is Sort.WORD and not term.cue)


def _keys(found: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.key for term in found)


def _office(found: re.Match[str]) -> str:
    if found["short"]:
        return found["short"].lower()
    if found["long"]:
        return _LETTERS.get(found["long"].lower(), found["long"].lower())
    return stem(found["other"].split()[0])[:5]


def _denied(plain: str, read: Sequence[Term]) -> Iterable[str]:
    """Yield the word after each denial; a denial of a value is a correction, not one of these."""
    for at, term in enumerate(read):
        longer = plain[term.end : term.end + 7] == " longer"
        if term.cue is not Cue.NOT or not (
            term.text in _DENIALS or "n't" in term.text or (term.text == "no" and longer)
        ):
            continue
        if term.text.startswith("den") and not _DENIES_THAT.match(plain, term.end):
            continue
        after = [t for t in read[at + 1 : at + 6] if t.content and t.text != "longer"]
        only = at + 1 < len(read) and read[at + 1].cue is Cue.ONLY
        if after and after[0].value is None and not only:
            yield after[0].key
