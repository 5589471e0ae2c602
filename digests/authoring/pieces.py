"""A piece of a report: a text that rests on claims, verified against what they quote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from digests.authoring.form import clipped, form_fault, rejected, standing_fault
from digests.authoring.speaking import speaker_fault, speaker_in
from digests.claims import verify
from digests.model import (
    Article,
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    Quote,
    QuotedWords,
    Reason,
    RejectedClaim,
)

_DENIES = re.compile(r"(?i)\b(?:not|never|no|cannot)\b|n['’]t\b")
LONGEST_HEADLINE = 140
"""Characters."""
_AROUND = 60
"""Characters given as prefix and suffix, since quoted words may stand twice in their source."""


class Place(StrEnum):
    """What a piece is."""

    HEADLINE = "headline"
    SENTENCE = "sentence"
    WHY = "why"
    WATCH = "watch"
    TAKE = "take"
    """A sentence of an analysis."""
    QUESTION = "question"
    """What that sentence answers."""


KINDS = {
    Place.WHY: ClaimKind.ANALYSIS,
    Place.TAKE: ClaimKind.ANALYSIS,
    Place.QUESTION: ClaimKind.ANALYSIS,
    Place.WATCH: ClaimKind.QUESTION,
}
_ASKS = re.compile(r"What (?:may|might|could|would) [^?]+\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text as the model gave it, which nobody believes yet."""

    place: Place
    text: str
    claims: tuple[str, ...]
    """What it says that it rests on, by the names in `Base.claims`."""
    tag: str = ""
    part: int = 0
    """Of an analysis: which of its parts a sentence or a question belongs to."""
    repairs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What pieces may rest on."""

    claims: Mapping[str, Claim]
    """By the name under which the model was shown each: `c1`."""
    articles: Mapping[str, Article]
    written_by: str


def believe(piece: Piece, base: Base) -> Claim | RejectedClaim:
    """Return a piece as a claim of its own, which names the claims it rests on, or its fault."""
    named = [base.claims[name] for name in dict.fromkeys(piece.claims) if name in base.claims]
    quotes = tuple(dict.fromkeys(quote for claim in named for quote in claim.quotes))
    draft = _draft(piece, named, quotes, base)
    if not named or len(named) < len(set(piece.claims)):
        return rejected(draft, Reason.NOT_ELIGIBLE, "it names a claim that was not given, or none")
    around = _around(quotes, base.articles)
    if piece.place in {Place.WATCH, Place.QUESTION}:
        around += "?"
    fault = (
        form_fault(piece.text, around)
        or _place_fault(piece, named)
        or speaker_fault(piece.text, quotes, base.articles)
    )
    return rejected(draft, *fault) if fault else verify(draft, base.articles)


def _place_fault(piece: Piece, named: Sequence[Claim]) -> tuple[Reason, str] | None:
    text = piece.text.strip()
    match piece.place:
        case Place.WATCH:
            return _question_fault(text, named)
        case Place.QUESTION if not _ASKS.fullmatch(text):
            return Reason.SUPPORT, "it is not one question that begins with What could"
        case Place.WHY | Place.TAKE | Place.QUESTION:
            return None
        case Place.HEADLINE if len(text) > LONGEST_HEADLINE:
            return Reason.SUPPORT, f"the headline is longer than {LONGEST_HEADLINE} characters"
        case Place.HEADLINE | Place.SENTENCE:
            return standing_fault(text)


def _question_fault(text: str, named: Sequence[Claim]) -> tuple[Reason, str] | None:
    if not (text.startswith("Will ") and text.endswith("?") and text.count("?") == 1):
        return Reason.SUPPORT, "it is not one question that begins with Will"
    if _DENIES.search(text):
        return Reason.POLARITY, "it asks whether something will not be"
    if not any(claim.modality is Modality.PLANNED for claim in named):
        return Reason.MODALITY, "the claims that it rests on tell of no plan"
    return None


def _draft(piece: Piece, named: Sequence[Claim], quotes: Sequence[Quote], base: Base) -> DraftClaim:
    speakers = {claim.attributed_to for claim in named}
    speaker = speakers.pop() if len(speakers) == 1 else None
    if speaker is None and named:
        speaker = speaker_in(piece.text, base.articles[named[0].quotes[0].article_id])
    spoken = piece.place in {Place.HEADLINE, Place.SENTENCE} and speaker is not None
    dates = [claim.as_of for claim in named if claim.as_of]
    planned = bool(named) and all(claim.modality is Modality.PLANNED for claim in named)
    return DraftClaim(
        text=clipped(piece.text),
        quotes=tuple(_words(quote, base.articles[quote.article_id]) for quote in quotes),
        kind=KINDS.get(piece.place, ClaimKind.ATTRIBUTED if spoken else ClaimKind.FACT),
        attributed_to=speaker if spoken else None,
        as_of=max(dates, default=None),
        modality=Modality.PLANNED if planned else None,
        written_by=base.written_by,
        rests_on=tuple(claim.id for claim in named),
        repairs=piece.repairs,
    )


def again(piece: Piece, text: str, claims: Sequence[str]) -> Piece:
    """Return a piece that was written anew for its fault."""
    return replace(piece, text=text, claims=tuple(claims), repairs=1)


def _words(quote: Quote, article: Article) -> QuotedWords:
    text = article.text
    return QuotedWords(
        article_id=article.id,
        exact=text[quote.start : quote.end],
        prefix=text[max(article.body_start, quote.start - _AROUND) : quote.start],
        suffix=text[quote.end : quote.end + _AROUND],
    )


def _around(quotes: Sequence[Quote], articles: Mapping[str, Article]) -> str:
    """Return what a piece may take signs and addresses from: its quotes, their titles and outlets."""
    parts: list[str] = []
    for quote in quotes:
        article = articles[quote.article_id]
        parts += [article.text[quote.start : quote.end], article.title, article.outlet]
    return "\n".join(parts)
