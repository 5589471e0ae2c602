"""What is watched: things to come, until a later story resolves them or their date is long past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from digests.model.articles import Quote
from digests.model.claims import Claim, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Why a thing is watched no longer."""

    at: datetime
    digest_id: str
    """The digest that was made then."""
    claim: Claim | None = None
    """The later story's sentence that tells of it as done; None: it was not heard of since."""
    text_sha256: str | None = None
    """Of the text that the claim quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A watch item as it was printed."""

    id: str
    topic_id: str
    tag: str
    claim: Claim
    """The forward-looking sentence."""
    text_sha256: str
    """Of the text that it quotes."""
    outlet: str
    said_at: datetime
    """When its article was published."""
    opened_at: datetime
    digest_id: str
    """The first digest that printed it."""
    due: date | None = None
    plans: tuple[Fact, ...] = ()
    """What the sentence plans, as typed events; without any, nothing can resolve it for certain."""
    closing: Closing | None = None

    @property
    def quote(self) -> Quote:
        """Where the sentence stands."""
        return self.claim.quotes[0]


def in_order_of_watching(items: Iterable[Watched]) -> list[Watched]:
    """Return what is open, by due date, the undated last; then what is closed, newest first."""

    def place(item: Watched) -> tuple[bool, float, date, datetime, str]:
        closed = item.closing.at.timestamp() if item.closing else 0.0
        return (item.closing is not None, -closed, item.due or date.max, item.said_at, item.id)

    return sorted(items, key=place)
