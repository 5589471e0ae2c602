"""The account of what was printed and dropped."""

from digests.model import Check, Checks, DraftClaim, QuotedWords, Reason, RejectedClaim
from digests.sections import Ledger
from digests.sections.prose import telling_sentences
from tests.builders import an_article
from tests.sections.material import material

NEWS = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member."


def test_a_sentence_that_stands_twice_is_found_by_its_surroundings() -> None:
    article = an_article(f"The board met in Paris. {NEWS} Nobody objected.\nIn short: yes. {NEWS}")
    ledger = Ledger(material(articles=(article,)))
    spans = []
    for sentence in telling_sentences(article):
        claim = ledger.claim(sentence)
        if claim and claim.text == NEWS:
            spans.append((claim.quotes[0].start, sentence.start))
    assert len(spans) == 2
    assert all(found == true for found, true in spans)


def test_a_drop_is_counted_once() -> None:
    article = an_article(NEWS)
    ledger = Ledger(material(articles=(article,)))
    draft = DraftClaim(text="Ray left.", quotes=(QuotedWords(article_id=article.id, exact="Ray has left the board."),))  # fmt: skip
    assert ledger.believe(draft) is None
    assert ledger.believe(draft) is None
    unquoted = RejectedClaim(
        draft=DraftClaim(text="No quote.", quotes=()),
        reason=Reason.QUOTE_NOT_FOUND,
        detail="the claim has no quote",
        checks=Checks(quote=Check.FAILED),
    )
    ledger.drop((unquoted, unquoted))
    assert [dropped.reason for dropped in ledger.dropped] == [Reason.QUOTE_NOT_FOUND] * 2


def test_an_article_without_title_has_no_headline() -> None:
    article = an_article(NEWS, title="")
    assert Ledger(material(articles=(article,))).headline(article) is None


def test_a_headline_without_its_outlet_still_quotes_the_whole_title() -> None:
    article = an_article(NEWS, title="Alibaba Cloud joins the foundation | PyTorch Foundation")
    headline = Ledger(material(articles=(article,))).headline(article)
    assert headline is not None
    assert headline.text == "Alibaba Cloud joins the foundation"
    assert headline.quotes[0].end == len(article.title)
