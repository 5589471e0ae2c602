"""Whether a sentence can stand without its neighbours."""

import math
import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from digests.sections.pointing import pointing
from digests.text.vocabulary import vocabulary
from digests.text.words import STOPWORDS, Token, tokens

_LEANING = re.compile(
    r"""(?ix)^[“"'(\[]*(?:
    (?:this|that|these|those)\b(?!\s+(?:who|week|month|year|quarter|morning|summer|fall|spring|winter)\b)
    | (?:it|they|he|she|its|their|his|her|him|them|such|both|neither|either|one|others?|another|the\s+default\s+(?:is|was)|the\s+(?:same|former|latter|other|others|result|results|answer|idea|goal|key|reason|point|problem|trick|catch|takeaway|difference|rest|following|above|aim|intuition|hope|upshot|second|third|first|next|final|last))\b
    | (?:however|but|and|or|so|then|together|concretely|within\s+the\s+same|today['’]s\s+(?:announcement|release|launch|news|update)|also|additionally|moreover|furthermore|meanwhile|instead|separately|therefore|thus|hence|similarly|likewise|besides|still|yet|nevertheless|nonetheless|otherwise|conversely|consequently|accordingly|specifically|crucially|importantly|notably|interestingly|surprisingly|unfortunately|fortunately|overall|ultimately|finally|lastly|second(?:ly)?|third(?:ly)?|first(?:ly)?|next|again|indeed|of\s+course|even\s+so|that\s+said|sure|well|yes|no|ok|okay|plus|rather|elsewhere|here|here['’]s|there|afterwards?|previously|alternatively|naturally|clearly|put\s+(?:simply|differently)|simply\s+put|either\s+way|in\s+(?:fact|short|response|the\s+meantime|the\s+end|the\s+process|return|contrast|addition|particular|other\s+words|turn|practice|theory|this|these|that|those|such|both|each|summary|conclusion|general|all|doing\s+so|our\s+view)|by\s+(?:contrast|comparison|doing|combining|default|the\s+way)|for\s+(?:example|instance|this|these|that|those|now|each|reference|context|comparison)|as\s+(?:mentioned|noted|discussed|described|shown|expected|a\s+result|such|an\s+example|before|always|expected|it|they|we|you)|on\s+the\s+(?:other|one)\s+hand|at\s+(?:the\s+same\s+time|this|that|first)|to\s+(?:this|that|do|address|solve|achieve|answer|test|understand|illustrate|be\s+clear|put|get|start|see|help|make|use|run|fix|avoid|ensure|enable|measure|support)|with\s+(?:this|that|these|those|it|them)|from\s+(?:this|these|there|here)|because\s+of\s+(?:this|that)|after\s+(?:this|that|all)|under\s+(?:this|these)|given\s+(?:this|that|these)|based\s+on\s+(?:this|these)|among\s+(?:them|these|those)|not\s+only|more\s+(?:importantly|broadly|specifically|generally)|most\s+(?:importantly|notably)|what['’]?s\s+more|if\s+so|like\s+(?:this|that|many|any)|even\s+(?:better|worse|more)|same)\b
    | (?:all|most|some|many|none|one|several|each|any|two|three)\s+(?:but\s+one\s+)?of\s+(?:these|those|them|this|that)\b
    | (?:[\w’'-]+\s+){0,6}?(?:on|to|of|with|from|for|in|by|at|as|and|behind|through|via|using|under|than|into)\s+(?:that|those|such)\s+(?!is\b|are\b|was\b|the\b|we\b|it\b|they\b|a\b|who\b|that\b|with\b|in\b|of\b)\w+
    | (?:\w+\s+){1,3}(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+(?:later|earlier|after\s+that|before\s+that)\b
    | some\s+(?:amount|degree|extent|level)\s+of\s+\w+\s+(?:is|was)\b
    | (?:since|until|by|before|after)\s+then\b | at\s+the\s+time\b | over\s+the\s+years\b | now(?:,|\s+\d|\s+the\b) | after\s+subsequently\b | subsequently\b
    | (?:as|of|below|above)\s+(?:this|that|these|those|them|is|are|we|you|the\s+following)\b
    | \(.*\)[.!]?$
    )"""
)
"""Openings that point back to what was said before."""

_CLAUSE = re.compile(r"(?i)^(?:how|why|what|where|which|who|whether)\b(?!\s+is\b)")
"""`How X rebuilt Y.`: a title's form, no statement."""

_SWITCH = re.compile(
    r"(?i)^(?:even\s+|only\s+|just\s+)?(?:after|before|by|in|to|with|without|for|on|at|from|despite|during|through|under|upon|[a-z]+ing)\b"
    r"[^,]{2,80}(?:,\s(?:which|who|where|its|their|an?|the)\b[^,]{2,120})?,\s+(?:he|she|it|they)\b"
)
"""`After controlling for age, they …`: nobody in the first part can be meant."""

_HEADING_INSIDE = re.compile(
    r"(?<=[a-z0-9A-Z)]) (?:We|It|You|These|However|When|If|Our)\s(?=[a-z’'])"
    r"|(?:\b[A-Z][\w-]*\s+){3,}(?:Some|Many|Most|Several|In|As|For|With|To|There|The|An?)\s+[a-z]"
    r"|(?:(?<!approx)(?<=\w{4})|\))\.\s+[a-z]"
)
"""A heading or a label that lost its line break runs into the sentence."""

_DIRECTIONS = re.compile(
    r"(?i)^(?:in|on|from|to|under|within|once|after|inside|at)\b[^,]{2,60},\s+(?:simply\s+|just\s+|then\s+)?"
    r"(?:open|click|select|choose|go|run|type|press|enable|find|tap|navigate|use|try|see|visit|check|add|set|install|download|sign)\s"
)
"""`In the menu, open …`: an instruction after a place."""

_BARE = re.compile(
    r"(?i)^(?:on|in|at|for|with|by|under|after|during|when|while|if|as|to|across|using|because|since|where|though|although)\b.{2,140}?,\s+the\s+"
    r"(?:model|company|startup|firm|team|tool|framework|project|platform|product|researchers|authors|agent|system|lab|group|paper|study|report|feature|app|update)s?\s+(?!of\b|that\b|which\b|who\b|behind\b|for\b|in\b|from\b|is\s+called\b)[a-z]"
)
"""`On CursorBench 3.2, the model performs …`: a subject that only a neighbour names."""

_SPENT = re.compile(r"(?i)^the\s+[$€£]\d")
"""`The $10 million will fund …`: below a headline it is plain which."""

_ORDERS = re.compile(
    r"""(?ix)^[“"'(]*(?:
    learn|read|watch|listen|see|check|try|get|sign|join|visit|explore|discover|meet|say|imagine|consider|suppose|note|recall|remember|think|look|let|let['’]s|please|use|run|install|upgrade|update|make|download|follow|click|open|start|create|add|set|configure|choose|select|copy|paste|ask|tell|give|take|keep|build|learn|find|browse|subscribe|stay|enjoy|welcome|introducing|announcing|thanks|congratulations|congrats|don['’]t|do\s+not|never|ensure|avoid|enable|stop|buy|book|register|apply|share|enter|type|press|go|come|test|write|replace|scan|connect|deploy|switch|turn
    )\b(?!\s+(?:of|is|was|are|were|has|have|by|ing)\b)"""
)
"""Openings that tell the reader to do something, or only announce."""

_GENERIC = vocabulary(
    """company companies firm startup knowledge model models team teams system systems tool tools framework
    update updates release version feature features paper study report researchers authors
    researcher author project platform product service lab organization organisation group app
    application agent agents benchmark dataset method approach technique algorithm architecture
    library package plugin integration partnership deal agreement acquisition investment round
    funding announcement program programme initiative effort launch change changes issue bug fix
    problem incident outage attack vulnerability server user users customer customers developer
    developers data results result findings finding experiment experiments test tests evaluation
    solution process pipeline code repository demo site website page tech technology move decision
    plan policy rule rules law bill order court judge government agency official officials body
    work role position job event conference session chip chips device hardware cluster machine
    course post article blog bot assistant chatbot script function workflow task tasks step steps
    setup configuration environment interface layer component components design stack engine two
    three four five new latest entire whole resulting proposed underlying key main core initial
    current original first second third final final"""
)
"""`The company`, `the new model`: a name must say which."""

_COMPANY = re.compile(
    r"(?i)\bthe\s+(?:company|start-?up|firm|chipmaker|carmaker|lab|agency|non-?profit|vendor|publisher)\b(?!\s+(?:of|that|which|behind|who|for|called|named)\b)"
)
"""`85% of the company uses it`: a name before it must say which."""

_FIRST_PERSON = re.compile(r"\b(?!US\b)(?i:we|our|ours|us|we['’](?:re|ve|ll|d)|ourselves)\b")
_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself)\b")
_SECOND_PERSON = re.compile(r"(?i)\b(?:you|your|yours|you['’](?:re|ve|ll|d)|yourself)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PERSONS = vocabulary("he she him his her hers himself herself")
_THINGS = vocabulary("it its they their them theirs itself themselves")
_EXPLETIVE = re.compile(
    r"(?i)\b(?:mak(?:e|es|ing)\s+it|find(?:s|ing)?\s+it|it(?:['’]s|\s+is|\s+was)\s+(?:\w+\s+)?(?:possible|impossible|important|clear|hard|easy|easier|difficult|unclear|likely|worth|necessary|time)|when\s+it\s+comes)\b"
)
_AHEAD = re.compile(r"(?i)^[a-z]+(?:\s[a-z]+)?\s(?:its|their)\s[^,]{2,60},\s(?:the\s)?(?-i:[A-Z])")
"""`In its survey, Futurum …`: the name follows."""
_TIMES = vocabulary(
    """today yesterday tomorrow now recently earlier later currently monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october
    november december week month year last early late"""
)
_THE = re.compile(r"(?i)\bthe\s+\Z")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ADJECTIVE = re.compile(
    r"(?i)^(?:while|although|though|if|once|when)\s+(?:\w+ly\s+)?[a-z-]+,\s+(?:it|they|he|she|this|these)\b"
)
"""`While powerful, it …`: no noun comes before the pronoun."""

_GOES_ON = re.compile(
    r"^[“\"].*[”\"],?\s+(?:[\w.’'-]+\s+){1,3}(?:adds|added|continues|continued|concludes|concluded)\.$"
    r"|^[“\"].*[”\"],?\s+(?:adds|added|continues|continued|concludes|concluded)\s+(?:[\w.’'-]+\s*){1,3}\.$"
)
"""`“…,” Morell adds.`: what it adds to was said before."""

_THOUGH = re.compile(
    r"(?i)^[^,;:“”]{2,70},\s+(?:though|however|by\s+contrast|in\s+turn|likewise|on\s+the\s+other\s+hand|instead|meanwhile|therefore|then),"
)
"""`Across all versions, though, …`: what it is set against was said before."""

_THAT = re.compile(
    r"(?i)^[^,;:“”]{2,80},\s+that\s+(?!(?:the|an?|its|their|our|his|her|it|they|we|he|she|you|is|was|said)\b)(?:[\w’'-]+\s+){1,2}(?:is|are|was|were|has|had|will|would|can|could|may)\b"
    r"|^[^“”]*\bthat\s+(?:same|very)\s+\w"
)
"""`With 2.0 out, that quiet period is over`: which period was said before."""

_GOES_FURTHER = re.compile(
    r"(?i)^(?:(?!,).){1,70}(?<!and)\s(?:therefore|thus|hence|consequently)\s(?!far\b)"
    r"|^(?:(?!\sand\s|,).)*\b(?:can|could|will|would|may|must|should|is|are|was|were)\s+(?:then|thus|therefore|hence|likewise|instead)\s"
)
"""`Every flow can then be published`: after a step that was said before."""

_BESIDE = re.compile(r"^[^,;:—–“”]{2,40},\s(?:its|their|his|her)\s[^,]{2,80},\s")
"""`Loom, its cache of racks, now runs …`: whose was said before."""

_THIS_IS = re.compile(
    r"(?i)^[^,;:—–“”]*\bthis\s+(?:is|was|means|makes|made|allows|could|can|will|would|has|had|may|might|should|shows|suggests)\b"
)
"""`We think this is a reason`: what is was said before."""

_OPENINGS = (
    (_THIS_IS, "points back"),
    (_LEANING, "begins by pointing back"),
    (_BESIDE, "points back"),
    (_THOUGH, "begins by pointing back"),
    (_THAT, "begins by pointing back"),
    (_GOES_FURTHER, "goes on with what was said"),
    (_SWITCH, "begins by pointing back"),
    (_ADJECTIVE, "begins by pointing back"),
    (_GOES_ON, "goes on with what somebody said"),
    (_ORDERS, "tells the reader to do something"),
    (_DIRECTIONS, "tells the reader to do something"),
)

_ACRONYMS = vocabulary(
    """ai agi llm llms gpu gpus tpu tpus cpu cpus api apis ml kv hbm ram ceo cto cfo coo sdk sdks ui cli ide
    rl rlhf pdf pdfs json html http url urls it os vm vms ttft sota genai rag moe nlp ocr i.e e.g"""
)
"""Written like names, but they name nobody."""

_OPENERS_NO_NAME = vocabulary(
    """today yesterday earlier recently last next new early late according while since until
    once whether whereas despite unlike instead within without across among along around using
    building running training making given having being most many several some every each all few
    multiple various two three four five six seven eight nine ten people users developers customers
    researchers companies teams organizations models agents systems everyone everybody someone anyone
    nobody nothing everything something people reproducibility enterprises businesses"""
)


def speaks_as_we(sentence: str) -> bool:
    """Return whether the writer speaks as `we`, outside quotation marks."""
    return _FIRST_PERSON.search(_QUOTED.sub(" ", sentence)) is not None


def speaks_as_i(sentence: str) -> bool:
    """Return whether the writer speaks as `I`, outside quotation marks."""
    return _I.search(_QUOTED.sub(" ", sentence)) is not None


def speaks_to_you(sentence: str) -> bool:
    """Return whether the writer speaks to `you`, outside quotation marks."""
    return _SECOND_PERSON.search(_QUOTED.sub(" ", sentence)) is not None


def names(sentence: str) -> list[Token]:
    """Return the words that are (part of) a name, as far as their spelling shows it."""
    return [token for i, token in enumerate(tokens(sentence)) if _is_name(token.text, first=i == 0)]


def _is_name(word: str, *, first: bool) -> bool:
    plain = word.replace("’", "'")
    if plain.lower() in STOPWORDS or plain.lower() in _TIMES or plain.lower() in _ACRONYMS:
        return False
    inner = any(c.isupper() for c in plain[1:]) and any(c.isalpha() for c in plain)
    if inner:
        return True
    if not plain[:1].isupper():
        return False
    return not (
        first and (plain.lower() in _OPENERS_NO_NAME or plain.endswith(("ing", "ly", "ed")))
    )


# Each question reads the sentences of the news again, at a third of a millisecond each; 2 MB.
@lru_cache(maxsize=4096)
def leaning(
    sentence: str, *, title: frozenset[str] = frozenset(), may_ask: bool = False
) -> str | None:
    """Return why a sentence cannot stand alone, in words, or None where it can.

    `title` holds the stems of the headline that it stands under: `this conjecture` may be said
    below a headline that names the conjecture.
    """
    if not may_ask and sentence.rstrip("”\"'’)").endswith("?"):
        return "a question"
    if not may_ask and _CLAUSE.match(sentence):
        return "a clause"
    for pattern, reason in _OPENINGS:
        if pattern.match(sentence):
            return reason
    spends = bool(title) and _SPENT.match(sentence)
    if (_is_generic(sentence) and not spends) or (not title and _BARE.match(sentence)):
        return "its subject has no name"
    return _within(_QUOTED.sub(" ", sentence), title) or _unresolved(sentence)


def _within(spoken: str, title: AbstractSet[str]) -> str | None:
    """Return what is wrong further in, quotations left out."""
    if not _LETTERS.search(spoken):
        return "somebody speaks, and nobody says who"
    if _HEADING_INSIDE.search(spoken):
        return "a heading runs into it"
    if reason := pointing(spoken, title):
        return reason
    company = _COMPANY.search(spoken)
    if company and not any(name.start < company.start() for name in names(spoken)):
        return "its company has no name"
    return None


def _is_generic(sentence: str) -> bool:
    """Return whether it opens with `The company …` and the like, with no name close by."""
    words = tokens(sentence)
    if len(words) < 2 or words[0].text.lower() not in {"the", "our", "each", "all", "a", "an"}:
        return False
    if words[0].text.lower() in {"a", "an"}:
        return False
    named = names(sentence)
    if not named:
        return words[0].text.lower() == "the"
    close = [name for name in named if name.start < (words[6].start if len(words) > 6 else 1 << 20)]
    return not close and any(word.text.lower() in _GENERIC for word in words[1:4])


def _unresolved(sentence: str) -> str | None:
    """Return the pronoun that has nothing before it to stand for."""
    plain = _EXPLETIVE.sub(lambda match: "x" * len(match.group()), sentence)
    named = names(sentence)
    first_person = _first_person(sentence, named)
    noun_before = False
    spoken = False  # `We see that it …`: between `we` and `that` stands a verb, no noun
    for token in tokens(plain):
        word = token.text.lower().replace("’", "'").split("'")[0]
        if word in _PERSONS and first_person > token.start:
            return f"“{token.text}” has no name"
        if word in _THINGS and not noun_before and not _AHEAD.match(sentence):
            return f"“{token.text}” has no name"
        gerund = token.start == 0 and word.endswith("ing")  # `Mapping it …`: nothing to stand for
        noun_before = noun_before or (
            len(word) > 2
            and not gerund
            and not spoken
            and word not in STOPWORDS
            and word not in _TIMES
            and word not in _THINGS
        )
        spoken = word in {"we", "i"} or (spoken and word.endswith("ly"))
    return None


def _first_person(sentence: str, named: list[Token]) -> float:
    """Return where the first name that may be a person's ends: of two words, or the subject."""
    for this, following in pairwise(named):
        if following.start - this.end <= 2 and not _THE.search(sentence[: this.start]):
            return following.end
    return named[0].end if named and named[0].start <= 1 else math.inf
