"""What is deprecated, retired, shut down or no longer supported."""

import re
from collections.abc import Iterator

from digests.facts import lexicon
from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import matches, pattern
from digests.facts.products import GOES_ON, PRE, TAIL, base_name, has_version
from digests.facts.scene import Scene
from digests.model import FactType

STEMS = (
    "deprecat", "retir", "sunset", "discontinu", "removed ", "drop support", "dropped support", "support for ",
    "drops support", "dropping support", "end support", "ended support", "ends support", "removes support",
    "ending support", " ends", " ended", "ending ", "end of life", "end-of-life", "end-of-support", "shut down",
    "shuts down", "shutting down", "phased out", "phasing out", "phases out", "no longer", " eol",
)  # fmt: skip

_END_WORD = r"(?P<verb>deprecat(?:es?|ed|ing)|retir(?:es?|ed|ing)|sunset(?:s|ting|ted)?|discontinu(?:es?|ed|ing)|phas(?:es?|ed|ing) out|shut(?:s|ting)? down)"
_CODE = r"(?:[a-z_][\w]*(?:[._][\w]+)+)"
_NOUN = (
    r"(?: (?:api|apis|model|models|endpoint|endpoints|sdk|support|mode|plugin|library|module|class|function|parameter|parameters|field|flag|option|operator|"
    r"component|components|method|methods|backend|package|version|release|family|feature|service|plan|tier|charts?|integration|runtime|snapshot|enum|dataclass))?"
)
_ENDED = rf"(?P<obj>(?:(?:ORG|{_CODE})(?: ,)? )*(?:(?:and|&) )?(?:ORG|{_CODE})){_NOUN}"
_IS = r"(?: (?:is|are|has|have|been|now|will|be|already|officially))+"
_DEPRECATED = (
    # OpenAI is retiring GPT-4o
    pattern(
        rf"(?P<subj>NAME)APPOSACT (?:{_END_WORD}|(?P<drop>(?:drop(?:s|ped|ping)?|end(?:s|ed|ing)?|remov(?:e[sd]?|ing)) (?:its )?support for)) (?P<pre>{PRE})"
        rf"(?P<obj>(?:(?:ORG|{_CODE})(?: ,)? )*(?:(?:and|&) )?(?:ORG|{_CODE})){{TAIL}}".replace(
            "{TAIL}", TAIL
        )
    ),
    # GPT-4o will be retired on …; torch.jit is deprecated and will be removed in 2.12
    pattern(
        rf"{_ENDED}APPOSPAS (?P<state>deprecated|retired|sunset|sunsetted|discontinued|phased out|shut down|removed (?=(?:in|from|on|with) (?:version |release |the )?(?:ORG|<N|DATE)))\b"
    ),
    # support for Python 3.9 ends; reaches end of life
    pattern(
        r"\bsupport for (?P<obj>ORG)AUX (?:ends|ended|ending|end|dropped|removed|discontinued|deprecated)\b(?: (?:in|by|with|from) (?P<subj>ORG))?"
    ),
    # the deprecated PipelineTemplate has been removed; Removed the deprecated PipelineTemplate
    pattern(
        rf"\bdeprecated (?:(?!in\b|by\b|for\b|and\b)[a-z][\w-]* ){{0,2}}?{_ENDED}(?: and [a-z_]+)?PAS (?P<state>removed)\b"
    ),
    pattern(rf"\A(?:[-–•*] )?removed (?:the )?deprecated {_ENDED}(?= [.,(;]|\Z)"),
    # Deprecated TaskOutput in favor of Read: a line of a list of changes
    pattern(
        rf"\A(?:[-–•*] )?(?:deprecated|deprecate|deprecates) (?:the )?{_ENDED}(?= [.;]| in favou?r of\b| and will be\b|\Z)"
    ),
    # is end of life; is no longer supported by …
    pattern(rf"(?P<obj>ORG)APPOS(?P<aux>{_IS}) (?:end[- ]of[- ]life|eol)\b"),
    pattern(
        rf"(?P<obj>ORG)APPOS(?P<aux>{_IS}) no longer (?:be )?(?:supported|maintained|developed)\b(?: by (?:the )?(?P<subj>ORG))?"
    ),
    pattern(
        rf"(?P<subj>ORG)APPOS(?P<aux>(?: (?:will|now))*) no longer supports? (?P<pre>{PRE})(?P<obj>ORG){TAIL}"
    ),
    pattern(
        r"(?P<obj>ORG)AUX (?:reach(?:es|ed|ing)?|hits?) (?:its )?(?:end[- ]of[- ]life|end[- ]of[- ]support)\b"
    ),
    pattern(
        r"(?:(?P<subj>NAME)APPOSAUX )?(?:announces?|announced) the (?:deprecation|retirement|end of life|sunset) of (?:the )?(?P<obj>ORG)"
    ),
)
_UNTIL = pattern(
    r"\b(?:removed|dropped|deleted|retired|shut down|turned off|removal)(?: entirely)?(?: from (?:the )?[^ ,;]+)? (?:in|with|on|as of|after|by|from) (?:the )?(?:version |release )?(?:<N\d+>|DATE|ORG(?: version)? <N\d+>|ORG)"
    r"|\bin favou?r of (?:the )?ORG|\breplaced by (?:the )?ORG"
)
_SHUT = re.compile(r"\d|\b(?:API|APIs|SDK|Playground|Preview|Beta|Assistant)\b")


def deprecated(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield what is deprecated, retired or dropped; `role` says until when or in favour of what."""
    for match, put in matches(_DEPRECATED, abstract):
        subject = abstract.first(match, "subj")
        if subject is not None and subject.person:
            continue
        after = (match.groupdict().get("after") or "").split()
        if after and after[0] not in GOES_ON | {"support"} and not after[0].startswith("<"):
            continue
        shut = (match.groupdict().get("verb") or match.groupdict().get("state") or "").startswith(
            "shut"
        )
        for thing in _things(abstract, match):
            if (subject is not None and subject.text == thing) or (
                shut and not _SHUT.search(thing) and not (subject is not None and " " in thing)
            ):
                continue
            yield Found(
                type=FactType.DEPRECATED,
                subject=subject.text if subject else _owner(thing, scene),
                object=thing,
                role=_until(abstract, match),
                modality=put,
                at=match.start(),
                to=match.end(),
            )


def _things(abstract: Abstract, match: re.Match[str]) -> list[str]:
    """Return the names and code names of a list."""
    at = match.start("obj")
    found = []
    for word in re.finditer(r"[^ ]+", match["obj"]):
        mark = re.fullmatch(r"<([PO])(\d+)>", word[0])
        if mark and mark[1] == "O" and not abstract.names[int(mark[2])].stands_in:
            found.append(abstract.names[int(mark[2])].text)
        elif re.fullmatch(_CODE, word[0]):
            start, end = abstract.span(at + word.start(), at + word.end())
            found.append(abstract.source[start:end])
    return [t for t in found if t.lower() not in lexicon.COMMON | lexicon.GENERIC]


def _owner(thing: str, scene: Scene) -> str:
    """Return whose it is. What has a version of its own stands for itself; a part belongs to the publisher."""
    if has_version(thing) or scene.publisher is None:
        return base_name(thing)
    return scene.publisher


def _until(abstract: Abstract, match: re.Match[str]) -> str | None:
    """Return the removal version or date, or the successor, as written."""
    found = _UNTIL.search(abstract.text, match.start())
    if found is None or found.start() > match.end() + 80:
        return None
    start, end = abstract.span(*found.span())
    words = abstract.source[start:end]
    return words if re.search(r"\d|favou?r|replaced", words) else None
