"""What the store answers that is not itself a kept thing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digests.model.articles import Article, Story
from digests.model.feeds import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """As much of a kept entry as deciding what is new needs."""

    id: str
    key: str
    guid: str | None
    url_key: str | None
    title: str
    dated_at: datetime
    html_sha256: str
    date_source: str = "published"
    first_seen_at: datetime | None = None
    silent: bool = False
    changes: int = 0
    """`Entry.changes` as kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntries:
    """A feed's kept entries."""

    by_id: Mapping[str, KnownEntry] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.by_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A search hit."""

    article: Article
    score: float
    """Higher is better; comparable within one answer only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a page went, stage by stage."""

    entries: tuple[Entry, ...] = ()
    article: Article | None = None
    versions: int = 0
    stories: tuple[tuple[str, Story], ...] = ()
    """(topic id, story) pairs that hold it, newest window first."""
    digest_ids: tuple[str, ...] = ()
    """Digests that cite it, newest first."""
