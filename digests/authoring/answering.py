"""A short answer in prose above the quotes that it rests on."""

from collections.abc import Mapping, Sequence

from digests.authoring.extracting import LANGUAGES
from digests.authoring.pieces import Base, Piece, Place
from digests.authoring.replies import Reply
from digests.authoring.writer import ModelRun, Writer, Written
from digests.authoring.writing import listed, settle
from digests.model import Article, Claim, Item, Material, Mode, RejectedClaim, Section
from digests.model.digests import printed
from digests.model.ids import content_id

ANSWER = "answer.v1"
IN_SHORT = "In short"
MOST_CLAIMS = 8
MOST_SENTENCES = 3


async def answer(
    question: str,
    sections: Sequence[Section],
    articles: Mapping[str, Article],
    writer: Writer,
    *,
    language: str = "en",
    channel: str | None = None,
) -> Written:
    """Return an answer's sections, below up to three sentences that a model wrote of them.

    Nothing is written where the sources differ, which no summary may hide. What gives orders to
    language models is not shown to one. The same question of the same quotes asks the same.
    """
    run = ModelRun(writer=writer, key=content_id("run", "answer", question), channel=channel)
    claims = [] if any(one.disputed for one in sections) else _claims(sections, articles)
    sentences: tuple[Claim, ...] = ()
    dropped: tuple[RejectedClaim, ...] = ()
    if claims:
        sentences, dropped = await _sentences(question, claims, articles, run, language)
    if sentences:
        item = Item(id=content_id("short", *(claim.id for claim in sentences)), claims=sentences)
        short = Section(id="short", title=IN_SHORT, mode=Mode.FACT, items=(item,))
        sections = [short, *sections]
    return Written(
        sections=tuple(sections),
        dropped=dropped,
        writing=run.account(anything=bool(sentences)),
    )


async def _sentences(
    question: str,
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    run: ModelRun,
    language: str,
) -> tuple[tuple[Claim, ...], tuple[RejectedClaim, ...]]:
    base = Base(
        claims={f"c{n}": claim for n, claim in enumerate(claims, start=1)},
        articles=articles,
        written_by=run.writer.name,
    )
    shown = [
        Material(id="claims", text=listed(base.claims)),
        Material(id="question", text=question),
    ]
    reply = await run.ask(
        ANSWER,
        shown,
        Reply,
        one_of={"claims": list(base.claims)},
        language=LANGUAGES.get(language, language),
    )
    pieces = [
        Piece(place=Place.SENTENCE, text=one.text, claims=tuple(one.claims))
        for one in (reply.sentences if reply else [])[:MOST_SENTENCES]
    ]
    # Who asks is a stranger, too: the question is material, and never among the instructions.
    settled = await settle(pieces, base, shown, run, subject="the question", language=language)
    kept = {one.id: one for _, one in settled if isinstance(one, Claim)}
    return tuple(kept.values()), tuple(d for _, d in settled if isinstance(d, RejectedClaim))


def _claims(sections: Sequence[Section], articles: Mapping[str, Article]) -> list[Claim]:
    """Return what the answer quotes and still holds, of sources that a model may read: see `to_read`."""
    standing = [
        Section(
            id=one.id,
            title=one.title,
            mode=one.mode,
            items=tuple(item for item in one.items if item.replaced is None),
        )
        for one in sections
    ]
    return [
        claim
        for claim in printed(standing)
        if all(_is_readable(articles[quote.article_id]) for quote in claim.quotes)
    ][:MOST_CLAIMS]


def _is_readable(article: Article) -> bool:
    return article.suspicious is None and article.language in {None, *LANGUAGES}
