"""A small week of PyTorch news, and makers of the material that holds it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from digests.claims import verify
from digests.model import (
    Article,
    Claim,
    DraftClaim,
    Fact,
    FactType,
    MatchRules,
    Quote,
    QuotedWords,
    SourceAuthorship,
    Story,
    Tier,
    Topic,
    WatchItem,
    Window,
    Wrote,
)
from digests.model.ids import content_id
from digests.sections import Material
from tests.builders import MONDAY, an_article

PYTORCH = Topic(
    id="pytorch",
    title="PyTorch",
    description="The framework and its foundation.",
    match=MatchRules(any=("pytorch",)),
    tags={"compiler": ("compiler",)},
)
WEEK = Window(since=MONDAY - timedelta(days=7), until=MONDAY)

RELEASE = an_article(
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member on April 7, 2026.\n"
    "As a Platinum member, Alibaba Cloud is granted one seat to the PyTorch Foundation Governing"
    " Board, held by Junhua Wang.\n"
    "It is an honour.\n"
    "Alibaba Cloud will contribute compiler optimization to PyTorch by December 2026.\n"
    "About Alibaba Cloud\n"
    "Alibaba Cloud was founded in 2009 and serves customers of every size.",
    title="Alibaba Cloud joins the PyTorch Foundation as a Platinum member",
)
PRESS = an_article(
    "Alibaba Cloud joined the PyTorch Foundation as a Platinum member.\n"
    "Rivals Microsoft, Google and AWS have held seats on the board of the PyTorch Foundation"
    " since 2022.",
    title="Alibaba Cloud takes a seat at the PyTorch table",
    url="https://theregister.example/alibaba",
    outlet="The Register",
    tier=Tier.PRESS,
)
BRIEF = an_article(
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.\n"
    "In a survey by Futurum, 51% of 820 organisations use a hybrid approach to PyTorch.",
    title="Alibaba Cloud’s PyTorch seat",
    url="https://futurum.example/brief",
    outlet="Futurum",
    tier=Tier.ANALYST,
    authorship=SourceAuthorship(
        status=Wrote.DECLARED_AI, quote="This content is written by a model.", signal="note"
    ),
)
SURVEY = an_article(
    "Meta released PyTorch 2.9 on April 9, 2026.\n"
    "PyTorch 2.9 trains models 38% faster than PyTorch 2.8 on H100 GPUs, Meta reported.",
    title="PyTorch 2.9 is out",
    url="https://meta.example/29",
    outlet="Meta",
)


def story(*articles: Article) -> Story:
    dates = [article.published_at for article in articles]
    return Story(
        id=content_id("story", articles[0].id),
        lead=articles[0].id,
        members=tuple(article.id for article in articles),
        first_at=min(dates),
        last_at=max(dates),
    )


def material(
    *stories: Story,
    articles: Sequence[Article] = (),
    facts: Sequence[Fact] = (),
    topic: Topic = PYTORCH,
    fits: Mapping[str, float] | None = None,
) -> Material:
    return Material(
        topic=topic,
        window=WEEK,
        articles={article.id: article for article in articles},
        stories=stories,
        facts=tuple(facts),
        fits=fits or {},
        feeds_ok=6,
        failed_feeds=("Diginomica",),
    )


def quote(article: Article, words: str) -> Quote:
    start = article.text.index(words)
    return Quote(article_id=article.id, start=start, end=start + len(words))


def fact(article: Article, words: str, kind: FactType, subject: str, **changes: object) -> Fact:
    fields: dict[str, object] = {
        "id": content_id("fact", kind, subject, article.id),
        "type": kind,
        "subject": subject,
        "object": None,
        "quote": quote(article, words),
    }
    return Fact(**(fields | changes))  # type: ignore[arg-type] # the changes are fields of Fact


def watched(
    article: Article, words: str, *, tag: str = "Roadmap", due: datetime | None = None
) -> WatchItem:
    claim = verify(
        DraftClaim(text=words, quotes=(QuotedWords(article_id=article.id, exact=words),)),
        {article.id: article},
    )
    assert isinstance(claim, Claim)
    return WatchItem(
        id=content_id("watch", claim.id), tag=tag, claim=claim, due=due.date() if due else None
    )
