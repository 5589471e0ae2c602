"""What is asked: the question, of whom, and when it was put."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from digests.model import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question, who may be asked, and when it was put."""

    text: str
    topic: Topic | None
    """None asks all topics."""
    now: datetime
    zone: tzinfo = UTC
    """The asker's: days begin there."""
    since: datetime | None = None
    """A start given apart from the question; words of time in it come first."""
    asker: str | None = None
    """Who, and where: `slack:T1:U1`. None is nobody: no question of theirs is remembered."""
    kept_words: str | None = None
    """Words of time of the question before, for one that has none."""
