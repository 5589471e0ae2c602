"""When what failed is tried again: one rule for every server that is asked over HTTP."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState

from digests.errors import CitewireError

PATIENCE = timedelta(seconds=60)
"""A server that asks for a longer rest is left alone, and the call fails with what it asked for."""

_PASSING = frozenset({408, 409, 425, 429})


def may_pass(status: int) -> bool:
    """Return whether the same request may be answered later, by an HTTP status."""
    return status in _PASSING or status >= 500


def rest_asked_for(retry_after: str) -> timedelta | None:
    """Return how long Retry-After asks to wait, in seconds or until a date."""
    asked = retry_after.strip()
    if asked.isdecimal():
        return timedelta(seconds=int(asked[:8]))
    try:
        until = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - datetime.now(UTC), timedelta())


def is_worth_another_try(error: BaseException) -> bool:
    """Return whether it may pass by itself, and soon."""
    if not isinstance(error, CitewireError) or not error.retryable:
        return False
    return error.retry_after is None or error.retry_after <= PATIENCE


def wait(state: RetryCallState) -> float:
    """Return the seconds to the next attempt: doubled each time, and no less than was asked for."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, CitewireError) else None
    longer = random.uniform(0.5, 1.0) * 2.0 ** (state.attempt_number - 1)  # noqa: S311 — no secret
    return max(longer, asked.total_seconds() if asked else 0.0)
