"""From a story's articles to its reading notes: at most three, most notable first."""

from collections.abc import Iterator, Sequence

from digests.model import Article, Note, Quote, WordingNote
from digests.notes.rules import RULES, STEMS
from digests.notes.story import parties_only, plan_as_result
from digests.text.glance import sentences_with

MOST = 3
"""Notes a story."""

LONGEST = 500
"""A longer sentence, in characters, is a list run together and tells nothing of wording."""

_ORDER = (
    Note.UNNAMED_SOURCE,
    Note.PLAN_AS_RESULT,
    Note.NUMBER_WITHOUT_BASE,
    Note.PARTIES_ONLY,
    Note.SUPERLATIVE,
    Note.BOILERPLATE,
)


def wording_notes(articles: Sequence[Article]) -> list[WordingNote]:
    """Return at most three notes on one story's articles, one of a kind, the lead's before others'.

    An empty list is normal. Only English is read.
    """
    read = [article for article in articles if article.language in {None, "en"}]
    found: dict[Note, Quote] = {}
    for article in read:
        for note, quote in _in_article(article):
            found.setdefault(note, quote)
    one_sided = parties_only(read)
    if one_sided is not None:
        found[Note.PARTIES_ONLY] = one_sided
    return [WordingNote(note=note, quote=found[note]) for note in _ORDER if note in found][:MOST]


def _in_article(article: Article) -> Iterator[tuple[Note, Quote]]:
    text = article.text
    for span, keys in sentences_with(text, STEMS):
        sentence = text[span.start : span.end]
        if span.start < article.body_start or len(sentence) > LONGEST:
            continue
        end = text.find("\n", span.end)
        paragraph = text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]
        for note in _ORDER:
            words = RULES[note](sentence, paragraph) if note in keys else None
            if words is not None:
                first, last = (span.start + at for at in words)
                yield note, Quote(article_id=article.id, start=first, end=last)
    planned = plan_as_result(article)
    if planned is not None:
        yield Note.PLAN_AS_RESULT, planned
