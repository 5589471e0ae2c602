"""Who is meant by the `I` or `we` of a sentence: the source itself, unless it quotes somebody there."""

import re
from collections.abc import Iterable, Mapping

from digests.claims.lexicon import Cue
from digests.claims.terms import terms
from digests.model import Article, Quote, Reason
from digests.sections.standing import speaks_as_i, speaks_as_we
from digests.text.sentences import sentences

_SPEECH = re.compile(r"“[^”]*(?:”|\Z)|„[^“]*(?:“|\Z)|«[^»]*(?:»|\Z)|\"[^\"]*(?:\"|\Z)")


def speaker_in(text: str, article: Article) -> str | None:
    """Return who is meant by a text's `I` or `we`, None where it says neither."""
    if speaks_as_i(text):
        return article.byline or article.outlet
    return article.outlet if speaks_as_we(text) else None


def speaker_fault(
    text: str, quotes: Iterable[Quote], articles: Mapping[str, Article]
) -> tuple[Reason, str] | None:
    """Return why a text's `I` or `we` may be somebody else's, whom its source quotes or cites."""
    speaks = speaks_as_i if speaks_as_i(text) else speaks_as_we
    if not speaks(text):
        return None
    says_who = _cites(text)
    for quote in quotes:
        own = _own_words(articles[quote.article_id], quote)
        if not speaks(own) or (_cites(own) and not says_who):
            return (
                Reason.ATTRIBUTION,
                "“I” or “we” may be of somebody who is quoted: name who says so",
            )
    return None


def _cites(text: str) -> bool:
    return any(term.cue is Cue.SAID for term in terms(text))


def _own_words(article: Article, quote: Quote) -> str:
    """Return the sentences that a quote stands in, with blanks for what is in quotation marks."""
    if quote.start < article.body_start:
        return article.title
    text = article.text
    start = max(text.rfind("\n", 0, quote.start) + 1, article.body_start)
    end = text.find("\n", quote.end)
    line = text[start : end if end >= 0 else None]
    blanked = _SPEECH.sub(lambda found: " " * len(found[0]), line)
    spans = [
        s for s in sentences(line) if start + s.start < quote.end and start + s.end > quote.start
    ]
    return blanked[spans[0].start : spans[-1].end] if spans else blanked
