"""Words within a sentence that point at something outside of it."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from digests.sections.grammar import has_finite_verb
from digests.text.words import content_words

_THIS = re.compile(
    r"(?i)\b(?:this|these)\s+(?!week|month|year|quarter|morning|summer|fall|autumn|spring|winter|time|evening|afternoon|century|decade|is\b|are\b|was\b)[\w’'-]+(?:\s(?!(?:with|of|in|for|to|by|from|on|at|and|as|is|are|was|has|will|can|that|through|using)\b)[\w’'-]+){0,2}"
    r"|\bthose\s+(?!who|that|with|in\b|of\b|from|which|whose|to\b|for\b|at\b|on\b|already|not\b)\w+"
    r"|\ba\s+similar\s+\w+(?!.*\b(?:to|as)\b)"
    r"|\bthe\s+(?:day|week|month|year|night|morning)\s+(?:prior|before)(?=\s*(?:[,.;)]|$))"
    r"|\bsuch\s+(?!as\b|an?\b|that\b)\w+|\bof\s+that\b|\bthe\s+(?:latter|former|aforementioned)\b"
)
"""`this approach`: which one was said before."""

_DEMONSTRATIVE = re.compile(
    r"\b(?:about|across|against|at|behind|beyond|by|for|from|in|into|of|on|over|through|toward|towards|under|with"
    r"|(?:by|for|in|of|while)\s+[a-z]+ing)\s+that\s+(?!is\b|was\b|way\b|day\b)[a-z][a-z’'-]*[a-rt-z](?=[,.;:)!]|\s(?:with|by|in|for|and|using|while|through)\b)"
    r"|\b(?:achiev|address|answer|bridg|chang|clos|continu|extend|fill|fix|follow|hold|keep|maintain|narrow|pursu|reach|reduc|solv|strik|support|widen)(?:e|es|ed|s|ing)?\s+that\s+[a-z]+[a-rt-z]\b(?!\s+(?:is|was|has|will|would|can|could|may)\b)"
    r"|\bto\s+[a-z]+\s+that\s+[a-z]+(?<!ed)(?=[,.;:)!])"
)
"""`in filling that gap, …`: which one was said before."""

_PLURAL = re.compile(r"(?i)\bthese\s+(?:[\w’'-]+\s+)?(?P<head>[\w’'-]+s)\b")
"""`these compiler versions`: a headline that has only `compiler` does not say which."""

_UNNAMED = re.compile(
    r"^The\s+(?:[a-z][\w-]*\s+)?(?P<head>[a-z][\w-]*)\s+(?:\w+ly\s+)?"
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|do)\b"
)
"""`The limits are …`, `The queue is …`: of what, a neighbour says."""

_AS_WELL = re.compile(
    r"(?i)\b(?:as\s+well(?!\s+as\b)(?=\s(?:for|in|on|at|with|via)\b|[.!])|\btoo[.!]\Z)"
)
"""`Guests can run it as well on …`: who else can was said before."""

_THEN = re.compile(
    r"(?<!and)\s(?:then|subsequently)\s+(?:[a-z]+(?:ed|s)|took|made|gave|went|began|bought|sold|said|told|held)\b"
)
"""`Acme, a maker of chips, then bought it`: after what was said before."""

_LISTED = re.compile(
    r"\b(?i:population|group|cohort|scenario|condition|setting|variant|arm|experiment|hypothesis|option|method)s?\s+(?:[A-Z]|\d{1,2})(?![\w.%-])"
)
"""`For Population B, …`: a letter that only the list before it explains."""

_RESPECTIVELY = re.compile(r"(?i)^(?!.*\band\b.*\band\b).*\brespectively\b")
"""`Loom scored 70% and 83% respectively`: on what, a list in the same sentence must say."""

_OF_WHAT = re.compile(r"(?<![$€£\d.,])\b\d[\d.,]*\s(?:thousand|million|billion|trillion)\.\Z")
"""`Loom accounts for more than 300 million.`"""

_ALL = re.compile(r"(?i)\ball\s+(?:three|four|five|six|seven)\b")
"""`It brings all three together`: which, a list in the same sentence must say."""


def pointing(spoken: str, title: AbstractSet[str]) -> str | None:
    """Return in words what it points at that is neither in it nor in the headline's words."""
    if _AS_WELL.search(spoken) or _goes_on(spoken):
        return "goes on with what was said"
    if _RESPECTIVELY.search(spoken) or _OF_WHAT.search(spoken):
        return "a neighbour says of what"
    if _LISTED.search(spoken):
        return "a letter or number of a list"
    unnamed = _UNNAMED.match(spoken)
    if unnamed and not title & {*content_words(unnamed["head"])}:
        return "its subject has no name"
    if any(not title & {*content_words(words)} for words in _pointed_at(spoken, title)):
        return "points back"
    return None


def _goes_on(spoken: str) -> bool:
    """Return whether it tells what came `then`, and not what came before."""
    then = _THEN.search(spoken)
    return then is not None and not has_finite_verb(spoken[: then.start()])


def _pointed_at(spoken: str, title: AbstractSet[str]) -> Iterator[str]:
    """Yield the words that the headline has to hold."""
    yield from (found.group() for found in _THIS.finditer(spoken))
    yield from (found.group() for found in _DEMONSTRATIVE.finditer(spoken))
    plural = _PLURAL.search(spoken) if title else None
    if plural:
        yield plural["head"]
    every = _ALL.search(spoken)
    if every and spoken.count(",", 0, every.start()) < 2:
        yield every.group()
