"""Settings of a subscription as people give them, by the names of the commands' options."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from bot.commands.naming import SHOWN, read_zone
from bot.commands.schedules import WEEKDAYS, read_schedule
from bot.commands.table import CHANNEL_OPTIONS
from digests.errors import UserError
from digests.layouts import LAYOUTS
from digests.model import Cadence, Quiet, Schedule, Subscription, Topic
from digests.sections.tagging import known_tags
from digests.text.clean import one_line
from digests.text.phrases import LANGUAGES

FORMATS = {name: layout.words for name, layout in LAYOUTS.items()}
"""Format -> what it looks like."""
CADENCES = {
    Cadence.DAILY: "Every day",
    Cadence.WEEKDAYS: "Monday to Friday",
    Cadence.WEEKLY: "Every week",
    Cadence.FORTNIGHTLY: "Every two weeks",
    Cadence.MONTHLY: "Every month",
}
QUIET = {Quiet.SKIP: "Post nothing", Quiet.SAY: "Say that nothing is new"}
NO_TAGS = frozenset({"none", "all", "any", "-"})
"""Written for tags: no longer only some stories."""

_CHANNEL_SETTINGS = tuple(option.name for option in CHANNEL_OPTIONS)
SETTINGS = ("every", "day", "time", "zone", "format", "language", "tags", "without", "quiet")
_TAGS = {"tags": "tags_in", "without": "tags_out"}
"""Option -> field of `Subscription`."""
_MOST_TAGS = 20
_MOST_FORUM_TAGS, _LONGEST_TAG = 5, 20
"""Discord's limits of a forum post's tags, and of a tag's characters."""
_PARTS = re.compile(r"[\s,;]+")

E = TypeVar("E", bound=StrEnum)


def read_settings(
    options: Mapping[str, str], before: Schedule, topic: Topic
) -> tuple[Schedule, dict[str, object]]:
    """Return the schedule, and the other fields of `Subscription` that the options give.

    Blank options give nothing.

    Raises:
        UserError: an option's text is none that is known; the text says how to give it.
    """
    given = settings_given(options)
    every = _one_of("how often", given["every"], Cadence) if "every" in given else None
    schedule = read_schedule(
        before,
        every=every,
        on=given.get("day"),
        at=given.get("time"),
        zone=read_zone(given["zone"]) if "zone" in given else None,
    )
    fields: dict[str, object] = {}
    if "format" in given:
        fields["format"] = read_format(given["format"])
    if "language" in given:
        fields["language"] = read_language(given["language"])
    if "quiet" in given:
        fields["quiet"] = _one_of("what to do when nothing is new", given["quiet"], Quiet)
    for name, field in _TAGS.items():
        if name in given:
            fields[field] = read_tags(given[name], topic)
    return schedule, {**fields, **_of_channel(given)}


def settings_given(options: Mapping[str, str]) -> dict[str, str]:
    """Return the settings among the options that are not blank, each on one line."""
    names = (*SETTINGS, *_CHANNEL_SETTINGS)
    return {name: text for name in names if (text := one_line(options.get(name) or ""))}


def options_of(subscription: Subscription) -> dict[str, str]:
    """Return the options that give a subscription's settings, to fill a form with."""
    named = ("format", "language", "quiet", *_TAGS.values())
    return spelled(subscription.schedule, {name: getattr(subscription, name) for name in named})


def spelled(schedule: Schedule, fields: Mapping[str, object]) -> dict[str, str]:
    """Return the options that give what `read_settings` returns, each in the one way that forms take."""
    monthly = schedule.cadence is Cadence.MONTHLY
    said = {
        "every": schedule.cadence.value,
        "day": str(schedule.day) if monthly else WEEKDAYS[schedule.weekday],
        "time": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
    }
    said |= {name: str(fields[name]) for name in ("format", "language", "quiet") if name in fields}
    for name, field in _TAGS.items():
        if isinstance(tags := fields.get(field), tuple):
            said[name] = ", ".join(tags) or "none"
    return said


def read_tags(written: str, topic: Topic) -> tuple[str, ...]:
    """Return the tags; `none` is no tag.

    Raises:
        UserError: no story of the topic can have such a tag.
    """
    names = [part.lstrip("#").casefold() for part in _PARTS.split(one_line(written))]
    tags = tuple(dict.fromkeys(name for name in names if name))
    if NO_TAGS.issuperset(tags):
        return ()
    known = {tag.casefold(): tag for tag in known_tags(topic)}
    for tag in tags:
        if tag not in known:
            like = get_close_matches(tag[:SHOWN], known, n=1)
            hint = (
                f"Did you mean #{known[like[0]]}?"
                if like
                else f"Tags: {', '.join(known.values())}."
            )
            raise UserError(f"There is no tag “#{tag[:SHOWN]}”. {hint}")
    if len(tags) > _MOST_TAGS:
        raise UserError(f"Give at most {_MOST_TAGS} tags.")
    return tuple(known[tag] for tag in tags)


def _of_channel(given: Mapping[str, str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    if "crosspost" in given:
        said = given["crosspost"].casefold()
        if said not in {"yes", "no"}:
            raise UserError("Say yes or no: shall followers of this channel get the digests, too?")
        fields["crosspost"] = said == "yes"
    if "forum_tags" in given:
        named = [part.strip().lstrip("#") for part in given["forum_tags"].split(",")]
        tags = tuple(dict.fromkeys(name[:_LONGEST_TAG] for name in named if name))
        if len(tags) > _MOST_FORUM_TAGS:
            raise UserError(f"A post in a forum takes at most {_MOST_FORUM_TAGS} tags.")
        fields["forum_tags"] = () if NO_TAGS.issuperset(map(str.casefold, tags)) else tags
    return fields


def read_language(written: str) -> str:
    """Return the language's code, of a code or the language's name in itself.

    Raises:
        UserError: there are no words of ours in it.
    """
    wanted = written.casefold()
    for code, name in LANGUAGES.items():
        if wanted in {code, name.casefold()}:
            return code
    known = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
    raise UserError(f"There are no digests in “{written[:SHOWN]}”. Languages: {known}.")


def read_format(written: str) -> str:
    """Return the format's name.

    Raises:
        UserError: there is no such format.
    """
    wanted = written.casefold()
    if wanted not in FORMATS:
        raise UserError(f"There is no format “{written[:SHOWN]}”. Formats: {', '.join(FORMATS)}.")
    return wanted


def _one_of(what: str, written: str, kind: type[E]) -> E:
    try:
        return kind(written.casefold())
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise UserError(f"“{written[:SHOWN]}” is none of the words for {what}: {known}.") from None
