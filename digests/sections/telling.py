"""Which sentences tell the story: who did what, when, and with what figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from digests.model import Article, Tier, Topic, Wrote
from digests.sections.deeds import Deed, after_led_in, deed
from digests.sections.prose import Sentence, telling_sentences
from digests.sections.signs import (
    ARRIVES,
    ASIDE,
    BACKGROUND,
    DEFINES,
    EVENT_STEMS,
    FIGURE,
    FOOTNOTE,
    FUZZY,
    IS_A,
    METHOD,
    NOT_PRODUCT,
    OF_A_RELEASE,
    PATCH,
    PRAISE,
    SPEECH,
    THESIS,
    WHEN,
)
from digests.sections.standing import leaning, names, speaks_as_i, speaks_as_we, speaks_to_you
from digests.sections.subject import Subject, named, subject_of
from digests.text.periods import periods
from digests.text.words import stem, tokens

_FRESH = timedelta(days=5)
"""What was longer ago than this is not what a text was published for."""
_SHORTEST = 5
"""Words; a quote of fewer than four is none."""
_FIRST = 12
"""Sentences: what a text was published for does not stand further down."""
_OPENING = 5
"""Sentences within which a deed of whom the headline names is what the text was published for."""
_CENTRAL = 0.3
"""Of 1.5: so much of what the story speaks of makes a sentence part of it."""
_TITLED = 0.3
"""Of the headline's words: a sentence that shares them tells what the headline tells."""
_HALF = 0.5
_SHORT_TITLE = 4
"""Content words: a shorter headline is in every sentence on its subject."""
_ALL_OF_IT = 0.8
_LITTLE = 5
"""A sentence with `_ALL_OF_IT` of the headline's words and fewer new ones than this repeats it."""
_ARRIVAL = 9.0
"""What is out today comes before all but the writers' announcement of it at the text's beginning."""
_LONG = 32
"""Words: a sentence that is longer loses."""


_SPOKEN = frozenset({"said", "say", "told", "welcom"})
"""Who said what is news where the headline says so, and else an opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that could be printed, with what it is worth."""

    sentence: Sentence
    worth: float
    lead: float
    """What it is worth as the first sentence of its story."""
    leads: bool
    """It says who did what the headline tells of: nothing else may stand first."""
    adds: bool
    """It says an event, a figure, or what the thing is, and names somebody of the headline."""
    event: str
    """Stem of the verb of what happened in it, or nothing."""
    mentions: bool
    """It has a word of the topic."""


def candidates(reports: Sequence[Article], topic: Topic | None = None) -> list[Candidate]:
    """Return the sentences of a story's reports that stand alone, with their worth.

    The first report is the lead. In the order of reports, then of the text.
    """
    prose = [telling_sentences(article) for article in reports]
    subject = subject_of(reports, prose, topic)
    found: list[Candidate] = []
    for place, (article, sentences) in enumerate(zip(reports, prose, strict=True)):
        found.extend(
            _weighed(sentence, article, subject, origin=_from(article, place, len(reports)))
            for sentence in sentences
            if _may_be_said(sentence, article, subject)
        )
    return found


def _may_be_said(sentence: Sentence, article: Article, subject: Subject) -> bool:
    text = sentence.text
    if len(text.split()) < _SHORTEST or leaning(text, title=subject.title):
        return False
    if _is_of_unnamed_version(text, article.title):
        return False
    # Who "we" are is plain only in an organisation's own words, who "I" am only with a byline.
    if speaks_as_i(text) and not article.byline:
        return False
    return article.tier is Tier.PRIMARY or not (speaks_as_we(text) or speaks_as_i(text))


def _is_of_unnamed_version(text: str, title: str) -> bool:
    """Return whether it says `in 2.15.0` of something that has another number in the headline."""
    return any(
        NOT_PRODUCT.search(text[: found.start()]) and found.group() not in title
        for found in PATCH.finditer(text)
    )


def _weighed(sentence: Sentence, article: Article, subject: Subject, *, origin: float) -> Candidate:
    text = sentence.text
    done = deed(text)
    titled = len(sentence.words & subject.title) / max(len(subject.title), 1)
    mentioned = subject.topic is not None and subject.topic.search(text) is not None
    about = 1.5 * subject.share(sentence.words)
    happened = _is_what_happened(sentence, done, subject)
    arrives = _arrives_today(text, done, subject)
    sound = _is_news(text, article) and not _repeats_title(sentence, titled, subject)
    worth = about + origin + _place(sentence.position) - _length(text)
    worth += 0.7 if done and done.happened else 0.0
    worth += 0.4 if WHEN.search(text) else 0.0
    worth += 0.4 if FIGURE.search(text) else 0.0
    worth += 0.6 if mentioned else 0.0
    worth -= 0.5 * min(len(PRAISE.findall(text)), 3)
    lead = worth + 1.2 / (1 + 0.5 * sentence.position) + 2.0 * titled
    lead += _as_titled(sentence, subject) + (1.5 if happened else 0.0)
    lead += 1.2 if THESIS.search(text) else 0.0
    return Candidate(
        sentence=sentence,
        worth=worth,
        lead=max(lead, _ARRIVAL) if arrives else lead,
        leads=sound
        and not subject.teaches
        and (sentence.position < _FIRST or arrives)
        and (happened or arrives or _says_what_it_is(text, subject)),
        adds=sound
        and PRAISE.search(text) is None
        and SPEECH.search(text) is None
        and (titled > 0 or mentioned or about >= _CENTRAL)
        and not _says_headline(sentence, subject)
        and _is_worth_adding(text, done, subject),
        event=done.verb if done and done.happened else "",
        mentions=mentioned,
    )


def _is_what_happened(sentence: Sentence, done: Deed | None, subject: Subject) -> bool:
    """Return whether somebody whom the headline names, or the writers, did what it tells of."""
    if done is None or not (done.happened or done.verb in subject.title):
        return False
    known = bool(named(done.doer) & subject.outlets) or (
        subject.topic is not None and subject.topic.search(done.doer) is not None
    )
    in_headline = subject.is_named_in(done.doer)
    if subject.bare:
        return done.by_writers or known or in_headline or any(n.start for n in names(done.doer))
    announced = done.by_writers and THESIS.search(sentence.text) is not None
    shared = len(sentence.words & subject.title)
    if shared and sentence.position < _OPENING and (announced or in_headline):
        return True
    titled = shared / max(len(subject.title), 1)
    # One shared word of three is chance.
    as_titled = titled >= _TITLED and (shared > 1 or titled >= _HALF)
    return as_titled and (done.by_writers or known or in_headline)


def _arrives_today(text: str, done: Deed | None, subject: Subject) -> bool:
    """Return whether what the headline names is out as of today: the news, wherever it stands."""
    return done is not None and subject.is_named_in(done.doer) and ARRIVES.search(text) is not None


def _says_what_it_is(text: str, subject: Subject) -> bool:
    """Return whether it says what the thing is that the headline only names."""
    found = IS_A.match(text)
    if found is None or not subject.thing or PRAISE.search(text):
        return False
    return subject.thing <= {stem(t.text) for t in tokens(found.group())}


def _is_worth_adding(text: str, done: Deed | None, subject: Subject) -> bool:
    """Return whether it has a figure, a day, or a deed with a name that the headline lacks."""
    said = after_led_in(text)
    if done and done.by_writers and THESIS.search(text) is None:
        return False
    figure = FIGURE.search(text) is not None
    if not (subject.bare or subject.is_named_in(said)):
        return figure and bool(named(said) & subject.outlets)
    if figure or WHEN.search(text):
        return True
    new = named(text) - subject.names - subject.title
    return done is not None and done.happened and done.verb not in _SPOKEN and bool(new)


def _says_headline(sentence: Sentence, subject: Subject) -> bool:
    """Return whether it tells over again what the headline says of those it names."""
    said = {word for word in subject.title - named(sentence.text) if not word[:1].isdigit()}
    return len(said) > 1 and len(sentence.words & said) > _HALF * len(said)


def _is_news(text: str, article: Article) -> bool:
    """Return whether it tells of now: no background, advice, method, hope or aside."""
    told = (BACKGROUND, DEFINES, METHOD, FUZZY, ASIDE, FOOTNOTE)
    return not (
        any(sign.search(text) for sign in told)
        or speaks_to_you(text)
        or _is_of_earlier(text, article)
        or _is_of_earlier_release(text, article.title)
    )


def _as_titled(sentence: Sentence, subject: Subject) -> float:
    """Weigh what the headline announces: the same event, the same amount."""
    event = bool(sentence.words & subject.title & EVENT_STEMS)
    amount = any(figure in sentence.text for figure in subject.amounts)
    return (1.2 if event else 0.0) + (1.0 if amount else 0.0)


def _repeats_title(sentence: Sentence, titled: float, subject: Subject) -> bool:
    """Return whether it says what the headline says and little else, not even when."""
    if len(subject.title) < _SHORT_TITLE:
        return False
    little = len(sentence.words - subject.title) < _LITTLE
    return titled >= _ALL_OF_IT and little and WHEN.search(sentence.text) is None


def _is_of_earlier(text: str, article: Article) -> bool:
    """Return whether the times that it names ended well before its publication."""
    published = article.published_at.date()
    named = periods(text, published)
    # `On Friday, June 12` names two days to `periods`: the earlier one is meant.
    days = [period.last for period in named if period.is_day]
    if days:
        return min(days) < published - _FRESH
    # `doubled in four months` reads as what is to come, beside the month in which it was shown.
    ended = [period.last for period in named if period.first < published]
    last = max(ended or (period.last for period in named), default=published)
    return last < published - _FRESH


def _is_of_earlier_release(text: str, title: str) -> bool:
    """Return whether it tells of another release than the headline's."""
    found = OF_A_RELEASE.search(text)
    if found is None or not any(word[:1].isdigit() for word in re.split(r"[\sv]", title)):
        return False
    return (found["before"] or found["first"]) not in title


def _place(position: int) -> float:
    """Weigh where it stands: news tells its main things first, details far down."""
    return 1.4 / (1 + 0.3 * position) - 0.02 * min(position, 60)


def _length(text: str) -> float:
    words = len(text.split())
    return 0.03 * max(words - _LONG, 0) + 0.1 * max(9 - words, 0)


def _from(article: Article, place: int, reports: int) -> float:
    """Weigh the report that says it: the lead first, a declared rewrite after all others."""
    declared = article.authorship.status in {Wrote.DECLARED_AI, Wrote.DECLARED_AI_ASSISTED}
    if declared and reports > 1:
        return -1.5
    return 0.5 if place == 0 else -0.1 * article.tier.rank
