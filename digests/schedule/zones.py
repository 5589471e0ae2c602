"""Time zones by their IANA names."""

from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from digests.errors import UserError

_MOST_SHOWN = 40
"""Characters of what was typed that a refusal repeats."""


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone.

    Raises:
        UserError: nobody knows it; the text names one that it may mean.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a name may be a folder's, too
        raise UserError(
            f"There is no time zone “{name[:_MOST_SHOWN]}”. {_instead(name)}"
        ) from error


def _instead(name: str) -> str:
    known = {zone.casefold(): zone for zone in available_timezones()}
    wanted = name.strip().replace(" ", "_").casefold()
    city = [zone for key, zone in known.items() if key.rpartition("/")[2] == wanted]
    like = city or [known[key] for key in get_close_matches(wanted, sorted(known), n=1)]
    if wanted and like:
        return f"Did you mean {min(like, key=lambda zone: (-zone.count('/'), zone))}?"
    return "Name it by continent and city, such as Europe/Berlin or America/New_York."
