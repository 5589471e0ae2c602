"""From articles to the few things worth watching, each a verified quote with a tag."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from digests.claims import verify
from digests.model import (
    Article,
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    QuotedWords,
    RejectedClaim,
    Tier,
    WatchItem,
    Wrote,
)
from digests.model.ids import content_id
from digests.text.glance import sentences_with
from digests.text.sentences import Span
from digests.text.words import content_words
from digests.watch.ahead import STEMS, Outlook, outlook, speaks_as_we, worth_reading
from digests.watch.tags import tag_of

STALE = timedelta(days=120)
"""An undated plan older than this is no longer something to wait for."""

FAR = timedelta(days=550)
"""A date further off is a forecast more than an appointment: it ranks after the named."""

ALIKE = 0.6
"""Share of common content words (Jaccard) from which two sentences say the same."""

_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+)(?![\w.]*\w)")

_TIERS = (Tier.PRIMARY, Tier.PRESS, Tier.ANALYST, Tier.COMMUNITY, Tier.AGGREGATOR)


class _Candidate(NamedTuple):
    article: Article
    span: Span
    sentence: str
    outlook: Outlook
    tag: str


def watch_items(
    articles: Sequence[Article], *, now: datetime, limit: int = 5
) -> tuple[list[WatchItem], list[RejectedClaim]]:
    """Return at most `limit` things to watch, the most concrete first, and the drafts that failed.

    A date still to come ranks before a named actor, that before the rest; no two say the same, and
    no tag stands twice.
    """
    by_id = {article.id: article for article in articles}
    today = now.date()
    candidates = [
        candidate
        for article in by_id.values()
        for candidate in _candidates(article, today)
        if not _is_out(candidate, by_id.values())
    ]
    candidates.sort(key=lambda c: _rank(c, today))
    items: list[WatchItem] = []
    rejected: list[RejectedClaim] = []
    said: list[frozenset[str]] = []
    tags: set[str] = set()
    failed: set[tuple[str, str]] = set()
    for candidate in candidates:
        if len(items) == limit:
            break
        words = frozenset(content_words(candidate.sentence))
        place = (candidate.article.id, candidate.sentence)
        known = candidate.tag.lower() in tags or any(_alike(words, other) for other in said)
        if known or place in failed:
            continue
        claim = verify(_draft(candidate), by_id)
        if isinstance(claim, RejectedClaim):
            rejected.append(claim)
            failed.add(place)
            continue
        said.append(words)
        tags.add(candidate.tag.lower())
        items.append(_item(candidate, claim))
    return items, rejected


def _candidates(article: Article, today: date) -> Iterator[_Candidate]:
    if article.language not in {None, "en"}:
        return
    published = article.published_at.date()
    speaker = article.tier is Tier.PRIMARY
    for span, _ in sentences_with(article.text, {"ahead": STEMS}, worth=worth_reading):
        if span.start < article.body_start:
            continue
        sentence = article.text[span.start : span.end]
        seen = outlook(sentence, published, today, speaker=speaker)
        if seen is None or (seen.due is None and today - published > STALE):
            continue
        tag = tag_of(sentence, dated=seen.due is not None or seen.question)
        if tag is not None:
            yield _Candidate(article, span, sentence, seen, tag)


def _is_out(candidate: _Candidate, articles: Iterable[Article]) -> bool:
    """Return whether a later title of the same subject has the version that is waited for."""
    versions = _VERSION.findall(candidate.sentence)
    if not versions or candidate.outlook.due is not None:
        return False
    source = candidate.article
    subject = set(content_words(f"{source.title} {source.outlet}"))
    return any(
        later.published_at > source.published_at
        and subject & set(content_words(later.title))
        and set(versions) & set(_VERSION.findall(later.title))
        for later in articles
    )


def _rank(candidate: _Candidate, today: date) -> tuple[int, date, int, int, datetime, str, int]:
    due = candidate.outlook.due
    soon = due is not None and due - today <= FAR
    concrete = 0 if soon else 1 if candidate.outlook.named and due is None else 2
    return (
        concrete,
        due or date.max,
        int(candidate.article.authorship.status is Wrote.DECLARED_AI),
        _TIERS.index(candidate.article.tier),
        candidate.article.published_at,
        candidate.article.id,
        candidate.span.start,
    )


def _alike(words: frozenset[str], other: frozenset[str]) -> bool:
    return len(words & other) >= ALIKE * len(words | other)


def _draft(candidate: _Candidate) -> DraftClaim:
    text, (start, end) = candidate.article.text, candidate.span
    return DraftClaim(
        text=candidate.sentence,
        quotes=(
            QuotedWords(
                article_id=candidate.article.id,
                exact=candidate.sentence,
                prefix=text[max(candidate.article.body_start, start - 40) : start],
                suffix=text[end : end + 40],
            ),
        ),
        kind=ClaimKind.QUESTION,
        attributed_to=candidate.article.outlet if speaks_as_we(candidate.sentence) else None,
        modality=None if candidate.outlook.question else Modality.PLANNED,
    )


def _item(candidate: _Candidate, claim: Claim) -> WatchItem:
    return WatchItem(
        id=content_id("watch", candidate.tag, claim.id),
        tag=candidate.tag,
        claim=claim,
        due=candidate.outlook.due,
    )
