"""Who gets which digest, when, and what became of each time it was due."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from digests.model.digests import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where messages go: a channel, a thread in it, or a person."""

    platform: str
    """Key in `bot.platforms.PLATFORMS`: `slack`, `discord`."""
    workspace_id: str
    """Slack's team, Discord's guild."""
    channel_id: str
    thread_id: str | None = None

    @property
    def workspace(self) -> str:
        """The workspace in one word: `slack/T1`."""
        return f"{self.platform}/{self.workspace_id}"

    @property
    def key(self) -> str:
        """The channel in one word, for keys and logs."""
        place = (self.platform, self.workspace_id, self.channel_id, self.thread_id)
        return "/".join(part for part in place if part)


class Cadence(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a digest is due: a wall clock time in an IANA zone."""

    cadence: Cadence = Cadence.WEEKLY
    at: time = time(9)
    """To the minute, without a zone."""
    zone: str = "UTC"
    weekday: int = 0
    """Weekly and fortnightly: 0 is Monday."""
    day: int = 1
    """Monthly: 1 to 31; a shorter month's last day stands for what it lacks."""
    anchor: date = date(2026, 1, 5)
    """Fortnightly: a day of one of the weeks that have a digest."""


class Quiet(StrEnum):
    """What happens where nothing is new."""

    SKIP = "skip"
    SAY = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel gets a topic's digest."""

    id: str
    """Derived from channel and topic: a channel has a topic once."""
    channel: Channel
    topic_id: str
    owner: str
    """Who is told when it is paused: the person's id on the platform."""
    created_at: datetime
    schedule: Schedule = Schedule()
    format: str = "brief"
    language: str = "en"
    tags_in: tuple[str, ...] = ()
    """Only stories with one of these tags; empty: all."""
    tags_out: tuple[str, ...] = ()
    """No story with one of these."""
    quiet: Quiet = Quiet.SKIP
    forum_tags: tuple[str, ...] = ()
    """A forum post's tags, where the channel is a forum."""
    crosspost: bool = False
    """An announcement channel's digest goes to its followers."""
    due_at: datetime | None = None
    """When the next digest is due, UTC; None while paused."""
    covered_until: datetime | None = None
    """Where the next digest's window begins; None before the first."""
    shown: tuple[str, ...] = ()
    """Ids of the digests that this channel was last sent on the topic, newest first."""
    paused: str | None = None
    """Why no digest comes, in words for people; None while they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who changed what of a subscription, and when."""

    subscription_id: str
    at: datetime
    by: str
    """A person's id on the platform; `citewire` for ourselves."""
    what: str


class SlotState(StrEnum):
    """What became of one time a digest was due."""

    PLANNED = "planned"
    """Its messages are in the outbox."""
    QUIET = "quiet"
    """Nothing was new, and the channel did not ask to be told."""
    SKIPPED = "skipped"
    """It was more than a day late, or another due since: the next digest says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time a subscription was due."""

    subscription_id: str
    due_at: datetime
    state: SlotState
    window: Window
    digest_id: str | None = None
    late: bool = False
    """It was sent late, and says so."""
