"""Articles, spans of them, and stories."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.model.feeds import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A span of a stored article's text. `article.text[start:end]` is the quote.

    `start` and `end` count characters (Unicode code points), end exclusive.
    """

    article_id: str
    start: int
    end: int


class Wrote(StrEnum):
    """Who wrote a source, as far as the source itself declares it."""

    DECLARED_AI = "declared_ai"
    DECLARED_AI_ASSISTED = "declared_ai_assisted"
    DECLARED_HUMAN = "declared_human"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAuthorship:
    """A source's own statement on who wrote it. Never inferred from style or from a byline."""

    status: Wrote = Wrote.UNKNOWN
    quote: str | None = None
    """The declaring words, verbatim; None where nothing was declared."""
    signal: str | None = None
    """`header`, `meta`, `json_ld` or `note`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of a page or feed entry, as stored and quoted. Immutable once stored."""

    id: str
    """Derived from the canonical URL (or the entry's identity); the same in every version."""
    feed_id: str
    url: str | None
    """Absolute http(s) address as published."""
    url_key: str | None
    outlet: str
    tier: Tier
    title: str
    byline: str | None
    published_at: datetime
    """UTC: published, else updated, else first seen (`date_source` says which)."""
    date_source: str
    fetched_at: datetime
    text: str
    """The title, a blank line, then the body: clean plain text, a paragraph a line.

    Quotes are spans of exactly this. No markup, no hidden or control character.
    """
    text_sha256: str
    """Of `text` in UTF-8, hex."""
    raw_sha256: str
    """Of the bytes (page) or the HTML (feed entry) that the text was made from, hex."""
    extractor: str
    """`feed` or `trafilatura 2.3.1`: how the text was made."""
    language: str | None = None
    """ISO 639-1, where declared or plain to see."""
    authorship: SourceAuthorship = SourceAuthorship()
    suspicious: str | None = None
    """The instruction-like words found in it, verbatim; None where there are none."""
    version: int = 1
    """Counts the texts seen under this id, from 1."""

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return len(self.title) + 2 if self.title else 0

    @property
    def body(self) -> str:
        """The text without its title line."""
        return self.text[self.body_start :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that says what another one says: syndicated or nearly the same text."""

    article_id: str
    of: str
    """The article id that it collapses into."""
    similarity: float
    """1.0 for the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, across outlets and days."""

    id: str
    """Derived from the earliest member, so that a growing story keeps it."""
    lead: str
    """Article id: the source of the news by tier, then date."""
    members: tuple[str, ...]
    """Article ids: the lead first, then by tier and date; copies left out."""
    copies: tuple[Copy, ...] = ()
    first_at: datetime
    last_at: datetime
