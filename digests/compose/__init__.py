"""From material to a digest: sections in order, sources numbered, authorship computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.compose.authored import authored, models_of
from digests.compose.content import content_hash
from digests.compose.correcting import with_changed_sources, without_claim
from digests.compose.naming import digest_id, reply_id
from digests.compose.numbering import numbered
from digests.compose.reviewing import reviewed
from digests.layouts import BRIEF, lay_out
from digests.model import (
    Article,
    Coverage,
    Digest,
    Generator,
    Provenance,
    RejectedClaim,
    Related,
    Section,
    Window,
    Writing,
)
from digests.model.digests import printed
from digests.sections import SECTIONS, Ledger, Material
from digests.watch import watch_items

__all__ = [
    "Chosen",
    "choose",
    "compose",
    "content_hash",
    "digest_of",
    "provenance_of",
    "reply_id",
    "reviewed",
    "with_changed_sources",
    "without_claim",
]

SOFTWARE = "citewire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a program chose to print, before it is a digest."""

    sections: tuple[Section, ...]
    dropped: tuple[RejectedClaim, ...]
    unchanged: int
    moved_by_votes: bool = False
    """The channel's votes made a difference."""


def compose(material: Material, *, now: datetime, version: str) -> Digest:
    """Return the digest of the material, made by program alone: every statement is a quote.

    A window without news gives a digest without sections (`Digest.quiet`). The same material
    on the same day gives the same id and hash. Where the channel's votes made a difference, it says so.
    """
    return digest_of(material, choose(material, now=now), now=now, version=version)


def choose(material: Material, *, now: datetime) -> Chosen:
    """Return the sections that a program makes of the material, in the order that votes make of it."""
    chosen = _chosen(material, now)
    if not material.leanings:
        return chosen
    plain = _chosen(replace(material, leanings=()), now)
    return replace(chosen, moved_by_votes=chosen.sections != plain.sections)


def _chosen(material: Material, now: datetime) -> Chosen:
    watching, rejected = watch_items(_articles(material), now=now)
    ledger = Ledger(material, watching=watching)
    ledger.drop(rejected)
    sections = _sections(material, ledger, now)
    return Chosen(sections=sections, dropped=ledger.dropped, unchanged=ledger.unchanged)


def digest_of(
    material: Material,
    chosen: Chosen,
    *,
    now: datetime,
    version: str,
    writing: Writing | None = None,
) -> Digest:
    """Return the digest of what was chosen, whoever worded it; `writing` says what a model took.

    The sections stand as the material's format has them.
    """
    sections = lay_out(material.format, chosen.sections, language=material.language)
    provenance = provenance_of(
        material.topic.title,
        material.window,
        sections,
        material.cited,
        dropped=chosen.dropped,
        feeds_ok=material.feeds_ok,
        failed_feeds=material.failed_feeds,
        entries_read=len(material.articles),
        stories=len(material.stories),
        unchanged=chosen.unchanged,
        version=version,
        writing=writing,
        layout=material.format,
        language=material.language,
        related=material.related,
    )
    if chosen.moved_by_votes:
        coverage = replace(provenance.coverage, moved_by_votes=True)
        provenance = replace(provenance, coverage=coverage)
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
        related=material.related,
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
    writing: Writing | None = None,
    layout: str = BRIEF,
    language: str = "en",
    related: tuple[Related, ...] = (),
) -> Provenance:
    """Return the provenance of sections: sources numbered, level and label computed from them.

    A model wrote where a printed claim says so (`Claim.written_by`), and nowhere else.
    """
    sources = numbered(sections, articles)
    claims = len(printed(sections))
    content_sha256 = content_hash(
        title, window, sections, sources, unchanged=unchanged, layout=layout, related=related
    )
    return Provenance(
        authorship=authored(
            sections,
            sources,
            content_sha256=content_sha256,
            dropped=len(dropped),
            language=language,
        ),
        generator=_generator(version, models_of(sections), writing),
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
        shortfall=writing.shortfall if writing else None,
        budget=writing.budget if writing else None,
    )


def _generator(version: str, model: str | None, writing: Writing | None) -> Generator:
    """Say what made the text; a model of whose words none is printed made none of it."""
    made = Generator(software=SOFTWARE, version=version)
    if model is None or writing is None:
        return made
    return replace(
        made,
        model=model,
        provider=writing.provider,
        prompt=", ".join(writing.prompts),
        prompt_sha256=writing.prompt_sha256,
        input_tokens=writing.input_tokens,
        output_tokens=writing.output_tokens,
        cost_usd=f"{writing.cost_usd:f}" if writing.cost_usd is not None else None,
    )
