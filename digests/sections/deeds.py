"""Whether a sentence says that somebody did something: news is a deed with its doer."""

import re
from dataclasses import dataclass, replace

from digests.sections.grammar import finite_verbs, has_finite_verb
from digests.text.vocabulary import vocabulary
from digests.text.words import Token, stem, tokens

_LED_IN = re.compile(
    r"(?i)(?:from\s+)?(?:today|yesterday|now)(?:,\s|\s(?=we\b))"
    r"|(?:on|in|at|this|last|earlier|from|as\s+(?:of|an?)|after|with|during|following|starting)\s[^,“”]{3,90},\s"
)
"""When or where it was done, before the doer."""
_ASIDE = re.compile(
    r",\s(?:including|such\s+as)\s[^“”]{3,160}?,\s(?=(?:has|have|is|are|was|were|now)\b)"
    r"|,\s(?!\w+ing\b)[^,“”]{3,160},\s(?=[a-z])|\s\([^()]{1,80}\)|\s?[—–]\s?[^—–]{3,120}\s?[—–]\s?(?=[a-z])"
)
"""What is said of the doer between commas: `Loom, the cache of Acme, is now …`."""
_CLAUSE = re.compile(r"(?i)\b(?:that|which|who|when|if|while|because|where|how|whether|what|why)\b")
_INFINITIVE = re.compile(r"(?i)\b(?:to|not)\s+[a-z]+$")
"""`A statement on how to ensure advanced …`: what follows is no verb."""
_FARTHEST = 16
"""Words: a doer that takes more is a list, or a clause whose verb was not seen."""
_ADVERBS = r"(?:(?:now|today|officially|recently|already|just|finally|\w{3,}ly)\s+){0,2}"
_HAPPENING = re.compile(
    r"(?i)(?:is|are)\s+(?:now\b|(?:generally\s+|now\s+)?available\b|rolling\s+out|(?:re)?launching|releasing|planning|opening|shutting|joining|expanding"
    r"|(?:being\s+)?(?:granted|awarded|appointed|named|restored|removed|deprecated|retired|released|suspended)\b)"
)
_TELLING = re.compile(
    r"(?i)(?:announces|introduces|releases|launches|unveils|debuts|publishes|presents|open-?sources|shares|commits|contributes|donates|expands|partners|joins"
    r"|acquires|buys|raises|signs|agrees|finds|discovers|reveals|discloses|shows|opens|restores|ships|awards|grants|appoints|hires|elects|names|sues|approves"
    r"|bans|fines|rejects|retracts|removes|deprecates|retires|suspends|closes|fixes|adds|invests|rules|cuts|accuses|warns|wins|leaves|says"
    r"|arrests|blocks|cites|charges|confirms|delays|denies|drops|ends|halts|kills|loses|mitigates|orders|pledges|previews|proposes|pulls|reaffirms|restricts|resigns|reopens|revokes|seizes|strikes|votes|withdraws)\b"
)
"""In the present tense these tell what happened; most other verbs how things are."""
_WE = re.compile(
    r"(?i)(?P<who>we|I)(?:['’](?:re|m|ve)|\s+(?:are|am|have))?\s+"
    + _ADVERBS
    + r"(?:(?:happy|excited|thrilled|proud|pleased|delighted)\s+to\s+)?"
    r"(?:announc|introduc|releas|launch|unveil|publish|open[- ]?sourc|present|propos|shar|commit|contribut|donat|expand|partner|join|acquir|sign|rais|agree"
    r"|find|found|show|report|discover|develop|disclos|identif|trac|demonstrat|open|restor|(?:re-?)?deploy|ship|creat|award|appoint|hir|remov|deprecat|retir|suspend"
    r"|clos|patch|fix|add|upgrad|begin|giv|roll|enter|improv|making)(?P<end>\w*)\b"
)
"""The writers announce something, or say what they found."""
_AUXILIARIES = vocabulary("has have was were")
_STATES = vocabulary(
    "is are am be been had will would can could may might must should shall do does did"
)
_PAST = vocabulary(
    """made built ran grew rose fell won lost took gave came went began became left met said told
    held led paid sent sold spent wrote broke drew brought bought beat chose struck sought
    fought drove shook knew hit cut shut found"""
)
_NO_DOER = vocabulary(
    """we i you it they before after during when while in on at by for from to with within like once as of under over across through relative
    despite although though since until most some many few each every even fixes fixed adds added
    improves improved improvements"""
)
_PLANNED = re.compile(r"(?i)(?:will|plans\s+to|is\s+to)\s+(?P<verb>[a-z]+)")
_LASTING = vocabulary(
    """faced remained included needed wanted believed expected hoped tended seemed appeared depended
    aimed held accounted used knew felt lived looked performed
    struggled continued helped"""
)
"""Past forms of what goes on, not of what somebody did."""
_OF_ITS_MAKING = re.compile(
    r"(?i)w(?:as|ere)\s+(?:\w+ly\s+)?(?:train|design|built|creat|develop|made|based|inspir|driv)"
)
"""`Loom 3 was trained on …` says how a thing came to be, below `Introducing Loom 3`."""
_PARTICIPLE = re.compile(
    rf"(?i)\w+\s+{_ADVERBS}(?:been\s+)?(?:[\w-]+ed|{'|'.join(sorted(_PAST))}|become|taken|given|begun|written|broken|chosen)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did it, in the sentence's words up to the verb, and what."""

    doer: str
    verb: str
    """The stem of the verb."""
    by_writers: bool
    """The writers did it: `we`, `our team`."""
    happened: bool
    """Its form says that it happened; `scores` may be how things are, `will join` is to come."""


def deed(sentence: str) -> Deed | None:
    """Return what the main clause says that somebody did, None where it says how things are.

    The verb is the first finite one; before it stands the doer, with nothing but a time or a place
    in front. What is possible is no deed; what is planned has not happened.
    """
    led = _LED_IN.match(sentence)
    if led and has_finite_verb(led.group()):
        return None
    said = _ASIDE.sub(" ", sentence[led.end() :] if led else sentence)
    if we := _WE.match(said):
        told = stem(we.group().split()[-1])
        return Deed(doer=we["who"], verb=told, by_writers=True, happened=True)
    verb = next((v for v in finite_verbs(said) if _may_be_verb(v, said)), None)
    doer = said[: verb.start].strip() if verb else ""
    if verb is None or not _is_doer(doer):
        return None
    return _done_by(doer, verb, said[verb.start :])


def after_led_in(sentence: str) -> str:
    """Return the sentence without the time or place before its doer."""
    led = _LED_IN.match(sentence)
    return sentence[led.end() :] if led else sentence


def _done_by(doer: str, verb: Token, said: str) -> Deed | None:
    """Return the deed that is `said` from the verb on, None where that is a state."""
    perfect = _PARTICIPLE.match(said) if verb.text in _AUXILIARIES else None
    done = Deed(
        doer=doer,
        verb=stem(perfect.group().split()[-1] if perfect else verb.text),
        by_writers=re.match(r"(?i)our\b", doer) is not None,
        happened=verb.text in _AUXILIARIES | _PAST | _STATES
        or verb.text.endswith("ed")
        or doer.endswith(" now")
        or _TELLING.match(said) is not None,
    )
    if planned := _PLANNED.match(said):
        return replace(done, verb=stem(planned["verb"]), happened=False)
    is_state = (
        (verb.text in _STATES and not _HAPPENING.match(said))
        or (verb.text in _AUXILIARIES and not perfect)
        or verb.text in _LASTING
        or _OF_ITS_MAKING.match(said)
    )
    return None if is_state else done


def _may_be_verb(token: Token, said: str) -> bool:
    """Return whether it is neither part of a name nor of `the united states`."""
    return token.text.islower() and not said[: token.start].lower().endswith("united ")


def _is_doer(words: str) -> bool:
    found = tokens(words)
    if not found or len(found) > _FARTHEST or words[0] in "“\"'(" or words.endswith(","):
        return False
    first = found[0].text.lower()
    return first not in _NO_DOER and not _CLAUSE.search(words) and not _INFINITIVE.search(words)
