"""Calls to language models: what each cost, what it brought, and what they may cost together."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class CallState(StrEnum):
    """How a call stands."""

    IN_FLIGHT = "in flight"
    KEPT = "kept"
    """It brought a reply, which answers every request like it."""
    UNUSABLE = "unusable"
    """It was paid and brought no usable reply, which is the answer to every request like it."""
    LOST = "lost"
    """Nobody knows what came of it: it broke off or its process fell silent. It may have been paid."""


SILENT = "its process was silent for too long"

OPEN = frozenset({CallState.IN_FLIGHT, CallState.KEPT, CallState.UNUSABLE})
"""Of the calls with one key at most one is in any of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call that is about to be made."""

    key: str
    """What is sent and asked for, hashed: equal keys are the same request."""
    model: str
    prompt: str
    at: datetime
    until: datetime
    """The lease: its holder renews it, and is given up where it was silent for so long."""
    expected_tokens: int
    """What counts against budgets until the server says what it was, and where it never does."""
    expected_usd: Decimal | None = None
    """None where the price is not known."""
    run: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that was made, as the ledger has it."""

    n: int
    key: str
    model: str
    prompt: str
    run: str | None
    channel: str | None
    state: CallState
    at: datetime
    until: datetime
    expected_tokens: int
    expected_usd: Decimal | None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    unheard: int = 0
    """Attempts that broke off before the one that was answered, and may have been paid."""
    reused: int = 0
    """How often what it brought answered a later request."""
    reply: str | None = None
    reply_model: str | None = None
    """The model that replied, as the server names it."""
    reason: str | None = None
    """Why the reply is unusable, or the call lost."""

    @property
    def counted_tokens(self) -> int:
        """The tokens that count against budgets."""
        told = self.input_tokens is not None and self.output_tokens is not None
        own = (self.input_tokens or 0) + (self.output_tokens or 0) if told else self.expected_tokens
        return own + self.unheard * self.expected_tokens

    @property
    def counted_usd(self) -> Decimal | None:
        """The USD that count against budgets; None where the price is not known."""
        own = self.cost_usd if self.cost_usd is not None else self.expected_usd
        if own is None:
            return None
        return own + self.unheard * (self.expected_usd or Decimal(0))


def begun(n: int, call: NewCall) -> Call:
    """Return the call as it enters the ledger."""
    return Call(
        n=n,
        key=call.key,
        model=call.model,
        prompt=call.prompt,
        run=call.run,
        channel=call.channel,
        state=CallState.IN_FLIGHT,
        at=call.at,
        until=call.until,
        expected_tokens=call.expected_tokens,
        expected_usd=call.expected_usd,
    )


def lost(call: Call) -> Call:
    """Return a call whose holder fell silent."""
    return replace(call, state=CallState.LOST, reason=SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of a call."""

    state: CallState
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None
    unheard: int = 0
    reply: str | None = None
    reply_model: str | None = None
    reason: str | None = None


def ended(call: Call, ending: Ending) -> Call:
    """Return the call as the ending leaves it; one that was given up stays lost, but is paid."""
    late = call.state is not CallState.IN_FLIGHT
    return replace(
        call,
        state=call.state if late else ending.state,
        input_tokens=ending.input_tokens,
        output_tokens=ending.output_tokens,
        cost_usd=ending.cost_usd,
        unheard=ending.unheard,
        reply=None if late else ending.reply,
        reply_model=ending.reply_model,
        reason=SILENT if late else ending.reason,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What calls may cost together: those since a time, of a run or a channel, or all."""

    name: str
    """As a reader is told: `today's budget`."""
    tokens: int | None = None
    usd: Decimal | None = None
    since: datetime | None = None
    run: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What calls cost together, as budgets count."""

    tokens: int = 0
    usd: Decimal = Decimal(0)


def reached(budget: Budget, spent: Spent, call: NewCall) -> str | None:
    """Return which budget would not hold with the call, in words; None where it does."""
    if budget.tokens is not None and spent.tokens + call.expected_tokens > budget.tokens:
        return f"{budget.name} for the model ({budget.tokens:,} tokens) is used up"
    if budget.usd is not None and spent.usd + (call.expected_usd or 0) > budget.usd:
        return f"{budget.name} for the model (${budget.usd}) is used up"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The call is the asker's to make."""

    n: int
    again: bool = False
    """The one before it fell silent while it was in flight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The call may not be made: a budget would not hold."""

    reason: str
