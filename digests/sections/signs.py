"""What words show of a sentence: that something happened, when, and how it is told."""

import re

from digests.text.vocabulary import vocabulary
from digests.text.words import stem

WHEN = re.compile(
    r"(?i)\b(?:today|yesterday|this\s+(?:week|month|morning|year|quarter)|last\s+(?:week|month|year|quarter)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|june|july|august|september|october|november|december)|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+\d|may\s+\d{1,2}|20[12]\d)\b"
)
PRAISE = re.compile(
    r"(?i)\b(?:excited|thrilled|proud|delighted|pleased|happy|revolution\w+|game[- ]chang\w+|seamless\w*|effortless\w*|cutting[- ]edge|world[- ]class|best[- ]in[- ]class|unprecedented|groundbreaking|transformative|unlock\w*|empower\w*|supercharg\w+|next[- ]generation|state[- ]of[- ]the[- ]art|industry[- ]leading|leading|superior|unmatched|unparalleled|powerful|amazing|incredible|stunning|beautiful|exciting|innovative|robust|elevate|journey|passion\w*|magic\w*|delight\w*|greatly|hugely|vastly|dramatically|significantly\s+(?:simplif\w+|improv\w+|enhanc\w+)|10x\s+(?:their|your|your?self)|imagine\w*|blazing|the\s+most\s+\w+(?:\s+[\w.-]+){0,4}\s+(?:yet|ever|to\s+date)|(?:built|designed|made)\s+to\s+be|world['’]s\s+(?:most|best|first)|vibrant|thriving)\b"
)
SPEECH = re.compile(r"^[“\"]|[”\"],?\s+(?:said|says|adds|added|explains|explained|according)\b")
BACKGROUND = re.compile(
    r"(?i)\b(?:previous(?:ly)?|recently|last\s+(?:spring|summer|fall|autumn|winter|month|year)|since\s+(?:launching|launch|then)|until\s+now|to\s+date|so\s+far|historically|traditionally"
    r"|(?:a\s+few|several|some|many|two|three|four|five|six)\s+(?:days|weeks|months|years|decades)\s+ago|(?:started|began)\s+(?:out\s+|life\s+)?(?:with|as)"
    r"|(?:represents?|marks?)\s+(?:the|an?)\s+(?:next|new|natural|major|significant|important)\s+(?:step|evolution|chapter|era|milestone|shift|leap|phase|advance)|over\s+the\s+(?:years|past\s+(?:\w+\s+)?(?:years?|decades?|months))|in\s+the\s+past|once\s+(?:was|were|had)|back\s+in|originally|earlier\s+this\s+year"
    r"|when\s+we\s+(?:first\s+)?(?:launched|introduced|released|started|began|published|announced|shared|wrote|built|tested)|ha(?:s|ve)\s+spent\s+(?:the\s+)?(?:past|last|years|months|decades)|we['’]ve\s+spent\s+(?:the\s+)?(?:past|last|years|months|decades)|since\s+(?:its|our|the)\s+(?:\w+\s+)?(?:launch|release)"
    r"|(?:was|were)\s+(?:created|founded|formed|established)|has\s+long|for\s+(?:years|decades)"
    r"|ha(?:s|ve)\s+(?:always\s+)?played\s+an?|had\s+(?:\w+ly\s+)?(?:\w+ed|been|become|built|found|made)|(?:is|are)\s+becoming|(?:is|are)\s+(?:essential|critical|crucial|vital|central|key|important|fundamental)\s+(?:to|for|in)|mission\b.{0,40}\bis\s+to|(?:is|are)\s+an?\s+(?:area|field|domain|world)\s+(?:where|in\s+which|that))\b"
)
FUZZY = re.compile(
    r"(?i)\b(?:would\s+like\s+to|(?:is|are)\s+(?:used|trusted|loved|relied\s+(?:up)?on)\s+by|(?:reports|rumou?rs|critics|observers|some)\s+(?:suggest|claim|indicate|say)|(?:highlight|underscor|demonstrat|reflect|reinforc|showcas)\w*\s+(?:\S+\s+){0,3}commitment|we(?:['’]ve)?\s+(?:always\s+|long\s+)?(?:believed?|think|hope|envision)|(?:our|its)\s+(?:mission|vision|goal)|everyone\s+is|committed\s+to|imagine|think\s+of|analogy|metaphor|in\s+the\s+(?:age|era|world)\s+of|ever[- ]\w+|landscape|as\s+\w+\s+(?:continues?|becomes?|grows?|evolves?)|continues?\s+to\s+(?:grow|evolve|be|push|improve|lead|expand)|none\s+of\s+us|in\s+many\s+ways|new\s+(?:chapter|era)|future\s+(?:releases?|versions?|work)|the\s+power\s+of|isn['’]t\s+(?:just|only|merely|theoretical)|vision\s+is|(?:is|are)\s+(?:transforming|changing|reshaping|redefining)\s+(?:how|the\s+way)|ha(?:s|ve)\s+become\s+one\s+of|on\s+one\s+(?!of\b|hand\b)[\w-]+(?:\s[\w-]+){0,2}(?=,))\b"
)


ASIDE = re.compile(
    r"(?i)\b(?:will|would|can|is|are|has|have)\s+also\b|\balso\s+\w+(?:ed|s|ing)\b|\btoo\."
)
THESIS = re.compile(
    r"(?i)\b(?:in\s+(?:a|our)\s+new\s+(?:\w+\s+)?(?:paper|study|report|work|research|experiment)|in\s+new\s+(?:research|work)"
    r"|we(?:['’]re|\s+are)\s+(?:\w+ly\s+)?(?:announcing|releasing|introducing|launching|sharing(?!\s+(?:details|more|some|what|how|why|this|these))|publishing|open[- ]sourcing|committing|expanding|contributing|donating|joining|opening|partnering|beginning|giving|awarding|restoring)"
    r"|we(?:['’]ve|\s+have)\s+(?:today\s+|just\s+|now\s+)?(?:acquired|added|agreed|expanded|opened|partnered|updated|entered\s+into|launched|open[- ]sourced|published|raised|released|signed)"
    r"|(?:we(?:['’]re|\s+are)|I(?:['’]m|\s+am))\s+(?:happy|excited|thrilled|proud|pleased|delighted)\s+to\s+(?:announce|introduce|share|release|launch)"
    r"|we\s+(?:announced|released|launched|introduced|published|unveiled|open[- ]sourced|acquired|signed)"
    r"|we\s+(?:present|introduce|propose|show\s+that|report\s+that|find\s+that|found\s+that|announce|launch|release))\b"
)
"""The sentence in which the writers say what their text is for."""
ARRIVES = re.compile(
    r"(?i)\b(?:is|are)\s+(?:now\s+)?(?:(?:generally\s+)?available|rolling\s+out|live)\b[^.;]{0,60}\btoday\b"
    r"|^(?:starting\s+|as\s+of\s+)?today,\s.{0,90}\b(?:is|are)\s+(?:now\s+)?(?:(?:generally\s+)?available|rolling\s+out|live)\b"
)
"""Something can be had from the day of the text on."""
METHOD = re.compile(
    r"(?i)\bwe\s+(?:also\s+|then\s+|first\s+)?(?:fine-?tune|train|use|evaluate|test|compare|measure|ask|start|begin|take|consider|define|construct|build|apply"
    r"|follow|run|sample|prompt|experiment|label|investigate|focus)(?:ed)?\b"
)
"""How the writers went about it; a reader asks first what came of it."""
EVENT_STEMS = frozenset(
    map(
        stem,
        vocabulary(
            """announce launch release introduce unveil join acquire raise appoint hire sign publish
            open ship expand partner commit donate invest contribute sue rule vote ban fine approve
            deprecate retire remove fix discover win reach grant award select elect merge leave"""
        ),
    )
)
DEFINES = re.compile(
    r"(?i)^an?\s(?:[\w-]+\s){1,4}(?:is|refers\s+to|means)\s(?:an?|the|any|when|where|how)\b"
    r"|^(?:[\w-]+\s){1,4}are\s(?:[\w-]+\s){0,2}(?:ways|methods|techniques|kinds|types|sorts|forms|patterns|practices|strategies|approaches)\s(?:of|to|that|in|for)\b"
)
"""`A model catalogue is a pattern where …`: what a word means is no news."""
IS_A = re.compile(r"^[^,;:]{2,40}\s(?:is|are)\s(?:an?|our)\s")
"""`Loom is a tool that …`: below `Introducing Loom`, that is the news."""
LED_IN = re.compile(
    r"(?i)^(?:on|in|with|through|across|for|during|by|as|while|although|after|at|under|beyond|despite|besides|when|if|since|because|to)\s[^,]{3,}?,\s"
)
"""`On one deployment, …`: what happened comes second."""
PATCH = re.compile(r"(?<![\w.])\d+\.\d+\.\d+(?![\w.]*\w)")
NOT_PRODUCT = re.compile(r"\b(?:in|since|from|as\s+of|until|to|with|before)\s+v?\Z")
OF_A_RELEASE = re.compile(
    r"(?i)\b(?:our|the|its)\s+(?:release\s+)?v?(?P<before>\d+(?:\.\d+)+)\s+(?:release|version)\b|^(?:in|with)\s+(?:version\s+|release\s+)?v?(?P<first>\d+(?:\.\d+)+),"
)
"""`In our 0.2 release, we introduced …`."""
AMOUNT = re.compile(r"[$€£]?\d[\d.,]*\d|[$€£]\d|\d+(?=\s?%)")
YEAR = re.compile(r"(?<![\d.$€£])(?:19[5-9]\d|20[0-4]\d)(?![\d%.])")
FOOTNOTE = re.compile(r"[a-z]{5,}\d{1,2}(?!\w)")
FIGURE = re.compile(
    r"[$€£]\s?\d|\d\s?%|\d\s?(?:percent|million|billion|trillion|GW|MW|×|x\b|times)|(?<![\w.-])\d{1,3}(?:,\d{3})+"
    r"|(?<![\w.$-])(?!(?:19|20)\d\d\b)\d{2,}(?:\.\d+)?\s[a-z]{3,}"
)
