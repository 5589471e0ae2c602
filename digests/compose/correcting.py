"""A new version of a digest or a reply: without what was wrong, or marked where a source changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from digests.authorship import Run, authorship
from digests.compose.content import content_hash
from digests.compose.naming import digest_id, reply_id
from digests.compose.numbering import numbered
from digests.layouts import BRIEF
from digests.model import (
    Answer,
    Claim,
    Correction,
    Digest,
    Item,
    NoAnswer,
    Published,
    Quote,
    Section,
    SourceChange,
    Wrote,
)
from digests.model.digests import printed

ONE_ACCOUNT = "What one source says"
"""Heads what is left of accounts that differed, once the others were found to be wrong."""


def without_claim(published: Published, claim_id: str, *, what: str, at: datetime) -> Published:
    """Return the version that takes its place; `what` is the correction in words for readers.

    What rests on the statement goes with it: a story with its headline, a name with its sentence. An
    answer that has nothing left is a silence. The authorship and the hash are those of the new text.

    Raises:
        ValueError: the statement is not printed.
    """
    wrong = next((claim for claim in published.claims() if claim.id == claim_id), None)
    if wrong is None:
        raise ValueError(f"{published.id} prints no statement {claim_id}")
    sections = tuple(_sections(published.sections, wrong))
    return _version(published, sections, [Correction(at=at, claim_id=claim_id, what=what)], at=at)


def with_changed_sources(
    published: Published, changes: Sequence[SourceChange], *, at: datetime
) -> Published:
    """Return the version that takes its place, with the same statements; those concerned are marked.

    Nothing is taken out: what was said rested on its source, and the record still has the quote.
    """
    corrections = [
        Correction(at=at, claim_id=claim_id, what=change.what, source=change.state)
        for change in changes
        for claim_id in change.claim_ids
    ]
    return _version(published, published.sections, corrections, at=at)


def _version(
    published: Published,
    sections: tuple[Section, ...],
    fixes: Sequence[Correction],
    *,
    at: datetime,
) -> Published:
    before = published.provenance
    corrections = (*before.corrections, *fixes)
    sources = numbered(sections, {one.article.id: one.article for one in before.sources})
    content_sha256 = content_hash(
        published.title if isinstance(published, Digest) else published.heading,
        published.window,
        sections,
        sources,
        unchanged=before.coverage.unchanged,
        corrections=corrections,
        layout=published.format if isinstance(published, Digest) else BRIEF,
        related=published.related if isinstance(published, Digest) else (),
    )
    claims = len(printed(sections))
    run = Run(
        content_sha256=content_sha256,
        sources=len(sources),
        declared_ai=sum(one.authorship.status is Wrote.DECLARED_AI for one in sources),
        model=before.generator.model,
        matched=claims,
        statements=claims + len(before.dropped),
        review=before.review,
        language=published.language,
    )
    provenance = replace(
        before,
        authorship=authorship(run),
        sources=sources,
        coverage=replace(before.coverage, claims_matched=claims),
        content_sha256=content_sha256,
        supersedes=published.id,
        corrections=corrections,
    )
    corrected = replace(published, sections=sections, provenance=provenance, created_at=at)
    if isinstance(corrected, Digest):
        found = digest_id(
            corrected.topic_id,
            corrected.window,
            layout=corrected.format,
            language=corrected.language,
            content_sha256=content_sha256,
        )
        return replace(corrected, id=found)
    named = reply_id(corrected.question, corrected.topic_id, content_sha256)
    if isinstance(corrected, Answer) and not claims:
        fields = {name: getattr(corrected, name) for name in Answer.__dataclass_fields__}
        return NoAnswer(**(fields | {"id": named}))
    return replace(corrected, id=named)


def _sections(sections: Sequence[Section], wrong: Claim) -> Iterator[Section]:
    for section in sections:
        items = tuple(kept for item in section.items if (kept := _without(item, wrong)))
        if not items:
            continue
        if section.disputed and len(items) == 1:
            yield replace(section, items=items, disputed=False, title=ONE_ACCOUNT)
        else:
            yield replace(section, items=items)


def _without(item: Item, wrong: Claim) -> Item | None:
    """Return what is left of an item, None where that is nothing."""
    replaced = None if item.replaced and item.replaced.by == wrong.id else item.replaced
    if item.headline and item.headline.id == wrong.id:
        return None
    kept = tuple(claim for claim in item.claims if claim.id != wrong.id)
    if kept == item.claims:
        return replace(item, replaced=replaced)
    # Every word of a label or a detail stands in a quote: perhaps in this one.
    if item.label is not None or not (kept or item.headline):
        return None
    notes = tuple(note for note in item.notes if not _touches(note.quote, wrong))
    return replace(item, claims=kept, replaced=replaced, notes=notes)


def _touches(quote: Quote, claim: Claim) -> bool:
    return any(
        quote.article_id == one.article_id and quote.start < one.end and one.start < quote.end
        for one in claim.quotes
    )
