"""One source to its claims: extracted in a call of its own, verified, mended once, else dropped."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.authoring.form import FORBIDDEN, clipped, form_fault, rejected, standing_fault
from digests.authoring.notes import seen
from digests.authoring.replies import Extracted, Mended, SaidClaim
from digests.authoring.speaking import speaker_fault, speaker_in
from digests.authoring.writer import ModelRun
from digests.claims import found, verify
from digests.model import (
    Article,
    Claim,
    ClaimKind,
    DraftClaim,
    Material,
    Modality,
    QuotedWords,
    Reason,
    RejectedClaim,
    WordingNote,
)

EXTRACT, MEND = "extract.v1", "mend.v1"
MOST_CLAIMS = 8
"""Of a source; what it states beyond them is no news."""
READ = 7_000
"""Characters of a source that a model reads: news is told at the top."""
LANGUAGES = {"en": "English"}
"""Language code -> its name, as prompts have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of one source."""

    article: Article
    claims: tuple[Claim, ...] = ()
    """In the order in which the model gave them; none twice."""
    dropped: tuple[RejectedClaim, ...] = ()
    notes: tuple[WordingNote, ...] = ()


async def extract(article: Article, run: ModelRun, *, subject: str, language: str) -> Read:
    """Return what a source states, in claims that hold.

    The model sees this source and no other, so that what is written there can speak for no other.
    """
    shown = Material(id=article.id, text=excerpt(article))
    spoken = LANGUAGES.get(language, language)
    reply = await run.ask(
        EXTRACT,
        [shown],
        Extracted,
        one_of={"source_id": [article.id]},
        subject=subject,
        language=spoken,
        most=str(MOST_CLAIMS - 2),
    )
    if reply is None:
        return Read(article=article)
    by = run.writer.name
    judged = await asyncio.to_thread(_judge, reply.claims, article, by)
    faults = [one for one in judged[:MOST_CLAIMS] if isinstance(one, RejectedClaim)]
    if faults:
        mended = await run.ask(
            MEND,
            [shown, Material(id="faults", text=_listed(faults))],
            Mended,
            one_of={"source_id": [article.id]},
            subject=subject,
            language=spoken,
        )
        if mended is not None:
            judged = await asyncio.to_thread(_mend, judged, mended, article, by)
    claims = {one.id: one for one in judged if isinstance(one, Claim)}
    return Read(
        article=article,
        claims=tuple(claims.values()),
        dropped=tuple(one for one in judged if isinstance(one, RejectedClaim)),
        notes=tuple(seen(reply.notes, article, by=by)),
    )


def excerpt(article: Article) -> str:
    """Return the title and as many whole paragraphs as are read, at least a part of the first."""
    text = article.text
    if len(text) <= READ:
        return text
    end = text.rfind("\n", 0, READ)
    return text[: end if end > article.body_start else READ]


def _judge(said: Sequence[SaidClaim], article: Article, by: str) -> list[Claim | RejectedClaim]:
    judged = [claim_of(one, article, by) for one in said[:MOST_CLAIMS]]
    more = [_draft(one, article, by) for one in said[MOST_CLAIMS:]]
    return [*judged, *(rejected(d, Reason.SUPPORT, "more than were asked for") for d in more)]


def _mend(
    judged: Sequence[Claim | RejectedClaim], mended: Mended, article: Article, by: str
) -> list[Claim | RejectedClaim]:
    """Put what was said again in the place of what failed: believed or not, that is the end of it."""
    again = {one.n: one for one in reversed(mended.claims)}
    asked = enumerate(judged[:MOST_CLAIMS])
    places = [at for at, one in asked if isinstance(one, RejectedClaim)]
    result = list(judged)
    for n, at in enumerate(places, start=1):
        if n in again:
            result[at] = claim_of(again[n], article, by, repairs=1)
    return result


def claim_of(
    said: SaidClaim, article: Article, by: str, *, repairs: int = 0
) -> Claim | RejectedClaim:
    """Return what a model says of a source as a claim, or its fault."""
    draft = replace(_draft(said, article, by), repairs=repairs)
    if said.source_id != article.id:
        detail = f"the source_id is {article.id}, and no other"
        return rejected(draft, Reason.NOT_ELIGIBLE, detail)
    fault = _quote_fault(said.quote)
    place = found(draft.quotes[0], article)
    # Where the quote is not found the ladder says why; else its true words bound the claim's signs.
    if fault is None and place is not None:
        around = f"{article.text[place.start : place.end]}\n{article.title}\n{article.outlet}"
        fault = (
            form_fault(said.claim, around)
            or standing_fault(said.claim)
            or speaker_fault(said.claim, [place], {article.id: article})
        )
    return rejected(draft, *fault) if fault else verify(draft, {article.id: article})


def _quote_fault(quote: str) -> tuple[Reason, str] | None:
    """Return what quoted words may not hold; they are never printed, their place in the source is."""
    mark = next((mark for mark in FORBIDDEN if mark in quote.lower()), None)
    return (Reason.MARKUP, f"“{mark}” may not be written") if mark else None


def _draft(said: SaidClaim, article: Article, by: str) -> DraftClaim:
    speaker = speaker_in(said.claim, article)
    attributed = said.kind == "attributed" or speaker is not None
    return DraftClaim(
        text=clipped(said.claim),
        quotes=(QuotedWords(article_id=article.id, exact=clipped(said.quote)),),
        kind=ClaimKind.ATTRIBUTED if attributed else ClaimKind.FACT,
        attributed_to=speaker,
        as_of=article.published_at,
        modality=Modality.PLANNED if said.kind == "plan" else None,
        written_by=by,
    )


def _listed(faults: Sequence[RejectedClaim]) -> str:
    return "\n".join(
        f"{n}. claim: {one.draft.text}\nquote: {one.draft.quotes[0].exact}\nfault: {one.detail}"
        for n, one in enumerate(faults, start=1)
    )
