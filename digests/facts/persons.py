"""Whether a name is a person's, by its words and by what stands around it."""

import re
from collections.abc import Sequence

from digests.facts import lexicon
from digests.facts.given import GIVEN
from digests.facts.tokens import Token
from digests.text.vocabulary import vocabulary

HONORIFICS = vocabulary("dr dr. mr mr. ms ms. mrs mrs. prof prof. sir dame")
LINKS = vocabulary("de van von der da del la le di bin ibn & +")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ſ]"
_SMALL = "[a-zß-öø-ÿĀ-ſ]"
_WORD_IN_TITLE = re.compile(
    rf"{_CAPITAL}(?:{_SMALL}|['’.-])+\Z|[A-Z]\.\Z|{_CAPITAL}{_SMALL}+(?:-{_CAPITAL}{_SMALL}+)+\Z|(?:Mc|Mac|De|Di|O['’])[A-Z][a-z]+\Z"
)
_TWO_SYLLABLES = re.compile(r"[A-Z][a-z]{1,4}[A-Z][a-z]{1,5}\Z")
"""Korean given names are often written so: `KiYoung`."""

LONGEST = 4
"""Words of a person's name."""


def is_person(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Say whether the words from `at` to `end` name a person.

    A given name is enough; so is a position before or after. A single word never is.
    """
    words = [token.text for token in tokens[at:end]]
    if any(not _WORD_IN_TITLE.match(word) and word.lower() not in LINKS for word in words):
        return False
    lows = [word.lower() for word in words]
    if len(words) > LONGEST or any(
        low in lexicon.ORG_WORDS or low in lexicon.KNOWN for low in lows
    ):
        return False
    before = tokens[at - 1].low if at else ""
    if before in HONORIFICS:
        return True
    given = lows[0] in GIVEN or lows[0].split("-")[0] in GIVEN
    return len(words) > 1 and (
        given
        or before in lexicon.ROLE_HEADS
        or before == "executive"
        or _role_follows(tokens, end)
        or _role_of_theirs(tokens, at)
    )


def _role_follows(tokens: Sequence[Token], end: int) -> bool:
    """`…, Vice President of X`, `… (CTO)` and `…, who` are said of people."""
    if end + 1 >= len(tokens) or tokens[end].text not in {",", "("}:
        return False
    after = [t.low for t in tokens[end + 1 : end + 5]]
    if after[0] == "who" or after[:2] == ["formerly", "of"]:
        return True
    if after[0] in {"the", "a", "an", "its", "our", "former", "their"}:
        after = after[1:]
    return bool(after) and after[0] in lexicon.ROLE_WORDS - lexicon.TIERS


def _role_of_theirs(tokens: Sequence[Token], at: int) -> bool:
    """`its chief operating officer, …` is followed by a person; a list of employers has no `its`."""
    if at < 3 or tokens[at - 1].text != "," or tokens[at - 2].low not in lexicon.ROLE_HEADS:
        return False
    start = at - 2
    while start > 0 and tokens[start - 1].low in lexicon.ROLE_WORDS:
        start -= 1
    return start > 0 and tokens[start - 1].low in {"its", "their", "our"}


def looks_like_person(name: str) -> bool:
    """Say whether a name in a person's place may be one: two to four plain words, no company's."""
    words = name.split()
    lows = {word.lower() for word in words}
    plain = all(_WORD_IN_TITLE.match(word) or word.lower() in LINKS for word in words[1:])
    plain = plain and bool(_WORD_IN_TITLE.match(words[0]) or _TWO_SYLLABLES.match(words[0]))
    return 2 <= len(words) <= LONGEST and plain and not lows & (lexicon.ORG_WORDS | lexicon.KNOWN)
