"""From material to a digest: sections in order, sources numbered, authorship computed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from digests.authorship import Run, authorship
from digests.compose.content import content_hash
from digests.compose.correcting import with_changed_sources, without_claim
from digests.compose.naming import digest_id, reply_id
from digests.compose.numbering import numbered
from digests.model import (
    Article,
    Coverage,
    Digest,
    Generator,
    Provenance,
    RejectedClaim,
    Section,
    Window,
    Wrote,
)
from digests.model.digests import printed
from digests.sections import SECTIONS, Ledger, Material
from digests.watch import watch_items

__all__ = [
    "compose",
    "content_hash",
    "provenance_of",
    "reply_id",
    "with_changed_sources",
    "without_claim",
]

SOFTWARE = "citewire"


def compose(material: Material, *, now: datetime, version: str) -> Digest:
    """Return the digest of the material, made by program alone: every statement is a quote.

    A window without news gives a digest without sections (`Digest.quiet`). The same material
    on the same day gives the same id and hash. Where the channel's votes made a difference, it says so.
    """
    digest = _composed(material, now=now, version=version)
    if not material.leanings:
        return digest
    plain = _composed(replace(material, leanings=()), now=now, version=version)
    if digest.id == plain.id:
        return plain
    coverage = replace(digest.provenance.coverage, moved_by_votes=True)
    return replace(digest, provenance=replace(digest.provenance, coverage=coverage))


def _composed(material: Material, *, now: datetime, version: str) -> Digest:
    watching, rejected = watch_items(_articles(material), now=now)
    ledger = Ledger(material, watching=watching)
    ledger.drop(rejected)
    sections = _sections(material, ledger, now)
    provenance = provenance_of(
        material.topic.title,
        material.window,
        sections,
        material.cited,
        dropped=ledger.dropped,
        feeds_ok=material.feeds_ok,
        failed_feeds=material.failed_feeds,
        entries_read=len(material.articles),
        stories=len(material.stories),
        unchanged=ledger.unchanged,
        version=version,
    )
    return Digest(
        id=digest_id(
            material.topic.id,
            material.window,
            layout=material.format,
            language=material.language,
            content_sha256=provenance.content_sha256,
        ),
        topic_id=material.topic.id,
        title=material.topic.title,
        window=material.window,
        format=material.format,
        language=material.language,
        created_at=now,
        sections=sections,
        provenance=provenance,
    )


def _articles(material: Material) -> list[Article]:
    """Return the articles that stand for a story, copies left out, oldest first."""
    members = {member for story in material.stories for member in story.members}
    found = [article for article in material.articles.values() if article.id in members]
    return sorted(found, key=lambda article: (article.published_at, article.id))


def _sections(material: Material, ledger: Ledger, now: datetime) -> tuple[Section, ...]:
    built: list[Section] = []
    for key, part in SECTIONS.items():
        items = part.build(material, ledger, now)
        if items:
            built.append(Section(id=key, title=part.title, mode=part.mode, items=items))
        if material.tags_in or material.tags_out:
            # Where only some stories are wanted, the sections after them tell of no others.
            material = material.of(ledger.told)
    return tuple(built)


def provenance_of(  # noqa: PLR0913 — each is a part of the record
    title: str,
    window: Window,
    sections: Sequence[Section],
    articles: Mapping[str, Article],
    *,
    dropped: tuple[RejectedClaim, ...],
    feeds_ok: int,
    failed_feeds: tuple[str, ...],
    entries_read: int,
    version: str,
    stories: int = 0,
    unchanged: int = 0,
) -> Provenance:
    """Return the provenance of sections that a program made: sources numbered, label computed."""
    sources = numbered(sections, articles)
    claims = len(printed(sections))
    declared = [s for s in sources if s.authorship.status is Wrote.DECLARED_AI]
    content_sha256 = content_hash(title, window, sections, sources, unchanged=unchanged)
    run = Run(
        content_sha256=content_sha256,
        sources=len(sources),
        declared_ai=len(declared),
        matched=claims,
        statements=claims + len(dropped),
    )
    return Provenance(
        authorship=authorship(run),
        generator=Generator(software=SOFTWARE, version=version),
        sources=sources,
        dropped=dropped,
        coverage=Coverage(
            feeds_ok=feeds_ok,
            feeds_failed=len(failed_feeds),
            entries_read=entries_read,
            stories=stories,
            claims_matched=claims,
            claims_dropped=len(dropped),
            failed_feeds=failed_feeds,
            unchanged=unchanged,
        ),
        content_sha256=content_sha256,
    )
