"""Where the quoted words stand: the first steps of the ladder."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from digests.model import Article, DraftClaim, Quote, QuotedWords, Reason
from digests.model.ids import sha256
from digests.text.normal import find_all, normalise

MIN_WORDS = 4
_WORD = re.compile(r"\w+(?:[.'’@+#/-]\w+)*")
_AROUND = 200
"""How far before and after a quote its prefix and suffix are looked for, in characters."""


class Fault(NamedTuple):
    """Why a draft fails, in words that are enough for one repair."""

    reason: Reason
    detail: str


def locate(draft: DraftClaim, articles: Mapping[str, Article]) -> tuple[Quote, ...] | Fault:
    """Return the spans of all quoted words, in the draft's order, or the first fault."""
    if not draft.quotes:
        return Fault(Reason.QUOTE_NOT_FOUND, "the claim has no quote")
    quotes: list[Quote] = []
    for words in draft.quotes:
        article = articles.get(words.article_id)
        if article is None:
            return Fault(Reason.NOT_ELIGIBLE, f"article {words.article_id!r} is not in this run")
        if not _unchanged(article.text, article.text_sha256):
            return Fault(Reason.NOT_ELIGIBLE, f"the text of article {article.id!r} has changed")
        found = _title(words, article) if draft.headline else _span(words, article)
        if isinstance(found, Fault):
            return found
        quotes.append(found)
    return tuple(quotes)


def found(words: QuotedWords, article: Article) -> Quote | None:
    """Return where quoted words stand in an article's body, None where they do not or it is not clear."""
    span = _span(words, article)
    return None if isinstance(span, Fault) else span


# The claims of an article come one after another, and hashing its text is most of the work.
@lru_cache(maxsize=64)
def _unchanged(text: str, text_sha256: str) -> bool:
    return sha256(text) == text_sha256


def _title(words: QuotedWords, article: Article) -> Quote | Fault:
    title = article.text[: len(article.title)]
    if not title.strip() or title != article.title:
        return Fault(Reason.NOT_ELIGIBLE, "the article has no title line")
    if normalise(words.exact).text.strip() != normalise(title).text.strip():
        return Fault(Reason.QUOTE_NOT_FOUND, f"not the article's title: “{_short(words.exact)}”")
    return Quote(article_id=article.id, start=0, end=len(title))


def _span(words: QuotedWords, article: Article) -> Quote | Fault:
    if len(_WORD.findall(words.exact)) < MIN_WORDS:
        return Fault(
            Reason.QUOTE_TOO_SHORT,
            f"fewer than {MIN_WORDS} words: “{_short(words.exact)}”",
        )
    base = article.body_start
    text = article.text
    hits = [
        (base + start, base + end)
        for start, end in find_all(article.body, words.exact.strip())
        if _whole_words(text, base + start, base + end)
    ]
    if not hits:
        return Fault(
            Reason.QUOTE_NOT_FOUND,
            f"these words do not stand in the body of “{_short(article.title)}”: "
            f"“{_short(words.exact)}”",
        )
    # One hit needs no surroundings: wrong ones then do no harm.
    if len(hits) > 1 and (words.prefix.strip() or words.suffix.strip()):
        hits = [hit for hit in hits if _surrounded(words, text, *hit)]
        if not hits:
            return Fault(
                Reason.QUOTE_AMBIGUOUS,
                f"“{_short(words.exact)}” never stands between the given prefix and suffix",
            )
    if len(hits) > 1:
        return Fault(
            Reason.QUOTE_AMBIGUOUS,
            f"“{_short(words.exact)}” stands there {len(hits)} times: give the words around it",
        )
    start, end = hits[0]
    return Quote(article_id=article.id, start=start, end=end)


def _surrounded(words: QuotedWords, text: str, start: int, end: int) -> bool:
    before = normalise(text[max(0, start - _AROUND) : start]).text.rstrip()
    after = normalise(text[end : end + _AROUND]).text.lstrip()
    prefix, suffix = normalise(words.prefix).text.strip(), normalise(words.suffix).text.strip()
    return before.endswith(prefix) and after.startswith(suffix)


def _whole_words(text: str, start: int, end: int) -> bool:
    """Say whether the span cuts no word: `art of the deal` is not in `start of the deal`."""
    cuts_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (cuts_before or cuts_after)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
