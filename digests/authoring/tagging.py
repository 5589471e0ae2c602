"""The tag of a question about what is to come, and the day on which it can be checked."""

from collections.abc import Mapping
from datetime import date

from digests.authoring.form import form_fault
from digests.model import Article, Claim
from digests.text.words import STOPWORDS, content_words, tokens
from digests.watch import MAX_WORDS, due_in, tag_of

LONGEST = 40
"""Characters of a tag."""


def tag_for(said: str, claim: Claim, articles: Mapping[str, Article]) -> str | None:
    """Return a model's tag where it has words of the quotes alone, else one chosen by program."""
    quoted = quoted_words(claim, articles)
    words, small = content_words(said), _small(said)
    short = len(said.split()) <= MAX_WORDS and len(said) <= LONGEST
    own = not words or not set(words) <= set(content_words(quoted)) or not small <= _small(quoted)
    if not short or own or form_fault(said, quoted) is not None:
        return tag_of(quoted, dated=True)
    return said[0].upper() + said[1:]


def _small(text: str) -> set[str]:
    """Return the words without content: of a tag, `no` and `not` are the ones that count."""
    return {token.text.lower() for token in tokens(text)} & STOPWORDS


def due_of(claim: Claim, articles: Mapping[str, Article], today: date) -> date | None:
    """Return the first day still to come that the quoted sentences name; None where they name none."""
    found: list[date] = []
    for quote in claim.quotes:
        article = articles[quote.article_id]
        found += due_in(article.text[quote.start : quote.end], article.published_at.date())
    return min((due for due in found if due > today), default=None)


def quoted_words(claim: Claim, articles: Mapping[str, Article]) -> str:
    """Return what a claim quotes, as one text."""
    return " ".join(articles[q.article_id].text[q.start : q.end] for q in claim.quotes)
