"""Calls in memory: for tests, and for trying things out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from typing_extensions import override

from digests.model import Budget, Call, CallState, Ending, NewCall, Refused, Spent, Started
from digests.model.calls import OPEN, begun, ended, lost, reached
from digests.ports import Calls


class MemoryCalls(Calls):
    """`Calls` in a dict. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._calls: dict[int, Call] = {}
        self._last = 0

    @override
    async def begin(
        self, call: NewCall, budgets: Sequence[Budget] = ()
    ) -> Started | Call | Refused:
        same = (one for one in self._calls.values() if one.key == call.key)
        found = next((one for one in same if one.state in OPEN), None)
        if found is not None and found.state is not CallState.IN_FLIGHT:
            self._calls[found.n] = replace(found, reused=found.reused + 1)
            return self._calls[found.n]
        if found is not None and found.until > call.at:
            return found
        if found is not None:
            self._calls[found.n] = lost(found)
        for budget in budgets:
            if reason := reached(budget, self._spent(budget), call):
                return Refused(reason=reason)
        self._last += 1
        self._calls[self._last] = begun(self._last, call)
        return Started(n=self._last, again=found is not None)

    @override
    async def renew(self, n: int, until: datetime) -> bool:
        call = self._calls.get(n)
        if call is None or call.state is not CallState.IN_FLIGHT:
            return False
        self._calls[n] = replace(call, until=until)
        return True

    @override
    async def end(self, n: int, ending: Ending | None) -> None:
        call = self._calls.get(n)
        if call is not None and ending is not None:
            self._calls[n] = ended(call, ending)
        elif call is not None and call.state is CallState.IN_FLIGHT:
            del self._calls[n]

    @override
    async def calls(self, *, since: datetime | None = None) -> list[Call]:
        return [
            replace(call, reply=None)
            for call in self._calls.values()
            if since is None or call.at >= since
        ]

    def _spent(self, budget: Budget) -> Spent:
        counted = [
            call
            for call in self._calls.values()
            if (budget.since is None or call.at >= budget.since)
            and (budget.run is None or call.run == budget.run)
            and (budget.channel is None or call.channel == budget.channel)
        ]
        usd = sum((call.counted_usd or Decimal(0) for call in counted), Decimal(0))
        return Spent(tokens=sum(call.counted_tokens for call in counted), usd=usd)
