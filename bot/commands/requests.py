"""What reaches us from a chat, the same from every platform: a command, or a button that was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from digests.model import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks."""

    id: str
    """As the platform names the person."""
    name: str
    """As others see it; foreign text."""
    zone: str | None = None
    """IANA time zone, where the platform knows it."""

    def asker(self, channel: Channel) -> str:
        """Return who asks, and where: whose questions follow on one another."""
        return f"{channel.workspace}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command that a person gave in a channel."""

    command: str
    """Id in `bot.commands.table`, or a topic's."""
    person: Person
    channel: Channel
    options: Mapping[str, str] = field(default_factory=dict)
    """By `Option.name`, as written."""
    barred: str | None = None
    """Why the person may not manage the channel, in words that say what to do; None: may."""
    private: bool = False
    """The channel's name and what is said of it must not be seen outside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that a person pressed, or a form that was sent by one."""

    action: str
    """`Action.id`, such as `sources`."""
    value: str
    """`Action.value`."""
    person: Person
    channel: Channel
    words: str | None = None
    """What the person wrote: a question, what is wrong with a claim."""
    barred: str | None = None
    private: bool = False

    @property
    def places(self) -> tuple[Channel, ...]:
        """Return the channel, and the one that its thread is in: what is posted in one may be for the other."""
        return tuple(dict.fromkeys((self.channel, replace(self.channel, thread_id=None))))
