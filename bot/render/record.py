"""The provenance record, `provenance/1`: one JSON document for each digest and each answer.

Evidence follows the W3C Web Annotation model: `exact`, `prefix` and `suffix` are a
TextQuoteSelector, `start` and `end` a TextPositionSelector over the stored text of the source.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.resources import files

from bot.fragments import fragment_link
from bot.present.wording import INSTRUCTS_MODELS
from digests.layouts import headed
from digests.model import (
    Answer,
    Authorship,
    Checks,
    Claim,
    Coverage,
    Digest,
    DraftClaim,
    Generator,
    Item,
    Published,
    Quote,
    QuotedWords,
    RejectedClaim,
    Reply,
    Review,
    Source,
)
from digests.model.ids import content_id

SCHEMA = "provenance/1"
AROUND = 32
"""Characters of prefix and suffix, as annotation tools keep them."""

Json = dict[str, object]


def record(digest: Published) -> dict[str, object]:
    """Return the record of a digest or an answer: what is printed, what was left out, and what both rest on.

    A claim that is printed in several sections stands once, under the first of them.

    Raises:
        ValueError: a claim quotes an article that is not among the digest's sources.
    """
    provenance = digest.provenance
    sources = {source.article.id: source for source in provenance.sources}
    return {
        "schema": SCHEMA,
        "digest_id": digest.id,
        "kind": "digest" if isinstance(digest, Digest) else "answer",
        **({} if isinstance(digest, Digest) else {"question": _question(digest)}),
        "created_at": _time(digest.created_at),
        "supersedes": provenance.supersedes,
        "corrections": [
            {"at": _time(fix.at), "claim_id": fix.claim_id, "what": fix.what}
            for fix in provenance.corrections
        ],
        "content_sha256": provenance.content_sha256,
        "authorship": _authorship(provenance.authorship),
        "generator": _generator(provenance.generator),
        "review": _review(provenance.review),
        "sections": [
            {"id": key, "title": title, "mode": mode.value} for key, title, mode in headed(digest)
        ],
        "sources": [_source(source) for source in provenance.sources],
        "claims": [
            *_printed(digest, sources),
            *(_dropped(claim, sources) for claim in provenance.dropped),
        ],
        **({"stories": found} if (found := list(_stories(digest))) else {}),
        **({"contradictions": found} if (found := list(_differing(digest, sources))) else {}),
        "notes": list(_notes(digest, sources)),
        "coverage": _coverage(provenance.coverage),
    }


def _question(reply: Reply) -> Json:
    """Return what was asked, of what, and whether the sources say."""
    return {
        "text": reply.question,
        "topic": reply.topic_id,
        "since": _time(reply.window.since),
        "until": _time(reply.window.until),
        "time_words": reply.time_words,
        "unplaced": reply.unplaced,
        "answered": isinstance(reply, Answer),
    }


def render(digest: Published) -> str:
    """Return the record as indented JSON text."""
    return json.dumps(record(digest), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of the record."""
    text = files("bot.render").joinpath("provenance.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def _printed(digest: Published, sources: dict[str, Source]) -> Iterator[Json]:
    seen: set[str] = set()
    for section in digest.sections:
        for claim in (claim for item in section.items for claim in _claims(item)):
            if claim.id not in seen:
                seen.add(claim.id)
                yield _claim(claim, section.id, sources)


def _claims(item: Item) -> tuple[Claim, ...]:
    return ((item.headline,) if item.headline else ()) + item.claims


def _stories(digest: Published) -> Iterator[Json]:
    """Yield what each story is to a channel that was shown others before."""
    for item in (item for section in digest.sections for item in section.items):
        if item.novelty:
            yield {
                "id": item.story_id,
                "novelty": item.novelty.value,
                "seen_on": item.seen_on.isoformat() if item.seen_on else None,
                "claims": [claim.id for claim in _claims(item)],
            }


def _claim(claim: Claim, section_id: str, sources: dict[str, Source]) -> Json:
    return {
        "id": claim.id,
        "section": section_id,
        "text": claim.text,
        "kind": claim.kind.value,
        "attributed_to": claim.attributed_to,
        "as_of": _time(claim.as_of) if claim.as_of else None,
        "modality": claim.modality.value,
        "evidence": [_evidence(quote, sources) for quote in claim.quotes],
        "checks": _checks(claim.checks),
        "status": "matched",
        "repairs": claim.repairs,
        **_worded(claim),
    }


def _worded(claim: Claim | DraftClaim) -> Json:
    """Return who worded it and what it was written from, where a model did."""
    if claim.written_by is None:
        return {}
    rests_on = {"rests_on": list(claim.rests_on)} if claim.rests_on else {}
    original = claim.original if isinstance(claim, Claim) else None
    translated = {"translation_of": original} if original else {}
    return {"written_by": claim.written_by, **rests_on, **translated}


def _dropped(rejected: RejectedClaim, sources: dict[str, Source]) -> Json:
    draft = rejected.draft
    said = [part for words in draft.quotes for part in (words.article_id, words.exact)]
    return {
        "id": content_id("dropped", draft.text, *said),
        "section": None,
        "text": draft.text,
        "kind": draft.kind.value,
        "attributed_to": draft.attributed_to,
        "as_of": _time(draft.as_of) if draft.as_of else None,
        "modality": draft.modality.value if draft.modality else None,
        "evidence": [_unmatched(words, sources) for words in draft.quotes],
        "checks": _checks(rejected.checks),
        "status": "dropped",
        "repairs": draft.repairs,
        **_worded(draft),
    }


def _evidence(quote: Quote, sources: dict[str, Source]) -> Json:
    source = sources.get(quote.article_id)
    if source is None:
        raise ValueError(f"a quote of {quote.article_id}, which is not among the sources")
    text = source.article.text
    return {
        "source_n": source.n,
        "exact": text[quote.start : quote.end],
        "prefix": text[max(0, quote.start - AROUND) : quote.start],
        "suffix": text[quote.end : quote.end + AROUND],
        "start": quote.start,
        "end": quote.end,
        "text_fragment_url": fragment_link(source.article.url, text, [quote]),
    }


def _unmatched(words: QuotedWords, sources: dict[str, Source]) -> Json:
    """Keep what was said to be a quote; it has no place in a text, so no offsets and no link."""
    source = sources.get(words.article_id)
    return {
        "source_n": source.n if source else None,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
        "start": None,
        "end": None,
        "text_fragment_url": None,
    }


def _differing(digest: Published, sources: dict[str, Source]) -> Iterator[Json]:
    """Yield which claims contradict each other, and where a source says that its own replaces another."""
    for section in digest.sections:
        standing = [item for item in section.items if item.replaced is None]
        if section.disputed:
            yield _contradiction([c.id for item in standing for c in item.claims], None, None)
        for item in section.items:
            if item.replaced:
                by, words = item.replaced.by, item.replaced.words
                ids = [by, *(claim.id for claim in item.claims)]
                yield _contradiction(ids, by, _evidence(words, sources))


def _contradiction(claims: list[str], prevails: str | None, because: Json | None) -> Json:
    return {"claims": claims, "prevails": prevails, "because": because}


def _notes(digest: Published, sources: dict[str, Source]) -> Iterable[Json]:
    for source in digest.provenance.sources:
        if source.article.suspicious:
            yield {
                "id": "instructions_to_models",
                "evidence": [_instruction(source.article.suspicious, source)],
                "by": "rule",
                "remark": INSTRUCTS_MODELS,
            }
    for item in (item for section in digest.sections for item in section.items):
        for note in item.notes:
            yield {
                "id": note.note.value,
                "evidence": [
                    _evidence(quote, sources)
                    for quote in (note.quote, *((note.second,) if note.second else ()))
                ],
                "by": note.by,
            }


def _instruction(words: str, source: Source) -> Json:
    """Return where the words stand; those of a hidden part are in no stored text."""
    article = source.article
    start = article.text.find(words)
    if start < 0:
        hidden = QuotedWords(article_id=article.id, exact=words)
        return _unmatched(hidden, {article.id: source})
    quote = Quote(article_id=article.id, start=start, end=start + len(words))
    return _evidence(quote, {article.id: source})


def _source(source: Source) -> Json:
    article = source.article
    return {
        "n": source.n,
        "article_id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published_at": _time(article.published_at),
        "fetched_at": _time(article.fetched_at),
        "text_sha256": article.text_sha256,
        "extractor": article.extractor,
        "tier": article.tier.value,
        "authorship": {
            "status": source.authorship.status.value,
            "quote": source.authorship.quote,
        },
    }


def _authorship(authorship: Authorship) -> Json:
    return {
        "level": authorship.level.value,
        "digital_source_type": authorship.digital_source_type,
        "ai_disclosure": authorship.ai_disclosure,
        "visible_label": authorship.visible_label,
    }


def _generator(generator: Generator) -> Json:
    return {
        "software": generator.software,
        "version": generator.version,
        "model": generator.model,
        "provider": generator.provider,
        "prompt": generator.prompt,
        "prompt_sha256": generator.prompt_sha256,
        "usage": {
            "input_tokens": generator.input_tokens,
            "output_tokens": generator.output_tokens,
            # A decimal in text: JSON's numbers would round money. Unknown is null, never 0.
            "cost_usd": generator.cost_usd,
        },
    }


def _review(review: Review | None) -> Json | None:
    if review is None:
        return None
    return {
        "reviewer": review.reviewer,
        "at": _time(review.at),
        # Only an approval makes a review: a refused text is not published.
        "decision": "approved",
        "reviewed_sha256": review.reviewed_sha256,
    }


def _checks(checks: Checks) -> Json:
    return {
        "quote": checks.quote.value,
        "values": checks.values.value,
        "polarity": checks.polarity.value,
        "entailment": checks.entailment.value,
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "feeds_ok": coverage.feeds_ok,
        "feeds_failed": coverage.feeds_failed,
        "entries_read": coverage.entries_read,
        "stories": coverage.stories,
        "claims_matched": coverage.claims_matched,
        "claims_dropped": coverage.claims_dropped,
        **({"unchanged": coverage.unchanged} if coverage.unchanged else {}),
        **({"moved_by_votes": True} if coverage.moved_by_votes else {}),
    }


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
