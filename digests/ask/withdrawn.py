"""Facts that their own outlet took back: `an earlier version of our newsletter said that …`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digests.ask.accounts import Told
from digests.ask.statements import Statement, retracts, statement
from digests.model import Article, Quote
from digests.model.ids import content_id
from digests.text.remembering import remembered
from digests.text.sentences import Span, sentences

REPEATED = 0.75
"""Of what the fact's sentence says: so much the sentence that takes it back repeats."""


def withdrawn(found: Sequence[Told], articles: Iterable[Article]) -> list[tuple[Told, Told]]:
    """Return each fact that was taken back, with the later sentence that does so in its place."""
    notices = [
        (article, span.start, span.end)
        for article in articles
        if not article.suspicious
        for span in _retracting(article.text)
        if span.start >= article.body_start
    ]
    gone: list[tuple[Told, Told]] = []
    for told in found:
        fact, article = told
        for notice, start, end in notices:
            later = notice.published_at > article.published_at and notice.outlet == article.outlet
            if later and _repeats(_read(notice, start, end), _read(article, *_span(told))):
                quote = Quote(article_id=notice.id, start=start, end=end)
                key = content_id("withdrawal", fact.id, notice.id, str(start))
                gone.append((told, (replace(fact, id=key, quote=quote), notice)))
                break
    return gone


# Of all articles that a question may be about, few have any.
@remembered(6_000_000)
def _retracting(text: str) -> tuple[Span, ...]:
    if not retracts(text):
        return ()
    return tuple(span for span in sentences(text) if retracts(text[span.start : span.end]))


def _span(told: Told) -> tuple[int, int]:
    return told[0].quote.start, told[0].quote.end


def _read(article: Article, start: int, end: int) -> Statement:
    return statement(article.text[start:end], article.published_at.date())


def _repeats(notice: Statement, fact: Statement) -> bool:
    """Say whether the notice tells the same, and with the same value."""
    if notice.grade != fact.grade or notice.versions != fact.versions:
        return False
    told = [(amount.unit, amount.least) for amount in notice.amounts]
    if any((amount.unit, amount.least) not in told for amount in fact.amounts):
        return False
    if fact.dated and not any(p.first == q.first for p in fact.dated for q in notice.periods):
        return False
    return len(fact.said & notice.said) >= REPEATED * len(fact.said)
