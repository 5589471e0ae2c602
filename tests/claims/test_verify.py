"""The ladder from a draft to a claim."""

import ast
from pathlib import Path

import pytest

from digests.claims import verify
from digests.model import (
    Article,
    Check,
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    QuotedWords,
    Reason,
    RejectedClaim,
)
from tests.builders import an_article

ROOT = Path(__file__).resolve().parents[2]
JOINED = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member."
SEAT = "Junhua Wang, Vice President of Alibaba Cloud, will take a seat on the Governing Board."
PLAN = "The company plans to contribute compiler optimization on 7 April."
SURVEY = "51 % of organisations use a hybrid approach and 68 % are at GenAI stage 3 or higher."
SHARE = (
    "Hybrid deployments are projected to take 43.5 % of the market by 2030, up from 25 % in 2024."
)
DENIED = "Acme denied that it has sold the unit to Globex for $40 million."
SAID = (
    "The release is a first step, said Mark Collier, Executive Director of the PyTorch Foundation."
)
HEDGE = "PyTorch 2.11 may drop support for CUDA 11.8, and users should not upgrade before May 2026."
SPELLED = (
    "The Technical Advisory Council has twenty-five seats and spent 1,200 hours on the review."
)
SENTENCES = [JOINED, SEAT, PLAN, SURVEY, SHARE, DENIED, SAID, HEDGE, SPELLED]
BODY = "\n".join(SENTENCES)


def check(
    text: str, *exact: str, body: str = BODY, **changes: object
) -> tuple[Article, Claim | RejectedClaim]:
    article = an_article(body)
    quotes = tuple(QuotedWords(article_id=article.id, exact=words) for words in exact)
    draft = DraftClaim(text=text, quotes=quotes, **changes)  # type: ignore[arg-type] # fields of DraftClaim
    return article, verify(draft, {article.id: article})


def reason(text: str, *exact: str, body: str = BODY, **changes: object) -> Reason | None:
    _, outcome = check(text, *exact, body=body, **changes)
    return outcome.reason if isinstance(outcome, RejectedClaim) else None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_verbatim_sentence_is_a_claim_with_true_offsets(sentence: str) -> None:
    article, claim = check(sentence, sentence)
    assert isinstance(claim, Claim)
    assert [article.text[q.start : q.end] for q in claim.quotes] == [sentence]
    assert claim.support == 1.0
    assert claim.checks.quote is claim.checks.values is claim.checks.polarity is Check.PASSED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Alibaba Cloud joined the PyTorch Foundation.", JOINED),
        ("Alibaba Cloud is a Platinum member of the PyTorch Foundation.", JOINED),
        ("Alibaba Cloud has joined the Foundation as a Platinum member.", JOINED),
        ("Junhua Wang will take one seat on the Governing Board.", SEAT),
        ("Junhua Wang, VP of Alibaba Cloud, will take a seat on the Governing Board.", SEAT),
        ("The company plans to contribute compiler optimization on April 7, 2026.", PLAN),
        ("Alibaba Cloud plans to contribute compiler optimization on 7 April.", PLAN),
        ("51 percent of organizations use a hybrid approach.", SURVEY),
        ("68% are at GenAI stage three or higher.", SURVEY),
        ("Acme denied that it has sold the unit to Globex for 40 million dollars.", DENIED),
        ("PyTorch 2.11 might drop support for CUDA 11.8.", HEDGE),
        ("Users should not upgrade before May 2026.", HEDGE),
        ("The TAC has 25 seats and spent 1200 hours on the review.", SPELLED),
    ],
)
def test_what_the_quote_says_in_other_words_is_a_claim(text: str, quote: str) -> None:
    assert reason(text, quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("15 % of organisations use a hybrid approach.", SURVEY, Reason.VALUE),
        ("51 points of organisations use a hybrid approach.", SURVEY, Reason.VALUE),
        ("About half of organisations use a hybrid approach.", SURVEY, Reason.SUPERLATIVE),
        (SURVEY.replace("51", "x").replace("68", "51").replace("x", "68"), SURVEY, Reason.VALUE),
        (SHARE.replace("2030", "2031"), SHARE, Reason.VALUE),
        (SHARE.replace("43.5", "44"), SHARE, Reason.VALUE),
        (DENIED.replace("$40 million", "$40 billion"), DENIED, Reason.VALUE),
        (DENIED.replace("$", "€"), DENIED, Reason.VALUE),
        (HEDGE.replace("2.11", "2.1"), HEDGE, Reason.VALUE),
        (HEDGE.replace("May 2026", "March 2026"), HEDGE, Reason.VALUE),
        (PLAN.replace("7 April", "11 April"), PLAN, Reason.VALUE),
        (JOINED.replace("Alibaba Cloud", "Microsoft"), JOINED, Reason.NAME),
        (JOINED.replace("Platinum", "Gold"), JOINED, Reason.NAME),
        (SEAT.replace("Vice President", "President"), SEAT, Reason.NAME),
        (SEAT.replace("Junhua Wang", "PyTorch Foundation"), SEAT, Reason.NAME),
        ("The PyTorch Foundation has joined Alibaba Cloud.", JOINED, Reason.NAME),
        (DENIED.replace("Acme", "x").replace("Globex", "Acme").replace("x", "Globex"), DENIED, Reason.NAME),
        (JOINED.replace("has", "has not"), JOINED, Reason.POLARITY),
        (JOINED.replace("has", "hasn't"), JOINED, Reason.POLARITY),
        ("Users should upgrade before May 2026.", HEDGE, Reason.POLARITY),
        (HEDGE.replace("before", "after"), HEDGE, Reason.POLARITY),
        ("It has sold the unit to Globex for $40 million.", DENIED, Reason.POLARITY),
        (JOINED.replace("has joined", "will join"), JOINED, Reason.MODALITY),
        (SEAT.replace("will take", "took"), SEAT, Reason.MODALITY),
        (PLAN.replace("plans to contribute", "contributed"), PLAN, Reason.MODALITY),
        (SHARE.replace("are projected to take", "take"), SHARE, Reason.MODALITY),
        (HEDGE.replace("may drop", "will drop"), HEDGE, Reason.MODALITY),
        ("The release is a first step.", SAID, Reason.ATTRIBUTION),
        (JOINED.replace("a Platinum", "the first Platinum"), JOINED, Reason.SUPERLATIVE),
        (JOINED.replace("a Platinum", "the largest Platinum"), JOINED, Reason.SUPERLATIVE),
        ("All organisations use a hybrid approach.", SURVEY, Reason.SUPERLATIVE),
        ("Some developers praised the decision in public.", JOINED, Reason.SUPERLATIVE),
        ("The decision pleased developers in every way.", JOINED, Reason.SUPERLATIVE),
        ("The kitchen serves soup to guests.", JOINED, Reason.SUPPORT),
        ("", JOINED, Reason.SUPPORT),
    ],
)  # fmt: skip
def test_what_the_quote_does_not_say_is_rejected(text: str, quote: str, expected: Reason) -> None:
    assert reason(text, quote) is expected


def test_the_fault_is_told_in_words() -> None:
    _, outcome = check(SURVEY.replace("51", "15"), SURVEY)
    assert isinstance(outcome, RejectedClaim)
    assert outcome.detail == "“15 %” is not in the quote"
    assert (outcome.checks.quote, outcome.checks.values) == (Check.PASSED, Check.FAILED)


def test_words_that_are_nowhere_are_no_quote() -> None:
    assert reason(JOINED, "Alibaba Cloud has left the PyTorch Foundation") is Reason.QUOTE_NOT_FOUND
    assert reason(JOINED) is Reason.QUOTE_NOT_FOUND


def test_the_title_is_no_quote_of_the_body() -> None:
    title = "Alibaba Cloud joins the PyTorch Foundation"
    assert reason(title, title) is Reason.QUOTE_NOT_FOUND


def test_three_words_are_too_few() -> None:
    assert reason(JOINED, "the PyTorch Foundation") is Reason.QUOTE_TOO_SHORT


def test_a_quote_cuts_no_word() -> None:
    body = "The start of the dealership network was slow."
    assert reason("art of the deal", "art of the deal", body=body) is Reason.QUOTE_NOT_FOUND


def test_an_article_of_another_run_is_not_eligible() -> None:
    draft = DraftClaim(text=JOINED, quotes=(QuotedWords(article_id="article-0", exact=JOINED),))
    outcome = verify(draft, {})
    assert isinstance(outcome, RejectedClaim)
    assert outcome.reason is Reason.NOT_ELIGIBLE


def test_an_article_whose_text_changed_under_its_hash_is_not_eligible() -> None:
    article = an_article(BODY, text_sha256="0" * 64)
    draft = DraftClaim(text=JOINED, quotes=(QuotedWords(article_id=article.id, exact=JOINED),))
    outcome = verify(draft, {article.id: article})
    assert isinstance(outcome, RejectedClaim)
    assert outcome.reason is Reason.NOT_ELIGIBLE


def test_a_quote_that_stands_twice_needs_the_words_around_it() -> None:
    article = an_article("First: it works as before.\nSecond: it works as before.")
    words = QuotedWords(article_id=article.id, exact="it works as before.")
    outcomes = [
        verify(DraftClaim(text=words.exact, quotes=(quote,)), {article.id: article})
        for quote in (
            words,
            QuotedWords(article_id=article.id, exact=words.exact, prefix="Second:"),
            QuotedWords(article_id=article.id, exact=words.exact, prefix="Third:"),
        )
    ]
    assert isinstance(outcomes[1], Claim)
    assert article.text[: outcomes[1].quotes[0].start].endswith("Second: ")
    for outcome in (outcomes[0], outcomes[2]):
        assert isinstance(outcome, RejectedClaim)
        assert outcome.reason is Reason.QUOTE_AMBIGUOUS


def test_a_headline_is_the_title_however_short() -> None:
    article = an_article(BODY, title="Alibaba joins")
    for exact, expected in (("Alibaba joins", Claim), ("Alibaba leaves", RejectedClaim)):
        words = QuotedWords(article_id=article.id, exact=exact)
        outcome = verify(
            DraftClaim(text=exact, quotes=(words,), headline=True), {article.id: article}
        )
        assert isinstance(outcome, expected)


@pytest.mark.parametrize("title", ["", "Another line"])
def test_without_its_title_line_an_article_gives_no_headline(title: str) -> None:
    article = an_article(BODY, title=title)
    changed = an_article(article.text, title="", text=article.text)
    words = QuotedWords(article_id=changed.id, exact="Another line of words")
    draft = DraftClaim(text=words.exact, quotes=(words,), headline=True)
    outcome = verify(draft, {changed.id: changed})
    assert isinstance(outcome, RejectedClaim)
    assert outcome.reason is Reason.NOT_ELIGIBLE


@pytest.mark.parametrize(
    "written",
    ["see http://x", "at www.x", "a ](b", "a <b>", "ask @karpathy now", "x#:~:text=y", "a\u200bb"],
)
def test_markup_stands_only_in_what_is_verbatim(written: str) -> None:
    sentence = f"The model can {written} when asked."
    assert reason(f"The model can {written}.", sentence, body=sentence) is Reason.MARKUP
    assert reason(sentence, sentence, body=sentence) is None


def test_a_part_of_a_sentence_keeps_what_the_rest_says() -> None:
    part = "it has sold the unit to Globex for $40 million."
    assert reason(part, part) is Reason.POLARITY
    assert (
        reason("The release is a first step", "The release is a first step") is Reason.ATTRIBUTION
    )


def test_words_shown_as_a_speakers_own_need_no_said() -> None:
    part = "The release is a first step"
    shown = {"kind": ClaimKind.ATTRIBUTED, "attributed_to": "Mark Collier"}
    assert reason(part, part, **shown) is None
    assert reason(part, part, **(shown | {"attributed_to": "Tao Ma"})) is Reason.ATTRIBUTION


def test_a_question_asks_about_what_its_quote_names() -> None:
    asked = {"kind": ClaimKind.QUESTION}
    assert reason("Will Junhua Wang take a seat on the Governing Board?", SEAT, **asked) is None
    assert reason("Will Tao Ma take a seat on the Governing Board?", SEAT, **asked) is Reason.NAME


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        (JOINED, Modality.DONE),
        (SEAT, Modality.PLANNED),
        (PLAN, Modality.PLANNED),
        (SHARE, Modality.PLANNED),
        ("Acme announced that it has opened a lab in Paris.", Modality.ANNOUNCED),
        ("Acme announced plans to open a lab in Paris.", Modality.PLANNED),
        ("Acme, which plans to go public, has opened a lab in Paris.", Modality.DONE),
        ("Acme opened a lab in Paris and will hire ten people.", Modality.DONE),
        ("Acme has plans for a lab in Paris next year.", Modality.PLANNED),
    ],
)
def test_modality_is_that_of_the_quote(sentence: str, modality: Modality) -> None:
    _, claim = check(sentence, sentence, body=sentence)
    assert isinstance(claim, Claim)
    assert claim.modality is modality


def test_a_draft_can_add_caution_but_not_take_it_away() -> None:
    _, claim = check(JOINED, JOINED, modality=Modality.PLANNED)
    assert isinstance(claim, Claim)
    assert claim.modality is Modality.PLANNED
    text = "Junhua Wang will take a seat."
    assert reason(text, SEAT, modality=Modality.DONE) is Reason.MODALITY
    assert reason(text, SEAT, modality=Modality.PLANNED) is None


def test_two_quotes_carry_one_claim() -> None:
    text = (
        "Alibaba Cloud joined the PyTorch Foundation and plans to contribute compiler optimization."
    )
    article, claim = check(text, JOINED, PLAN)
    assert isinstance(claim, Claim)
    assert [article.text[q.start : q.end] for q in claim.quotes] == [JOINED, PLAN]
    assert reason(f"{JOINED} {PLAN}", JOINED, PLAN) is None


def test_the_same_claim_has_the_same_id() -> None:
    one, other, third = (
        check(*args)[1] for args in ((JOINED, JOINED), (JOINED, JOINED), (PLAN, PLAN))
    )
    assert isinstance(one, Claim)
    assert isinstance(other, Claim)
    assert isinstance(third, Claim)
    assert one.id == other.id != third.id


def test_nothing_else_makes_a_claim() -> None:
    makers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("digests", "bot", "config")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) == "Claim"
    }
    assert makers == {"digests/claims/verify.py"}


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
