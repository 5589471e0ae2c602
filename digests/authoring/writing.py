"""From one source's claims to a story: headline, sentences, an opinion, a question, each verified."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digests.authoring.extracting import LANGUAGES
from digests.authoring.pieces import Base, Piece, Place, again, believe
from digests.authoring.replies import FullReport, Report, Rewritten
from digests.authoring.tagging import due_of, tag_for
from digests.authoring.writer import ModelRun
from digests.model import Article, Claim, Material, Modality, RejectedClaim, WatchItem
from digests.model.ids import content_id
from digests.sections.overlap import Wording, said_before, wording

WRITE, REWRITE = "write.v1", "rewrite.v1"
TELL, RETELL = "tell.v1", "retell.v1"
"""For a format that has an analysis."""
MOST_SENTENCES = 3
MOST_OPINIONS = 2
MOST_PARTS = 3
"""Of an analysis."""
Judged = Claim | RejectedClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was written of a story and holds."""

    headline: Claim | None = None
    sentences: tuple[Claim, ...] = ()
    why: tuple[Claim, ...] = ()
    take: tuple[tuple[Claim | None, Claim], ...] = ()
    """Of an analysis (what is asked, what is said to it); None where the question did not hold."""
    watch: WatchItem | None = None
    dropped: tuple[RejectedClaim, ...] = ()


async def write(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    run: ModelRun,
    *,
    subject: str,
    language: str,
    today: date,
    analysed: bool = False,
) -> Told:
    """Return a story as a model tells it from claims, which are all that it is shown.

    It is asked for an analysis, too, where the format has one.
    """
    named = {f"c{n}": claim for n, claim in enumerate(claims, start=1)}
    base = Base(claims=named, articles=articles, written_by=run.writer.name)
    shown = Material(id="claims", text=listed(named))
    spoken = LANGUAGES.get(language, language)
    one_of = {"claims": list(named)}
    reply: Report | None
    if analysed:
        reply = await run.ask(
            TELL, [shown], FullReport, one_of=one_of, subject=subject, language=spoken
        )
    else:
        reply = await run.ask(
            WRITE, [shown], Report, one_of=one_of, subject=subject, language=spoken
        )
    if reply is None:
        return Told()
    settled = await settle(
        list(_pieces(reply)),
        base,
        [shown],
        run,
        subject=subject,
        language=language,
        again_by=RETELL if analysed else REWRITE,
    )
    return _told(settled, base, today)


async def settle(
    pieces: Sequence[Piece],
    base: Base,
    shown: Sequence[Material],
    run: ModelRun,
    *,
    subject: str,
    language: str,
    again_by: str = REWRITE,
) -> list[tuple[Piece, Judged]]:
    """Return each piece with what came of it, after those with a fault were written once more."""
    judged = await asyncio.to_thread(_judge, pieces, base)
    faults = [at for at, one in enumerate(judged) if isinstance(one, RejectedClaim)]
    if not faults:
        return list(zip(pieces, judged, strict=True))
    faulty = Material(id="faults", text=_faults([pieces[at] for at in faults], judged))
    rewritten = await run.ask(
        again_by,
        [*shown, faulty],
        Rewritten,
        one_of={"claims": list(base.claims)},
        subject=subject,
        language=LANGUAGES.get(language, language),
    )
    anew = {one.n: one for one in reversed(rewritten.pieces)} if rewritten else {}
    said = list(pieces)
    for n, at in enumerate(faults, start=1):
        if n in anew:
            said[at] = again(said[at], anew[n].text, anew[n].claims)
    return list(zip(said, await asyncio.to_thread(_judge, said, base), strict=True))


def listed(claims: Mapping[str, Claim]) -> str:
    """Return the claims as a model is shown them: `c1 (plan): Acme will …`."""
    return "\n".join(
        f"{name}{' (plan)' if claim.modality is Modality.PLANNED else ''}: {claim.text}"
        for name, claim in claims.items()
    )


def _pieces(report: Report) -> Iterator[Piece]:
    """Yield the pieces that are read; more than were asked for are not."""
    head = report.headline
    yield Piece(place=Place.HEADLINE, text=head.text, claims=tuple(head.claims))
    for one in report.summary[:MOST_SENTENCES]:
        yield Piece(place=Place.SENTENCE, text=one.text, claims=tuple(one.claims))
    for one in report.why[:MOST_OPINIONS]:
        yield Piece(place=Place.WHY, text=one.text, claims=tuple(one.claims))
    for asked in report.watch[:1]:
        yield Piece(place=Place.WATCH, text=asked.text, claims=tuple(asked.claims), tag=asked.tag)
    for n, one in enumerate(report.take[:MOST_PARTS] if isinstance(report, FullReport) else ()):
        rests = tuple(one.claims)
        yield Piece(place=Place.QUESTION, text=one.question, claims=rests, part=n)
        yield Piece(place=Place.TAKE, text=one.text, claims=rests, part=n)


def _judge(pieces: Sequence[Piece], base: Base) -> list[Judged]:
    return [believe(piece, base) for piece in pieces]


def _faults(pieces: Sequence[Piece], judged: Sequence[Judged]) -> str:
    details = [one.detail for one in judged if isinstance(one, RejectedClaim)]
    return "\n".join(
        f"{n}. {piece.place}: {piece.text[:500]}\nfault: {detail}"
        for n, (piece, detail) in enumerate(zip(pieces, details, strict=True), start=1)
    )


def _told(settled: Sequence[tuple[Piece, Judged]], base: Base, today: date) -> Told:
    held: dict[Place, list[tuple[Piece, Claim]]] = {place: [] for place in Place}
    for piece, one in settled:
        if isinstance(one, Claim):
            held[piece.place].append((piece, one))
    headline = held[Place.HEADLINE][0][1] if held[Place.HEADLINE] else None
    sentences = tuple(_once(claim for _, claim in held[Place.SENTENCE]))
    if headline is not None:
        said = [wording(headline.text)]
        more = tuple(c for c in sentences if not said_before(wording(c.text), said))
        # Where nothing says more than the headline, the source's own title stands above it.
        headline, sentences = (headline, more) if more else (None, sentences)
    why = tuple(_once(claim for _, claim in held[Place.WHY]))
    return Told(
        headline=headline,
        sentences=sentences,
        why=why,
        take=tuple(_take(held, why)),
        watch=_watch(held[Place.WATCH], base, today),
        dropped=tuple(one for _, one in settled if isinstance(one, RejectedClaim)),
    )


def _take(
    held: Mapping[Place, Sequence[tuple[Piece, Claim]]], why: Sequence[Claim]
) -> Iterator[tuple[Claim | None, Claim]]:
    """Yield the parts of the analysis that say more than why it matters, and than those before."""
    questions = {piece.part: claim for piece, claim in held[Place.QUESTION]}
    said = [wording(claim.text) for claim in why]
    for piece, claim in held[Place.TAKE]:
        if not said_before(words := wording(claim.text), said):
            said.append(words)
            yield questions.get(piece.part), claim


def _once(claims: Iterator[Claim]) -> Iterator[Claim]:
    """Yield each claim that says more than those before it."""
    said: list[Wording] = []
    for claim in claims:
        if not said_before(words := wording(claim.text), said):
            said.append(words)
            yield claim


def _watch(asked: Sequence[tuple[Piece, Claim]], base: Base, today: date) -> WatchItem | None:
    for piece, claim in asked:
        tag = tag_for(piece.tag, claim, base.articles)
        due = due_of(claim, base.articles, today)
        if tag is not None:
            return WatchItem(id=content_id("watch", tag, claim.id), tag=tag, claim=claim, due=due)
    return None
