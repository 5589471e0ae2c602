"""The rules of the catalogue that need a sentence and its paragraph. Each returns the words it is about."""

import re
from collections.abc import Callable

from digests.model import Note
from digests.text.names import names

Words = tuple[int, int]
"""The span inside the sentence."""

_UNNAMED = re.compile(
    r"\b(?:according to (?:(?:multiple|several|two|three|some|unnamed|anonymous|industry|internal|company|government|market) )*(?:people|sources?|insiders?|persons?|officials)\b"
    r"(?:(?: who (?:are|were|is))? (?:familiar with|briefed on|with knowledge of|with direct knowledge of)[^,.;]{0,50})?"
    r"|(?:people|persons?|sources?|insiders?|someone) (?:familiar with|briefed on|close to (?=the (?:company|deal|matter|talks|situation|process|discussions|negotiations))|with (?:direct )?knowledge of)[^,.;]{0,50}"
    r"|(?:a|one|two|three|several|multiple|unnamed|anonymous) (?:\w+ )?(?:sources?|insiders?|officials?|executives?) (?:said|says|told|confirmed|claimed)"
    r"|sources? (?:say|said|tell|told|claim)\b|on (?:the )?condition of anonymity|(?:who|they) asked not to be (?:named|identified)|it is rumou?red|rumou?r has it"
    r"|(?:experts|analysts|observers|critics|insiders) (?:say|believe|argue|warn|agree|claim|expect)\b)",
    re.IGNORECASE,
)
_MOST = (
    r"(?:most (?:advanced|powerful|capable|comprehensive|efficient|innovative|secure|trusted|intelligent|sophisticated|complete|cost-effective|performant|scalable)|"
    r"largest|fastest|leading|best|strongest|smartest|foremost|greatest|premier|number one)"
)
_THING = (
    r"(?:model|platform|chip|GPU|accelerator|system|framework|company|lab|assistant|agent|tool|software|product|service|solution|provider|"
    r"supercomputer|cluster|engine|library|stack|processor|server|cloud|ecosystem|community|offering|portfolio|infrastructure|technology|database|vendor|developer|maker)"
)
_SUPERLATIVE = re.compile(
    rf"\b(?:(?:the )?(?:world|industry|market|planet)[’']s (?:single )?(?:first|only|{_MOST})\b(?: [\w-]+){{0,4}}"
    rf"|(?:our|its|their|the) {_MOST}(?: and [\w-]+)?(?: (?!of\b|for\b|in\b|to\b|with\b)[\w-]+){{0,3}}? {_THING}(?: yet| ever(?: made| built| released)?| on the market| in the world| available)?)\b",
    re.IGNORECASE,
)
_NO_SUPERLATIVE = re.compile(
    r"\b(?:one of|among|some of|not|choose|select|pick|find|the best (?:model|tool|solution|product)s? (?:for|to)|which)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)

_CLAIMING = re.compile(
    r"\b(?:is|are|as|was|becomes?|became|remains?|offers?|offering|delivers?|delivering|provides?|launch(?:es|ed)?|releas(?:e[sd]?|ing)|"
    r"introduc(?:e[sd]?|ing)|announc(?:e[sd]?|ing)|unveil(?:s|ed)?|built|created|called|(?:calls?|called|dubs|dubbed) (?:[\w-]+ ?){1,3})\Z",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:up to )?(?:\d+(?:\.\d+)?\s?[x×]|\d+(?:\.\d+)? times|\d+(?:\.\d+)?\s?(?:%|percent)|\d+-fold|twofold|threefold|tenfold|twice|double|triple) "
    r"(?:as )?(?:faster|cheaper|better|higher|lower|more|less|fewer|smaller|larger|quicker|improvement|speed-?up|increase|reduction|boost|gain|growth|performance|throughput|savings|cost)\b"
    r"|\b(?:increased?|improved?|grew|grown|reduced?|cut|boost(?:ed)?|dropped|fell|rose|accelerat\w+|speeds? up) [^.;,]{0,60}?by (?:up to |over |more than |about |nearly )?(?:\d+(?:\.\d+)?\s?(?:%|percent|[x×])|\d+ times)",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"→|\bsame (?:[\w-]+ ){1,3}as\b|\b(?:than|compared|by [a-z]+ing|versus|vs\.?|over (?:the )?(?:previous|prior|last|baseline|past|its|our|their|a|an|[A-Z])|relative to|against|baseline|from \$?\d|year[- ](?:over|on)[- ]year|since|between|during|"
    r"year|quarter|month|week|Q[1-4]|(?:19|20)\d\d|benchmark|per (?:second|day|month|year|token)|of (?:all|the|its|our|their|users|companies|organi[sz]ations|respondents)|survey|respondents|"
    r"measured|evaluat|test(?:s|ed)?|on [A-Z]|with [A-Z]|in [A-Z]|when|by using|by switching|without|baselines?|previously|before|earlier|originally|old|original|default|standard|conventional|"
    r"existing|traditional|naive|vanilla|instead|alternatives?|competitors?|peers|state[- ]of[- ]the[- ]art|SOTA|unoptimi[sz]ed|dense|full|from (?:the|an?|its|our|about|around|over)|to \$?\d)",
)
_BOILERPLATE = re.compile(
    r"\bforward[- ]looking statements?\b|\bundue reliance\b|\brisks and uncertainties\b"
    r"|\bis (?:the|a) (?:world[’']s |global |industry[’']s )?leading (?:global )?(?:provider|supplier|developer|platform|company|vendor|creator) of\b"
    r"|\b(?:all|other) (?:other )?(?:trademarks|product names|names)\b.*\bproperty of their respective owners\b|\bmedia contacts?:|\bpress contacts?:|\bfor more information,? (?:please )?visit\b"
    r"|\b(?:is|are) (?:a )?registered trademarks?\b",
)


def unnamed_source(sentence: str, paragraph: str) -> Words | None:
    """Find `people familiar with the matter`, `sources say`, `experts believe`: nobody to ask."""
    del paragraph
    found = _UNNAMED.search(sentence)
    return found.span() if found else None


def superlative(sentence: str, paragraph: str) -> Words | None:
    """Find `the most powerful model yet`, claimed of somebody's own, with no figure in the sentence."""
    del paragraph
    if re.search(r"\d", sentence) or sentence.endswith("?") or not names(sentence):
        return None
    for found in _SUPERLATIVE.finditer(sentence):
        before = sentence[: found.start()].rstrip()
        ours = found[0].lower().startswith("our ")
        if not _NO_SUPERLATIVE.search(before) and (ours or _CLAIMING.search(before)):
            return found.span()
    return None


def number_without_base(sentence: str, paragraph: str) -> Words | None:
    """Find `3x faster`, `improved by 40 %`: nothing in the paragraph to set it against, no test, no time."""
    found = _RATIO.search(sentence)
    if (
        found is None
        or sentence.endswith("?")
        or re.search(r"\b(?:could|can|may|might|would|if)\b", sentence)
    ):
        return None
    at = paragraph.find(sentence)
    rest = paragraph[: at + found.start()] + " " + paragraph[at + found.end() :]
    return None if _BASE.search(rest) or not names(sentence) else found.span()


def boilerplate(sentence: str, paragraph: str) -> Words | None:
    """Find trademarks, forward-looking statements, `the leading provider of`: the same under every release."""
    del paragraph
    return (0, len(sentence)) if _BOILERPLATE.search(sentence) else None


RULES: dict[Note, Callable[[str, str], Words | None]] = {
    Note.UNNAMED_SOURCE: unnamed_source,
    Note.NUMBER_WITHOUT_BASE: number_without_base,
    Note.SUPERLATIVE: superlative,
    Note.BOILERPLATE: boilerplate,
}

STEMS: dict[str, tuple[str, ...]] = {
    Note.UNNAMED_SOURCE: (
        "sources ", "source ", "insider", "familiar with", "briefed on", "close to the", "knowledge of",
        "anonym", "rumor", "rumour", "experts ", "analysts ", "observers ", "critics ", "officials",
        "executives", "asked not",
    ),
    Note.NUMBER_WITHOUT_BASE: (
        "x faster", "x more", "x better", "x cheaper", "x high", "x low", "x small", "x larg", "x improve",
        "x speed", "x increase", "x reduc", "x less", "x fewer", "x boost", "x gain", " times ", "×", "%",
        "percent", "-fold", "twofold", "threefold", "tenfold", "twice ", "double ", "triple ",
    ),
    Note.SUPERLATIVE: (
        "world's", "world’s", "industry's", "industry’s", "market's", "market’s", "planet's", "planet’s",
        " best ", " largest ", " fastest ", " leading ", " strongest ", " smartest ", "foremost ",
        " greatest ", " premier ", "number one ", " most advanced", " most powerful", " most capable",
        " most comprehensive", " most efficient", " most innovative", " most secure", " most trusted",
        " most intelligent", " most sophisticated", " most complete", " most cost", " most perform",
        " most scalable",
    ),
    Note.BOILERPLATE: (
        "forward-looking", "forward looking", "trademark", "media contact", "press contact",
        "more information", "undue reliance", "risks and uncertainties", "leading ",
    ),
}  # fmt: skip
"""Note -> the stems without which a sentence is not read for it."""
