"""How long a server asks to be left alone, from its response headers."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from digests.feeds.dates import read_date

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_LONGEST = timedelta(days=366)


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """Return what Cache-Control asks for; zero, which asks for nothing, is None."""
    found = _MAX_AGE.search(headers.get("Cache-Control", ""))
    seconds = int(found[1]) if found else 0
    return min(timedelta(seconds=seconds), _LONGEST) if seconds else None


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Return what Retry-After asks for, in seconds or as a date; None where it lies behind."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        # Ten digits are 300 years.
        wait = timedelta(seconds=int(asked[:10]))
    else:
        until = read_date(asked)
        wait = until - now if until else timedelta()
    return min(wait, _LONGEST) if wait > timedelta() else None


def longest(*asked: timedelta | None) -> timedelta | None:
    """Return the longest of those that were asked for."""
    return max((one for one in asked if one is not None), default=None)
