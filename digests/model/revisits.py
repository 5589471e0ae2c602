"""Looking again at what was cited: what a page shows now, and what that means for its quotes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.model.articles import Article, Quote


class SourceState(StrEnum):
    """What became of a cited text since."""

    UNCHANGED = "unchanged"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    """Its text differs; every cited quote still stands in it at some place."""
    CHANGED_UNDER_QUOTE = "changed_under_quote"
    """A cited quote is no longer in it."""
    GONE = "gone"
    """There is no such page any more, or its host was not reached on several nights in a row."""
    UNKNOWN = "unknown"
    """Nobody can tell at present; `SourceCheck.reason` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A digest or answer cites a version of an article."""

    published_id: str
    article_id: str
    text_sha256: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """A version of an article, with all its quotes that are printed."""

    article: Article
    quotes: frozenset[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What was found when a cited text was last looked for at its address."""

    article_id: str
    text_sha256: str
    state: SourceState
    checked_at: datetime
    reason: str | None = None
    """Why it is gone or unknown."""
    failures: int = 0
    """Nights in a row on which it was not reached."""
    seen_at: datetime | None = None
    """When the page was last read."""
    differs: bool = False
    """The text was another one then."""
    held: frozenset[Quote] = frozenset()
    """Quotes that stood there then."""
    lost: frozenset[Quote] = frozenset()
    """Quotes that no longer did."""
    etag: str | None = None
    last_modified: str | None = None

    @property
    def judged(self) -> frozenset[Quote]:
        """The quotes of which it is known whether they stand there."""
        return self.held | self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as it is now."""

    title: str
    body: str
    """The article's text, extracted as `extractor` does."""
    everything: str
    """All visible text."""
    extractor: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePage:
    """304: it is as it was when it was last read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGone:
    """404 or 410."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUnseen:
    """There is nothing to compare with."""

    reason: str
    unreachable: bool = False
    """Its host gave no answer, or an error of its own; it did not refuse us."""
    asked: bool = True
    """False: its host is left in peace at present."""


PageLook = PageText | SamePage | PageGone | PageUnseen


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """Statements whose source is no longer as it was quoted."""

    claim_ids: tuple[str, ...]
    state: SourceState
    what: str
    """In words for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A digest or answer, and the corrected version that takes its place."""

    corrected: str
    corrected_as: str
    at: datetime
