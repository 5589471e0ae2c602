"""Text as search sees it: plain words.

Articles and questions are folded here before an engine sees them. So all stores know the same
words, and no character means anything to a query parser.
"""

import re
import unicodedata
from collections.abc import Sequence

from digests.model import Article
from digests.text.words import STOPWORDS

INDEXED_CHARACTERS = 100_000
"""What is indexed of one article: a tsvector holds 1 MB at most and fails above it."""

LONGEST_WORD = 100
"""Characters of a word that can be found: PostgreSQL refuses queries with words over 2 kB."""

TITLE_WEIGHT = 4.0
"""How much more a word in the title counts than one in the body."""

FUNCTION_WORDS = STOPWORDS | {"don", "s", "t"}
"""What nobody looks for; with the pieces of contractions that PostgreSQL leaves out too."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a text in order: letters and digits without accents, case, possessive."""
    plain = _POSSESSIVE.sub("", text)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return [word for word in _WORD.findall(plain.casefold()) if len(word) <= LONGEST_WORD]


def phrases(terms: Sequence[str]) -> list[list[str]]:
    """Return the words of each term that can be looked for, without repeats.

    Several words in one term are looked for side by side. A term of nothing but function words is
    left out: it would find every article, or none, depending on the engine.
    """
    found = {tuple(words(term)): None for term in terms}
    return [list(phrase) for phrase in found if any(word not in FUNCTION_WORDS for word in phrase)]


def indexed(article: Article) -> dict[str, str]:
    """Return the title and the body of an article as words, for an engine's index.

    Who published it and when follow the body: questions name outlets and dates.
    """
    body = article.text[article.body_start :][:INDEXED_CHARACTERS]
    return {
        "title": " ".join(words(article.title[:INDEXED_CHARACTERS])),
        "body": " ".join([*words(body), *words(article.outlet), *words(dated(article))]),
    }


def dated(article: Article) -> str:
    """Return the publication date in words, UTC: `7 April 2026`."""
    at = article.published_at
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
