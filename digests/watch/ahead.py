"""Whether a sentence looks ahead, concretely, and can stand alone."""

import re
from datetime import date
from typing import NamedTuple

from digests.text.names import names
from digests.text.periods import Period, periods

STEMS = (
    "will ", " plan", "expect", "schedul", "slated", " due ", "roadmap", "upcoming", "next ", "deadline",
    " vote", "voting", "later this", "coming ", "set to", " aims ", "intend", "propos", "remains ", "unclear",
    "whether", "?", "removed in", " effect", "into force", "to be ", " target", "’ll ", "'ll ", "projected",
    "pledged", "agreed to", "not yet", "yet to", "starting", "beginning", "effective", "until ", "by the end",
    "on track",
)  # fmt: skip
"""Without one of these a sentence is not read."""

SHORTEST, LONGEST = 32, 330
"""Of a sentence that is shown, in characters."""

_VERB = (
    r"(?:launch|release|ship|join|vote|meet|publish|open|close|retire|remove|end|start|begin|host|present|announce|deliver|roll out|"
    r"decide|replace|become|take effect|invest|expand|acquire|open[- ]source|go live|go public|drop|deprecate|discontinue|sunset|shut down|hold|"
    r"appoint|elect|step down|succeed|move|migrate|transition|unveil|introduce|debut|land|arrive|double|triple|build|contribute|donate|receive|serve|take over|"
    r"complete|finali[sz]e|file|review|consider|set up|establish|stop|cease|expire|represent|sit|take (?:a|the|its) seat|adopt|ban|require|ratify|support|bring|add)"
)
_STRONG = re.compile(
    rf"\b(?:will|’ll|'ll)(?: also| soon| then| formally| officially| first| jointly| only| no longer)? (?:be (?:\w+ly )?(?:available|removed|retired|deprecated|released|published|"
    rf"announced|launched|held|voted|presented|open|opened|closed|replaced|required|phased out|discontinued|shut down|sunset|disclosed|decided|elected|appointed|rolled out|"
    rf"supported|generally available|added|merged|donated|moved|hosted)|{_VERB})\b"
    r"|\b(?:(?<=we )plan|(?<=[a-z0-9A-Z])(?<! no)(?<! current)(?<! had) plans|planning|(?<=we )intend|intends|(?<=we )expect|expects|aims|scheduled|slated|due|set|expected|on track|proposed|proposes|pledged|agreed) to (?!(?:see|obtain|get|find|use|know|need|have)\b)(?:be )?[a-z]+"
    r"|\b(?:is|are) (?:scheduled|slated|due|planned|targeted|expected) (?:for|in|on|by|at|no later)\b|\bexpected (?:in|by|on)\b|\bplanned for\b"
    r"|\b(?:next|upcoming) (?:\w+[ -]){0,2}?(?:meeting|release|version|vote|milestone|summit|conference|election|phase|deadline|hearing|spec|specification)\b"
    r"|\broadmap (?:includes|calls|lists|targets|has|for)\b|\bdeadline (?:is|for|of)\b|\b(?:takes?|comes?|goes|enters?) (?:effect|into (?:force|effect))\b"
    r"|\bvoting (?:opens|closes|ends|runs)\b|\bto be (?:removed|retired|released|voted|held|decided|announced) (?:in|on|at|by)\b|\btarget(?:s|ing|ed)? (?:a |an |the )?(?:release|launch|GA|general)"
)
_WEAK = re.compile(
    r"\b(?:will|’ll|'ll|would|plans? to|planned|expects?|expected|aims? to|intends? to|targets|projected|until|by the end|no later than|starting|beginning|effective|as of|from)\b"
)
_OPEN = re.compile(
    r"\b(?:remains? (?:to be seen|unclear|an open question|open|undecided|uncertain)|(?:is|are) (?:not yet|still not|still) (?:clear|decided|known|unclear|undecided)|"
    r"(?:has|have) (?:not yet|yet to) (?:said|decided|announced|named|set|published|confirmed)|the (?:open |big |key )?question is whether)\b"
)
_QUESTION = re.compile(
    r"(?:\A|[:—–,-] |; )(?:[Ww]ill|[Cc]an|[Cc]ould|[Ww]hen will|[Ww]ho will|[Ww]hich [\w ]{1,30} will|[Hh]ow (?:soon |far |fast |quickly )?will|[Ww]hether)\b[^?]*\?\Z"
)
_STEP = re.compile(
    r"\b(?:plans to|planning to|[Ww]e (?:will|plan to|expect to|intend to) (?:release|launch|open[- ]source|publish|ship|add|remove|retire|sunset|deprecate)|intends to|scheduled|slated|proposed|proposes|pledged|roadmap|upcoming|next (?:\w+[ -]){0,2}?(?:release|version|meeting|vote)|"
    r"deadline (?:is|for|of)|voting (?:opens|closes|ends)|takes? effect|into force|on track|expects to|agreed to|(?:in|over) the (?:coming|next) (?:few )?(?:days|weeks|months|quarters|year)|will (?:represent|serve on|sit on|take (?:a|the|its) seat)|will (?:soon |also |no longer |officially )?(?:be (?:removed|retired|deprecated|released|generally|published|discontinued|phased|voted|donated|"
    r"open-sourced|appointed|elected|rolled)|join|vote|retire|sunset|open[- ]source|donate|step down|acquire|appoint|take over|succeed|ratify|go public|shut down))\b"
)
_PERSONAL = re.compile(r"\b(?:my|me|your|you|we|I)\b")
_HAPPENED = re.compile(
    r"\b(?:wrote|said|says|published|announced|told|released|launched|held|reported|filed|signed|began|started|"
    r"demonstrated|posted|made|met|introduced|unveiled|became|came|following)\b[^,;.]{0,40}\Z"
)
_TO_BE = re.compile(r"(?:\b(?:will|would|shall|to)|[’']ll)(?: \w+)? be (?:\w+ly )?\Z")
"""`will be released on 5 May`: that has not happened."""
_APPOINTED_DAY = re.compile(r"\b(?:on|by|until|till|from|starting|before|of)\s\Z", re.IGNORECASE)
UNSURE = 240
"""So many days ahead a date without a year may as well be the last one."""

LONG = 100
"""A period of more days is no appointment, unless something is due by its end."""

_BY = re.compile(r"\b(?:by|before|end of)\s*\Z")
_NO_PLAN = re.compile(
    r"\b(?:following|after|since|past|missed|despite|met)\b[^,;.]{0,60}\bdeadlines?\b|\bno (?:\w+ )?plans\b|\b(?:do|does|did)(?: not|n['’]t) plan\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|would have|used to|last (?:year|month|week)|years? ago)\b"
)
_CUE = re.compile(f"{_STRONG.pattern}|{_WEAK.pattern}|{_OPEN.pattern}|[?]\\Z")
_DATED = re.compile(
    r"\d|\b(?:next|this|later|coming|end of|by|until)\b|day\b|[Tt]omorrow|[Jj]anuary|[Ff]ebruary|March|April|May|June|July|August|ember\b|October"
)
_HOPE = re.compile(
    r"\b(?:look(?:ing)? forward|stay tuned|excited|thrilled|delighted|proud|can['’]t wait|cannot wait|we hope|hopefully|we believe|journey|together we|continue to|continues to|"
    r"more to come|(?:the|our|its) vision (?:is|was)|follow us|subscribe|join us|register|sign up|learn more|read more|newsletter|webinar|in this (?:post|blog|article|section|guide|tutorial)|we['’]ll (?:show|see|look|cover|explore|use|walk|dive)|"
    r"we will (?:show|see|look|cover|explore|use|walk|dive|discuss|describe|keep)|you will|you['’]ll|you can|your|let['’]s|stay up to date|check out|get started|contact us|thank|happy to|welcome|"
    r"forward-looking statements|undue reliance|risks and uncertainties|apply now|consider joining|for (?:further|more) (?:details|information)|committed to|visit the|feel free|promises? to (?:transform|revolutioni[sz]e|change))\b",
    re.IGNORECASE,
)
_MARKETING = re.compile(
    r"\b(?:unlock|empower|seamless|revolutioni[sz]|game[- ]chang|transformative|world-class|cutting-edge|unprecedented|next level|reimagin|supercharg|groundbreaking|unparalleled|"
    r"best-in-class|accelerate innovation|new era|bright future|endless possibilities|state-of-the-art)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\A[“\"']?(?:this|that|these|those|it|its|they|their|he|she|his|her|him|such|here|there|but|and|so|or|nor|yet|however|therefore|thus|instead|then|also|additionally|moreover|furthermore|"
    r"meanwhile|otherwise|similarly|likewise|again|both|neither|another|others|each|either|in (?:addition|other words|this|that|these|such|turn|contrast|particular)|for (?:example|instance|this|that)|as a result|"
    r"to (?:this|that) end|because of (?:this|that)|with (?:this|that|these)|at (?:this|that)|on (?:this|that)|by (?:doing|then)|doing so|as (?:this|that|these|those|they|we|it|you)|since its|assuming|i|i['’]m|i['’]ll|you|if|when|once|after that|"
    r"the (?:former|latter|same|other|above|following|move|change|result|idea|goal|aim|feature|update|deal|company|team|project|model|framework|system|tool|plan|work|effort)\b)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?!US\b)(?:we|our|us|we['’](?:re|ve|ll|d))\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:assuming|if|unless|when(?:ever)?|every time|each time|once)\b", re.IGNORECASE
)
_JUNK = re.compile(r"https?://|[{}<>|`#=]{1}|\(\)|::|->|…\s*\Z|\.\.\.\s*\Z|\bclick\b|©|#\d{2,}")
_PAST_DATE = re.compile(
    r"(?:since|from|between|founded in|launched in|released in|as of|began in|started in|ago|until)\s*\Z",
    re.IGNORECASE,
)


def worth_reading(line: str) -> bool:
    """Say whether any sentence of a line may look ahead: a quick look before it is cut."""
    if _STRONG.search(line) or _OPEN.search(line) or "?" in line:
        return True
    return bool(_WEAK.search(line) and _DATED.search(line))


def speaks_as_we(sentence: str) -> bool:
    """Return whether the sentence has a `we` that somebody beside it must stand for."""
    return _WE.search(sentence) is not None


class Outlook(NamedTuple):
    """What a sentence says about what is to come."""

    due: date | None
    """The last day of the period that it names."""
    named: bool
    """It names who or what."""
    question: bool


def outlook(sentence: str, published: date, today: date, *, speaker: bool) -> Outlook | None:
    """Return what the sentence looks ahead to; None where it does not, or cannot stand alone.

    `speaker` says that `we` has a name beside the sentence: a primary source's own.
    """
    if not _CUE.search(sentence) or not stands_alone(sentence, speaker=speaker):
        return None
    named = any(name.certain for name in names(sentence))
    if sentence.endswith("?"):
        return _question(sentence, published, today, named=named)
    strong = bool(_STRONG.search(sentence))
    open_question = bool(_OPEN.search(sentence))
    dues = _dues(sentence, published, vague=strong)
    ahead = [due for due in dues if due > today]
    if (dues and not ahead) or _NO_PLAN.search(sentence):
        return None
    if ahead or open_question or (strong and named and _is_definite(sentence)):
        due = ahead[0] if ahead else None
        return (
            None
            if due is None and _TOLD.search(sentence)
            else Outlook(due, named, question=open_question)
        )
    return None


def _question(sentence: str, published: date, today: date, *, named: bool) -> Outlook | None:
    """Take a question about what will be, of somebody named or under the source's own label."""
    labelled = re.match(r"[A-Z][\w’'-]+(?: [\w’'-]+){0,3}: ", sentence)
    if not (named or labelled) or not _QUESTION.search(sentence) or _PERSONAL.search(sentence):
        return None
    ahead = [due for due in _dues(sentence, published, vague=True) if due > today]
    return Outlook(ahead[0] if ahead else None, named, question=True)


def stands_alone(sentence: str, *, speaker: bool) -> bool:
    """Say whether the sentence needs no neighbour, and is neither hope, advertisement nor code."""
    if not SHORTEST <= len(sentence) <= LONGEST or sentence[-1] not in '.?!”"':
        return False
    if not (
        sentence[0].isupper()
        or sentence[0] in '“"'
        or any(c.isupper() for c in sentence.split(maxsplit=1)[0])
    ):
        return False
    if (
        re.match(r"[A-Z]{1,3}: ", sentence)
        or _LEANS.match(sentence)
        or _HOPE.search(sentence)
        or _JUNK.search(sentence)
        or _MARKETING.search(sentence)
    ):
        return False
    if _WE.search(sentence):
        return speaker and any(name.certain for name in names(sentence))
    return sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0


def _is_definite(sentence: str) -> bool:
    """Without a date, ask for an announced step: technical prose says `will` of every function."""
    return bool(_STEP.search(sentence)) and not _CONDITION.search(sentence)


def _dues(sentence: str, published: date, *, vague: bool) -> list[date]:
    """Return the last days of the periods to come that the sentence names, today's left out.

    `vague` takes a whole year too; `by 2027` is never vague.
    """
    return [
        period.last
        for period in periods(sentence, published, ahead=True)
        if _is_appointed(sentence, period, published, vague=vague)
    ]


def due_in(sentence: str, published: date) -> list[date]:
    """Return the last days of the periods to come for which a plan is made, as its sentence names them."""
    return _dues(sentence, published, vague=True)


def _is_appointed(sentence: str, period: Period, published: date, *, vague: bool) -> bool:
    """Say whether something is to come in the period, rather than just named beside it."""
    before = sentence[: period.start]
    words = sentence[period.start : period.end]
    happened = _HAPPENED.search(before)
    if happened and not _TO_BE.search(before[: happened.start()]):
        return False
    if _PAST_DATE.search(before):
        return False
    if words.endswith("day") and words[0].isupper() and not _APPOINTED_DAY.search(before):
        return False
    if (period.first - published).days > UNSURE and not re.search(r"\d{4}|next|coming", words):
        return False
    whole_year = (period.last - period.first).days > LONG and not _BY.search(before)
    if whole_year and not (vague and period.first > published):
        return False
    return vague or bool(_WEAK.search(sentence[max(0, period.start - 90) : period.end + 40]))
