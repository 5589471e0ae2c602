"""A new version of a digest or a reply: without what was wrong, or marked where a source changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from digests.compose.authored import authored, models_of
from digests.compose.content import content_hash
from digests.compose.naming import digest_id, reply_id
from digests.compose.numbering import numbered
from digests.layouts import BRIEF
from digests.model import (
    Answer,
    Claim,
    ClaimKind,
    Correction,
    Digest,
    Generator,
    Item,
    NoAnswer,
    Published,
    Quote,
    Section,
    SourceChange,
)
from digests.model.digests import printed

ONE_ACCOUNT = "What one source says"
"""Heads what is left of accounts that differed, once the others were found to be wrong."""


def without_claim(published: Published, claim_id: str, *, what: str, at: datetime) -> Published:
    """Return the version that takes its place; `what` is the correction in words for readers.

    What rests on the statement goes with it: a story with its headline, a name with its sentence, a
    model's opinion on either. An answer that has nothing left is a silence. The authorship, the
    generator and the hash are those of the new text.

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
    model, made = models_of(sections), before.generator
    provenance = replace(
        before,
        authorship=authored(
            sections,
            sources,
            content_sha256=content_sha256,
            dropped=len(before.dropped),
            language=published.language,
            review=before.review,
        ),
        generator=replace(made, model=model)
        if model
        else Generator(software=made.software, version=made.version),
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
    stories = [item for one in sections for item in one.items if one.id == "stories"]
    gone = {one.story_id for one in stories if _without(one, wrong) is None} - {None}
    for section in sections:
        left = (item for item in section.items if not (item.story_id in gone and _is_view(item)))
        items = tuple(kept for item in left if (kept := _without(item, wrong)))
        if not items:
            continue
        if section.disputed and len(items) == 1:
            yield replace(section, items=items, disputed=False, title=ONE_ACCOUNT)
        else:
            yield replace(section, items=items)


def _without(item: Item, wrong: Claim) -> Item | None:
    """Return what is left of an item, None where that is nothing."""
    replaced = None if item.replaced and item.replaced.by == wrong.id else item.replaced
    headline = item.headline
    if headline and headline.id == wrong.id:
        return None
    if headline and _falls_with(headline, wrong):
        headline = None
    kept = tuple(claim for claim in item.claims if not _falls_with(claim, wrong))
    if kept == item.claims:
        return replace(item, headline=headline, replaced=replaced)
    # Every word of a label or a detail stands in a quote: perhaps in this one.
    if item.label is not None or not (kept or headline):
        return None
    notes = tuple(note for note in item.notes if not _touches(note.quote, wrong))
    return replace(item, headline=headline, claims=kept, replaced=replaced, notes=notes)


def _falls_with(claim: Claim, wrong: Claim) -> bool:
    """Say whether a claim is the wrong one, or an opinion or question on what that was told from."""
    if claim.id == wrong.id:
        return True
    told_from = {wrong.id} if _is_opinion(wrong) else {wrong.id, *wrong.rests_on}
    return _is_opinion(claim) and not told_from.isdisjoint(claim.rests_on)


def _is_opinion(claim: Claim) -> bool:
    """Say whether a model thinks or asks so: what it tells as fact has a quote of its own."""
    return claim.written_by is not None and claim.kind in {ClaimKind.ANALYSIS, ClaimKind.QUESTION}


def _is_view(item: Item) -> bool:
    return bool(item.claims) and all(map(_is_opinion, item.claims))


def _touches(quote: Quote, claim: Claim) -> bool:
    return any(
        quote.article_id == one.article_id and quote.start < one.end and one.start < quote.end
        for one in claim.quotes
    )
