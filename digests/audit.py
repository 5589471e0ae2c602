"""Re-checking a kept digest or reply: every span and every hash, against what the store holds now."""

from collections.abc import Mapping
from dataclasses import dataclass

from digests.claims import translation_fault, verify
from digests.compose import content_hash
from digests.layouts import BRIEF
from digests.model import Article, Claim, Digest, DraftClaim, Published, QuotedWords
from digests.model.ids import sha256

SURROUNDINGS = 60
"""Characters before and after a quote that tell two like passages apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Something that is not as the digest or reply says."""

    digest_id: str
    """The digest's or the reply's."""
    claim_id: str | None
    article_id: str | None
    what: str


def audit(digest: Published, articles: Mapping[str, Article]) -> list[Mismatch]:
    """Return what does not hold of a digest or reply; empty is the only good answer.

    `articles`: the stored versions that it cites, by article id; one that is missing is
    a mismatch.
    """
    faults: list[Mismatch] = []

    def fault(what: str, *, claim: Claim | None = None, article_id: str | None = None) -> None:
        claim_id = claim.id if claim else None
        faults.append(
            Mismatch(digest_id=digest.id, claim_id=claim_id, article_id=article_id, what=what)
        )

    for source in digest.provenance.sources:
        stored = articles.get(source.article.id)
        if stored is None:
            fault("the cited version is not in the store", article_id=source.article.id)
        elif sha256(stored.text) != source.article.text_sha256:
            fault("the stored text has another hash", article_id=source.article.id)
    for claim in digest.claims():
        if what := _claim_fault(claim, articles, digest.language):
            fault(what, claim=claim, article_id=claim.quotes[0].article_id)
    provenance = digest.provenance
    title = digest.title if isinstance(digest, Digest) else digest.heading
    again = content_hash(
        title,
        digest.window,
        digest.sections,
        provenance.sources,
        unchanged=provenance.coverage.unchanged,
        corrections=provenance.corrections,
        layout=digest.format if isinstance(digest, Digest) else BRIEF,
        related=digest.related if isinstance(digest, Digest) else (),
    )
    if again != provenance.content_sha256:
        fault("its text has another hash")
    return faults


def _claim_fault(claim: Claim, articles: Mapping[str, Article], language: str) -> str | None:
    words = []
    for quote in claim.quotes:
        article = articles.get(quote.article_id)
        if article is None:
            return "quotes an article that is not in the store"
        if not 0 <= quote.start < quote.end <= len(article.text):
            return f"quotes characters {quote.start} to {quote.end} of {len(article.text)}"
        words.append(
            QuotedWords(
                article_id=article.id,
                exact=article.text[quote.start : quote.end],
                prefix=article.text[max(0, quote.start - SURROUNDINGS) : quote.start],
                suffix=article.text[quote.end : quote.end + SURROUNDINGS],
            )
        )
    draft = DraftClaim(
        text=claim.original or claim.text,
        quotes=tuple(words),
        kind=claim.kind,
        attributed_to=claim.attributed_to,
        as_of=claim.as_of,
        headline=claim.headline,
        written_by=claim.written_by,
    )
    again = verify(draft, articles)
    if not isinstance(again, Claim):
        return f"no longer holds: {again.detail}"
    if claim.original is not None:
        fault = translation_fault(again, claim.text, language=language)
        if fault is not None:
            return f"its translation no longer holds: {fault.detail}"
    return None if again.quotes == claim.quotes else "its quotes stand elsewhere now"
