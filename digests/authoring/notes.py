"""Reading notes that only a model can see: each with its words, found in the source."""

from collections.abc import Iterable, Iterator

from digests.authoring.form import FORBIDDEN
from digests.authoring.replies import SaidNote
from digests.claims import found
from digests.model import Article, Note, Quote, QuotedWords, WordingNote

LONGEST = 300
"""Characters of the words that a note is about."""
MOST_OF_A_SOURCE = 2


def seen(said: Iterable[SaidNote], article: Article, *, by: str) -> Iterator[WordingNote]:
    """Yield the notes whose words stand in the source; one without is no statement and not counted."""
    noted: set[Note] = set()
    for one in said:
        note = Note(one.note)
        quote = _quote(one.quote, article)
        second = _quote(one.second, article) if note is Note.SCOPE_SHIFT else None
        if quote is None or note in noted or (note is Note.SCOPE_SHIFT and second in {None, quote}):
            continue
        noted.add(note)
        yield WordingNote(note=note, quote=quote, by=by, second=second)
        if len(noted) == MOST_OF_A_SOURCE:
            return


def _quote(words: str, article: Article) -> Quote | None:
    marked = any(mark in words.lower() for mark in FORBIDDEN)
    if not words.strip() or len(words) > LONGEST or marked:
        return None
    return found(QuotedWords(article_id=article.id, exact=words), article)
