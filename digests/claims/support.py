"""How far a source carries a free sentence: a score without quotes and without a model.

A logistic form of twelve features, each with a plain meaning. Coefficients were fitted once over
three public sets of claims together, each feature held to the sign that its meaning gives it
(docs/measurements.md has the splits and what the score cannot do).
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from digests.claims.amounts import amounts
from digests.claims.evidence import Page, best_passages, content, read
from digests.claims.places import replaced, scatter, told, turned
from digests.claims.terms import Sort, Term, terms
from digests.claims.wording import (
    denied,
    new_contrasts,
    new_extents,
    new_negations,
    unheard,
)
from digests.text.normal import normalise
from digests.text.sentences import sentences
from digests.text.values import Value
from digests.text.vocabulary import vocabulary
from digests.text.words import STOPWORDS, Token, stem, tokens

_ANCHOR = 2.0
"""A name or number weighs as much as two other words."""
_USUAL = 0.3
"""The share of new words that a true rewording may have."""
_PRONOUNS = vocabulary("he she they it him her them his their its")
_CUT_OUT = 0.1
"""What a pronoun at the start of a single sentence counts: little, but `He` never beats a name."""
_ROOT = 4
"""So many letters make `Libyan` and `Libya` one name."""


class Features(NamedTuple):
    """What the score is made of."""

    covered: float
    """Share of the claim's words, names and numbers twofold, that the best passages hold.

    A word of which the source has a synonym only counts as held: as much as the word, never more.
    """
    scatter: float
    """Mean log distance in the source, in content words, of neighbours in the claim."""
    unheard: float
    """Share of its words that the source has by no word of like sense, as far as it is above 0.3."""
    names_lost: float
    """Share of the words of its names that the source has in no form."""
    names_replaced: float
    """Sum over them of how well the source holds the words around, at most 4."""
    values_lost: float
    """Numbers, dates and amounts that the source has not, at most 2."""
    values_replaced: float
    """Mean over the words of values that are new of how well the source holds those around."""
    denied: float
    """Sentences with a negation where the source has none, at most 2."""
    negations: float
    """Negations that stand nowhere in the source, at most 2."""
    limits: float
    """Words of contrast and of extent (`but`, `only`) that the source has not, at most 2 each."""
    turned: float
    """New words whose contrary stands in the source beside the words around, at most 2."""
    unnamed: float
    """1 where it begins with a pronoun; 0.1 for a single sentence, which some text may go before."""


INTERCEPT = 0.03
COEFFICIENTS = Features(
    covered=1.04,
    scatter=-0.14,
    unheard=-5.1,
    names_lost=-1.41,
    names_replaced=-0.89,
    values_lost=-0.53,
    values_replaced=-0.54,
    denied=-0.67,
    negations=-0.39,
    limits=-0.13,
    turned=-2.02,
    unnamed=-1.99,
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
    all_words = [word for words in listed for word in words]
    found = terms(plain)
    named = [term for term in found if term.sort is Sort.NAME]
    valued = [term for term in found if term.value is not None]
    new_names = _places(page, listed, {stem(term.text) for term in named})
    digits = {stem(word.text) for term in valued for word in tokens(term.text)}
    new_values = _places(page, listed, digits)
    written = tokens(plain)
    return Features(
        covered=_covered(page, written),
        scatter=scatter(page, listed),
        unheard=max(0.0, unheard(page, all_words) - _USUAL),
        names_lost=sum(not _has_name(page, t) for t in named) / len(named) if named else 0.0,
        names_replaced=min(sum(new_names), 4.0),
        values_lost=min(sum(not _has_value(page, t.value) for t in valued if t.value), 2),
        values_replaced=sum(new_values) / len(new_values) if new_values else 0.0,
        denied=min(sum(denied(page, words) for words in parts), 2),
        negations=min(new_negations(page, written), 2),
        limits=min(new_contrasts(page, written), 2) + min(new_extents(page, written), 2),
        turned=min(sum(turned(page, words) for words in listed), 2),
        unnamed=_unnamed(written, sentences_found=len(parts)),
    )


def _unnamed(words: Sequence[Token], *, sentences_found: int) -> float:
    if not words or words[0].text.lower() not in _PRONOUNS:
        return 0.0
    return 1.0 if sentences_found > 1 else _CUT_OUT


def _places(page: Page, listed: Sequence[Sequence[str]], suspects: set[str]) -> list[float]:
    return [share for words in listed for share in replaced(page, words, suspects)]


def _covered(page: Page, words: Sequence[Token]) -> float:
    weights: dict[str, float] = {}
    for word in words:
        if word.text.lower() not in STOPWORDS:
            anchor = word.text[0].isupper() or word.text[0].isdigit()
            key = stem(word.text)
            weights[key] = max(weights.get(key, 0.0), _ANCHOR if anchor else 1.0)
    held = {word for passage in best_passages(page, weights) for word in passage.stems}
    total = sum(weights.values())
    carried = sum(
        weight
        for word, weight in weights.items()
        if word in held or (not page.has(word) and told(page, word))
    )
    return carried / total if total else 0.0


def _has_value(page: Page, value: Value) -> bool:
    if value.key == "1" and not value.unit:
        return True
    if any(value.same(held) for held in page.values):
        return True
    return amounts(value.text) <= page.amounts


def _has_name(page: Page, term: Term) -> bool:
    if page.has(stem(term.text)) or page.has(term.key) or term.text in page.text:
        return True
    root = term.key[:_ROOT]
    return len(term.key) > _ROOT and any(word.startswith(root) for word in page.positions)
