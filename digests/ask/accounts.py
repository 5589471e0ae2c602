"""Whether two facts of different articles are different accounts of one event."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from digests.ask.contradictions import TERM, Difference, Said, contradiction
from digests.ask.statements import Statement, statement
from digests.model import Article, Fact, FactType, Modality, Quote, Window
from digests.model.ids import content_id
from digests.text.sentences import sentences
from digests.text.words import content_words

Told = tuple[Fact, Article]
_DAYS = 31
_DENIES = re.compile(r"(?i)\b(?:not|never|den(?:y|ies|ied)|no\s+longer|false|untrue)\b|n['’]t\b")
_RECURRING = frozenset({FactType.FUNDED, FactType.PARTNERED, FactType.VULNERABILITY})
"""What one subject does again and again: another day is another event, unless it has a name."""


def said(told: Told) -> Said:
    """Return the sentence that a fact rests on."""
    fact, article = told
    return article, article.text[fact.quote.start : fact.quote.end]


def differ(one: Told, other: Told) -> bool:
    """Say whether the facts tell one event with another tier, amount, day or person."""
    mine, theirs = one[0], other[0]
    if mine.type is not theirs.type or _planned(mine) is not _planned(theirs):
        return False
    if not _one_thing(mine.object, theirs.object):
        return False
    read, beside = _statement(one), _statement(other)
    if not (read.asserts and beside.asserts):
        return False
    if _words(mine.subject) != _words(theirs.subject):
        return mine.type is FactType.APPOINTED and _rivals(one, other)
    return (
        _grades(read, beside)
        or _amounts(one, other)
        or _days(one, other)
        or contradiction(said(one), said(other)) is not None
    )


def denials(
    chosen: Iterable[Told], articles: Iterable[Article], window: Window | None
) -> list[Told]:
    """Return the sentences that deny a chosen fact, each in the place of its quote.

    An article with planted instructions denies nothing.
    """
    found: list[Told] = []
    honest = [
        a
        for a in articles
        if not a.suspicious and (window is None or window.since <= a.published_at < window.until)
    ]
    for fact, article in chosen:
        for other in honest:
            if other.id == article.id or fact.subject not in other.text:
                continue
            found += [
                (_denied(fact, other, start, end), other)
                for start, end in _lines(other, fact.subject)
                if contradiction(said((fact, article)), (other, other.text[start:end]))
                is Difference.DENIAL
            ]
    return found


def _lines(article: Article, subject: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the body that name the subject and deny something."""
    if _DENIES.search(article.text) is None:
        return
    for span in sentences(article.text):
        words = article.text[span.start : span.end]
        if span.start >= article.body_start and subject in words and _DENIES.search(words):
            yield span.start, span.end


def _denied(fact: Fact, article: Article, start: int, end: int) -> Fact:
    quote = Quote(article_id=article.id, start=start, end=end)
    key = content_id("denial", fact.id, article.id, str(start))
    bare = replace(fact, id=key, quote=quote, role=None, amount=None)
    return replace(bare, people=(), affiliation=None, on=None, on_until=None)


def _statement(told: Told) -> Statement:
    article, text = said(told)
    return statement(text, article.published_at.date())


def _planned(fact: Fact) -> bool:
    return fact.modality is Modality.PLANNED


def _words(text: str | None) -> frozenset[str]:
    return frozenset(content_words(text or ""))


def _one_thing(mine: str | None, theirs: str | None) -> bool:
    left, right = _words(mine), _words(theirs)
    return left <= right or right <= left


def _grades(mine: Statement, theirs: Statement) -> bool:
    return bool(mine.grade and theirs.grade) and mine.grade != theirs.grade


def _amounts(one: Told, other: Told) -> bool:
    mine, theirs = (
        statement(fact.amount or "", article.published_at.date()).amounts
        for fact, article in (one, other)
    )
    if len(mine) != 1 or len(theirs) != 1:
        return False
    return mine[0].unit == theirs[0].unit and not mine[0].agrees(theirs[0])


def _days(one: Told, other: Told) -> bool:
    """Say whether both sentences name a day or month of the event, and not the same."""
    mine, theirs = _statement(one), _statement(other)
    fact, beside = one[0], other[0]
    named = fact.object and beside.object and _words(fact.object) == _words(beside.object)
    if not named or fact.type in _RECURRING or len(mine.dated) != 1 or len(theirs.dated) != 1:
        return False
    left, right = mine.dated[0], theirs.dated[0]
    if max((p.last - p.first).days for p in (left, right)) > _DAYS:
        return False
    return all(p.last < q.first or q.last < p.first for p in mine.periods for q in theirs.periods)


def _rivals(one: Told, other: Told) -> bool:
    """Say whether two people are told to have taken one office at about one time."""
    mine, theirs = _statement(one), _statement(other)
    apart = abs(one[1].published_at - other[1].published_at)
    same = bool(mine.office) and mine.office == theirs.office and apart <= TERM
    return same and bool(_words(one[0].object) & _words(other[0].object))
