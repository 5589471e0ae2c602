"""What is a name, where it ends, and whether it is a person's."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from digests.facts import lexicon
from digests.facts.persons import HONORIFICS, LINKS, is_person
from digests.facts.tokens import Kind, Token
from digests.text.vocabulary import vocabulary

VERSION = re.compile(
    r"v?\d{1,4}(?:\.\d+){0,3}(?:[-.]?(?:rc|alpha|beta|dev|post|preview|a|b)\.?\d*)?[xB]?\Z"
)
_ADJECTIVE = re.compile(r"[-–][a-z]{3,}\Z")
_OF_HEADS = vocabulary(
    """university institute department bank ministry academy college center centre school house
    government fund board council office bureau commission league association"""
)
_FUNCTION_WORDS = vocabulary(
    """the a an this that these those our its their his her my your and or but for with in on
    at by to from as if it i  we you they he she is are was were has have had will"""
)
_COMPANY_FORMS = vocabulary("inc inc. ltd ltd. llc corp corp. plc l.p. gmbh")
_UNITS_AFTER = re.compile(
    r"(?:million|billion|trillion|percent|gpus?|users|people|tokens?|years?|months|weeks|days|hours|times"
    r"|models|companies|members|researchers|engineers|employees|parameters|countries|languages|points)\Z"
)

_NOUNS_AFTER_AI = vocabulary(
    """model models startup startups research agent agents chip chips tool tools platform
    platforms  lab labs system systems safety news researcher researchers assistant app apps
    services"""
)

_VERBS_AFTER = vocabulary(
    """is was has will can adds brings ships lands launches reaches reached hits drops removes
    supports supported , landed arrives arrived fixes patches introduces released"""
)
_NEVER_OPEN = HONORIFICS | _FUNCTION_WORDS | lexicon.TIERS | {"series", "http", "https"}
_ROLES_IN_NAMES = frozenset({"global", "general", "partner", "fellow", "associate"})
_STARTS_AFTER = frozenset(':“"—–•*-|(.!')


class Name(NamedTuple):
    """A name in the text, or what plainly stands for one."""

    text: str
    """As it is to be shown; the words that stand there, or the name they stand for."""
    start: int
    end: int
    person: bool
    stands_in: bool = False
    """The words there are `we`, `the company` or the like."""


class Casing(Protocol):
    """What the rest of the article shows about a word's capital."""

    def is_name(self, word: str) -> bool:
        """Say whether it stands with a capital where position does not ask for one."""
        ...

    def is_run(self, before: str, word: str) -> bool:
        """Say whether the two words stand together so, in running text."""
        ...

    def is_word(self, low: str) -> bool:
        """Say whether it stands in lower case."""
        ...

    def is_person(self, words: str) -> bool:
        """Say whether this is a full name or surname of a person of the article."""
        ...


def names(words: Sequence[Token], casing: Casing, *, title_case: bool) -> dict[int, Name]:
    """Return the names of a sentence by the index of their first token."""
    found: dict[int, Name] = {}
    at = 0
    while at < len(words):
        end = _end(words, at, casing, headline=title_case) if words[at].capital else at
        if end == at:
            at += 1
            continue
        shown = _shown(words, at, end)
        person = casing.is_person(shown) or is_person(words, at, end)
        found[at] = Name(shown, words[at].start, words[end - 1].end, person)
        at = end
    return found


def _shown(words: Sequence[Token], at: int, end: int) -> str:
    """Put the words of a name together as they stand, with plain single spaces."""
    shown = words[at].text
    for before, word in pairwise(words[at:end]):
        shown += (" " if word.start > before.end else "") + word.text
    return shown


def _end(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> int:
    """Return the index after the name that begins at `at`, or `at` where none begins."""
    if not _opens(tokens, at, casing, headline=headline):
        return at
    end = at + 1
    while end < len(tokens):
        linked = end + 1 < len(tokens) and _links(tokens, end, at)
        if _goes_on(tokens, end, casing, headline=headline):
            end += 1
        elif linked and _goes_on(tokens, end + 1, casing, headline=headline):
            end += 2
        else:
            break
    return _trimmed(tokens, at, end)


def _opens(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> bool:
    """Say whether a name begins here."""
    token = tokens[at]
    if not token.capital or token.low in _NEVER_OPEN:
        return False
    if token.low in lexicon.DEMONYMS:
        return not headline and _before_head(tokens, at)
    if token.low in lexicon.ROLE_WORDS or _ADJECTIVE.search(token.text):
        return False
    if _joined_on(tokens, at, casing):
        return True
    if headline or at == 0 or tokens[at - 1].text in _STARTS_AFTER:
        alone = not headline and not (
            at + 1 < len(tokens) and (tokens[at + 1].capital or _versioned(tokens, at + 1))
        )
        return _known(token, casing) or not _common(token, casing, alone=alone)
    return True


def _versioned(tokens: Sequence[Token], at: int) -> bool:
    """`Aster 3 was` opens with a name; `Chapters 3 to 5` and `Engineers 40 years old` do not."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].kind is Kind.NUMBER and bool(
        VERSION.match(tokens[at].text) and following in _VERBS_AFTER
    )


def _joined_on(tokens: Sequence[Token], at: int, casing: Casing) -> bool:
    """`Weights & Biases`, and runs that the text has in mid-sentence too."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following == "&":
        return at + 2 < len(tokens) and tokens[at + 2].capital
    return casing.is_run(tokens[at].text, following)


def _before_head(tokens: Sequence[Token], at: int) -> bool:
    """`Chinese Academy of Sciences`: an adjective opens a name only before a head."""
    after = [t for t in tokens[at + 1 : at + 3] if t.capital]
    return any(t.low in _OF_HEADS or t.low in {"alliance", "foundation"} for t in after)


def _goes_on(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> bool:
    """Say whether the word at `at` belongs to the name before it."""
    token = tokens[at]
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.kind is Kind.NUMBER:
        return bool(VERSION.match(token.text)) and not _UNITS_AFTER.match(following)
    if not token.capital or _breaks(token, following):
        return False
    return (
        not headline
        or casing.is_run(tokens[at - 1].text, token.text)
        or (token.low in lexicon.CLOSERS and following not in _NOUNS_AFTER_AI)
        or _known(token, casing)
        or not _common(token, casing, alone=False)
    )


def _breaks(token: Token, following: str) -> bool:
    """Say whether a capitalised word is none of the name: a role, a tier, a function word."""
    low = token.low
    if low in lexicon.ROLE_WORDS:
        return low not in _ROLES_IN_NAMES or following in lexicon.ROLE_HEADS
    if low in lexicon.TIERS:
        return following.startswith(("member", "sponsor"))
    return low in _FUNCTION_WORDS or bool(_ADJECTIVE.search(token.text))


def _links(tokens: Sequence[Token], at: int, start: int) -> bool:
    low = tokens[at].low
    if low == ",":
        return tokens[at + 1].low in _COMPANY_FORMS
    if low in {"of", "for", "on"}:
        head = tokens[at - 1].low
        if low == "on":
            return head in {"partnership", "council"}
        return head in _OF_HEADS or (
            low == "for" and head in {"partnership", "institute", "center", "council", "fund"}
        )
    return low in LINKS and at > start


def _known(token: Token, casing: Casing) -> bool:
    """Say whether the word is a name on its own showing: inner capitals, digits, or the article."""
    text = token.text
    if text in lexicon.LOWER_NAMES or token.low in lexicon.KNOWN:
        return True
    if any(c.isupper() for c in text[1:]) and token.low not in lexicon.COMMON:
        return not text.isupper() or len(text) > 1
    return casing.is_name(text) and token.low not in lexicon.COMMON


def _common(token: Token, casing: Casing, *, alone: bool) -> bool:
    """Say whether the capital may be due to the position alone."""
    low = token.low
    if low in lexicon.COMMON or casing.is_word(low):
        return True
    # A lone plural or participle at the start of a sentence is a word more often than a name.
    return (
        alone
        and low.endswith(("s", "ing", "ed", "ly", "er", "tion", "ment"))
        and not casing.is_name(token.text)
    )


def _trimmed(tokens: Sequence[Token], at: int, end: int) -> int:
    """Drop a run of habit capitals alone: `AI`, `US`."""
    if all(t.low in lexicon.GENERIC or t.kind is Kind.NUMBER for t in tokens[at:end]):
        return at
    return end
