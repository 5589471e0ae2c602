"""Numbers to know: sentences whose figure matters."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation

from digests.model import Article, Item
from digests.model.ids import content_id
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.prose import Sentence
from digests.sections.relevance import is_in_passing
from digests.sections.signs import LED_IN
from digests.sections.standing import leaning
from digests.sections.telling import candidates
from digests.text.values import Kind, Value, values
from digests.text.words import content_words

MOST = 3
_LEAST_WORTH = 1.6
_UNITS = {"%": 1.0, "points": 0.9, "times": 0.7, "GW": 1.0, "MW": 0.8, "PB": 0.5, "TB": 0.4}
"""How much a figure with that unit tells; money and large counts are weighed below."""
_RANGE = re.compile(
    r"(?:\s?%)?(?:\s?[-–—]\s?|\s(?:to|and)\s)[$€£]?\d[\d.,]*\s?(?:%|percent\b|x\b|×|million\b|billion\b)"
)
_DIGIT = re.compile(r"\d")
_OF_NO_ONE = re.compile(
    r"\s*(?:-\s*)?(?:(?:input|output|thinking|training)\s+)?(?:tokens?|parameters?|active|context|total)\b"
)
"""A size of a model or its input: a property, not news."""
_POINTS = re.compile(
    r"(?i)\bthe\s+(?:new\s+)?(?:milestone|announcement|deal|acquisition|launch|result|move|decision|incident|attack|evaluation|approach|method|technique|company|model|team"
    r"|lower\s+bound|upper\s+bound|test|study|survey|audit|round|agreement|change|figure|increase|gap)s?\b(?!\s+(?:of|that|for|to|in|behind|called|named|which|on|with|by|from|between)\b)"
)
"""`the milestone`: which one stood in the sentence before."""
_IN_A_NAME = re.compile(r"(?<![$€£\w])\d[\d.]*[BMKT]\Z")
"""`GPT-OSS 120B`: after a name it is a part of the name."""
_MANY = Decimal(1_000)
_MOST_FIGURES = 4
"""A sentence with more is a table in words."""


def numbers_to_know(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return sentences with a percentage, money or a count, one of an article, best first."""
    del now  # a figure is as old as its source
    weighed = [
        (worth, article, sentence, figure)
        for article in _articles(material, ledger)
        for worth, sentence, figure in _figures(article, material)
    ]
    weighed.sort(key=lambda found: (-found[0], found[1].id, found[2].start))
    items: list[Item] = []
    used: set[str] = set()
    for _, article, sentence, figure in weighed:
        if len(items) == MOST:
            break
        if article.id in used or not ledger.is_new(sentence.wording):
            continue
        if ledger.has_figure(figure.text, sentence.wording):
            continue
        claim = ledger.claim(sentence)
        if claim is None:
            continue
        used.add(article.id)
        ledger.note(claim.text)
        label = _as_written(sentence.text, figure)
        items.append(Item(id=content_id("number", claim.id), claims=(claim,), label=label))
    return tuple(items)


def _articles(material: Material, ledger: Ledger) -> list[Article]:
    """Return what the printed stories rest on, copies left out."""
    leads = {member for story in material.stories for member in story.members}
    return [material.articles[i] for i in ledger.told if i in leads and i in material.articles]


def _figures(article: Article, material: Material) -> Iterator[tuple[float, Sentence, Value]]:
    about = f"{article.title} {article.outlet} {material.topic.title}"
    subject = {word for word in content_words(about) if not word.isdigit()}
    in_passing = is_in_passing((article,), material)
    for candidate in candidates((article,), material.topic):
        text = candidate.sentence.text
        if in_passing and not candidate.mentions:
            continue
        if not candidate.adds or candidate.worth < _LEAST_WORTH or _DIGIT.search(text) is None:
            continue
        # Here it stands without its headline, and an example from far afield is no news.
        if leaning(text) or _POINTS.search(text) or not candidate.sentence.words & subject:
            continue
        found = values(text, published=article.published_at.date())
        figures = [
            v
            for v in found
            if v.kind in {Kind.NUMBER, Kind.MONEY}
            and not _OF_NO_ONE.match(text, v.end)
            and not text[: v.start].endswith(("per ", "every ", "#"))
            and not _is_in_a_name(text, v)
        ]
        opening = LED_IN.match(text)
        told_at = opening.end() if opening else 0
        best = max(figures, key=lambda v: (_tells(v), v.start >= told_at), default=None)
        if best is None or _tells(best) == 0.0 or len(figures) > _MOST_FIGURES:
            continue
        yield candidate.worth + 1.5 * _tells(best), candidate.sentence, best


def _is_in_a_name(text: str, figure: Value) -> bool:
    before = text[: figure.start].split()
    named = bool(before) and before[-1][:1].isupper() and len(before) > 1
    return named and _IN_A_NAME.match(text[figure.start : figure.end]) is not None


def _as_written(text: str, figure: Value) -> str:
    """Return the figure as the sentence has it: with the rest of its range and its unit."""
    rest = _RANGE.match(text, figure.end)
    return text[figure.start : rest.end()] if rest else figure.text


def _tells(figure: Value) -> float:
    """Return how much a figure tells by its kind, 0.0 for one that is not to be listed."""
    if figure.kind is Kind.NUMBER and figure.unit:
        return _UNITS.get(figure.unit, 0.0)
    if not _is_many(figure):
        return 0.0
    return 1.0 if figure.kind is Kind.MONEY else 0.5


def _is_many(figure: Value) -> bool:
    try:
        return Decimal(figure.key) >= _MANY
    except InvalidOperation:  # `587/672` is compared as written: its key is no decimal
        return False
