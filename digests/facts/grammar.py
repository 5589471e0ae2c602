"""The building blocks of the patterns over marks, and how a match is judged: done, planned, or not said.

A pattern is written with upper-case words for the blocks (`SUBJ AUX joined`); `compile_all` puts
them in. Around a match stand the questions that decide whether it says anything at all: is it
denied, asked, supposed, or what somebody hopes for?
"""

import re
from collections.abc import Iterator

from digests.facts import lexicon
from digests.facts.abstract import Abstract
from digests.model import Modality
from digests.text.vocabulary import vocabulary

_ROLE_WORD = "|".join(sorted(lexicon.ROLE_WORDS | lexicon.TIERS, key=len, reverse=True))
_ROLE_HEAD = "|".join(sorted(lexicon.ROLE_HEADS, key=len, reverse=True))
_BODY = "|".join(lexicon.BODIES)
_APPOSED = (
    r"(?:the|a|an|its|our|one of|maker|makers|creator|creators|provider|developer|home|parent|part|"
    rf"formerly|previously|currently|until|most|long|based|who|which|whose|{_ROLE_WORD})"
)
_AUX_WORD = (
    r"(?:has|have|had|is|are|was|were|been|being|be|will|would|shall|could|can|may|might|should|must|"
    r"to|not|never|n't|also|today|recently|just|now|formally|officially|already|then|reportedly|"
    r"plans?|planned|planning|plan|intends?|intended|aims?|expects?|expected|set|due|slated|scheduled|going|about|"
    r"agreed|agrees|announced|announces|announce|decided|considering|looking|hopes?|hoping|wants?|seeks?|seeking|trying|"
    r"proud(?:ly)?|pleased|happy|happily|excited|thrilled|delighted|glad|honou?red|quietly|publicly|jointly|"
    r"successfully|finally|that|it|in talks|in advanced talks|in early talks|nearing|a deal|a definitive agreement|"
    r"an agreement|(?:said|says|announced|announces|confirmed|confirms|wrote)(?: <D\d+>)?(?: that)? (?:he|she|they|it)|signed|entered into|reached|permanently|immediately|soon|later|earlier|yesterday|first|again|voluntarily|"
    r"refused|refuses|declined|declines|denied|denies|did|does|do|wo|failed|fails|rumou?red|said|says|confirmed|confirms|"
    r"(?:on |in |as of )?<D\d+>|this (?:morning|week|month|year)|,)"
)

BLOCKS = {
    "NAMES": r"(?:<[PO]\d+>(?:(?: ,)(?: the)? <[PO]\d+>)*(?: ,)?(?: and| &| as well as| along with)(?: the)? <[PO]\d+>|<[PO]\d+>)",
    "NAME": r"<[PO]\d+>",
    "PERSON": r"<P\d+>",
    "ORGS": r"(?:<O\d+>(?:(?: ,)(?: the)? <O\d+>)*(?: ,)?(?: and| &| as well as| along with)(?: the)? <O\d+>|<O\d+>)",
    "ORG": r"<O\d+>",
    "FROM": r"(?: (?:of|from|at) (?:the )?<O\d+>)?",
    "ON": r"(?: (?:on |in |late |early |earlier |this |last )*(?:<D\d+>|week|month|year|quarter|summer|spring|autumn|fall|winter))?",
    "MONEY": r"<M\d+>",
    "DATE": r"<D\d+>",
    "APPOS": rf"(?:(?: \([^()]{{1,60}}\))?(?: ,(?: {_APPOSED})\b[^;:()]{{2,170}}? ,)|(?: \([^()]{{1,60}}\)))?",
    "AUX": rf"(?P<aux>(?: {_AUX_WORD}){{0,9}})",
    "ACT": rf"(?P<aux>(?: {_AUX_WORD}){{0,9}})(?:(?<! is)(?<! are)(?<! was)(?<! were)(?<! been)(?<! be)(?<! being)|(?= \w+ing\b))",
    "PAS": rf"(?P<aux>(?: {_AUX_WORD}){{0,9}})(?P<passive>)",
    "ROLE": rf"(?:(?:(?:{_ROLE_WORD}|and|,|&|\w+ing|[\w-]+)\s){{0,4}}?(?:{_ROLE_HEAD}|chief executive|chief of staff)\b(?: (?:{_ROLE_WORD})\b)*"
    r"(?: and (?:ceo|cto|president|chief [a-z]+ officer|co-founder|chairman|chair|founder)\b)?"
    r"(?: (?:of|for|,) (?!(?:the |an? )?<)(?:the )?[\w&-]+(?: (?:and|&|for) [\w-]+| (?!at\b|for\b|of\b|and\b|on\b|in\b|to\b|from\b|as\b|by\b|with\b|who\b|after\b|effective\b|this\b)[a-z-]{4,})*)?)",
    "BODY": rf"(?:{_BODY})\b",
    "DET": r"(?:the |a |an |its |our |their |his |her )?",
    "END": r"(?= [.,;:!)—–-]| and\b| as\b| to\b| (?:on |in |this |last )?<D| in\b| for\b| after\b| from\b| at\b| with\b| where\b| who\b| which\b| following\b| earlier\b| today\b| amid\b| last\b| this\b| ”|\Z)",
}
_BLOCK = re.compile("(" + "|".join(sorted(BLOCKS, key=len, reverse=True)) + ")")


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern over marks, its blocks put in. Its groups: `subj`, `obj`, `role`, `amount`."""
    return re.compile(_BLOCK.sub(lambda block: BLOCKS[block[1]], text))


_NO = re.compile(
    r"\b(?:not|never|n't|no longer|cannot|refused|refuses|declined|declines|denied|denies|deny|denying|failed|fails|"
    r"neither|nor|without|did|does|wo|nobody|none)\b|n't\b"
)
_SUPPOSED = re.compile(
    r"\b(?:rumou?red|could|may|might|should|can|must|hopes?|hoping|wants?|seeks?|seeking|trying|considering|looking|fails?)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|intends?|intended|aims?|expects?|expected|set|due|slated|"
    r"scheduled|going|about|in talks|in advanced talks|in early talks|nearing|soon|decided)\b"
)
_AGREED = re.compile(
    r"\b(?:agreed|agrees|agreement|a deal|announced|announces|announce|reportedly|rumou?red|to|signed)\b"
)
_PERFECT = re.compile(r"\b(?:has|have|had)\b(?: (?!to\b)[a-z]+)*\Z")
_BE = re.compile(r"\b(?:is|are|was|were|been|be|being|to be)\b")
_GOING_ON = re.compile(
    r"\b(?:is|are|am|was|were|be)(?: [a-z]+ly| now| also)? (?:being|[a-z-]+ing)\b"
)
_ASIDE = re.compile(
    r"\b(?:if|whether|unless|suppose|supposing|imagine|imagining|hypothetical(?:ly)?|had it|were it|denied|denies|denying|"
    r"deny|dismissed|refuted|false|untrue|hoax|rejected|rejects|no plans|ruled out|rules out|instead of|rather than|"
    r"before|until|prior to|in case|what would|would have|could have|should|let 's|fictional|fictitious|parody|april fool|earlier version|incorrectly|mistakenly|wrongly|erroneously|in error|misstated|previously (?:said|reported)|"
    r"ignore (?:all|any|the|previous)|disregard|instructions?|(?:report|answer|say|write|state|claim) that)\b"
)
_INVERTED = re.compile(
    r"(?:\A|[,;:“] |\b(?:and|but|or|whether) )(?:had|were|should|would|could|did|does|do) (?:the |a |an )?\Z"
)
"""`Had X joined`, `were X to leave`, `should X buy` suppose; with other words before they ask."""

_ASKED = re.compile(
    r"\b(?:asks?|asked|asking|urges?|urged|urging|calls? on|called on|calling on|pressed|pressures?|pressured|wants?|wanted|"
    r"invites?|invited|persuade[sd]?|convinces?|convinced|begs?|begged|expects?|advise[sd]?|lets?|allows?|allowed|forbids?|"
    r"enables?|helps?|helped|for) (?:the |a |an )?\Z"
)
"""What somebody is asked, urged or allowed to do is not done: followed by `to` or a bare verb."""

_NOBODY = re.compile(r"\b(?:not|never|nobody|none|no one|neither)\b")
_RUMOUR = re.compile(
    r"\b(?:reportedly|rumou?rs?|rumou?red|people familiar|sources? (?:said|say|told)|according to (?:a report|reports|people|sources)|"
    r"is said to|are said to|allegedly|speculation)\b"
)
_BREAK = re.compile(r"[;:]|\bbut\b|\bwhile\b|\balthough\b|\bthough\b|\bwhereas\b|[“”\"] ")
_PREPOSITION = vocabulary(
    """of at from by with in for to into via like on under than about against between within
    inside or through  alongside including beside besides near around without per vs versus
    behind unlike after before since  former ex- not"""
)


def modality(abstract: Abstract, match: re.Match[str]) -> Modality | None:
    """Return how the event is put; None where it is denied, asked or only supposed."""
    aux = match.groupdict().get("aux") or ""
    text = abstract.text
    if _unsaid(text, aux, _clause_before(text, match.start())) or _is_participle(match, aux):
        return None
    if _AHEAD.search(aux):
        return Modality.PLANNED
    going_on = _AGREED.search(aux) or _GOING_ON.search(text, match.start(), match.end())
    if _RUMOUR.search(text) or (going_on and not _PERFECT.search(aux)):
        return Modality.ANNOUNCED
    return Modality.DONE


def _is_participle(match: re.Match[str], aux: str) -> bool:
    """`Italy supports Spain joining the pact` tells of no joining: `-ing` needs its `is`."""
    if "aux" not in match.groupdict() or match.start("aux") < 0:
        return False
    following = match.string[match.end("aux") :].lstrip().split(" ", 1)[0]
    return following.endswith("ing") and not _BE.search(aux)


def _unsaid(text: str, aux: str, clause: str) -> bool:
    """Say whether the event is denied, asked or only supposed."""
    if text.rstrip(" ”\"'").endswith("?") or _NO.search(aux) or _SUPPOSED.search(aux):
        return True
    if _INVERTED.search(clause) or (_ASKED.search(clause) and aux.startswith(" to")):
        return True
    return bool(_ASIDE.search(clause) or _NOBODY.search(clause[-40:]))


def _clause_before(text: str, at: int) -> str:
    """Return what leads up to the match in its own clause."""
    before = text[:at]
    breaks = [found.end() for found in _BREAK.finditer(before)]
    return before[breaks[-1] :] if breaks else before


def stands_free(text: str, at: int) -> bool:
    """Say whether the name at `at` can be a subject: not `members of X`, `engineers from X`."""
    if text[at : at + 1] != "<":
        return True
    words = text[max(0, at - 60) : at].split()
    while words and words[-1] in {"the", "a", "an", "its", "our", "both"}:
        words.pop()
    while words and re.fullmatch(
        r"(?:startup|company|giant|maker|chipmaker|firm|lab|provider|rival|platform|ai|cloud|[a-z]+-[a-z]+)",
        words[-1],
    ):
        words.pop()
    if words[-1:] == ["of"] and words[-2:-1] and words[-2] in {"board", "directors", "trustees"}:
        return True
    return not words or words[-1] not in _PREPOSITION


def _passive(abstract: Abstract, aux: str) -> bool:
    """Only a headline leaves out the verb of a passive: `Jane Doe named CTO`."""
    return abstract.headline or bool(_BE.search(aux))


_TOLD = re.compile(r"\b(?:said|says|announced|announces|confirmed|confirms|wrote)\b")


def in_passing(match: re.Match[str]) -> bool:
    """Say whether the event is told as what went before: `who joined`, `had joined`.

    After `said` or `announced`, `had` is only the tense of the report.
    """
    aux = match.groupdict().get("aux") or ""
    before_last = " had" in aux and not _TOLD.search(
        match.string[max(0, match.start() - 60) : match.start()] + aux
    )
    return bool(match.groupdict().get("rel")) or before_last


def matches(
    patterns: tuple[re.Pattern[str], ...], abstract: Abstract
) -> Iterator[tuple[re.Match[str], Modality]]:
    """Yield the matches that say something, with how they put it."""
    for each in patterns:
        for match in each.finditer(abstract.text):
            put = modality(abstract, match)
            if put is None or (
                "passive" in each.groupindex and not _passive(abstract, match["aux"])
            ):
                continue
            if stands_free(abstract.text, match.start()):
                yield match, put
