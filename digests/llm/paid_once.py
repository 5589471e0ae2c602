"""A `LanguageModel` that asks the ledger before it asks another one, so that nothing is paid twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_fixed

from digests.errors import BudgetReached, ModelError, StoreError, UnusableReply
from digests.llm.terms import Limits, Price, expected_tokens, key_of
from digests.model import (
    Call,
    CallState,
    Ending,
    ModelReply,
    ModelRequest,
    NewCall,
    Refused,
    Started,
)
from digests.patience import is_worth_another_try
from digests.ports import Calls, LanguageModel

LOOK = timedelta(seconds=0.25)
"""How often it is looked whether another worker's call has ended."""


class Outcome(StrEnum):
    """What came of a request."""

    AGAIN = "again"
    """It was in flight when its process fell silent: it is made again, and may have been paid."""
    MADE = "made"
    REUSED = "reused"
    UNUSABLE = "unusable"
    LOST = "lost"
    FAILED = "failed"
    """Nothing was paid."""
    REFUSED = "refused"
    """A budget would not hold."""


Tell = Callable[[ModelRequest, Outcome, Ending | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms calls are made."""

    lease: timedelta = timedelta(seconds=30)
    """A call is given up where its process was silent for so long."""
    limits: Limits = field(default_factory=Limits)
    price: Price | None = None
    """None where it is not known."""


class PaidOnce:
    """Makes each call once, whoever asks; what it brought answers all that ask for the same."""

    def __init__(
        self,
        model: LanguageModel,
        calls: Calls,
        *,
        terms: Terms,
        now: Callable[[], datetime],
        tell: Tell = lambda _, __, ___: None,
    ) -> None:
        """Ask `calls` before `model`; `tell` hears what came of each request."""
        self._model = model
        self._calls = calls
        self._terms = terms
        self._now = now
        self._tell = tell

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the reply: one that is kept, one that another worker waits for, or a new one.

        Raises:
            UnusableReply: the reply cannot be used, now or when it was paid for.
            BudgetReached: a budget would not hold.
            ModelError: there is no reply.
            StoreError: the ledger cannot be reached.
        """
        while True:
            call = self.new_call(request)
            start = await self._calls.begin(call, self._terms.limits.budgets(request, call.at))
            match start:
                case Started():
                    return await self._made(start, request)
                case Refused(reason=reason):
                    self._tell(request, Outcome.REFUSED, None)
                    raise BudgetReached(reason)
                case Call(state=CallState.IN_FLIGHT):
                    await asyncio.sleep(LOOK.total_seconds())
                case Call():
                    self._tell(request, Outcome.REUSED, None)
                    return _brought_by(start)

    def new_call(self, request: ModelRequest) -> NewCall:
        """Return the call that the request would begin now."""
        now = self._now()
        read, written = expected_tokens(request)
        return NewCall(
            key=key_of(request),
            model=request.model,
            prompt=request.prompt,
            at=now,
            until=now + self._terms.lease,
            expected_tokens=read + written,
            expected_usd=self._cost(read, written),
            run=request.run,
            channel=request.channel,
        )

    async def _made(self, start: Started, request: ModelRequest) -> ModelReply:
        if start.again:
            self._tell(request, Outcome.AGAIN, None)
        try:
            async with self._held(start.n):
                reply = await self._model.complete(request)
        except UnusableReply as error:
            await self._end(start.n, request, Outcome.UNUSABLE, self._unusable(error))
            raise
        except ModelError as error:
            await self._end(start.n, request, *_broken_off(str(error), error.unheard))
            raise
        except asyncio.CancelledError:
            await self._end(start.n, request, *_broken_off("it was told to stop", 1))
            raise
        reply = replace(reply, cost_usd=self._cost(reply.input_tokens, reply.output_tokens))
        await self._end(start.n, request, Outcome.MADE, _kept(reply))
        return reply

    def _cost(self, read: int | None, written: int | None) -> Decimal | None:
        return self._terms.price.of(read, written) if self._terms.price else None

    def _unusable(self, error: UnusableReply) -> Ending:
        return Ending(
            state=CallState.UNUSABLE,
            input_tokens=error.input_tokens,
            output_tokens=error.output_tokens,
            cost_usd=self._cost(error.input_tokens, error.output_tokens),
            unheard=error.unheard,
            reason=str(error),
        )

    @asynccontextmanager
    async def _held(self, n: int) -> AsyncIterator[None]:
        """Renew the lease for as long as the call takes."""
        renewing = asyncio.create_task(self._renew(n))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self, n: int) -> None:
        lease = self._terms.lease
        while True:
            await asyncio.sleep(lease.total_seconds() / 3)
            # A ledger that is away for a moment may be back before the lease is over.
            with suppress(StoreError):
                if not await self._calls.renew(n, self._now() + lease):
                    return

    async def _end(
        self, n: int, request: ModelRequest, outcome: Outcome, ending: Ending | None
    ) -> None:
        """Keep what came of it, and try for as long as nobody else takes the call over."""
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(is_worth_another_try),
            stop=stop_after_attempt(int(self._terms.lease.total_seconds())),
            wait=wait_fixed(1),
            reraise=True,
        ):
            with attempt:
                await self._calls.end(n, ending)
        self._tell(request, outcome, ending)


def _kept(reply: ModelReply) -> Ending:
    return Ending(
        state=CallState.KEPT,
        input_tokens=reply.input_tokens,
        output_tokens=reply.output_tokens,
        cost_usd=reply.cost_usd,
        unheard=reply.unheard,
        reply=reply.text,
        reply_model=reply.model,
    )


def _broken_off(reason: str, attempts: int) -> tuple[Outcome, Ending | None]:
    """Return what came of a call that brought nothing, after so many attempts that may be paid."""
    if not attempts:
        return Outcome.FAILED, None
    return Outcome.LOST, Ending(state=CallState.LOST, reason=reason, unheard=attempts - 1)


def _brought_by(call: Call) -> ModelReply:
    if call.reply is None:
        raise UnusableReply(
            call.reason or "the model's reply could not be used",
            input_tokens=call.input_tokens,
            output_tokens=call.output_tokens,
        )
    return ModelReply(
        text=call.reply,
        model=call.reply_model or call.model,
        input_tokens=call.input_tokens,
        output_tokens=call.output_tokens,
        cost_usd=call.cost_usd,
        kept=True,
    )
