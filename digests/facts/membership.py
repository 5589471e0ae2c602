"""Who joined what: organisations foundations, people companies, boards and councils."""

import re
from collections.abc import Iterator

from digests.facts import lexicon
from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import in_passing, matches, pattern
from digests.facts.names import Name
from digests.facts.persons import looks_like_person
from digests.facts.scene import Scene
from digests.model import FactType

STEMS = (
    "join", "welcom", "new members", "members are", "members is", " seat ", "serve on", "serves on", "sits on", "becom", "became",
    "accepted", "admitted", "represents ", "will represent", " member", "contribut", "donat", "hosted ",
    "moves to", "moved to", "moving to", "move to", "transition", "transfer",
)  # fmt: skip

_JOIN = r"(?:joined|joins|joining|join)"
_PROJECT = r"(?:hosted|incubating|incubation|incubator|sandbox|graduated|top-level|foundation-hosted) project"
_MEMBER = rf"(?P<role>(?:(?:[\w-]+ ){{0,2}}?(?:member|members|sponsor|sponsors|observer|partner)|{_PROJECT})\b)"
_SEAT = r"(?:DET(?:(?P<obj>ORG)(?: 's)? )?(?P<body>BODY)(?: (?:of|at) (?:the )?(?P<obj3>ORG))?)"
_NEW = r"(?:new |newest |latest |first |founding )?"

_PATTERNS = (
    # Alibaba Cloud has joined the PyTorch Foundation as a Platinum member
    pattern(
        rf"(?P<subj>NAMES)FROMAPPOS(?P<rel> ,? ?(?:who|which))?ACT {_JOIN} DET(?P<obj>ORG)(?: 's)?(?: (?P<body>BODY))?"
        r"(?: \([^()]{1,40}\))?(?: (?:full-time|part-time))?(?P<when> (?:on |in |this |earlier )?DATE)? ?,?(?: (?:as|in the role of) DET(?:new |newest |latest |first |founding )?(?P<role>ROLE))?END(?! , <[PO]\d+> (?:,|as\b|who\b))"
    ),
    # … has joined as a Platinum member
    pattern(rf"(?P<subj>NAMES)APPOSAUX {_JOIN} as DET(?:new |newest |latest )?{_MEMBER}"),
    # Tao Ma has joined the Technical Advisory Council
    pattern(rf"(?P<subj>PERSON)FROMAPPOSAUX {_JOIN} {_SEAT}"),
    # … takes a seat on the Governing Board; will serve on the TAC
    pattern(
        rf"(?P<subj>PERSON)FROMAPPOSAUX (?:takes?|took|fills?|filled|assumes?|assumed|holds?|occup(?:y|ies)) (?:a|the|its|one|that|this) "
        rf"(?:[\w-]+ ){{0,2}}?seat (?:on|at|in) {_SEAT}"
    ),
    pattern(
        rf"(?P<subj>PERSON)FROMAPPOSAUX (?:serves?|sits?|represents? (?:ORG|the company)) on {_SEAT}"
    ),
    # a seat on the Governing Board, which goes to Junhua Wang
    pattern(
        rf"\bseat (?:on|at|in) {_SEAT}(?: ,)?(?: (?:which|that))?(?: (?:goes|went|will go) to| (?:is |will be )?(?:held|filled|taken) by| for) (?P<subj>PERSON)"
    ),
    # welcomes Alibaba Cloud as a Platinum member
    pattern(
        r"(?P<obj>ORG)APPOSACT (?:welcomes?|welcomed|welcoming|to welcome|adds?|added|admits?|admitted|announces?|announced|"
        r"names?|named|gains?|gained|accepts?|accepted|onboards?|onboarded) (?P<subj>NAMES)APPOS "
        rf"(?:as|to be) DET{_NEW}{_MEMBER}"
    ),
    pattern(
        rf"\A(?:please )?(?:welcome|welcoming) (?P<subj>NAMES)APPOS as DET(?:new |newest |latest )?{_MEMBER}(?: (?:of|to) DET(?P<obj>ORG))?"
    ),
    # welcome Junhua Wang, Vice President of Alibaba Cloud, to our board
    pattern(
        r"(?:(?P<obj2>ORG)APPOS)?AUX (?:welcomes?|welcomed|welcoming|to welcome|adds?|added) (?P<subj>PERSON)APPOS "
        rf"(?:to|onto) {_SEAT}"
    ),
    # becomes the newest Platinum member of the foundation
    pattern(
        rf"(?P<subj>NAMES)APPOSACT (?:becomes?|became|becoming) DET(?:new |newest |latest |first )?{_MEMBER} (?:of|at) DET(?P<obj>ORG)"
    ),
    # was accepted into the foundation; was contributed to it
    pattern(
        r"(?P<subj>NAMES)APPOSPAS (?:accepted|admitted|welcomed|contributed|donated|transferred|moved|handed over) (?:in)?to DET(?P<obj>ORG)(?! 's)"
        r"(?: as DET(?P<role>[\w-]+ (?:member|project)))?"
    ),
    pattern(
        rf"(?P<subj>NAMES)APPOSPAS (?:accepted|admitted|welcomed) as DET{_NEW}{_MEMBER} (?:by|of|at|into|in) DET(?P<obj>ORG)"
    ),
    # is now hosted by the foundation
    pattern(
        r"(?P<subj>ORGS)APPOS(?P<aux> (?:is|are) now| (?:will|to) be| has become) (?:a project )?hosted (?:by|at|under) DET(?P<obj>ORG)(?! 's)"
    ),
    # contributes vLLM to the foundation
    pattern(
        r"NAMESAPPOSACT (?:contributes?|contributed|contributing|donates?|donated|donating|transfers?|transferred|hands over|handed over) "
        r"DET(?:(?!to\b|of\b|for\b|and\b)[a-z][\w-]* ){0,5}?(?P<subj>ORGS)(?: , [^;:<]{2,80} ,)? to DET(?P<obj>ORG)(?! 's)END"
    ),
    # vLLM moves to the foundation
    pattern(
        r"(?P<subj>ORG)APPOSACT (?:moves?|moved|moving|transitions?|transitioned|transitioning) (?:in)?to DET(?P<obj>ORG)(?! 's)END"
    ),
    # signs up as a Silver member of the foundation
    pattern(
        rf"(?P<subj>NAMES)APPOSACT (?:signed|signs|signing) (?:up|on) as DET{_NEW}{_MEMBER} (?:of|with|at|in) DET(?P<obj>ORG)"
    ),
    # the foundation is joined by X and Y
    pattern(
        rf"(?P<obj>ORG)APPOSPAS joined by (?P<subj>ORGS)(?: as DET{_NEW}{_MEMBER}|(?= [.;]| (?:in |on |last |this )?<D|\Z))"
    ),
    # the board seat goes to Jane Doe
    pattern(
        r"(?:(?P<obj>ORG) 's )?(?P<body>BODY) seat(?: ,)?AUX (?:goes|went|go|gone) to (?P<subj>PERSON)"
    ),
    # the new Silver members are X, Y and Z
    pattern(
        r"\b(?:the |our )?new (?P<role>(?:[\w-]+ )?members)(?: (?:of|at) DET(?P<obj>ORG))? (?:are|include|including|:) (?P<subj>NAMES)"
    ),
    pattern(
        r"\bjoining (?:DET(?P<obj>ORG) )?as (?:new )?(?P<role>[\w-]+ members) (?:are|is) (?P<subj>NAMES)"
    ),
)


_OBJECTS = ("obj", "obj2", "obj3")


def joined(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who joined what in the sentence."""
    for match, put in matches(_PATTERNS, abstract):
        organisation = next(
            (name for group in _OBJECTS if (name := abstract.first(match, group))), None
        )
        body = abstract.words(match, "body")
        role = abstract.words(match, "role")
        subjects = abstract.listed(match, "subj")
        group = organisation.text if organisation else _group_before(abstract, match, scene)
        for subject in subjects:
            if not _plausible(subject, group, role, body):
                continue
            yield Found(
                type=FactType.JOINED,
                subject=subject.text,
                object=group,
                role=_seat(body, scene) or _singular(role),
                people=(subject.text,) if subject.person else (),
                affiliation=_affiliation(abstract, match, subject, group),
                modality=put,
                at=match.start(),
                to=match.end(),
                background=in_passing(match),
            )


def _group_before(abstract: Abstract, match: re.Match[str], scene: Scene) -> str | None:
    """Return what is joined where only the sentence's own announcer, `our` or the title says it."""
    before = abstract.text[: match.start()]
    announcer = re.search(
        r"<O(\d+)>(?: ,[^;]*? ,)? (?:has )?(?:today |<D\d+> |proudly |also )*(?:announced|announces|said|confirmed)\b",
        before,
    )
    for name in (abstract.names[int(announcer[1])],) if announcer else ():
        if is_group(name.text):
            return name.text
    publisher = scene.publisher
    return scene.group or (publisher if publisher and is_group(publisher) else None)


def is_group(name: str) -> bool:
    """Say whether organisations can be members of it."""
    return bool({word.lower() for word in name.split()} & lexicon.GROUPS)


_MEMBERSHIP = re.compile(r"member|sponsor|observer|partner|project", re.IGNORECASE)


def _plausible(subject: Name, group: str | None, role: str | None, body: str | None) -> bool:
    if body is None and (group is None or subject.text == group):
        return False
    if subject.person or body is not None:
        return subject.person
    position = role is not None and not _MEMBERSHIP.search(role)
    if position:
        return looks_like_person(subject.text)
    return group is not None and is_group(group)


def _seat(body: str | None, scene: Scene) -> str | None:
    """Name the body as the article does: `our board` is the Governing Board where there is one."""
    if body is None or body.lower() != "board":
        return body
    named = set(
        re.findall(
            r"\b(?:Governing Board|Board of Directors|Board of Trustees|Advisory Board)\b",
            scene.article.text,
        )
    )
    return named.pop() if len(named) == 1 else body


def _singular(role: str | None) -> str | None:
    return re.sub(r"(?i)\b(member|sponsor)s\b", r"\1", role) if role else None


def _affiliation(
    abstract: Abstract, match: re.Match[str], subject: Name, group: str | None
) -> str | None:
    """Return the organisation in the apposition: `Junhua Wang, Vice President of Alibaba Cloud,`."""
    if not subject.person:
        return None
    number = abstract.names.index(subject)
    found = re.search(
        rf"<P{number}> ,? ?\(?(?:[^;:()<]{{1,80}}?) (?:of|at|for|with|from) (?:the )?<O(\d+)>",
        abstract.text,
    ) or re.search(rf"<O(\d+)> 's (?:[^;:()<]{{1,60}} )?<P{number}>", abstract.text)
    if found is None or found.start() > match.end():
        return None
    name = abstract.names[int(found[1])].text
    return None if name == group else name
