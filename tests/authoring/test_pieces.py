"""What a model writes of claims: headlines, sentences, opinions and questions, true and false ones."""

import pytest

from digests.authoring.extracting import claim_of
from digests.authoring.pieces import Base, Piece, Place, believe
from digests.authoring.replies import SaidClaim
from digests.claims import verify
from digests.model import (
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    QuotedWords,
    Reason,
    RejectedClaim,
    Tier,
)
from tests.authoring.newsroom import articles
from tests.builders import an_article

BY_ID = {article.id: article for article in articles()}
SAID = (
    "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member, the foundation announced on April 7, 2026.",
    "Alibaba Cloud plans to contribute compiler optimization, multi-chip compatibility and large-scale stability to PyTorch.",
    "Acme Compute has raised $120 million to build clusters for its compiler, the company said on April 8, 2026.",
    "Acme Compute does not sell its accelerators to resellers.",
    "Initech AI said it keeps its own compiler.",
    "Globex Cloud has acquired the Beacon compiler team from Initech AI for $75 million.",
)
JOINED, PLAN, RAISED, RESELLERS, KEEPS, ACQUIRED = (f"c{n}" for n in range(1, 7))


def base() -> Base:
    claims = {}
    for n, text in enumerate(SAID, start=1):
        article = next(one for one in BY_ID.values() if text in one.body)
        words = QuotedWords(article_id=article.id, exact=text)
        claim = verify(DraftClaim(text=text, quotes=(words,), written_by="gpt-x"), BY_ID)
        assert isinstance(claim, Claim)
        claims[f"c{n}"] = claim
    return Base(claims=claims, articles=BY_ID, written_by="gpt-x")


BASE = base()


def judged(place: Place, text: str, *claims: str) -> Claim | Reason:
    outcome = believe(Piece(place=place, text=text, claims=claims), BASE)
    return outcome if isinstance(outcome, Claim) else outcome.reason


@pytest.mark.parametrize(
    "text",
    [
        "This could give PyTorch users a wider choice of hardware.",
        "Alibaba Cloud may gain influence over the roadmap of PyTorch.",
        "The membership could widen the choice of accelerators.",
        "This might put pressure on other vendors to contribute.",
        "The PyTorch Foundation could become a more neutral home for hardware vendors.",
        "This would make PyTorch less dependent on one vendor.",
        "This could lower costs for teams with mixed accelerators.",
    ],
)
def test_an_opinion_in_common_words_is_printed(text: str) -> None:
    claim = judged(Place.WHY, text, JOINED, PLAN)
    assert isinstance(claim, Claim)
    assert claim.kind is ClaimKind.ANALYSIS
    assert claim.rests_on == (BASE.claims[JOINED].id, BASE.claims[PLAN].id)


@pytest.mark.parametrize(
    "text",
    [
        "This could help OpenAI.",
        "This might help anthropic and deepmind.",
        "This may please Beijing.",
        "Everyone may switch to openai.",
        "This could cost 4,000 jobs.",
        "Half of all users could leave.",
        "A dozen rivals might follow.",
        "The stock price may double by next year.",
        "Alibaba Cloud could now control PyTorch, which it took over.",
        "This may be because Alibaba Cloud bribes the foundation.",
        "Would you believe that Alibaba Cloud steals code.",
        "Alibaba Cloud is a front for the state and may spy.",
        "Alibaba Cloud bribes officials and may win.",
        "The foundation is corrupt; this could matter.",
        "This could matter, as PyTorch is dying.",
        "This may end PyTorch (a failing project).",
        "The PyTorch Foundation may have joined Alibaba Cloud.",
        "This may be a fraud.",
        "Alibaba Cloud may be guilty.",
        "Alibaba Cloud might mislead users.",
        "Alibaba Cloud could be insolvent.",
        "PyTorch could be dead by summer.",
        "The foundation may exploit contributors.",
        "Could be read as proof.",
        "Users fled and may return.",
        "This matters to everybody.",
        "Alibaba Cloud will dominate the market.",
        "Alibaba Cloud may never leave.",
        "Experts said this could matter.",
        "This could be the largest deal.",
    ],
)
def test_an_opinion_that_tells_more_than_its_claims_is_not(text: str) -> None:
    assert isinstance(judged(Place.WHY, text, JOINED), Reason)


@pytest.mark.parametrize(
    ("place", "text", "claims"),
    [
        (Place.HEADLINE, "Alibaba Cloud joins the PyTorch Foundation as a Platinum member", (JOINED,)),
        (Place.HEADLINE, "Globex Cloud acquires Beacon compiler team for $75 million", (ACQUIRED,)),
        (Place.SENTENCE, "Acme Compute does not sell accelerators to resellers.", (RESELLERS,)),
        (Place.WATCH, "Will Alibaba Cloud contribute compiler optimization to PyTorch?", (PLAN,)),
    ],
)  # fmt: skip
def test_what_its_claims_say_is_printed(place: Place, text: str, claims: tuple[str, ...]) -> None:
    claim = judged(place, text, *claims)
    assert isinstance(claim, Claim)
    assert claim.written_by == "gpt-x"
    if place is Place.WATCH:
        assert claim.kind is ClaimKind.QUESTION


@pytest.mark.parametrize(
    ("place", "text", "claims"),
    [
        (Place.SENTENCE, "Acme Compute sells its accelerators to resellers.", (RESELLERS,)),
        (Place.SENTENCE, "Acme Compute has raised $75 million to build clusters.", (RAISED, ACQUIRED)),
        (Place.SENTENCE, "Globex Cloud has acquired the Beacon compiler team for $120 million.", (RAISED, ACQUIRED)),
        (Place.SENTENCE, "Acme Compute has acquired the Beacon compiler team.", (RAISED, ACQUIRED)),
        (Place.SENTENCE, "Acme Compute has joined the PyTorch Foundation.", (JOINED, RAISED)),
        (Place.SENTENCE, "Globex Cloud does not sell its accelerators to resellers.", (RESELLERS, ACQUIRED)),
        (Place.SENTENCE, "Initech AI has acquired the Beacon compiler team from Globex Cloud for $75 million.", (ACQUIRED,)),
        (Place.SENTENCE, "Alibaba Cloud contributes compiler optimization to PyTorch.", (PLAN,)),
        (Place.SENTENCE, "Initech AI keeps its own compiler.", (KEEPS,)),
        (Place.SENTENCE, "It plans to contribute compiler optimization to PyTorch.", (PLAN,)),
        (Place.SENTENCE, "Alibaba Cloud has joined the PyTorch Foundation.", (PLAN,)),
        (Place.SENTENCE, "Alibaba Cloud has joined the PyTorch Foundation.", ()),
        (Place.SENTENCE, "Alibaba Cloud has joined the PyTorch Foundation.", (JOINED, "c99")),
        (Place.HEADLINE, "Alibaba Cloud takes over the PyTorch Foundation", (JOINED,)),
        (Place.HEADLINE, "Acme Compute to build PyTorch", (RAISED, JOINED)),
        (Place.SENTENCE, "Initech AI “keeps” its own compiler.", (KEEPS,)),
        (Place.SENTENCE, "Globex Cloud has acquired the Beacon compiler team?", (ACQUIRED,)),
        (Place.SENTENCE, "Globex Cloud has acquired the Beacon compiler team!", (ACQUIRED,)),
        (Place.WATCH, "Will Alibaba Cloud stop contributing to PyTorch?", (PLAN,)),
        (Place.WATCH, "Will PyTorch contribute compiler optimization to Alibaba Cloud?", (PLAN,)),
        (Place.WATCH, "Will Alibaba Cloud not contribute compiler optimization to PyTorch?", (PLAN,)),
        (Place.WATCH, "Will Acme Compute sell its accelerators to resellers?", (RESELLERS,)),
        (Place.WATCH, "Alibaba Cloud will contribute compiler optimization.", (PLAN,)),
        (Place.WATCH, "Will Alibaba Cloud contribute? Will PyTorch?", (PLAN,)),
    ],
)  # fmt: skip
def test_what_its_claims_do_not_say_is_not(
    place: Place, text: str, claims: tuple[str, ...]
) -> None:
    assert isinstance(judged(place, text, *claims), Reason)


def test_what_rests_on_plans_alone_is_a_plan() -> None:
    claim = judged(Place.SENTENCE, SAID[1], PLAN)
    assert isinstance(claim, Claim)
    assert claim.modality is Modality.PLANNED


@pytest.mark.parametrize(
    "quote",
    [
        "“We lost 40 percent of our revenue in May,” said Ida Holm of Globex Cloud.",
        "We lost 40 percent of our revenue in May, said Ida Holm of Globex Cloud.",
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_the_we_of_somebody_who_is_quoted_is_not_the_outlets(quote: str, told: bool) -> None:
    article = an_article(quote, outlet="The Daily", tier=Tier.PRESS)
    articles = {article.id: article}
    words = QuotedWords(article_id=article.id, exact=quote)
    named = verify(DraftClaim(text=quote, quotes=(words,), written_by="gpt-x"), articles)
    assert isinstance(named, Claim)
    text = "We lost 40 percent of our revenue in May."
    if told:
        base = Base(claims={"c1": named}, articles=articles, written_by="gpt-x")
        piece = Piece(place=Place.SENTENCE, text=text, claims=("c1",))
        outcome = believe(piece, base)
    else:
        said = SaidClaim(source_id=article.id, claim=text, quote=quote, kind="fact")
        outcome = claim_of(said, article, "gpt-x")
    assert isinstance(outcome, RejectedClaim)
    assert outcome.reason is Reason.ATTRIBUTION
