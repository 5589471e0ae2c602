"""Words whose gain or loss changes what a sentence says."""

from enum import Enum

from digests.text.vocabulary import vocabulary
from digests.text.words import STOPWORDS


class Cue(Enum):
    """What a word does to the statement around it."""

    NOT = "negation"
    INTENT = "a plan"
    FUTURE = "the future"
    EXPECT = "an expectation"
    MAY = "a possibility"
    ABLE = "an ability"
    ANNOUNCED = "an announcement"
    SAID = "attribution"
    IF = "a condition"
    PART = "a part of the whole"
    WHOLE = "the whole"
    ONLY = "exclusion"
    MOST = "a superlative"


_CUE_WORDS = {
    Cue.NOT: """not no never none nobody nothing neither nor without cannot denies deny denied denying
        fails fail failed failing refuses refuse refused declines decline declined rejects rejected
        false untrue lacks lack lacked rarely hardly barely scarcely unlikely stopped stops halted
        cancelled canceled cancels scrapped abandoned avoids unable""",
    Cue.INTENT: """plans plan planned planning aims aim aimed aiming intends intend intended
        intending hopes hope hoped hoping wants want wanted seeks seek seeking sought proposes
        propose proposed considers considering considered mulls weighing agrees agreed agree pledges
        pledged promises promised vowed commits committed targets targeting prepares preparing tries
        try tried trying attempts attempt attempted goal ambition proposal""",
    Cue.FUTURE: """will shall 'll upcoming soon eventually slated scheduled forthcoming going""",
    Cue.EXPECT: """expects expect expected expecting projected forecasts forecast
        forecasted predicts predicted anticipates anticipated estimates estimated""",
    Cue.MAY: """may might could would should likely possibly perhaps probably reportedly allegedly
        apparently suggests suggest suggested appears appear appeared seems seem seemed potentially
        potential believed believes believe rumoured rumored rumours rumors thought thinks think
        supposedly possible alleged presumably maybe""",
    Cue.ABLE: """can able""",
    Cue.ANNOUNCED: """announced announces announcing announce""",
    Cue.SAID: """said says say saying told tells according claims claimed claim stated wrote writes
        argues argued noted insisted insists explained reported commented tweeted warned warns""",
    Cue.IF: """if unless whether assuming depending pending""",
    Cue.PART: """some few several most many half partly partially part majority minority mostly
        mainly sometimes often usually generally occasionally almost nearly""",
    Cue.WHOLE: """all every each always entire entirely fully completely whole everyone everything
        anyone""",
    Cue.ONLY: """only solely exclusively just merely""",
    Cue.MOST: """first largest biggest leading best fastest highest lowest top greatest smallest
        strongest newest latest earliest cheapest worst sole unprecedented foremost premier
        unrivalled unmatched last least""",
}
SAME_WORD_ONLY = frozenset({Cue.IF, Cue.PART, Cue.ONLY, Cue.MOST})
"""Cues whose words do not stand for one another: `some` is not `most`."""
CUES: dict[str, Cue] = {word: cue for cue, words in _CUE_WORDS.items() for word in words.split()}

STOPS = STOPWORDS | vocabulary(
    """also will may might could would should shall can via per upon within among onto toward towards
    around across along like as since although though because whereas whose however yet still even
    says said say told according one's us let get gets got"""
)
"""Lower-case words that carry no content of their own here; cues among them still count."""
NEGATIONS = frozenset(word for word, cue in CUES.items() if cue is Cue.NOT) - vocabulary(
    "rejects rejected rejected declines declined false untrue stopped stops halted cancelled canceled "
    "cancels scrapped abandoned avoids denies deny denied denying refuses refuse refused unlikely"
)
"""What denies the words right after it."""
