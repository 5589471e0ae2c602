"""How far a source carries a free sentence: a score without quotes and without a model.

A logistic form of seven features, each with a plain meaning. Coefficients and threshold were fitted
by cross-validation over three public sets of claims together (docs/measurements.md has the splits).
"""

import re
from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from digests.claims.evidence import (
    Page,
    best_passages,
    companies,
    content,
    is_negation,
    read,
    under_negation,
)
from digests.claims.terms import Sort, Term, terms
from digests.text.normal import normalise
from digests.text.sentences import sentences
from digests.text.values import Value
from digests.text.words import STOPWORDS, Token, stem, tokens

_ANCHOR = 2.0
"""A name or number weighs as much as two other words."""
_WINDOW = 6
"""Passages in a row that are read as one place."""
_FADE = 4.0
"""In how many words of the claim the pull of a neighbour falls to 1/e."""
_PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "him", "them"})


class Features(NamedTuple):
    """What the score is made of."""

    covered: float
    """Share of the claim's words, names and numbers twofold, that the best passages hold."""
    window: float
    """Share of its words in the best six passages in a row."""
    displaced: float
    """Mean over its names: how much better their company stands without them than with them."""
    values_lost: float
    """Numbers, dates and amounts that the source has not, at most 2."""
    names_lost: float
    """Words of names that the source has not, at most 3."""
    unnamed: float
    """1 where it begins with a pronoun and no name."""
    denied: float
    """Sentences with a negation where the source has none, at most 2."""


INTERCEPT = -0.75
COEFFICIENTS = Features(
    covered=1.39,
    window=0.50,
    displaced=-2.14,
    values_lost=-0.72,
    names_lost=-0.51,
    unnamed=-0.17,
    denied=-0.90,
)
THRESHOLD = 0.5
"""Where a claim is as likely supported as not, both kinds being equally common."""


def support(claim: str, source: str) -> float:
    """Return how far the source carries the claim, in (0, 1); `THRESHOLD` and up is supported."""
    weighed = zip(COEFFICIENTS, features(claim, source), strict=True)
    return 1 / (1 + exp(-INTERCEPT - sum(coefficient * value for coefficient, value in weighed)))


def features(claim: str, source: str) -> Features:
    """Return the features of a claim of one or more sentences."""
    page = read(source)
    plain = normalise(claim).text.strip()
    spans = [plain[span.start : span.end] for span in sentences(plain)]
    parts = [words for words in map(tokens, spans) if len(content(words)) > 1] or [tokens(plain)]
    listed = [content(words) for words in parts]
    size = sum(map(len, listed)) or 1
    found = terms(plain)
    new_values = [t for t in found if t.value is not None and not _has_value(page, t.value)]
    new_names = [t for t in found if t.sort is Sort.NAME and not _has_name(page, t)]
    return Features(
        covered=_covered(page, tokens(plain)),
        window=sum(_window(page, words) * len(words) for words in listed) / size,
        displaced=_displaced(page, listed, found),
        values_lost=min(len(new_values), 2),
        names_lost=min(len(new_names), 3),
        unnamed=float(_unnamed(found)),
        denied=min(sum(_denied(page, words) for words in parts), 2),
    )


def _covered(page: Page, words: Sequence[Token]) -> float:
    weights: dict[str, float] = {}
    for word in words:
        if word.text.lower() not in STOPWORDS:
            anchor = word.text[0].isupper() or word.text[0].isdigit()
            key = stem(word.text)
            weights[key] = max(weights.get(key, 0.0), _ANCHOR if anchor else 1.0)
    held = {word for passage in best_passages(page, weights) for word in passage.stems}
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if word in held) / total if total else 0.0


def _window(page: Page, words: Sequence[str]) -> float:
    wanted = set(words)
    hits = [wanted.intersection(passage.stems) for passage in page.passages]
    rows = range(max(1, len(hits) - _WINDOW + 1))
    best = max((len(set().union(*hits[row : row + _WINDOW])) for row in rows), default=0)
    return best / len(wanted) if wanted else 0.0


def _displaced(page: Page, listed: Sequence[Sequence[str]], found: Sequence[Term]) -> float:
    named = {stem(t.text) for t in found if t.sort is Sort.NAME}
    gaps = [gap for words in listed for gap in _gaps(page, words, named)]
    return sum(gaps) / len(gaps) if gaps else 0.0


def _gaps(page: Page, words: Sequence[str], named: set[str]) -> list[float]:
    """Return for each name how much better its neighbours are met without it than with it."""
    if len(words) < 3:
        return []
    weights = [page.rarity(word) for word in words]
    met = companies(page, words)
    gaps = []
    for at, word in enumerate(words):
        if word not in named:
            continue
        pull = [
            0.0 if other == word else weight * exp(-abs(at - k) / _FADE)
            for k, (other, weight) in enumerate(zip(words, weights, strict=True))
        ]
        total = sum(pull) or 1.0
        best = own = 0.0
        for company in met:
            score = sum(pull[k] for k in company)
            best = max(best, score)
            if at in company:
                own = max(own, score)
        gaps.append((best - own) / total)
    return gaps


def _has_value(page: Page, value: Value) -> bool:
    if value.key == "1" and not value.unit:
        return True
    if any(value.same(held) for held in page.values):
        return True
    if value.unit:
        return False
    digits = re.findall(r"\d+(?:[.,]\d+)*", value.text)
    return all(d in page.text for d in digits) if digits else value.text.lower() in page.text


def _has_name(page: Page, term: Term) -> bool:
    return page.has(stem(term.text)) or page.has(term.key) or term.text in page.text


def _unnamed(found: Sequence[Term]) -> bool:
    for term in found:
        if term.sort is Sort.NAME or term.opens:
            return False
        if term.text in _PRONOUNS:
            return True
    return False


def _denied(page: Page, words: Sequence[Token]) -> bool:
    """Say whether a sentence denies what the passages that carry it do not."""
    if not any(is_negation(word.text) for word in words):
        return False
    weights = {word: page.rarity(word) for word in content(words)}
    if any(passage.denies for passage in best_passages(page, weights)):
        return False
    return any(page.has(word) and word not in page.denied for word in under_negation(words))
