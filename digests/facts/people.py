"""Who was appointed to what, and who left."""

import re
from collections.abc import Iterator

from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import matches, pattern
from digests.facts.membership import is_group
from digests.facts.names import Name
from digests.facts.persons import looks_like_person
from digests.facts.scene import Scene
from digests.model import FactType

APPOINTED_STEMS = (
    "appoint", " named ", " names ", " hire", " tapped ", " taps ", "promote", " elect", "becom", "became",
    "takes over", "took over", "take over", "taking over", " naming ", "nominated",
)  # fmt: skip
LEFT_STEMS = (
    " left ", " leave", " leaving", "depart", " exit", " quit", "resign", "step down", "steps down",
    "stepped down", "stepping down", " fire", "oust", "dismiss", " removed", "withdr", "steps away",
    "stepping away",
)  # fmt: skip

_AS = r"(?:as |to be |to |to serve as |into the role of )?DET(?:new |next |first |first-ever |interim |permanent )?"
_OF = r"(?: (?:of|at|for) DET(?P<of>ORG))?"

_APPOINTED = (
    # Acme appoints Jane Doe as CTO; names Jane Doe its chief scientist
    pattern(
        r"(?P<obj>ORG)APPOSACT (?:appoints?|appointed|appointing|names?|named|naming|hires?|hired|hiring|taps|tapped|promotes?|promoted|elects?|elected) "
        rf"(?:former |veteran )?(?:(?:ORG|[\w-]+)(?: 's)? (?:veteran |executive |alum )?){{0,2}}?(?P<subj2>NAME)APPOS,? ?{_AS}(?P<role>ROLE(?: (?:of|for) NAMES)?)"
    ),
    # Jane Doe was appointed CTO of Acme
    pattern(
        r"(?P<subj>NAME)APPOSPAS (?:appointed|named|promoted|elected|hired|tapped|nominated|chosen|confirmed) "
        rf"{_AS}(?P<role>ROLE){_OF}"
    ),
    # Jane Doe appointed to Acme's board of directors
    pattern(
        r"(?P<subj>NAME)APPOSPAS (?:appointed|named|elected|nominated) (?:to|as a member of) DET(?:(?P<of>ORG)(?: 's)? )?(?P<role>BODY)"
        r"(?: (?:of|at) DET(?P<of2>ORG))?"
    ),
    pattern(
        r"(?:(?P<owner>ORG) 's )?(?P<obj>ORG)APPOSACT (?:appoints?|appointed|names?|named|elects?|elected) (?P<subj2>PERSON)APPOS "
        r"(?:to|as a member of) DET(?P<role>BODY)"
    ),
    # Jane Doe becomes CEO of Acme; takes over as CEO
    pattern(
        r"(?P<subj>PERSON)APPOSAUX (?:becomes?|became|becoming|takes over as|took over as|take over as|taking over as) "
        rf"{_AS}(?P<role>ROLE){_OF}"
    ),
    # the appointment of Jane Doe as CTO
    pattern(
        rf"(?:(?P<obj>ORG)APPOSAUX )?(?:announces?|announced|confirmed)?(?: the| 's) appointment of (?P<subj2>PERSON)APPOS (?:as|to) {_AS}(?P<role>ROLE|BODY)"
    ),
)

# `left Google with few options` is no departure.
_GONE = r"(?= [.,;:!)—–-]| to\b| after\b| for\b| as\b| (?:on |in |this |last )?<D| last\b| earlier\b| following\b| amid\b| and\b| ”|\Z)"
_LEFT = (
    # Jane Doe has left Acme
    pattern(
        r"(?P<subj>PERSON)APPOS(?P<rel> ,? ?who)?AUX (?:left|leaves|leaving|leave|departs?|departed|departing|exits?|exited|quits?|quitting"
        rf"|resign(?:s|ed|ing)? from|withdr[ae]ws? from) DET(?P<obj>ORG)(?: 's)?(?: (?P<body>BODY))?{_GONE}"
    ),
    # Jane Doe steps down as CEO of Acme
    pattern(
        r"(?:(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) )?(?P<subj>PERSON)APPOSAUX (?:step(?:s|ped|ping)? (?:down|away|aside)|resign(?:s|ed|ing)?)"
        r"(?: from (?:his|her|their|the) (?:role|position|post|job))?(?: as DET(?P<role>ROLE))?(?: (?:of|at|from) DET(?P<obj>ORG)(?: 's)?(?: (?P<body>BODY))?)?"
    ),
    # Jane Doe was fired as CEO of Acme
    pattern(
        r"(?:(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) )?(?P<subj>PERSON)APPOSPAS (?:fired|ousted|dismissed|removed)(?: (?:on |last )?DATE)?"
        r"(?: as DET(?P<role>ROLE))?(?: (?:of|at|from|by) DET(?P<obj>ORG))?"
    ),
    # Acme fires its CEO Jane Doe
    pattern(
        r"(?P<obj>ORG)APPOSAUX (?:fires|fired|ousts|ousted|dismisses|dismissed) DET(?P<role>ROLE)? ?(?P<subj2>PERSON)"
    ),
    # CTO Jane Doe leaves Acme ; Acme CTO Jane Doe is leaving the company
    pattern(
        r"(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) (?P<subj>PERSON)APPOSAUX (?:left|leaves|leaving|leave|departs?|departed|departing|quits?)(?: the (?:company|startup|lab|firm|foundation))?END"
    ),
    # Acme has withdrawn from the foundation
    pattern(
        r"(?P<subj>ORG)APPOSAUX (?P<group>left|leaves|leaving|leave|exits?|exited|quits?|withdr[ae]ws? from|withdrawn from|withdrawing from) "
        r"DET(?P<obj>ORG)END"
    ),
)


def appointed(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who was given which position where."""
    for match, put in matches(_APPOINTED, abstract):
        subject = abstract.first(match, "subj") or abstract.first(match, "subj2")
        role = abstract.words(match, "role")
        if (
            subject is None
            or role is None
            or not (subject.person or looks_like_person(subject.text))
        ):
            continue
        organisation = next(
            (n.text for g in ("of", "of2", "owner", "obj") if (n := abstract.first(match, g))), None
        ) or _home(abstract, subject, scene)
        if organisation in {None, subject.text} or re.search(r"(?i)\bmembers?\b", role):
            continue
        yield Found(
            type=FactType.APPOINTED,
            subject=subject.text,
            object=organisation,
            role=role,
            people=(subject.text,),
            modality=put,
            at=match.start(),
            to=match.end(),
            background=" had" in (match.groupdict().get("aux") or ""),
        )


def left(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who left what."""
    for match, put in matches(_LEFT, abstract):
        subject = abstract.first(match, "subj") or abstract.first(match, "subj2")
        organisation = abstract.first(match, "obj") or abstract.first(match, "of2")
        if subject is None:
            continue
        if "group" in match.groupdict() and not (organisation and is_group(organisation.text)):
            continue
        role = (
            abstract.words(match, "role")
            or abstract.words(match, "role2")
            or abstract.words(match, "body")
        )
        home = organisation.text if organisation else _home(abstract, subject, scene)
        if home is None or home == subject.text:
            continue
        yield Found(
            type=FactType.LEFT,
            subject=subject.text,
            object=home,
            role=role,
            people=(subject.text,) if subject.person else (),
            modality=put,
            at=match.start(),
            to=match.end(),
            background=bool(match.groupdict().get("rel"))
            or " had" in (match.groupdict().get("aux") or ""),
        )


def _home(abstract: Abstract, subject: Name, scene: Scene) -> str | None:
    """Return the organisation that the sentence ties to the person, else the publisher's own.

    `Acme's CTO Jane Doe`, `Jane Doe, CTO of Acme,`; the publisher only where it names nobody else.
    """
    number = abstract.names.index(subject)
    tied = re.search(
        rf"<P{number}> , (?:[^,;<]{{1,60}}) (?:of|at|for) (?:the )?<O(\d+)>", abstract.text
    ) or re.search(rf"<O(\d+)> (?:'s )?(?:[^,;<]{{1,50}} )?<P{number}>", abstract.text)
    if tied:
        return abstract.names[int(tied[1])].text
    return scene.publisher if all(name.person for name in abstract.names) else None
