"""Which sentences tell the story: who did what, when, and with what figures."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digests.model import Article, Tier, Topic, Wrote
from digests.sections.prose import Sentence, telling_sentences
from digests.sections.relevance import topic_words
from digests.sections.signs import (
    AMOUNT,
    ASIDE,
    BACKGROUND,
    DEFINES,
    EVENT,
    EVENT_STEMS,
    FIGURE,
    FOOTNOTE,
    FUZZY,
    IS_A,
    LED_IN,
    METHOD,
    NOT_PRODUCT,
    OF_A_RELEASE,
    PATCH,
    PRAISE,
    SPEECH,
    STATE,
    THESIS,
    WHEN,
    YEAR,
)
from digests.sections.standing import leaning, names, speaks_as_i, speaks_as_we, speaks_to_you
from digests.sections.titles import headline_text, is_introduction
from digests.text.periods import periods
from digests.text.words import STOPWORDS, content_words, stem, tokens

_FRESH = timedelta(days=5)
"""What was longer ago than this is not what a text was published for."""
_SHORTEST = 5
"""Words; a quote of fewer than four is none."""
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
_LONG = 32
"""Words: a sentence that is longer loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a story is about, as its titles and its most shared words say it."""

    title: frozenset[str]
    """Stems of the headline's words."""
    amounts: frozenset[str]
    """Figures of the headline, as written."""
    coined: str
    """The headline's first word where its maker writes it small: `llm-d`, `torch.compile`."""
    introduces: bool
    """The headline only names a thing: `Introducing X`, or its name alone."""
    titled_names: frozenset[str]
    """Words that the headline writes as names; all of its words where it is in title case."""
    weights: Mapping[str, float]
    """Stem -> how much of the story speaks of it, in [0, 1]."""
    names: frozenset[str]
    """Words that the reports write as names in the middle of their sentences."""
    common: frozenset[str]
    """Words that the reports also write without a capital: names of nobody."""
    topic: re.Pattern[str] | None
    """The words of the digest's topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that could be printed, with what it is worth."""

    sentence: Sentence
    worth: float
    lead: float
    """What it is worth as the first sentence of its story."""
    mentions: bool
    """It has a word of the topic."""
    concrete: bool
    """It says that something happened, or has a figure."""
    tells: bool
    """It names somebody or something and says what happened, a figure, or what the title says."""


def candidates(reports: Sequence[Article], topic: Topic | None = None) -> list[Candidate]:
    """Return the sentences of a story's reports that stand alone, with their worth.

    The first report is the lead. In the order of reports, then of the text.
    """
    prose = [telling_sentences(article) for article in reports]
    subject = _subject(reports, prose, topic)
    found: list[Candidate] = []
    for place, (article, sentences) in enumerate(zip(reports, prose, strict=True)):
        found.extend(
            _weighed(sentence, article, subject, origin=_from(article, place, len(reports)))
            for sentence in sentences
            if _may_be_said(sentence, article, subject)
        )
    return found


def _subject(
    reports: Sequence[Article], prose: Sequence[Sequence[Sentence]], topic: Topic | None
) -> Subject:
    counts: Counter[str] = Counter()
    named: set[str] = set()
    common: set[str] = set()
    for article, found in zip(reports, prose, strict=True):
        counts.update({word for sentence in found for word in sentence.words})
        counts.update(content_words(article.title))
        for sentence in found[:40]:
            counts.update(sentence.words)
            common.update(token.text for token in tokens(sentence.text) if token.text.islower())
            named.update(name.text for name in names(sentence.text) if name.start > 2)
    # Ties in the order of the words: sets come in another order in every process.
    top = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:25])
    most = max(top.values(), default=1)
    headline = headline_text(reports[0])
    return Subject(
        amounts=frozenset(AMOUNT.findall(headline)),
        coined=_coined(headline),
        introduces=is_introduction(headline),
        titled_names=_titled_names(headline),
        title=frozenset(w for w in content_words(headline) if not w.isdigit()),
        weights={word: count / most for word, count in top.items() if not word.isdigit()},
        names=frozenset(named),
        common=frozenset(common),
        topic=topic_words(topic) if topic else None,
    )


def _titled_names(headline: str) -> frozenset[str]:
    words = [token.text for token in tokens(headline)]
    plain = [word for word in words[1:] if len(word) > 3 and word.lower() not in STOPWORDS]
    in_title_case = all(not word.islower() for word in plain)
    return frozenset(words if in_title_case else (w for w in words[1:] if not w.islower()))


def _coined(headline: str) -> str:
    word = headline.split(maxsplit=1)[0].strip(":,") if headline.strip() else ""
    return word if word.islower() and word not in STOPWORDS else ""


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
    titled = len(sentence.words & subject.title) / max(len(subject.title), 1)
    named = _who(text, subject) or (
        _has_figure(text) and any(name.start > 2 for name in names(text))
    )
    announces = THESIS.search(text) is not None
    happened = announces or EVENT.search(text) is not None
    worth = _about(sentence, subject) + _tone(text, article.published_at.year)
    worth += 0.5 if named else 0.0
    worth += 0.7 if happened else 0.3 if STATE.search(text) else 0.0
    worth += 0.4 if WHEN.search(text) else 0.0
    worth += 0.4 if _has_figure(text) else 0.0
    mentioned = subject.topic is not None and subject.topic.search(text) is not None
    worth += 0.6 if mentioned else 0.0
    worth += origin + _place(sentence.position)
    return Candidate(
        sentence=sentence,
        worth=worth,
        lead=worth
        + 1.2 / (1 + 0.5 * sentence.position)
        + 2.0 * titled
        + (0.6 if happened else 0.0)
        + _as_titled(sentence, subject)
        + (0.6 if happened and speaks_as_we(text) and not METHOD.search(text) else 0.0)
        - (0.8 if speaks_to_you(text) else 0.0)
        + (1.2 if announces else 0.0)
        - 0.02 * min(sentence.position, 60)
        - (1.5 if ASIDE.search(text) else 0.0)
        - (0.4 if _is_led_in(text) else 0.0)
        - (1.0 if PRAISE.search(text) and not happened else 0.0)
        - (1.0 if _is_of_an_earlier_day(text, article) else 0.0)
        + (0.8 if subject.introduces and IS_A.match(text) and titled > 0 else 0.0)
        + (0.6 if _begins_with_subject(text, subject) else 0.0),
        mentions=mentioned,
        concrete=happened or _has_figure(text),
        tells=(named or speaks_as_we(text))
        and not _repeats_title(sentence, titled, subject)
        and (happened or _says_as_titled(sentence, titled, subject) or _has_figure(text))
        and (titled > 0 or mentioned or _about(sentence, subject) >= _CENTRAL)
        and (happened or not speaks_to_you(text))
        and not _is_background(text, article.published_at.year)
        and not _is_of_earlier_release(text, article.title),
    )


def _is_led_in(text: str) -> bool:
    """Return whether something else than a time stands before the clause that tells."""
    opening = LED_IN.match(text)
    return opening is not None and WHEN.search(opening.group()) is None


def _says_as_titled(sentence: Sentence, titled: float, subject: Subject) -> bool:
    """Return whether it speaks of what the headline says: one shared word of three is chance."""
    shared = len(sentence.words & subject.title)
    return titled >= _TITLED and (shared > 1 or titled >= _HALF)


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


def _is_background(text: str, year: int) -> bool:
    """Return whether it tells how things came to be: earlier years, earlier releases."""
    years = [int(found) for found in YEAR.findall(text)]
    told = BACKGROUND.search(text) or DEFINES.match(text)
    return told is not None or (bool(years) and max(years) < year)


def _is_of_an_earlier_day(text: str, article: Article) -> bool:
    """Return whether the days that it names lie well before its publication."""
    published = article.published_at.date()
    days = [period.last for period in periods(text, published) if period.is_day]
    return bool(days) and max(days) < published - _FRESH


def _is_of_earlier_release(text: str, title: str) -> bool:
    """Return whether it tells of another release than the headline's."""
    found = OF_A_RELEASE.search(text)
    if found is None or not any(word[:1].isdigit() for word in re.split(r"[\sv]", title)):
        return False
    return (found["before"] or found["first"]) not in title


def _place(position: int) -> float:
    """Weigh where it stands: news tells its main things first, details far down."""
    return 1.4 / (1 + 0.3 * position) - 0.02 * min(position, 60)


def _about(sentence: Sentence, subject: Subject) -> float:
    total = sum(sorted(subject.weights.values(), reverse=True)[:10]) or 1.0
    shared = math.fsum(subject.weights.get(word, 0.0) for word in sentence.words)
    return 1.5 * min(shared / total, 1.0)


def _who(text: str, subject: Subject) -> bool:
    """Return whether it names somebody or something within its first words."""
    coined = subject.coined and re.search(rf"(?<!\w){re.escape(subject.coined)}(?!\w)", text[:60])
    return bool(coined) or any(
        name.start < 60
        and (
            name.start > 2
            or name.text in subject.names
            or name.text.endswith(("'s", "’s"))
            or not name.text[1:].islower()
            or (name.text in subject.titled_names and name.text.lower() not in subject.common)
        )
        for name in names(text)
    )


def _begins_with_subject(text: str, subject: Subject) -> bool:
    """Return whether the first word that counts is one of the title's names."""
    first = next(iter(names(text)), None)
    return first is not None and first.start < 12 and stem(first.text) in subject.title


def _has_figure(text: str) -> bool:
    return FIGURE.search(text) is not None


def _tone(text: str, year: int) -> float:
    words = len(text.split())
    worth = 0.0
    worth -= 0.5 * min(len(PRAISE.findall(text)), 3)
    worth -= 0.6 if speaks_as_we(text) else 0.0
    worth -= 0.8 if speaks_as_i(text) else 0.0
    worth -= 0.9 if speaks_to_you(text) else 0.0
    worth -= 0.8 if text.endswith("!") else 0.0
    worth -= 0.7 if _is_background(text, year) else 0.0
    worth -= 0.7 if METHOD.search(text) else 0.0
    worth -= 0.5 if SPEECH.search(text) else 0.0
    worth -= 0.7 if FUZZY.search(text) else 0.0
    worth -= 0.4 if ASIDE.search(text) else 0.0
    worth -= 0.4 if _is_led_in(text) and not _has_figure(text) else 0.0
    worth -= 0.5 if FOOTNOTE.search(text) else 0.0
    worth -= 0.03 * max(words - _LONG, 0) + 0.1 * max(9 - words, 0)
    return worth


def _from(article: Article, place: int, reports: int) -> float:
    """Weigh the report that says it: the lead first, a declared rewrite after all others."""
    declared = article.authorship.status in {Wrote.DECLARED_AI, Wrote.DECLARED_AI_ASSISTED}
    if declared and reports > 1:
        return -1.5
    return 0.5 if place == 0 else -0.1 * article.tier.rank
