"""What calls cost, and what they may cost."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from digests.llm.marked import UNTRUSTED
from digests.model import Budget, ModelRequest
from digests.model.ids import sha256

MILLION = Decimal(1_000_000)
CHANNEL_TERM = timedelta(days=30)
_BYTES_OF_A_TOKEN = 3
"""English has 4 to 5, other languages less: what is expected should not be too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """USD for a million tokens."""

    read: Decimal
    written: Decimal

    def of(self, read: int | None, written: int | None) -> Decimal | None:
        """Return what so many tokens cost; None where the server does not tell how many they are."""
        if read is None or written is None:
            return None
        return (self.read * read + self.written * written) / MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that calls may cost together; None is no limit."""

    tokens: int | None = None
    usd: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The operator's limits: of a run, of a day (UTC), of a channel in 30 days."""

    run: Limit = Limit()
    day: Limit = Limit()
    channel: Limit = Limit()

    def budgets(self, request: ModelRequest, now: datetime) -> list[Budget]:
        """Return the budgets that the request has to hold."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        found = [_budget("today's budget", self.day, since=midnight)]
        if request.run is not None:
            found.append(_budget("this run's budget", self.run, run=request.run))
        if request.channel is not None:
            name, since = "this channel's budget of 30 days", now - CHANNEL_TERM
            found.append(_budget(name, self.channel, since=since, channel=request.channel))
        return [budget for budget in found if budget.tokens is not None or budget.usd is not None]


def _budget(
    name: str,
    limit: Limit,
    *,
    since: datetime | None = None,
    run: str | None = None,
    channel: str | None = None,
) -> Budget:
    return Budget(
        name=name, tokens=limit.tokens, usd=limit.usd, since=since, run=run, channel=channel
    )


def expected_tokens(request: ModelRequest) -> tuple[int, int]:
    """Return how many tokens are read and written at most, roughly."""
    words = [request.instructions, json.dumps(request.schema)]
    words += [one.text for one in request.material]
    read = sum(len(text.encode()) for text in words) // _BYTES_OF_A_TOKEN
    return read, request.max_output_tokens


def key_of(request: ModelRequest) -> str:
    """Return what makes the request what it is, hashed: equal keys are paid for once."""
    what = [
        request.model,
        request.prompt,
        request.instructions,
        [[one.id, one.text] for one in request.material],
        request.schema,
        request.max_output_tokens,
        UNTRUSTED,
    ]
    return sha256(json.dumps(what, sort_keys=True, separators=(",", ":")))
