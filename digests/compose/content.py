"""The hash of a digest's visible text."""

import json
from collections.abc import Sequence
from datetime import UTC

from digests.layouts import BRIEF
from digests.model import Claim, Correction, Item, Related, Section, Source, Window, WordingNote
from digests.model.ids import sha256


def content_hash(  # noqa: PLR0913 — each is read by people
    title: str,
    window: Window,
    sections: Sequence[Section],
    sources: Sequence[Source],
    *,
    unchanged: int = 0,
    corrections: Sequence[Correction] = (),
    layout: str = BRIEF,
    related: Sequence[Related] = (),
) -> str:
    """Return the SHA-256 of everything that a person reads as the digest's content.

    That is the title, the window, every section and the source list, how many stories are left
    out as known, and what was corrected on which day; not the rest of the receipt, which tells of
    the run: the same content found with one feed fewer is the same content. A format that shows
    reading notes, who wrote each source and earlier digests has these in its hash, too.
    """
    content = {
        "title": title,
        "window": [window.since.isoformat(), window.until.isoformat()],
        "sections": [_section(section) for section in sections],
        "sources": [[s.n, s.article.outlet, s.article.title, s.article.url] for s in sources],
        **({"unchanged": unchanged} if unchanged else {}),
        **({"corrections": list(map(_correction, corrections))} if corrections else {}),
        **({} if layout == BRIEF else _more(layout, sections, sources, related)),
    }
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True))


def _more(
    layout: str, sections: Sequence[Section], sources: Sequence[Source], related: Sequence[Related]
) -> dict[str, object]:
    notes = [note for one in sections for item in one.items for note in item.notes]
    return {
        "format": layout,
        "notes": [_note(note) for note in notes],
        "wrote": [[s.n, s.authorship.status, s.authorship.quote] for s in sources],
        "related": [one.id for one in related],
    }


def _note(note: WordingNote) -> list[object]:
    quotes = (note.quote, *((note.second,) if note.second else ()))
    return [note.note, [[quote.article_id, quote.start, quote.end] for quote in quotes]]


def _correction(correction: Correction) -> list[str]:
    on = correction.at.astimezone(UTC).date()
    return [on.isoformat(), correction.claim_id, correction.what]


def _section(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "title": section.title,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "headline": _claim(item.headline) if item.headline else None,
        "label": item.label,
        "detail": item.detail,
        "claims": [_claim(claim) for claim in item.claims],
        "tags": list(item.tags),
        "on": item.on.isoformat() if item.on else None,
        "also": list(item.also),
        **({"novelty": _novelty(item)} if item.novelty else {}),
        **({"replaced": item.replaced.by} if item.replaced else {}),
    }


def _novelty(item: Item) -> list[str | None]:
    return [item.novelty, item.seen_on.isoformat() if item.seen_on else None]


def _claim(claim: Claim) -> list[object]:
    return [claim.text, [[quote.article_id, quote.start, quote.end] for quote in claim.quotes]]
