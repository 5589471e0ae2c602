"""Whether a later source says of itself that it replaces what was said before. Dates never decide."""

import re
from collections.abc import Iterator

from digests.ask.contradictions import Said
from digests.ask.statements import retracts, statement
from digests.model import Quote
from digests.text.sentences import Span, sentences

_CORRECTION = re.compile(
    r"(?i)\A\W*(?:(?:clarification|update|updated|corrected)\s*[:–—-]|(?:correction|erratum|corrigendum)\b)"
)
_CHANGE = re.compile(
    r"(?i)\bno\s+longer\b|\bnow\b(?!\s+(?:generally\s+)?available)|\b(?:corrected|revised|updated)\b"
    r"|\b(?:postpon|delay|reschedul)\w*|\b(?:push|mov|brought|bring)\w*\s+(?:back|forward)\b"
    r"|\b(?:rais|increas|lower|cut|reduc|revis|chang|correct|updat|extend|mov)(?:es|ed|s|ing)?\b[^.;]{0,60}?"
    r"\b(?:from\b[^.;]{1,40}?\bto|to)\s+(?:about\s+|more\s+than\s+)?(?=[$€£¥]?\d|[A-Z][a-z]{2,8} \d)"
)
_RATHER = re.compile(
    r"(?i)\b(?:instead\s+of|rather\s+than|not|previously|formerly|originally|initially|from)\b"
)
"""Says so only where the value that it sets aside follows."""


def superseded_by(newer: Said, older: Said) -> Quote | None:
    """Return the words by which the newer source replaces the older statement, None where it does not.

    A correction of an outlet speaks for what that outlet said, and for others only where it
    names their value. What a text with planted instructions says of others counts for nothing.
    """
    (article, text), before = newer, older[0]
    if article.suspicious or article.published_at <= before.published_at:
        return None
    start = article.text.find(text)
    if start < 0:
        return None
    if found := _CHANGE.search(text):
        return Quote(article_id=article.id, start=start + found.start(), end=start + found.end())
    named = _names_value(newer, older)
    if named and (found := _RATHER.search(text)):
        return Quote(article_id=article.id, start=start + found.start(), end=start + found.end())
    if named or article.outlet == before.outlet:
        for span in _notices(newer, start):
            return Quote(article_id=article.id, start=span.start, end=span.end)
    return None


def _names_value(newer: Said, older: Said) -> bool:
    """Say whether the newer sentence gives the older's value as one that held before."""
    mine = statement(newer[1], newer[0].published_at.date())
    theirs = statement(older[1], older[0].published_at.date())
    former = [amount for amount in mine.amounts if amount.former]
    return any(
        amount.unit == other.unit and amount.agrees(other)
        for amount in former
        for other in theirs.amounts
    ) or any(p.first == q.first for p in mine.former_periods for q in theirs.periods)


def _notices(newer: Said, start: int) -> Iterator[Span]:
    """Yield where the article says that it corrects: its title, the sentence, or one beside it."""
    article = newer[0]
    if _CORRECTION.search(article.title):
        yield Span(0, len(article.title))
    found = sentences(article.text)
    at = next((n for n, span in enumerate(found) if span.start <= start < span.end), None)
    if at is None:
        return
    for span in found[max(0, at - 1) : at + 2]:
        text = article.text[span.start : span.end]
        if retracts(text) or _CORRECTION.search(text):
            yield span
