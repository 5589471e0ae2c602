"""Topics and time zones as people write them."""

from collections.abc import Iterator
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.commands.requests import Person
from config.loading import Catalogue
from digests.errors import UserError
from digests.model import Channel, Topic
from digests.ports import Subscriptions
from digests.schedule.zones import zone_of
from digests.text.clean import one_line

SHOWN = 40
"""Characters of what was written that a refusal repeats."""
_ALIKE = 70
"""Per cent from which a topic's name is taken for what was meant."""
_NAMED = 20


def find_topic(catalogue: Catalogue, written: str) -> Topic:
    """Return the topic of that id, title or alias, in any case.

    Raises:
        UserError: there is none; the text names the one that is alike, or those there are.
    """
    wanted = one_line(written).lstrip("/#").casefold()
    named = {name.casefold(): topic for name, topic in _names(catalogue)}
    if wanted in named:
        return named[wanted]
    like = process.extractOne(wanted, list(named), scorer=fuzz.WRatio, score_cutoff=_ALIKE)
    # WRatio finds a long text alike to any short name in it.
    if like and wanted and len(wanted) <= 2 * len(like[0]):
        hint = f"Did you mean {named[like[0]].id}?"
    else:
        ids = [topic.id for topic in catalogue.topics]
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        hint = f"Topics: {', '.join(ids[:_NAMED])}{more}."
    raise UserError(f"There is no topic “{one_line(written)[:SHOWN]}”. {hint}")


def title_of(catalogue: Catalogue, topic_id: str) -> str:
    """Return a topic's title; its id where it is configured no more."""
    topic = catalogue.topic_by_id.get(topic_id)
    return topic.title if topic else topic_id


def read_zone(written: str) -> str:
    """Return the IANA name of a zone, or of the one zone of a city, in any case.

    Raises:
        UserError: nobody knows it, or several cities have the name.
    """
    wanted = one_line(written).replace(" ", "_").casefold()
    known = known_zones()
    if wanted in known:
        return known[wanted]
    cities = [zone for key, zone in known.items() if key.rpartition("/")[2] == wanted]
    if len(cities) == 1:
        return cities[0]
    named = {key.rpartition("/")[2]: zone for key, zone in known.items()}
    if like := process.extractOne(wanted, list(named), scorer=fuzz.ratio, score_cutoff=80):
        shown = one_line(written)[:SHOWN]
        raise UserError(f"There is no time zone “{shown}”. Did you mean {named[like[0]]}?")
    zone_of(written)
    raise UserError("Name the time zone by continent and city, such as Europe/Berlin.")


@lru_cache(maxsize=1)
def known_zones() -> dict[str, str]:
    """Return the zones by their names in small letters, in the order of the alphabet."""
    return {zone.casefold(): zone for zone in sorted(available_timezones())}


async def zone_for(person: Person, channel: Channel, subscriptions: Subscriptions) -> str | None:
    """Return a person's zone: the platform's, else that of the last subscription they made."""
    if person.zone is not None and person.zone.casefold() in known_zones():
        return known_zones()[person.zone.casefold()]
    made = await subscriptions.subscriptions(workspace=channel.workspace)
    own = [one for one in made if one.owner == person.id]
    return own[-1].schedule.zone if own else None


async def clock_for(person: Person, channel: Channel, subscriptions: Subscriptions) -> tzinfo:
    """Return the zone by which a person reads times; UTC where nobody knows it."""
    return zone_of(await zone_for(person, channel, subscriptions) or "UTC")


def _names(catalogue: Catalogue) -> Iterator[tuple[str, Topic]]:
    """Yield every name of each topic; ids last, so that they win."""
    for topic in catalogue.topics:
        yield from ((alias, topic) for alias in topic.aliases)
    for topic in catalogue.topics:
        yield topic.title, topic
    for topic in catalogue.topics:
        yield topic.id, topic
