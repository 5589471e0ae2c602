"""Who was appointed to what, and who left."""

import re
from collections.abc import Iterator

from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import in_passing, matches, pattern
from digests.facts.membership import is_group
from digests.facts.names import Name
from digests.facts.persons import looks_like_person
from digests.facts.scene import Scene
from digests.model import FactType

APPOINTED_STEMS = (
    "appoint", " named ", " names ", " hire", " tapped ", " taps ", "promote", " elect", "becom", "became",
    "takes over", "took over", "take over", "taking over", " naming ", "nominated", "recruit", "poach",
    "brings ", "brought ", "succeed", "replac", " new ", " is now ",
)  # fmt: skip
LEFT_STEMS = (
    " left ", " leave", " leaving", "depart", " exit", " quit", "resign", "step down", "steps down",
    "stepped down", "stepping down", " fire", "oust", "dismiss", " removed", "withdr", "steps away",
    "stepping away", "retire", "part ways", "parts ways", "parted ways", "moves on from",
)  # fmt: skip

_AS = r"(?:as |to be |to |to serve as |into the role of )?DET(?:new |next |first |first-ever |permanent )?"
_OF = r"(?: (?:of|at|for) DET(?P<of>ORG))?"

_NAMES_ONE = (
    r"(?:appoints?|appointed|appointing|names?|named|naming|hires?(?: away)?|hired(?: away)?|hiring|taps|tapped|promotes?|promoted|elects?|elected|"
    r"recruits?|recruited|recruiting|poach(?:es|ed)|brings? (?:in|on|aboard)|brought (?:in|on|aboard))"
)
_APPOINTED = (
    # Acme appoints Jane Doe as CTO; names Jane Doe its chief scientist
    pattern(
        rf"(?P<obj>ORG)APPOSACT {_NAMES_ONE} "
        rf"(?:former |veteran )?(?:(?:ORG|[\w-]+)(?: 's)? (?:veteran |executive |alum )?){{0,2}}?(?P<subj2>NAME)APPOS,? ?{_AS}(?P<role>ROLE(?: (?:of|for) NAMES)?)"
    ),
    # the board of Acme named Jane Doe interim CEO; the board named Jane Doe CEO of Acme
    pattern(
        r"(?:(?P<owner>ORG) 's )?\bboard(?: of directors)?ACT (?:appoints?|appointed|names?|named|elects?|elected|promotes?|promoted) "
        rf"(?P<subj2>NAME)APPOS,? ?{_AS}(?P<role>ROLE){_OF}"
    ),
    # Jane Doe was hired by Acme as CTO
    pattern(
        r"(?P<subj>NAME)FROMAPPOSPAS (?:hired|recruited|appointed|named|tapped|poached) by DET(?P<of>ORG)ON (?:as|to be|to serve as) "
        r"DET(?:new |next |first )?(?P<role>ROLE)"
    ),
    # Jane Doe succeeds John Roe as CEO of Acme
    pattern(
        rf"(?P<subj>PERSON)APPOSACT (?:succeeds|succeeded|succeed|succeeding|replaces|replaced|replace|replacing) (?:PERSON|NAME)APPOS as DET(?P<role>ROLE){_OF}"
    ),
    # Jane Doe is the new CEO of Acme; is now head of research at Acme
    pattern(
        rf"(?P<subj>PERSON)APPOS(?P<aux> (?:is|has become) now| (?:is|has become)(?= (?:the |its |their |our )new\b)) (?:the |its |their |our )?(?:new )?(?P<role>ROLE){_OF}"
    ),
    # Jane Doe was appointed CTO of Acme
    pattern(
        r"(?P<subj>NAME)FROMAPPOSPAS (?:appointed|named|promoted|elected|hired|tapped|nominated|chosen|confirmed|recruited) "
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
    # Jane Doe appointed to Acme's Benefit Trust
    pattern(
        r"(?P<subj>NAME)APPOSPAS (?:appointed|named|elected|nominated) to DET(?P<of>ORG) 's (?P<role>ORG)(?<=>)END(?P<named>)"
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
        rf"|resign(?:s|ed|ing)? from|withdr[ae]ws? from|depart(?:s|ed|ing) from|retir(?:es?|ed|ing) from|moved on from|moves on from|part(?:s|ed|ing)? (?:ways|company) with) DET(?P<obj>ORG)(?: 's)?(?: (?P<body>BODY))?{_GONE}"
    ),
    # Jane Doe steps down as CEO of Acme
    pattern(
        r"(?:(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) )?(?P<subj>PERSON)APPOSAUX (?:step(?:s|ped|ping)? (?:down|away|aside)|resign(?:s|ed|ing)?)"
        r"(?: from (?:his|her|their|the) (?:role|position|post|job))?(?: as DET(?P<role>ROLE))?(?: (?:of|at|from) DET(?P<obj>ORG)(?: 's)?(?: (?P<body>BODY))?)?"
    ),
    # Jane Doe was fired as CEO of Acme
    pattern(
        r"(?:(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) )?(?P<subj>PERSON)APPOSPAS (?:fired|ousted|dismissed|removed|sacked|let go)ON"
        r"(?: as DET(?P<role>ROLE))?(?: (?:of|at|from|by) DET(?P<obj>ORG))?"
    ),
    # Acme fires its CEO Jane Doe
    pattern(
        r"(?P<obj>ORG)APPOSAUX (?:fires|fired|ousts|ousted|dismisses|dismissed|sacks|sacked) DET(?P<role>ROLE)?(?: ,)? ?(?P<subj2>PERSON)"
    ),
    # CTO Jane Doe leaves Acme ; Acme CTO Jane Doe is leaving the company
    pattern(
        r"(?P<of2>ORG)(?: 's)? (?P<role2>ROLE) (?P<subj>PERSON)APPOSAUX (?:left|leaves|leaving|leave|departs?|departed|departing|quits?)(?: the (?:company|startup|lab|firm|foundation))?END"
    ),
    # Jane Doe, CTO of Acme, is leaving
    pattern(
        r"(?P<subj>PERSON)(?P<tied> , [^;:()]{4,90}? ,)AUX (?:left|leaves|leaving|leave|departs?|departed|departing|quits?|exits?|retires?|retiring)"
        r"(?: the (?:company|startup|lab|firm|foundation))?(?= [.;!]| (?:and|to|after|for|at|in|on|following|amid|this|last|next|effective)\b| <D|\Z)"
    ),
    # Jane Doe announced her departure from Acme
    pattern(
        r"(?P<subj>PERSON)APPOSAUX (?:announces?|announced|confirmed|confirms) (?:his|her|their) (?:departure|resignation|exit|retirement)"
        r"(?: (?:from|as|at) DET(?P<role>ROLE))?(?: (?:from|of|at) DET(?P<obj>ORG))?"
    ),
    # Acme has withdrawn from the foundation
    pattern(
        r"(?P<subj>ORG)APPOSAUX (?P<group>left|leaves|leaving|leave|exits?|exited|quits?|withdr[ae]ws? from|withdrawn from|withdrawing from) "
        r"DET(?P<obj>ORG)END"
    ),
)


_NAMED_BODY = re.compile(r"\b(?:Trust|Board|Committee|Council|Panel|Commission)\Z")
_ANNOUNCER = re.compile(
    r"\A(?:the )?<O(\d+)>(?: (?:has|have|also|today|<D\d+>))* (?:announced|announces|said|says|confirmed)(?: <D\d+>)?(?: that)? "
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
        ) or _home(abstract, subject, scene, at=match.start())
        if "named" in match.groupdict() and not _NAMED_BODY.search(role):
            continue
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
            background=in_passing(match),
        )


def left(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who left what."""
    for match, put in matches(_LEFT, abstract):
        subject = abstract.first(match, "subj") or abstract.first(match, "subj2")
        organisation = abstract.first(match, "obj") or abstract.first(match, "of2")
        if subject is None:
            continue
        post = _post(abstract, subject)
        if match.groupdict().get("tied") and post is None:
            continue
        if "group" in match.groupdict() and not (organisation and is_group(organisation.text)):
            continue
        role = (
            abstract.words(match, "role")
            or abstract.words(match, "role2")
            or abstract.words(match, "body")
            or (post if organisation is None else None)
        )
        home = (
            organisation.text if organisation else _home(abstract, subject, scene, at=match.start())
        )
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
            background=in_passing(match),
        )


_POST = pattern(
    r"<P(?P<number>\d+)> , (?:(?:the|its|a|an|who is|who was) )?(?P<role>ROLE) (?:of|at|for) (?:the )?ORG"
)


def _post(abstract: Abstract, subject: Name) -> str | None:
    """Return the position that an apposition gives the person: `Jane Doe, the CTO of Acme,`."""
    for found in _POST.finditer(abstract.text):
        if abstract.names[int(found["number"])] is subject:
            return abstract.words(found, "role")
    return None


def _home(abstract: Abstract, subject: Name, scene: Scene, *, at: int) -> str | None:
    """Return the organisation that the sentence ties to the person, else the publisher's own.

    `Acme's CTO Jane Doe`, `Jane Doe, CTO of Acme,`, `Acme said that Jane Doe`; the publisher only
    where it names nobody else.
    """
    number = abstract.names.index(subject)
    tied = re.search(
        rf"<P{number}> , (?:[^,;<]{{1,60}}) (?:of|at|for) (?:the )?<O(\d+)>", abstract.text
    ) or re.search(rf"<O(\d+)> (?:'s )?(?:[^,;<]{{1,50}} )?<P{number}>", abstract.text)
    if tied:
        return abstract.names[int(tied[1])].text
    organisations = {name.text for name in abstract.names if not name.person}
    announcer = _ANNOUNCER.search(abstract.text, 0, at)
    if announcer and len(organisations) == 1:
        return abstract.names[int(announcer[1])].text
    return scene.publisher if all(name.person for name in abstract.names) else None
