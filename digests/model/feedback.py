"""What people say of what was posted: votes, and errors that they report."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.model.subscriptions import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class VotedStory:
    """What a story that was voted on is known by."""

    tags: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's vote on a digest in a channel, or on one story of it."""

    channel: Channel
    digest_id: str
    story_id: str | None
    """None: the digest as a whole."""
    person: str
    """The person's id on the platform."""
    value: int
    """1 or -1."""
    at: datetime
    stories: tuple[VotedStory, ...]
    """What was voted on, as it was then."""


class Aspect(StrEnum):
    """By what a channel's votes know a story again."""

    TAG = "tag"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """How far a channel's votes move the stories of a tag or an outlet."""

    aspect: Aspect
    name: str
    percent: int
    """Of a story's weight; never 0."""


class ReportState(StrEnum):
    """What became of a report."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReport:
    """A person says that a statement is wrong."""

    id: str
    """Derived from channel, person, what was published, claim and words: said twice, it is one."""
    at: datetime
    by: str
    """The person's id on the platform."""
    channel: Channel
    """Where the person is told what became of it."""
    published_id: str
    """Digest or reply."""
    claim_id: str
    words: str
    """What the person wrote; foreign text."""
    state: ReportState = ReportState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None
    why: str | None = None
    """The correction in words, or why there is none."""
    corrected: str | None = None
    """Id of the digest or reply that was corrected: what was published, or what took its place since."""
    corrected_as: str | None = None
    """Id of what takes its place."""
