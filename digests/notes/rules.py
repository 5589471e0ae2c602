"""The rules of the catalogue that need one sentence only. Each returns the words it is about."""

import re
from collections.abc import Callable

from digests.model import Note

Words = tuple[int, int]
"""The span inside the sentence."""

_UNNAMED = re.compile(
    r"\b(?:according to (?:(?:multiple|several|two|three|some|unnamed|anonymous|industry|internal|company|government|market) )*(?:people|sources?|insiders?|persons?|officials)\b"
    r"(?:(?: who (?:are|were|is))? (?:familiar with|briefed on|close to|with knowledge of|with direct knowledge of)[^,.;]{0,50})?"
    r"|(?:people|persons?|sources?|insiders?|someone) (?:familiar with|briefed on|close to|with (?:direct )?knowledge of)[^,.;]{0,50}"
    r"|(?:a|one|two|three|several|multiple|unnamed|anonymous) (?:\w+ )?(?:sources?|insiders?|officials?|executives?) (?:said|says|told|confirmed|claimed)"
    r"|sources? (?:say|said|tell|told|claim)\b|on (?:the )?condition of anonymity|(?:who|they) asked not to be (?:named|identified)|it is rumou?red|rumou?r has it"
    r"|(?:experts|analysts|observers|critics|insiders) (?:say|believe|argue|warn|agree|claim|expect)\b)",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:the|our|its|their|world[’']s|industry[’']s|nation[’']s) (?:(?:world[’']s|industry[’']s|single|very|undisputed) )?(?:(?:most (?:advanced|powerful|capable|comprehensive|popular|widely used|efficient|"
    r"innovative|secure|trusted|intelligent|sophisticated|complete|cost-effective|performant)|largest|fastest|leading|best|biggest|strongest|smartest|number one|premier|foremost|"
    r"greatest|most)\b)(?: [a-z-]+){0,4}",
    re.IGNORECASE,
)
_NO_SUPERLATIVE = re.compile(
    r"\b(?:at (?:the )?(?:most|best|least)|the most part|most of|the best way|the most recent|best practices?|the best of|the largest possible|do (?:the|our|its) best|one of|among|the leading (?:edge|cause|zero|digit|dimension|term|underscore|space|character)|"
    r"the most common|the best (?:result|checkpoint|candidate|score|match|action|option|answer|fit|choice|time|place|model for)|the biggest (?:challenge|problem|issue|risk|question|change|difference|mistake)|"
    r"the most (?:important|significant|likely|relevant|likely|suitable|appropriate|frequent|interesting|difficult|challenging|basic|obvious|part|time|out))",
    re.IGNORECASE,
)
_CLAIMING = re.compile(
    r"\b(?:is|are|as|was|become[s]?|became|remains?|offers?|offering|delivers?|delivering|provides?|launch(?:es|ed)?|releas(?:e[sd]?|ing)|introduc(?:e[sd]?|ing)|announc(?:e[sd]?|ing)|unveil(?:s|ed)?|"
    r"built|created|,|called|with)\s*\Z",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:up to )?(?:\d+(?:\.\d+)?\s?[x×]|\d+(?:\.\d+)? times|\d+(?:\.\d+)?\s?(?:%|percent)|\d+-fold|twofold|threefold|tenfold|twice|double|triple) "
    r"(?:as )?(?:faster|cheaper|better|higher|lower|more|less|fewer|smaller|larger|quicker|improvement|speed-?up|increase|reduction|boost|gain|growth|performance|throughput|savings|cost)\b"
    r"|\b(?:increased?|improved?|grew|grown|reduced?|cut|boost(?:ed)?|dropped|fell|rose|accelerat\w+|speeds? up) [^.;,]{0,60}?by (?:up to |over |more than |about |nearly )?(?:\d+(?:\.\d+)?\s?(?:%|percent|[x×])|\d+ times)",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:than|compared|versus|vs\.?|over (?:the )?(?:previous|prior|last|baseline|past|its|our|their|a|an|[A-Z])|relative to|against|baseline|from \$?\d|year[- ](?:over|on)[- ]year|since|between|during|"
    r"year|quarter|month|week|Q[1-4]|(?:19|20)\d\d|benchmark|per (?:second|day|month|year|token)|of (?:all|the|its|our|their|users|companies|organi[sz]ations|respondents)|survey|respondents|"
    r"measured|evaluat|test(?:s|ed)?|on [A-Z]|with [A-Z]|in [A-Z]|when|by using|by switching|without|baselines?|previously|before|earlier|originally|old|original|default|standard|conventional|"
    r"existing|traditional|naive|vanilla|instead|alternatives?|competitors?|peers|state[- ]of[- ]the[- ]art|SOTA|unoptimi[sz]ed|dense|full|from (?:the|an?|its|our|about|around|over)|to \$?\d)",
)
_BOILERPLATE = re.compile(
    r"\A(?:About [A-Z][\w&. ]{1,40}\Z|About [A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4}:)|\bforward[- ]looking statements?\b|\bundue reliance\b|\brisks and uncertainties\b"
    r"|\bis (?:the|a) (?:world[’']s |global |industry[’']s )?leading (?:global )?(?:provider|supplier|developer|platform|company|vendor|creator) of\b"
    r"|\b(?:all|other) (?:other )?(?:trademarks|product names|names)\b.*\bproperty of their respective owners\b|\bmedia contacts?:|\bpress contacts?:|\bfor more information,? (?:please )?visit\b"
    r"|\b(?:is|are) (?:a )?registered trademarks?\b|/PRNewswire/|\(GLOBE NEWSWIRE\)|\bBusiness Wire\b|\b[Ff]ollow (?:us|@?\w+) on (?:X|Twitter|LinkedIn)\b",
)


def unnamed_source(sentence: str) -> Words | None:
    """`People familiar with the matter`, `sources say`, `experts believe`: nobody to ask."""
    found = _UNNAMED.search(sentence)
    return found.span() if found else None


def superlative(sentence: str) -> Words | None:
    """`The most powerful model`, claimed of something, with no figure in the sentence."""
    if re.search(r"\d", sentence) or sentence.endswith("?") or re.search(r"\b(?:if|whether|not)\b", sentence):
        return None
    for found in _SUPERLATIVE.finditer(sentence):
        before = sentence[: found.start()].rstrip()
        around = sentence[max(0, found.start() - 12) : found.end() + 12]
        bare = re.fullmatch(r"(?:the|our|its|their) most", found[0], re.IGNORECASE)
        if not bare and not _NO_SUPERLATIVE.search(around) and _CLAIMING.search(before):
            return found.span()
    return None


def number_without_base(sentence: str) -> Words | None:
    """`3x faster`, `improved by 40 %`: no other thing, test or time in the sentence to set it against."""
    found = _RATIO.search(sentence)
    if found is None or sentence.endswith("?"):
        return None
    rest = sentence[: found.start()] + " " + sentence[found.end() :]
    return None if _BASE.search(rest) or re.search(r"\bthan\b", sentence) else found.span()


def boilerplate(sentence: str) -> Words | None:
    """`About Acme`, trademarks, forward-looking statements: the same under every release."""
    found = _BOILERPLATE.search(sentence)
    return (0, len(sentence)) if found else None


RULES: tuple[tuple[Note, Callable[[str], Words | None]], ...] = (
    (Note.UNNAMED_SOURCE, unnamed_source),
    (Note.NUMBER_WITHOUT_BASE, number_without_base),
    (Note.SUPERLATIVE, superlative),
    (Note.BOILERPLATE, boilerplate),
)
"""In the order in which a story's three notes are chosen."""

STEMS = (
    "source", "insider", "familiar with", "anonym", "rumor", "rumour", "experts ", "analysts ", "observers ", "critics ",
    "officials", "asked not", "most ", "largest", "fastest", "leading", "best", "biggest", "strongest", "smartest", "number one",
    "premier", "foremost", "greatest", " times ", "x faster", "x more", "x better", "x cheaper", "x high", "x low", "x ", "×", "%", "percent",
    "-fold", "twice", "double", "triple", "about ", "forward-looking", "forward looking", "trademark", "contact", "more information",
    "prnewswire", "newswire", "business wire", "follow ", "undue reliance",
)  # fmt: skip
"""Without one of these a sentence is not read."""
