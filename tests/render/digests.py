"""Digests for the renderers' tests: one rich sample, and small ones made to measure."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from digests.model import (
    Article,
    Authorship,
    Check,
    Checks,
    Claim,
    ClaimKind,
    Coverage,
    Digest,
    DraftClaim,
    Generator,
    Item,
    Level,
    Modality,
    Mode,
    Note,
    Novelty,
    Provenance,
    Quote,
    QuotedWords,
    Reason,
    RejectedClaim,
    Section,
    Source,
    SourceAuthorship,
    Tier,
    Window,
    WordingNote,
    Wrote,
)
from digests.model.ids import content_id, sha256
from tests.builders import MONDAY, an_article

WEEK = Window(since=MONDAY - timedelta(days=7), until=MONDAY)
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
EXTRACTIVE = Authorship(
    level=Level.EXTRACTIVE,
    visible_label="Quotes only, chosen by program from 4 sources. 1 of them declares itself AI-written.",
    digital_source_type=f"{IPTC}dataDrivenMedia",
    ai_disclosure="none",
)
AI_AUTHORED = Authorship(
    level=Level.AI_AUTHORED,
    visible_label="AI-authored, not reviewed by a person. Written by gpt-x from 4 cited sources; 23 of 25 statements matched to a quote.",
    digital_source_type=f"{IPTC}trainedAlgorithmicMedia",
    ai_disclosure="autonomous",
)
SOFTWARE = Generator(software="citewire", version="0.1.0")


def a_quote(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote(article_id=article.id, start=start, end=start + len(words))


def a_claim(
    article: Article,
    words: str,
    *,
    text: str | None = None,
    more: Sequence[Quote] = (),
    **changes: object,
) -> Claim:
    quote = a_quote(article, words)
    text = words if text is None else text
    fields: dict[str, object] = {
        "id": content_id("claim", text, article.id, str(quote.start), str(quote.end)),
        "text": text,
        "quotes": (quote, *more),
        "kind": ClaimKind.FACT,
        "attributed_to": None,
        "as_of": article.published_at,
        "modality": Modality.DONE,
        "checks": Checks(quote=Check.PASSED, values=Check.PASSED, polarity=Check.PASSED),
        "support": 1.0,
    }
    return Claim(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Claim


def a_headline(article: Article) -> Claim:
    return a_claim(article, article.title, headline=True)


def an_item(*claims: Claim, **changes: object) -> Item:
    fields: dict[str, object] = {
        "id": content_id("item", *(claim.id for claim in claims), str(changes.get("label"))),
        "claims": claims,
    }
    return Item(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Item


def stories_section(*items: Item) -> Section:
    return Section(id="stories", title="Top stories", mode=Mode.EXTRACT, items=items)


def a_digest(
    sections: Sequence[Section] = (),
    articles: Sequence[Article] = (),
    *,
    dropped: Sequence[RejectedClaim] = (),
    authorship: Authorship = EXTRACTIVE,
    provenance: dict[str, object] | None = None,
    **changes: object,
) -> Digest:
    claims = {claim.id for section in sections for item in section.items for claim in item.claims}
    fields: dict[str, object] = {
        "authorship": authorship,
        "generator": SOFTWARE,
        "sources": tuple(Source(n=n, article=article) for n, article in enumerate(articles, 1)),
        "dropped": tuple(dropped),
        "coverage": Coverage(
            feeds_ok=7,
            feeds_failed=0,
            entries_read=41,
            stories=sum(len(s.items) for s in sections if s.id == "stories"),
            claims_matched=len(claims),
            claims_dropped=len(dropped),
        ),
        "content_sha256": sha256("content"),
    }
    kept = Provenance(**(fields | (provenance or {})))  # type: ignore[arg-type] # fields of Provenance
    digest: dict[str, object] = {
        "id": "digest-0123456789abcdef",
        "topic_id": "pytorch",
        "title": "PyTorch",
        "window": WEEK,
        "format": "brief",
        "language": "en",
        "created_at": MONDAY,
        "sections": tuple(sections),
        "provenance": kept,
    }
    return Digest(**(digest | changes))  # type: ignore[arg-type] # the changes are fields of Digest


def a_rejection(
    text: str = "Qwen leads the field.", reason: Reason = Reason.VALUE
) -> RejectedClaim:
    draft = DraftClaim(text=text, quotes=(QuotedWords(article_id="article-0", exact=text),))
    checks = Checks(quote=Check.PASSED, values=Check.FAILED)
    return RejectedClaim(draft=draft, reason=reason, detail="no such value", checks=checks)


RELEASE = an_article(
    "The PyTorch Foundation today announced that Alibaba Cloud has joined as a Platinum member. "
    "As a Platinum member, Alibaba Cloud was granted one seat to the PyTorch Foundation Governing Board. "
    "The Governing Board sets policy through bylaws, mission and vision statements.\n"
    "“Welcome – we look forward to the work on compilers & chips,” said Mark Collier, Executive "
    "Director of the PyTorch Foundation.\n"
    "We welcome Junhua Wang, Vice President of Alibaba Cloud, to our board. "
    "Tao Ma joins the Technical Advisory Council.",
    title="Alibaba Cloud joins the PyTorch Foundation as a Platinum member",
    url="https://pytorch-foundation.example/blog/alibaba-cloud-joins/",
    published_at=datetime(2026, 4, 7, 13, 0, tzinfo=UTC),
    fetched_at=datetime(2026, 4, 7, 14, 5, tzinfo=UTC),
)
PRESS = an_article(
    "Alibaba Cloud will sit on the board of the PyTorch Foundation. The company plans to contribute "
    "compiler optimization and multi-chip compatibility.",
    title="Alibaba Cloud gets a seat on PyTorch’s board",
    url="https://press.example/2026/04/alibaba-pytorch?id=7&ref=feed",
    outlet="The Daily Stack",
    tier=Tier.PRESS,
    byline="J. Doe",
    published_at=datetime(2026, 4, 8, 8, 30, tzinfo=UTC),
)
BRIEF = an_article(
    "In a survey of 820 decision makers, 51 % of organisations use a hybrid AI development approach. "
    "Hybrid and edge deployments are projected to take 43.5 % of the market by 2030, up from 25 % in 2024. "
    "This content is written by a commercial general-purpose large language model.",
    title="What the board seat means",
    url="https://analyst.example/brief#key-points",
    outlet="Futurum",
    tier=Tier.ANALYST,
    published_at=datetime(2026, 4, 8, 19, 0, tzinfo=UTC),
    authorship=SourceAuthorship(
        status=Wrote.DECLARED_AI,
        quote="This content is written by a commercial general-purpose large language model.",
        signal="note",
    ),
)
VLLM = an_article(
    "vLLM 0.19 drops Python 3.9 and makes torch.compile the default. Will the plugin interface be "
    "stable by 12 May 2026?",
    title="vLLM 0.19 released",
    url="https://vllm.example/releases/0.19",
    outlet="vLLM",
    published_at=datetime(2026, 4, 10, 6, 0, tzinfo=UTC),
)


def sample_digest(**changes: object) -> Digest:
    """Two stories, two things to watch, who joined, a number, an AI-written source, two dropped."""
    joined = a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.")
    seat = a_claim(
        RELEASE,
        "As a Platinum member, Alibaba Cloud was granted one seat to the PyTorch Foundation Governing Board.",
    )
    plans = a_claim(
        PRESS,
        "The company plans to contribute compiler optimization and multi-chip compatibility.",
        modality=Modality.PLANNED,
    )
    stories = stories_section(
        an_item(
            *(joined, seat, plans),
            headline=a_headline(RELEASE),
            tags=("membership", "governance"),
            story_id="story-1",
            also=(RELEASE.id, PRESS.id, BRIEF.id),
            notes=(
                WordingNote(
                    note=Note.PARTIES_ONLY,
                    quote=a_quote(RELEASE, "we look forward to the work on compilers & chips"),
                ),
            ),
        ),
        an_item(
            a_claim(VLLM, "vLLM 0.19 drops Python 3.9 and makes torch.compile the default."),
            headline=a_headline(VLLM),
            tags=("release",),
            story_id="story-2",
            also=(VLLM.id,),
        ),
    )
    board = a_claim(
        RELEASE, "We welcome Junhua Wang, Vice President of Alibaba Cloud, to our board."
    )
    plugin = a_claim(
        VLLM, "Will the plugin interface be stable by 12 May 2026?", kind=ClaimKind.QUESTION
    )
    watch = Section(
        id="watch",
        title="What to watch",
        mode=Mode.QUESTION,
        items=(
            an_item(board, label="Board seat"),
            an_item(plugin, label="Plugin interface", on=date(2026, 5, 12)),
        ),
    )
    who = Section(
        id="joined",
        title="Who joined",
        mode=Mode.FACT,
        items=(an_item(joined, label="Alibaba Cloud", detail="Platinum member"),),
    )
    number = a_claim(
        BRIEF,
        "In a survey of 820 decision makers, 51 % of organisations use a hybrid AI development approach.",
    )
    numbers = Section(
        id="numbers", title="Numbers to know", mode=Mode.FACT, items=(an_item(number),)
    )
    dropped = (a_rejection(), a_rejection("Board seats shift.", Reason.QUOTE_NOT_FOUND))
    return a_digest(
        (stories, watch, who, numbers),
        (RELEASE, PRESS, BRIEF, VLLM),
        **({"dropped": dropped} | changes),  # type: ignore[arg-type] # keywords of a_digest
    )


def second_digest() -> Digest:
    """To a channel that was shown others: one story goes on, one is new, two say nothing new."""
    seat = a_claim(PRESS, "Alibaba Cloud will sit on the board of the PyTorch Foundation.")
    python = a_claim(VLLM, "vLLM 0.19 drops Python 3.9 and makes torch.compile the default.")
    stories = stories_section(
        an_item(
            seat,
            headline=a_headline(PRESS),
            tags=("membership",),
            story_id="story-1",
            also=(PRESS.id, BRIEF.id),
            novelty=Novelty.DEVELOPING,
            seen_on=date(2026, 4, 6),
        ),
        an_item(
            python,
            headline=a_headline(VLLM),
            tags=("release",),
            story_id="story-2",
            also=(VLLM.id,),
            novelty=Novelty.NEW,
        ),
    )
    coverage = Coverage(
        feeds_ok=7,
        feeds_failed=0,
        entries_read=41,
        stories=4,
        claims_matched=4,
        claims_dropped=0,
        unchanged=2,
    )
    return a_digest([stories], [PRESS, VLLM, BRIEF], provenance={"coverage": coverage})
