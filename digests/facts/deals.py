"""Who acquired whom, who raised how much, who works with whom."""

import re
from collections.abc import Iterator

from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import in_passing, matches, pattern
from digests.facts.membership import is_group
from digests.facts.names import Name
from digests.facts.scene import Scene
from digests.model import FactType, Modality

ACQUIRED_STEMS = (
    "acqui",
    " buy",
    "bought ",
    "purchas",
    "snaps up",
    "snapped up",
    "takeover",
    "takes over",
    "took over",
    "taken over",
    "take over",
)
FUNDED_STEMS = ("$", "€", "£", "¥", "₹", "₩", "million", "billion")
PARTNERED_STEMS = (
    "partner",
    "teams up",
    "team up",
    "teamed up",
    "teaming up",
    "collaborat",
    "joint venture",
    " forces",
    "alliance",
    "agreement",
    " deal ",
    "cooperation",
)

_PRE = (
    r"(?:(?:(?!(?:by|at|of|from|with|in|for|to|under|on|that|into|via|as|academics|researchers|teams?|engineers|members)\b)[a-z][\w-]*(?: ,(?= [a-z]))?"
    r"|'s|ORG(?= 's)|ORG(?= (?:pioneer|startup|start-up|company|maker|firm|specialist|developer|provider|vendor|supplier|lab) )) ){0,5}?"
)
_FOR = r"(?: ?,?(?: in an?[^;<]{0,40}| for| in a deal (?:valued|worth)(?: at)?)(?: (?:about|around|up to|over|more than|roughly|nearly|an?|some|at least|approximately|[a-z-]+))*? (?P<amount>MONEY))?"
_AFTER = r"(?= [.,;:!)—–-]| for\b| in\b| to\b| and\b| as\b| (?:on |last )?<D| from\b| after\b| \(| at\b| this\b| earlier\b| last\b| team\b| ”|\Z)"

_ACQUIRED = (
    pattern(
        r"(?P<subj>NAMES)APPOSACT (?:acquires?|acquired|acquiring|buys?|bought|buying|purchases?|purchased|purchasing|"
        rf"snaps up|snapped up) (?:(?:all of|a majority stake in|the remaining stake in) )?{_PRE}(?:startup |company |maker |platform )?(?P<obj>ORG)(?! 's )(?: ,? ?(?:and|&) (?P<obj2>ORG))?{_AFTER}"
        rf"(?: ,[^;<]{{1,120}}? ,)?{_FOR}"
    ),
    pattern(
        r"(?P<obj>ORG)APPOS(?P<rel> ,? ?which)?PAS (?:acquired|bought|purchased|snapped up|taken over)(?: and [a-z]+ed)?ON by "
        + _PRE
        + r"(?P<by>NAME)"
        + _FOR
    ),
    pattern(
        r"(?P<subj>NAMES)APPOSAUX (?:completes?|completed|closes?|closed|finali[sz]e[sd]?|announces?|announced|confirms?|confirmed)(?: that it has completed)? (?:the |its |their |his )?"
        rf"(?:(?P<price>MONEY) |[a-z-]+ )?(?P<noun>acquisition|purchase|takeover|buyout) of {_PRE}(?P<obj>ORG){_AFTER}{_FOR}"
    ),
    # Acme's acquisition of Initech closed
    pattern(
        r"(?P<subj>ORG) 's (?:(?P<price>MONEY) |[a-z-]+ )?(?P<noun>acquisition|purchase|takeover|buyout) of "
        rf"{_PRE}(?P<obj>ORG)(?:{_FOR} ,?)?AUX (?:closed|closes|completed|complete|final|finali[sz]ed|done)\b"
    ),
    # Acme takes over Initech for $2 million: without a price it may be a lead that is taken over
    pattern(
        rf"(?P<subj>NAMES)APPOSACT (?:takes over|took over|taking over|take over) {_PRE}(?P<obj>ORG)(?= (?:for|in) (?:an?|<M|about|around)\b|(?<=>) for <M){{for}}".replace(
            "{for}", _FOR
        )
    ),
    pattern(
        r"\b(?P<noun>acquisition|takeover|purchase) of {0}(?P<obj>ORG) by {0}(?P<by>NAME)(?: (?:is|was|has been) (?:complete[d]?|announced|closed|final))".replace(
            "{0}", _PRE
        )
    ),
)

_ROUND = (
    r"(?:(?:pre-)?seed|series [a-h]\d?\+?(?: extension)?|growth|debt|angel|bridge|venture|equity)"
)
_FUNDING_WORD = r"(?:round|funding|financing|investment|capital|equity|debt|series|seed|valuation|venture|investors|led by|extension|raise)"
_MORE = r"(?:(?:an?|its|another|additional|further|up|to|over|more|than|about|around|roughly|nearly|some|total|of|at|least|in|fresh|new|funding|:|as|much|approximately|over-subscribed|oversubscribed|massive|whopping|record|approx) ){0,6}"
_LED = r"(?P<role>(?:(?:co-)?led by|from|backed by) NAMES)"
_LEAD = r"(?:led|leads|leading|co-led|co-leads)"
_KIND_OF_ROUND = rf"(?:(?:{_ROUND}|funding|investment|financing)(?: (?:round|funding|financing|investment))*|round)"
_FUNDED = (
    pattern(
        rf"(?P<subj>NAME)APPOSACT (?P<verb>raises?|raised|raising|secures?|secured|closes?|closed|closing|lands?|landed|bags?|bagged|nabs?|nabbed|receives?|received|pulls in|pulled in|gets|got|scores|scored|nets|netted|picks up|picked up|attracts|attracted|announces?|announced) "
        rf"{_MORE}(?P<amount>MONEY)(?: (?P<tail>[^;]{{0,160}}))?"
    ),
    pattern(
        rf"(?P<subj>NAME)APPOSAUX (?:raises?|raised|secures?|secured|closes?|closed|announces?|announced) {_MORE}(?:[a-z-]+ )?(?P<round>{_ROUND})(?: funding)?(?: round| financing)?(?: ,| of| worth| totall?ing| at)+ (?:over |more than |about |up to )?(?P<amount>MONEY)(?: (?P<tail>[^;]{{0,120}}))?"
    ),
    pattern(
        rf"(?P<by>NAMES)APPOSACT (?:invests?|invested|investing|invest) {_MORE}(?P<amount>MONEY) in(?:to)? {_PRE}(?P<target>ORG){_AFTER}"
    ),
    # Sequoia led a $22 million Series A in Acme; led Acme's $80 million Series B
    pattern(
        rf"(?P<by>NAMES)APPOSACT {_LEAD} (?:an?|the|its) (?:[a-z-]+ )?(?P<amount>MONEY) {_KIND_OF_ROUND} (?:in|for|of|into) {_PRE}(?P<target>ORG){_AFTER}"
    ),
    pattern(
        rf"(?P<by>NAMES)APPOSACT {_LEAD} DET(?P<target>ORG) 's (?:[a-z-]+ )?(?P<amount>MONEY) {_KIND_OF_ROUND}\b"
    ),
    # Acme's $80 million Series B was led by Sequoia; a $300 million round in Acme was led by …
    pattern(
        rf"(?P<target>ORG) 's (?:[a-z-]+ )?(?P<amount>MONEY) {_KIND_OF_ROUND}PAS (?:led|co-led|backed) by\b"
    ),
    pattern(
        rf"\b(?:the|an?) (?:[a-z-]+ )?(?P<amount>MONEY) {_KIND_OF_ROUND} (?:in|for|of|into) {_PRE}(?P<target>ORG)PAS (?:led|co-led|backed) by\b"
    ),
    # Acme emerged from stealth with $15 million
    pattern(
        r"(?P<subj>NAME)APPOSACT (?:emerges?|emerged|emerging|comes?|came|coming|launches|launched|steps|stepped|exits|exited) (?:(?:out of|from) )?stealth(?: mode)?ON with "
        rf"{_MORE}(?P<amount>MONEY)(?= (?:in|of|from|to|seed|series|led|raised|round|funding)\b| [.,;]|\Z)"
    ),
)

_TIE = r"(?:partnership|collaboration|alliance|joint venture|agreement|deal|mou|memorandum of understanding|cooperation)"
_PARTNERED = (
    pattern(
        r"(?P<subj>NAMES)APPOSACT (?:partners?|partnered|partnering|teams? up|teamed up|teaming up|collaborates?|collaborated|collaborating|joins? forces|joined forces|joining forces|"
        rf"allies|allied) with {_PRE}(?P<obj>NAMES)(?! 's <)"
    ),
    pattern(
        rf"(?P<subj>NAMES)APPOSAUX (?:announces?|announced|signs?|signed|forms?|formed|enters? into|entered into|entered|expands?|expanded|strikes?|struck|inks?|inked|forges?|forged|launch(?:es|ed)?|unveils?|unveiled|reaches|reached|deepens?|deepened|extends?|extended|establish(?:es|ed)?) "
        rf"(?:(?!in\b|of\b|with\b|to\b)[a-z][\w-]*,? |MONEY |DATE |, ){{0,8}}?(?P<tie>{_TIE}) (?:[a-z]+ )?with {_PRE}(?P<obj>NAMES)(?! 's <)"
    ),
    pattern(
        rf"(?P<subj>ORG)(?: ,)? (?:and|&) (?P<obj>ORG)AUX (?:announces?|announced|announcing|sign|signed|form|formed|enter|entered|expand|expanded|strike|struck|ink|inked|forge|forged|launch|launched|establish|established|deepen|extend)"
        rf" (?:(?!in\b|of\b|with\b|to\b)[a-z][\w-]*,? |MONEY |DATE |, ){{0,8}}?{_TIE}\b"
    ),
    pattern(
        r"(?P<all>NAMES)AUX (?:partner(?:ed|ing)?|team(?:ed|ing)? up|join(?:ed|ing)? forces|collaborate[d]?)(?= to\b| on\b| for\b| in\b| [.,;]|\Z)"
    ),
)


def acquired(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who acquired whom, for how much."""
    del scene
    for match, put in matches(_ACQUIRED, abstract):
        buyer = abstract.first(match, "by") or next(
            iter(abstract.listed(match, "subj")[::-1]), None
        )
        targets = [n for g in ("obj", "obj2") for n in abstract.listed(match, g)]
        for target in targets:
            if (
                buyer is None
                or target.text in {buyer.text, ""}
                or re.search(r"\d(?:\.\d)?\Z", target.text)
            ):
                continue
            yield Found(
                type=FactType.ACQUIRED,
                subject=buyer.text,
                object=target.text,
                amount=abstract.words(match, "amount") or abstract.words(match, "price"),
                modality=_settled(match, put),
                at=match.start(),
                to=match.end(),
                background=in_passing(match),
            )


def _settled(match: re.Match[str], put: Modality) -> Modality:
    """Tell an acquisition that is announced from one that is completed."""
    if match.groupdict().get("noun") and re.search(r"\bannounce", match[0]):
        return Modality.ANNOUNCED
    return put


def funded(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who raised how much, in which round, led by whom."""
    del scene
    for match, put in matches(_FUNDED, abstract):
        target = abstract.first(match, "target") or abstract.first(match, "subj")
        if (
            target is None
            or target.person
            or (match.groupdict().get("by") and is_group(target.text))
        ):
            continue
        tail = match.groupdict().get("tail") or ""
        if "verb" in match.groupdict() and not _is_funding(match["verb"], tail, match[0]):
            continue
        yield Found(
            type=FactType.FUNDED,
            subject=target.text,
            object=_round(abstract, match),
            role=_backers(abstract, match),
            amount=abstract.words(match, "amount"),
            modality=put,
            at=match.start(),
            to=match.end(),
            background=in_passing(match),
        )


def _is_funding(verb: str, tail: str, whole: str) -> bool:
    """Say whether the money is a round's, by what follows it: prices and forecasts are raised too."""
    near = tail[:90]
    if _OTHER_RAISE.search(whole):
        return False
    if verb.startswith("rais"):
        return bool(_FUNDING.search(whole)) or not near or bool(_AFTER_RAISE.match(near))
    if verb.startswith("announc"):
        return bool(_ROUND_NEXT.match(near)) and not near.startswith("fund ")
    return bool(_FUNDING_NEXT.match(near))


_OTHER_RAISE = re.compile(r"\b(?:guidance|forecasts?|prices?|fees?|charity)\b")
_FUNDING = re.compile(rf"\b{_FUNDING_WORD}\b")
_AFTER_RAISE = re.compile(
    r"[.,;:(—–-]|(?:from|to|at|as|for|ahead|after|with|and|this|last)\b|<d", re.IGNORECASE
)
_ROUND_NEXT = re.compile(
    rf"(?:in )?(?:[\w-]+ ){{0,2}}?(?:{_ROUND}|funding|financing|round|raise)\b"
)
_FUNDING_NEXT = re.compile(rf"(?:in )?(?:[\w-]+ ){{0,3}}?{_FUNDING_WORD}\b")


def _round(abstract: Abstract, match: re.Match[str]) -> str | None:
    found = re.search(
        rf"\b{_ROUND}\b(?! (?:stage|investors?|funds?)\b)",
        abstract.text[match.start() : match.end()],
    )
    if found is None:
        return None
    start, end = abstract.span(match.start() + found.start(), match.start() + found.end())
    return abstract.source[start:end]


def _backers(abstract: Abstract, match: re.Match[str]) -> str | None:
    """Return who put in the money, as written: `led by Sequoia Capital`, or the investor's name."""
    if match.groupdict().get("by"):
        return abstract.words(match, "by")
    found = _LED_BY.search(abstract.text, match.start("amount"))
    if found is None:
        return None
    start, end = abstract.span(*found.span())
    return abstract.source[start:end]


_LED_BY = pattern(r"(?:co-)?led by (?:existing investors? |new investors? |investors? )?NAMES")


def partnered(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who agreed to work with whom; a list of partners gives one row each."""
    del scene
    for match, put in matches(_PARTNERED, abstract):
        everyone = abstract.listed(match, "all")
        subjects = abstract.listed(match, "subj") or everyone[:1]
        partners = abstract.listed(match, "obj") or everyone[1:]
        for partner in partners[:8]:
            for subject in _parties(subjects, partner):
                yield Found(
                    type=FactType.PARTNERED,
                    subject=subject.text,
                    object=partner.text,
                    modality=put,
                    at=match.start(),
                    to=match.end(),
                    background=in_passing(match),
                )


def _parties(subjects: list[Name], partner: Name) -> list[Name]:
    if partner.person:
        return []
    return [s for s in subjects[:4] if not s.person and s.text != partner.text]
