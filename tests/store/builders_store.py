"""Stories, facts and digests with everything in them, for what keeps them."""

from datetime import UTC, date, datetime, timedelta

from digests.model import (
    Article,
    Authorship,
    Check,
    Checks,
    Claim,
    ClaimKind,
    Correction,
    Coverage,
    Digest,
    DraftClaim,
    Entailment,
    Fact,
    FactType,
    Generator,
    Item,
    Level,
    Modality,
    Mode,
    Note,
    Provenance,
    Quote,
    QuotedWords,
    Reason,
    RejectedClaim,
    Review,
    Section,
    Source,
    Story,
    Window,
    WordingNote,
)
from digests.model.ids import content_id, sha256
from tests.builders import MONDAY, an_article

WEEK = Window(since=MONDAY - timedelta(days=7), until=MONDAY)


def a_story(*members: str, **changes: object) -> Story:
    fields: dict[str, object] = {
        "id": content_id("story", *members),
        "lead": members[0],
        "members": members,
        "first_at": MONDAY - timedelta(days=2),
        "last_at": MONDAY - timedelta(hours=1),
    }
    return Story(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Story


def a_fact(article: Article, start: int = 0, **changes: object) -> Fact:
    fields: dict[str, object] = {
        "id": content_id("fact", article.id, str(start)),
        "type": FactType.JOINED,
        "subject": "Alibaba Cloud",
        "object": "PyTorch Foundation",
        "quote": Quote(article_id=article.id, start=start, end=start + 5),
    }
    return Fact(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Fact


def a_claim(article: Article, *, text: str = "Alibaba Cloud has joined.") -> Claim:
    return Claim(
        id=content_id("claim", text, article.id),
        text=text,
        quotes=(Quote(article_id=article.id, start=0, end=13),),
        kind=ClaimKind.ATTRIBUTED,
        attributed_to="the foundation",
        as_of=MONDAY - timedelta(days=2),
        modality=Modality.ANNOUNCED,
        checks=Checks(quote=Check.PASSED, values=Check.NOT_RUN, entailment=Entailment.PARTIAL),
        support=0.1 + 0.2,
        repairs=1,
    )


def a_digest(
    *articles: Article,
    topic_id: str = "pytorch",
    window: Window = WEEK,
    content: str = "visible text",
    created_at: datetime = MONDAY + timedelta(microseconds=1),
    **changes: object,
) -> Digest:
    """Return a digest that cites the articles (one of its own, if none is given)."""
    cited = articles or (an_article(),)
    fields: dict[str, object] = {
        "id": content_id("digest", topic_id, str(window), content),
        "topic_id": topic_id,
        "title": "PyTorch & “friends” 🙂",
        "window": window,
        "format": "standard",
        "language": "en",
        "created_at": created_at,
        "sections": (_a_section(cited[0]),),
        "provenance": _a_provenance(cited, content),
    }
    return Digest(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Digest


def _a_section(article: Article) -> Section:
    quote = Quote(article_id=article.id, start=3, end=9)
    item = Item(
        id="item-1",
        claims=(a_claim(article),),
        headline=a_claim(article, text=article.title),
        label="Alibaba Cloud",
        detail="Platinum member",
        tags=("Membership", "Cloud"),
        on=date(2026, 4, 7),
        story_id="story-1",
        also=(article.id,),
        notes=(WordingNote(note=Note.SUPERLATIVE, quote=quote),),
    )
    return Section(id="stories", title="Top stories", mode=Mode.EXTRACT, items=(item,))


def _a_provenance(cited: tuple[Article, ...], content: str) -> Provenance:
    dropped = RejectedClaim(
        draft=DraftClaim(
            text="It has 40 members.",
            quotes=(QuotedWords(article_id=cited[0].id, exact="members", suffix=" of"),),
            modality=Modality.PLANNED,
        ),
        reason=Reason.VALUE,
        detail="40 is not in the quote",
        checks=Checks(quote=Check.PASSED, values=Check.FAILED),
    )
    return Provenance(
        authorship=Authorship(
            level=Level.AI_AUTHORED_REVIEWED,
            visible_label="AI-authored, reviewed by Ada on 13 April 2026.",
            digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/x",
            ai_disclosure="ai-generated",
        ),
        generator=Generator(software="citewire", version="0.1", output_tokens=0, cost_usd=None),
        sources=tuple(
            Source(
                n=n, article=article, fragment_quote=Quote(article_id=article.id, start=0, end=4)
            )
            for n, article in enumerate(cited, start=1)
        ),
        dropped=(dropped,),
        coverage=Coverage(
            feeds_ok=3,
            feeds_failed=1,
            entries_read=9,
            stories=2,
            claims_matched=2,
            claims_dropped=1,
            failed_feeds=("A",),
        ),
        content_sha256=sha256(content),
        review=Review(
            reviewer="Ada", at=datetime(2026, 4, 13, 10, tzinfo=UTC), reviewed_sha256="0" * 64
        ),
        supersedes="digest-0",
        corrections=(Correction(at=MONDAY, claim_id="claim-1", what="The source changed."),),
    )
