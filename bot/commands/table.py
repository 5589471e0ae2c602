"""The commands, as data: Slack's manifest, Discord's command tree, `/digest help` and the docs read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from digests.model import Topic


class Kind(StrEnum):
    """What an option's text is, so that a platform can offer values or check it early."""

    TEXT = "text"
    TOPIC = "topic"
    CADENCE = "cadence"
    DAY = "day"
    """A weekday, or 1 to 31."""
    TIME = "time"
    ZONE = "zone"
    FORMAT = "format"
    LANGUAGE = "language"
    TAGS = "tags"
    """Separated by commas or spaces, each with `#` or without."""
    QUIET = "quiet"
    WHEN = "when"
    """`7d`, `2 weeks ago`, or a date."""
    ADDRESS = "address"
    SWITCH = "switch"
    """`yes` or `no`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What can be given with a command."""

    name: str
    description: str
    """At most 100 characters."""
    kind: Kind = Kind.TEXT
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What people can ask for by a slash command."""

    id: str
    """`subscribe`; with `group` what people type: `/digest subscribe`."""
    description: str
    """At most 100 characters, an imperative."""
    group: str | None = None
    options: tuple[Option, ...] = ()
    manages: bool = False
    """Only for people who may manage the channel."""
    posts: bool = False
    """Posts to the channel; all other replies are to the person alone."""

    @property
    def spoken(self) -> str:
        """Return what people type: `/digest subscribe`."""
        return f"/{self.group} {self.id}" if self.group else f"/{self.id}"


_TOPIC = Option(name="topic", description="What the digest is about", kind=Kind.TOPIC)
_THE_TOPIC = Option(
    name="topic", description="What the digest is about", kind=Kind.TOPIC, required=True
)
_CHOICES = (
    Option(name="every", description="How often", kind=Kind.CADENCE),
    Option(name="day", description="A weekday, or the day of the month", kind=Kind.DAY),
    Option(name="time", description="Wall clock time, such as 09:00", kind=Kind.TIME),
    Option(name="zone", description="Time zone, such as Europe/Oslo", kind=Kind.ZONE),
    Option(name="format", description="How the digest is laid out", kind=Kind.FORMAT),
    Option(name="language", description="What language the digest is in", kind=Kind.LANGUAGE),
    Option(name="tags", description="Only stories with one of these tags", kind=Kind.TAGS),
    Option(name="without", description="No story with one of these tags", kind=Kind.TAGS),
    Option(name="quiet", description="What to do when nothing is new", kind=Kind.QUIET),
)
CHANNEL_OPTIONS = (
    Option(
        name="crosspost",
        description="Publish the digests of an announcement channel to its followers",
        kind=Kind.SWITCH,
    ),
    Option(name="forum_tags", description="Tags of the posts in a forum, separated by commas"),
)
"""Further settings, on a platform that has such channels."""
_QUESTION = Option(name="question", description="Such as: who joined since January", required=True)

_COMMANDS = (
    Command(
        id="subscribe",
        description="Post a topic's digest to this channel",
        options=(_THE_TOPIC, *_CHOICES),
        manages=True,
    ),
    Command(id="list", description="Show this channel's subscriptions", manages=True),
    Command(id="pause", description="Send no digests for now", options=(_TOPIC,), manages=True),
    Command(id="resume", description="Send digests again", options=(_TOPIC,), manages=True),
    Command(id="unsubscribe", description="End a subscription", options=(_TOPIC,), manages=True),
    Command(
        id="settings",
        description="Show or change when and how digests come",
        options=(_TOPIC, *_CHOICES),
        manages=True,
    ),
    Command(id="preview", description="Show the next digest, to you alone", options=(_TOPIC,)),
    Command(
        id="now",
        description="Post the digest now; the schedule is unchanged",
        options=(_TOPIC,),
        manages=True,
        posts=True,
    ),
    Command(
        id="catchup",
        description="Show what this channel's topics brought since then, to you alone",
        options=(Option(name="since", description="7d, 2 weeks ago, or a date", kind=Kind.WHEN),),
    ),
    Command(
        id="why",
        description="Show where an article went, and why",
        options=(
            Option(
                name="url", description="The article's address", kind=Kind.ADDRESS, required=True
            ),
        ),
    ),
    Command(id="feeds", description="Show the health of a topic's feeds", options=(_TOPIC,)),
    Command(id="help", description="Show what can be asked for, and where to report a problem"),
)
GROUP = "digest"
COMMANDS: dict[str, Command] = {
    **{command.id: replace(command, group=GROUP) for command in _COMMANDS},
    "ask": Command(id="ask", description="Ask all topics", options=(_QUESTION,)),
}
"""By id. One more command for each topic comes from `topic_commands`."""


def usage(command: Command) -> str:
    """Return how a command is given: `/digest subscribe TOPIC [every, day, …]`."""
    needed = [option.name.upper() for option in command.options if option.required]
    others = [option.name for option in command.options if not option.required]
    optional = [f"[{', '.join(others)}]"] if others else []
    return " ".join((command.spoken, *needed, *optional))


def topic_commands(topics: Sequence[Topic]) -> Iterator[Command]:
    """Yield the command of each topic: `/pytorch QUESTION`; one named as ours are is asked with `/ask`."""
    for topic in topics:
        if topic.id not in {GROUP, *COMMANDS}:
            yield Command(
                id=topic.id, description=f"Ask about {topic.title}"[:100], options=(_QUESTION,)
            )
