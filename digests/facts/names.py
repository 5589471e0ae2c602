"""What is a name, where it ends, and whether it is a person's."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from digests.facts import lexicon
from digests.facts.given import GIVEN
from digests.facts.tokens import Kind, Token

VERSION = re.compile(
    r"v?\d{1,4}(?:\.\d+){0,3}(?:[-.]?(?:rc|alpha|beta|dev|post|preview|a|b)\.?\d*)?[xB]?\Z"
)
_WORD_IN_TITLE = re.compile(r"[A-Z][a-z'’.-]+\Z|[A-Z]\.\Z|[A-Z][a-z]+(?:-[A-Z][a-z]+)+\Z|(?:Mc|Mac|De|Di|O['’])[A-Z][a-z]+\Z")
_ADJECTIVE = re.compile(r"[-–][a-z]{3,}\Z")
_OF_HEADS = frozenset(
    "university institute department bank ministry academy college center centre school house "
    "government fund board council office bureau commission league association".split()
)
_LINKS = frozenset("de van von der da del la le di bin ibn & +".split())
_FUNCTION_WORDS = frozenset(
    "the a an this that these those our its their his her my your and or but for with in on at by to from as if it i "
    "we you they he she is are was were has have had will".split()
)
_COMPANY_FORMS = frozenset("inc inc. ltd ltd. llc corp corp. plc l.p. gmbh".split())
_HONORIFICS = frozenset("dr dr. mr mr. ms ms. mrs mrs. prof prof. sir dame".split())
_UNITS_AFTER = re.compile(
    r"(?:million|billion|trillion|percent|gpus?|users|people|tokens?|years?|months|weeks|days|hours|times"
    r"|models|companies|members|researchers|engineers|employees|parameters|countries|languages|points)\Z"
)

_NOUNS_AFTER_AI = frozenset(
    "model models startup startups research agent agents chip chips tool tools platform platforms "
    "lab labs system systems safety news researcher researchers assistant app apps services".split()
)


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
    """Return the names of a sentence by the index of their first token, `names[i]` to its `end`."""
    found: dict[int, Name] = {}
    at = 0
    while at < len(words):
        end = name_end(words, at, casing, headline=title_case)
        if end == at:
            at += 1
            continue
        shown = _shown(words, at, end)
        found[at] = Name(shown, words[at].start, words[end - 1].end, is_person(words, at, end, casing))
        at = end
    return found


def _shown(words: Sequence[Token], at: int, end: int) -> str:
    """Put the words of a name together as they stand, with plain single spaces."""
    shown = words[at].text
    for before, word in pairwise(words[at:end]):
        shown += (" " if word.start > before.end else "") + word.text
    return shown


def name_end(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> int:
    """Return the index after the name that begins at `at`, or `at` where none begins."""
    if not _opens(tokens, at, casing, headline=headline):
        return at
    end = at + 1
    while end < len(tokens):
        if _goes_on(tokens, end, casing, headline=headline):
            end += 1
        elif (
            end + 1 < len(tokens)
            and _links(tokens, end, at)
            and _goes_on(tokens, end + 1, casing, headline=headline)
        ):
            end += 2
        else:
            break
    return _trimmed(tokens, at, end)


def is_person(tokens: Sequence[Token], at: int, end: int, casing: Casing) -> bool:
    """Say whether the name is a person's, by its words and by what stands around it."""
    words = [token.text for token in tokens[at:end]]
    joined = " ".join(words)
    if casing.is_person(joined):
        return True
    if any(not _WORD_IN_TITLE.match(word) and word.lower() not in _LINKS for word in words):
        return False
    lows = [word.lower() for word in words]
    if len(words) > 4 or any(low in lexicon.ORG_WORDS or low in lexicon.KNOWN for low in lows):
        return False
    before = tokens[at - 1].low if at else ""
    if before in _HONORIFICS:
        return True
    if len(words) < 2:
        return False
    if lows[0] in GIVEN or lows[0].split("-")[0] in GIVEN:
        return True
    return before in lexicon.ROLE_HEADS or _role_follows(tokens, end)


def _role_follows(tokens: Sequence[Token], end: int) -> bool:
    """`…, Vice President of X` and `… (CTO)` are said of people."""
    if end + 1 >= len(tokens) or tokens[end].text not in {",", "("}:
        return False
    after = [t.low for t in tokens[end + 1 : end + 5]]
    if after[0] in {"the", "a", "an", "its", "our", "former", "their"}:
        after = after[1:]
    return bool(after) and (after[0] in lexicon.ROLE_WORDS - lexicon.TIERS)


def _opens(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> bool:
    token = tokens[at]
    if token.kind is not Kind.WORD or not _capital(token):
        return False
    low = token.low
    if low in lexicon.ROLE_WORDS or low in lexicon.DEMONYMS or _ADJECTIVE.search(token.text):
        return _capital_in_name(tokens, at, casing, headline=headline)
    if low in lexicon.TIERS:
        return False
    if low in _HONORIFICS or low in {"series", "http", "https"}:
        return False
    first = at == 0 or tokens[at - 1].text in {":", "“", '"', "—", "–", "•", "*", "-", "|", "(", ".", "!"}
    if at + 2 < len(tokens) and tokens[at + 1].text == "&" and _capital(tokens[at + 2]):
        return True
    if at + 1 < len(tokens) and low not in _FUNCTION_WORDS and casing.is_run(token.text, tokens[at + 1].text):
        return True
    if low in _FUNCTION_WORDS:
        return False
    if headline or first:
        return _known(token, casing) or not _common(token, casing, alone=not headline and _alone(tokens, at))
    return True


def _capital_in_name(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> bool:
    """`Chinese Academy of Sciences`, `Silicon Valley Bank`: an adjective only opens before a head."""
    if tokens[at].low not in lexicon.DEMONYMS or headline:
        return False
    del casing
    after = [t for t in tokens[at + 1 : at + 3] if _capital(t)]
    return any(t.low in _OF_HEADS or t.low in {"alliance", "foundation"} for t in after)


def _goes_on(tokens: Sequence[Token], at: int, casing: Casing, *, headline: bool) -> bool:
    token = tokens[at]
    low = token.low
    if token.kind is Kind.NUMBER:
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        return bool(VERSION.match(token.text)) and not _UNITS_AFTER.match(following)
    if token.kind is not Kind.WORD or not _capital(token) or _ADJECTIVE.search(token.text):
        return False
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in lexicon.ROLE_WORDS and (
        low not in {"global", "general", "partner", "fellow", "associate"} or following in lexicon.ROLE_HEADS
    ):
        return False
    if low in _FUNCTION_WORDS:
        return False
    if low in lexicon.TIERS and at + 1 < len(tokens) and tokens[at + 1].low.startswith(("member", "sponsor")):
        return False
    if headline:
        return (
            casing.is_run(tokens[at - 1].text, token.text)
            or _closes(tokens, at)
            or _known(token, casing)
            or not _common(token, casing, alone=False)
        )
    return True


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """`Mistral AI Raises`, `PyTorch Foundation Welcomes`: what ends names, unless a noun follows."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low in lexicon.CLOSERS and following not in _NOUNS_AFTER_AI


def _links(tokens: Sequence[Token], at: int, start: int) -> bool:
    low = tokens[at].low
    if low == ",":
        return tokens[at + 1].low in _COMPANY_FORMS
    if low in {"of", "for", "on"}:
        head = tokens[at - 1].low
        return head in _OF_HEADS or (low != "of" and head in {"partnership", "institute", "center", "council", "fund"})
    return low in _LINKS and at > start


def _alone(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 >= len(tokens) or not _capital(tokens[at + 1])


def _capital(token: Token) -> bool:
    return any(c.isupper() for c in token.text) or (
        token.kind is Kind.WORD and token.text in lexicon.LOWER_NAMES
    )


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
    return alone and low.endswith(("s", "ing", "ed", "ly", "er", "tion", "ment")) and not casing.is_name(token.text)


def _trimmed(tokens: Sequence[Token], at: int, end: int) -> int:
    """A run of habit capitals alone (`AI`, `US`) is no name."""
    if all(t.low in lexicon.GENERIC or t.kind is Kind.NUMBER for t in tokens[at:end]):
        return at
    return end
