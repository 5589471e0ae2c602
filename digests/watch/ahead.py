"""Does a sentence look ahead, concretely, and can it stand alone?"""

import re
from datetime import date
from typing import NamedTuple

from digests.text.names import names
from digests.text.periods import periods

STEMS = (
    "will ", "plan", "expect", "schedul", "slated", " due ", "roadmap", "upcoming", "next ", "deadline",
    "vote", "voting", "availab", "later this", "coming ", "set to", "aim", "intend", "propos", "remains ",
    "unclear", "whether", "?", "removed in", "takes effect", "into force", "to be ", "target", "’ll ", "'ll ",
    "project", "by 20", "in 20", "ballot",
)  # fmt: skip
"""Without one of these a sentence is not read."""

SHORTEST, LONGEST = 40, 330
"""Of a sentence that is shown, in characters."""

_VERB = (
    r"(?:launch|release|ship|join|vote|meet|publish|open|close|retire|remove|end|start|begin|host|present|announce|deliver|roll out|"
    r"decide|replace|become|take effect|invest|expand|acquire|open[- ]source|go live|go public|drop|deprecate|discontinue|sunset|shut down|hold|"
    r"appoint|elect|step down|succeed|move|migrate|transition|unveil|introduce|debut|land|arrive|double|triple|build|contribute|donate|receive|serve|take over|"
    r"complete|finali[sz]e|file|review|consider|set up|establish|stop|cease|expire|adopt|ban|require|ratify|support|bring|add)"
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
_WEAK = re.compile(r"\b(?:will|’ll|'ll|would|plans? to|planned|expects?|expected|aims? to|intends? to|targets|projected|until|by the end|no later than|starting|beginning|effective|as of|from)\b")
_OPEN = re.compile(
    r"\b(?:remains? (?:to be seen|unclear|an open question|open|undecided|uncertain)|(?:is|are) (?:not yet|still not|still) (?:clear|decided|known|unclear|undecided)|"
    r"(?:has|have) (?:not yet|yet to) (?:said|decided|announced|named|set|published|confirmed)|the (?:open |big |key )?question is whether)\b"
)
_QUESTION = re.compile(r"(?:\A|[:—–,-] |; )(?:[Ww]ill|[Cc]an|[Cc]ould|[Ww]hen will|[Ww]ho will|[Ww]hich [\w ]{1,30} will|[Hh]ow (?:soon|far|fast|quickly) will|[Ww]hether)\b[^?]*\?\Z")
_HAPPENED = re.compile(
    r"\b(?:wrote|said|says|published|announced|told|released|launched|held|reported|filed|signed|began|started|"
    r"demonstrated|posted|made|met|introduced|unveiled|became|came|following)\b[^,;.]{0,40}\Z"
)
_APPOINTED_DAY = re.compile(r"\b(?:on|by|until|till|from|starting|before|of)\s\Z", re.IGNORECASE)
UNSURE = 240
"""So many days ahead a date without a year may as well be the last one."""

_NO_PLAN = re.compile(r"\bno (?:\w+ )?plans\b|\b(?:do|does|did)(?: not|n['’]t) plan\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:was|were|had|did|would have|used to|last (?:year|month|week)|years? ago)\b")
_CUE = re.compile(f"{_STRONG.pattern}|{_WEAK.pattern}|{_OPEN.pattern}|[?]\\Z")
_HOPE = re.compile(
    r"\b(?:look(?:ing)? forward|stay tuned|excited|thrilled|delighted|proud|can['’]t wait|cannot wait|we hope|hopefully|we believe|journey|together we|continue to|continues to|"
    r"more to come|follow us|subscribe|join us|register|sign up|learn more|read more|newsletter|webinar|in this (?:post|blog|article|section|guide|tutorial)|we['’]ll (?:show|see|look|cover|explore|use|walk|dive)|"
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
_WE = re.compile(r"\b(?:we|our|us|we['’](?:re|ve|ll|d))\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:assuming|if|unless|when(?:ever)?|every time|each time|once)\b", re.IGNORECASE)
_JUNK = re.compile(r"https?://|[{}<>|`#=]{1}|\(\)|::|->|…\s*\Z|\.\.\.\s*\Z|\bclick\b|©|#\d{2,}")
_PAST_DATE = re.compile(r"(?:since|from|between|founded in|launched in|released in|as of|began in|started in|ago|until)\s*\Z", re.IGNORECASE)


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
        asks = named and _QUESTION.search(sentence) and not re.search(r"\b(?:my|me|your|you|we|I)\b", sentence)
        return Outlook(None, named, question=True) if asks else None
    strong = _STRONG.search(sentence)
    open_question = _OPEN.search(sentence)
    dues = _dues(sentence, published, vague=bool(strong))
    ahead = [due for due in dues if due > today]
    if _NO_PLAN.search(sentence):
        return None
    if dues and not ahead:
        return None
    if not (open_question or strong or (ahead and _WEAK.search(sentence))):
        return None
    if not ahead and _TOLD.search(sentence):
        return None
    if not ahead and (not named or (strong and _CONDITION.search(sentence))):
        return None
    if not ahead and not open_question and not _definite(sentence):
        return None
    return Outlook(ahead[0] if ahead else None, named, question=bool(open_question))


def stands_alone(sentence: str, *, speaker: bool) -> bool:
    """Say whether the sentence needs no neighbour, and is neither hope, advertisement nor code."""
    if not SHORTEST <= len(sentence) <= LONGEST or sentence[-1] not in ".?!”\"":
        return False
    if not (sentence[0].isupper() or sentence[0] in "“\"" or any(c.isupper() for c in sentence.split()[0])):
        return False
    if re.match(r"[A-Z]{1,3}: ", sentence) or _LEANS.match(sentence) or _HOPE.search(sentence) or _JUNK.search(sentence) or _MARKETING.search(sentence):
        return False
    if _WE.search(sentence):
        return speaker and any(name.certain for name in names(sentence))
    return sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0


def _definite(sentence: str) -> bool:
    """Without a date, ask for an announced step: technical prose says `will` of every function."""
    return bool(
        re.search(
            r"\b(?:plans to|planning to|[Ww]e (?:will|plan to|expect to|intend to) (?:release|launch|open[- ]source|publish|ship|add|remove|retire|sunset|deprecate)|intends to|scheduled|slated|proposed|proposes|pledged|roadmap|upcoming|next (?:\w+[ -]){0,2}?(?:release|version|meeting|vote)|"
            r"deadline (?:is|for|of)|voting (?:opens|closes|ends)|takes? effect|into force|on track|expects to|agreed to|will (?:soon |also |no longer |officially )?(?:be (?:removed|retired|deprecated|released|generally|published|discontinued|phased|voted|donated|"
            r"open-sourced|appointed|elected|rolled)|join|vote|retire|sunset|open[- ]source|donate|step down|acquire|appoint|take over|succeed|ratify|go public|shut down))\b",
            sentence,
        )
    )


def _dues(sentence: str, published: date, *, vague: bool) -> list[date]:
    """Return the last days of the periods to come that the sentence names, today's left out.

    `vague` takes a whole year too; `by 2027` is never vague.
    """
    found = []
    for period in periods(sentence, published, ahead=True):
        before = sentence[: period.start]
        if _PAST_DATE.search(before) or _HAPPENED.search(before):
            continue
        words = sentence[period.start : period.end]
        if words.endswith("day") and words[0].isupper() and not _APPOINTED_DAY.search(before):
            continue
        if (period.first - published).days > UNSURE and not re.search(r"\d{4}|next|coming", words):
            continue
        if period.last < published and not re.search(r"\b(?:by|until|deadline|on|in)\s*\Z", before):
            continue
        long = (period.last - period.first).days > 100
        if long and not re.search(r"\b(?:by|before|end of)\s*\Z", before) and not (vague and period.first > published):
            continue
        near = sentence[max(0, period.start - 90) : period.end + 40]
        if not vague and not _WEAK.search(near):
            continue
        found.append(period.last)
    return found
