"""Security holes: which product, which CVE, how severe."""

import re
from collections.abc import Iterator

from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import pattern
from digests.facts.scene import Scene
from digests.model import FactType, Modality

STEMS = ("cve-", "vulnerabilit", " flaw", "zero-day")

_KIND = r"(?:vulnerabilit(?:y|ies)|flaws?|bugs?|zero-days?|holes?|issues?)"
_IN = (
    pattern(
        rf"\b{_KIND}(?: \([^()]{{1,60}}\))?(?: ,? ?(?:tracked|identified|known|designated) as <C\d+>)?(?: ,? ?<C\d+>)?(?: ,)?(?: (?:has been|have been|was|were|that was))?(?: (?:discovered|found|disclosed|reported|identified|patched|fixed|uncovered))? (?:in|affecting|affects|impacting|impacts) (?:the )?(?:[a-z][\w-]* ){{0,4}}?(?P<obj>ORG)(?= [.,;:)(—–-]| (?:that|which|could|allows?|and|has|was|in|to|before|versions?|lets?|by|on|tracked|identified|known|disclosed|fixed|patched|with|of)\b| <|\Z)"
    ),
    pattern(
        r"<C\d+>(?: ,| \)| \([^()]{1,40}\))?(?: (?:is|was) an? [^;]{0,80}?)? (?:in|affects|affecting|impacts) (?:the )?(?:[a-z][\w-]* ){0,4}?(?P<obj>ORG)"
    ),
    pattern(
        r"<C\d+> [:,–—-](?: [a-z][\w-]*){1,6}? (?:in|affecting) (?:the )?(?:[a-z][\w-]* ){0,3}?(?P<obj>ORG)"
    ),
    pattern(
        rf"(?P<obj>ORG)(?: 's)? (?:(?!(?:a|an|the|two|three|several|of|in|to|new|that|found|with)\b)[a-z][\w-]* ){{0,3}}?{_KIND}\b"
    ),
    pattern(
        r"(?P<obj>ORG)(?: (?:before|prior to|up to|through|versions?) [^;]{0,30}?)? (?:is|are|was|were) (?:vulnerable|affected|exposed)\b"
    ),
    pattern(
        r"(?P<obj>ORG)(?: (?:has|have))?(?: (?:patches|patched|fixes|fixed|addresses|addressed|discloses|disclosed|releases|released|ships|shipped|issued)) [^;]{0,60}?<C\d+>"
    ),
)
_SEVERITY = re.compile(
    r"\b(?:critical|high|medium|moderate|low)(?:-| )(?:severity)\b|\bcvss(?: (?:v?\d(?:\.\d)? )?(?:base )?(?:score|rating))?(?: of| :|:)? <N\d+>|\bcritical\b|\bseverity (?:score )?(?:of )?<N\d+>",
)
_KINDS = re.compile(
    r"\b(?:unauthenticated |pre-auth(?:entication)? )?(?:remote code execution|arbitrary code execution|command injection|prompt injection|path traversal|sql injection|"
    r"privilege escalation|denial[- ]of[- ]service|authentication bypass|deserialization|server-side request forgery|ssrf|rce|sandbox escape|data leak|information disclosure|zero-day)\b"
)
_UNAFFECTED = re.compile(
    r"\b(?:not|n't|never|no longer) (?:\w+ ){0,2}?(?:affected|vulnerable|impacted|exploitable)|\bunaffected\b|\bfalse positive\b|\bnot a (?:\w+ )?vulnerability\b|\bno (?:known |new |critical )?(?:vulnerabilit|flaws?|cves?\b)"
)
_NOT_FOUND = re.compile(
    r"\bif (?:an?|your|the|<[OP]\d+>)|\b(?:would have|rejected|disputed|withdrawn|duplicate|hypothetical|bount(?:y|ies)|rewards?|pays|"
    r"paid|benchmarks?|test case|simulated|challenge[sd]?)\b|\bwere <"
)
"""A flaw that is supposed, priced, withdrawn or part of a test."""

_EVENT = re.compile(
    r"\b(?:discovered|found|disclosed|reported|identified|patched|fixed|uncovered|warn(?:s|ed)|allows?|allowed|lets?|exploited|affects?|tracked|addresses|addressed|advisory|urged|could)\b"
)


def vulnerability(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield one row for each CVE, or one for a named kind of flaw that has no number yet."""
    del scene
    text = abstract.text
    if _UNAFFECTED.search(text) or text.rstrip(" ”").endswith("?") or _NOT_FOUND.search(text):
        return
    product, at, to = _product(abstract)
    if product is None:
        return
    severity = _severity(abstract)
    numbers = [
        abstract.source[slice(*abstract.span(*mark.span()))]
        for mark in re.finditer(r"<C\d+>", text)
    ]
    if not numbers:
        kind = _KINDS.search(text)
        if (
            kind is None
            or not _EVENT.search(text)
            or not re.search(r"\b(?:vulnerabilit(?:y|ies)|flaws?|zero-days?|bugs?)\b", text)
        ):
            return
        numbers = [abstract.source[slice(*abstract.span(*kind.span()))]]
    for number in dict.fromkeys(n for n in numbers if n):
        yield Found(
            type=FactType.VULNERABILITY,
            subject=product,
            object=number,
            role=severity,
            modality=Modality.DONE,
            at=at,
            to=to,
        )


def _product(abstract: Abstract) -> tuple[str | None, int, int]:
    for each in _IN:
        match = each.search(abstract.text)
        name = abstract.first(match, "obj") if match else None
        if match and name and not name.person and not name.stands_in:
            return name.text, match.start(), match.end()
    return None, 0, 0


def _severity(abstract: Abstract) -> str | None:
    found = _SEVERITY.search(abstract.text)
    if found is None:
        return None
    start, end = abstract.span(*found.span())
    return abstract.source[start:end] or None
