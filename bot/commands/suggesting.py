"""What an option may be completed to, while it is being written."""

from collections.abc import Callable, Iterable, Sequence

from bot.commands.naming import known_zones
from bot.commands.schedules import WEEKDAYS
from bot.commands.settings import CADENCES, FORMATS, QUIET
from bot.commands.table import Kind
from config.loading import Catalogue
from digests.model import Subscription
from digests.sections.tagging import known_tags
from digests.text.clean import one_line
from digests.text.phrases import LANGUAGES

MOST = 25
"""Discord's most choices."""
LABEL = 100
"""Characters of a label and of a value there."""
_ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Helsinki", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "Africa/Lagos",
    "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai",
    "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
"""What is offered before anything is written."""
_TIMES = ("07:00", "08:00", "09:00", "10:00", "12:00", "14:00", "16:00", "18:00")
_SPANS = (
    ("The last 24 hours", "24h"),
    ("The last seven days", "7d"),
    ("The last two weeks", "2w"),
    ("The last 30 days", "30d"),
)

Choice = tuple[str, str]


def suggestions(
    kind: str, written: str, catalogue: Catalogue, kept: Sequence[Subscription]
) -> list[Choice]:
    """Return up to 25 (label, value); what the channel gets already comes first of topics."""
    wanted = one_line(written).casefold()
    if kind == Kind.TOPIC:
        found = _topics(wanted, catalogue, kept)
    elif kind == Kind.ZONE:
        found = _zones(wanted)
    elif kind == Kind.TAGS:
        found = _tags(one_line(written), catalogue, kept)
    else:
        known = _KNOWN.get(kind, lambda: ())()
        found = [one for one in known if wanted in f"{one[0]} {one[1]}".casefold()]
    short = ((label[:LABEL], value) for label, value in found if 0 < len(value) <= LABEL)
    return list(short)[:MOST]


def _topics(wanted: str, catalogue: Catalogue, kept: Sequence[Subscription]) -> list[Choice]:
    here = {one.topic_id for one in kept}
    found = []
    for topic in catalogue.topics:
        names = [name.casefold() for name in (topic.id, topic.title, *topic.aliases)]
        if any(wanted in name for name in names):
            opens = any(name.startswith(wanted) for name in names)
            found.append((topic.id not in here, not opens, topic.title, topic.id))
    return [(title, topic_id) for *_, title, topic_id in sorted(found)]


def _zones(wanted: str) -> list[Choice]:
    if not wanted:
        return [(zone, zone) for zone in _ZONES]
    words = wanted.replace(" ", "_")
    found = [
        (not key.rpartition("/")[2].startswith(words), not key.startswith(words), zone)
        for key, zone in known_zones().items()
        if words in key
    ]
    return [(zone, zone) for *_, zone in sorted(found)]


def _tags(written: str, catalogue: Catalogue, kept: Sequence[Subscription]) -> list[Choice]:
    """Complete the last tag that is being written, behind those that are."""
    head, mark, last = written.rpartition(",")
    here = {one.topic_id for one in kept}
    topics = [one for one in catalogue.topics if one.id in here] or list(catalogue.topics)
    known = dict.fromkeys(tag for topic in topics for tag in known_tags(topic))
    wanted = last.strip().lstrip("#").casefold()
    before = f"{head}{mark} " if mark else ""
    return [(f"{before}{tag}", f"{before}{tag}") for tag in known if wanted in tag.casefold()]


_KNOWN: dict[str, Callable[[], Iterable[Choice]]] = {
    Kind.CADENCE: lambda: [(words, cadence.value) for cadence, words in CADENCES.items()],
    Kind.DAY: lambda: [
        *((name, name) for name in WEEKDAYS),
        *((f"Day {n} of the month", str(n)) for n in (1, 2, 10, 15, 20, 28, 31)),
    ],
    Kind.TIME: lambda: [(at, at) for at in _TIMES],
    Kind.FORMAT: lambda: [(f"{name}: {words}", name) for name, words in FORMATS.items()],
    Kind.LANGUAGE: lambda: [(name, code) for code, name in LANGUAGES.items()],
    Kind.QUIET: lambda: [(words, quiet.value) for quiet, words in QUIET.items()],
    Kind.WHEN: lambda: _SPANS,
    Kind.SWITCH: lambda: [("Yes", "yes"), ("No", "no")],
}
