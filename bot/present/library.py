"""The sources of one digest, and what the tree shows of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from bot.dates import day
from bot.document import Cite, Evidence, SourceLine
from bot.fragments import fragment_link, web_link
from bot.present.wording import INSTRUCTS_MODELS, SINCE, WROTE
from digests.model import Article, Claim, Level, Published, Quote, Source, Wrote
from digests.text.phrases import phrase
from digests.text.sentences import Span, sentences

SURROUNDINGS = 280
"""So many characters of the source are shown on each side of a quote at most."""

_LIST_MARK = re.compile(r"\s*(?:[-*•·–▪‣◦→]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
"""Before the first word of an item of a list: no word of its sentence."""

_AI = frozenset({Wrote.DECLARED_AI, Wrote.DECLARED_AI_ASSISTED})


class Library:
    """Finds the source of a quote. Everything it returns is plain text of the stored article."""

    def __init__(self, digest: Published) -> None:
        self._by_article = {source.article.id: source for source in digest.provenance.sources}
        self.language = digest.language
        """Of our own words; what a source says stays in its own."""
        self.has_model_text = digest.provenance.authorship.level is not Level.EXTRACTIVE
        """Whether a model worded any of what is printed."""
        self._since = {
            fix.claim_id: self.phrase(SINCE[fix.source])
            for fix in digest.provenance.corrections
            if fix.source in SINCE
        }

    def phrase(self, english: str, **values: object) -> str:
        """Return words of our own in the digest's language."""
        return phrase(self.language, english, **values)

    def day(self, when: date) -> str:
        """Return `6 April 2026` in the digest's language."""
        return day(when, self.language)

    def source(self, article_id: str) -> Source | None:
        """Return the numbered source, None where the digest does not list the article."""
        return self._by_article.get(article_id)

    def cited(self, quote: Quote) -> Source:
        """Return the source of a printed quote.

        Raises:
            ValueError: the digest prints a quote of an article that it does not list.
        """
        source = self._by_article.get(quote.article_id)
        if source is None:
            raise ValueError(f"a quote of {quote.article_id}, which is not among the sources")
        return source

    def words(self, quote: Quote) -> str:
        """Return the quoted words as stored."""
        return self.cited(quote).article.text[quote.start : quote.end]

    def shown(self, quote: Quote) -> str:
        """Return the quoted words, with `…` where they begin or end inside a sentence."""
        article, spans = self._cut(quote)
        words = article.text[quote.start : quote.end].strip()
        if words[:1] == "“" and words[-1:] == "”":
            return words  # somebody's whole words, marked as such by the source
        first = _at_or_before(spans, quote.start)
        left = article.text[first.start : quote.start] if first is not None else ""
        if _LIST_MARK.fullmatch(left) is None and left.strip(' "“‘('):
            words = f"…{words}"
        last = _at_or_before(spans, max(quote.start, quote.end - 1))
        if last is not None and any(c.isalnum() for c in article.text[quote.end : last.end]):
            words = f"{words}…"
        return words

    def cites(self, claim_id: str, quotes: Iterable[Quote]) -> tuple[Cite, ...]:
        """Return one mark for each source, in the order of the quotes, linked to all its quotes."""
        by_source: dict[int, tuple[Source, list[Quote]]] = {}
        for quote in quotes:
            source = self.cited(quote)
            by_source.setdefault(source.n, (source, []))[1].append(quote)
        return tuple(
            Cite(
                n=n,
                url=fragment_link(source.article.url, source.article.text, of_source),
                claim_id=claim_id,
                describes=self._describes(source),
            )
            for n, (source, of_source) in by_source.items()
        )

    def remarks(self, claim: Claim) -> tuple[str, ...]:
        """Return what stands beside a statement: who wrote its source, what became of that since."""
        return tuple(mark for mark in (self.ai_mark(claim), self._since.get(claim.id)) if mark)

    def ai_mark(self, claim: Claim) -> str | None:
        """Return `(AI-written source)` where every quote comes from text that declares so."""
        wrote = {self.cited(quote).authorship.status for quote in claim.quotes}
        if not wrote <= _AI:
            return None
        written = Wrote.DECLARED_AI in wrote
        return self.phrase("(AI-written source)" if written else "(AI-assisted source)")

    def kind(self, article_id: str) -> str:
        """Return what a report counts as: its own declaration, else its tier."""
        source = self.source(article_id)
        if source is None:
            return "not listed"
        if source.authorship.status in _AI:
            return WROTE[source.authorship.status]
        return source.article.tier.value

    def evidence(self, claim_id: str, quote: Quote) -> Evidence:
        """Return the quote in its surroundings: the sentence on each side, where not too long."""
        article, spans = self._cut(quote)
        text = article.text
        floor = article.body_start if quote.start >= article.body_start else 0
        at = bisect_right(spans, quote.start, key=lambda span: span.start) - 1
        begin = max(floor, spans[max(0, at - 1)].start) if spans else floor
        after = bisect_left(spans, quote.end, key=lambda span: span.end)
        finish = spans[min(len(spans) - 1, after + 1)].end if spans else quote.end
        return Evidence(
            claim_id=claim_id,
            before=_last_words(text[begin : quote.start]),
            exact=text[quote.start : quote.end],
            after=_first_words(text[quote.end : finish]),
        )

    def line(self, source: Source, evidence: Iterable[Evidence]) -> SourceLine:
        """Return the entry of the list of sources."""
        article = source.article
        return SourceLine(
            n=source.n,
            outlet=article.outlet,
            title=article.title,
            url=web_link(article.url),
            published_at=article.published_at,
            fetched_at=article.fetched_at,
            tier=self.phrase(article.tier.value),
            wrote=self._wrote(source),
            wrote_quote=source.authorship.quote,
            text_sha256=article.text_sha256,
            evidence=tuple(evidence),
            caution=self.phrase(INSTRUCTS_MODELS) if article.suspicious else None,
        )

    def _wrote(self, source: Source) -> str | None:
        said = WROTE.get(source.authorship.status)
        return self.phrase(said) if said else None

    def _describes(self, source: Source) -> str:
        wrote = self._wrote(source)
        parts = [source.article.outlet, self.day(source.article.published_at)]
        return ", ".join([*parts, wrote] if wrote else parts)

    def _cut(self, quote: Quote) -> tuple[Article, tuple[Span, ...]]:
        article = self.cited(quote).article
        return article, sentences(article.text)


def _at_or_before(spans: Sequence[Span], offset: int) -> Span | None:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and spans[at].end > offset else None


def _last_words(text: str) -> str:
    if len(text) <= SURROUNDINGS:
        return text
    words = text[-SURROUNDINGS:]
    return f"…{words.partition(' ')[2] or words}"


def _first_words(text: str) -> str:
    if len(text) <= SURROUNDINGS:
        return text
    words = text[:SURROUNDINGS]
    return f"{words.rpartition(' ')[0] or words}…"
