"""Calls to language models: the ledger on SQL."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, func, null, select, update
from typing_extensions import override

from digests.model import Budget, Call, CallState, Ending, NewCall, Refused, Spent, Started
from digests.model.calls import begun, ended, lost, reached
from digests.ports import Calls
from digests.store.rows import AnyRow, Fields
from digests.store.schema import llm_calls
from digests.store.statements import queue_by
from digests.store.transactions import Transactions

_FIELDS = [field.name for field in fields(Call)]
_OF_A_CALL = [llm_calls.c[name] for name in _FIELDS]
_LIST = [llm_calls.c[name] if name != "reply" else null().label(name) for name in _FIELDS]


class SqlCalls(Calls):
    """`Calls` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def begin(
        self, call: NewCall, budgets: Sequence[Budget] = ()
    ) -> Started | Call | Refused:
        return await self._write(_begin, call, budgets)

    @override
    async def renew(self, n: int, until: datetime) -> bool:
        return await self._write(_renew, n, until)

    @override
    async def end(self, n: int, ending: Ending | None) -> None:
        await self._write(_end, n, ending)

    @override
    async def calls(self, *, since: datetime | None = None) -> list[Call]:
        return await self._read(_calls_since, since)


def _begin(
    connection: Connection, call: NewCall, budgets: Sequence[Budget]
) -> Started | Call | Refused:
    # One after the other: of two that begin at once, each has to see what the other may spend.
    queue_by(connection, "llm_calls")
    same = select(*_OF_A_CALL).where(
        llm_calls.c.key == call.key, llm_calls.c.state != CallState.LOST.value
    )
    row = connection.execute(same).first()
    found = None if row is None else _call_of(row)
    if found is not None and found.state is not CallState.IN_FLIGHT:
        return _reused(connection, found)
    if found is not None and found.until > call.at:
        return found
    if found is not None:
        _replace(connection, lost(found))
    for budget in budgets:
        if reason := reached(budget, _spent(connection, budget), call):
            return Refused(reason=reason)
    values = _fields_of(begun(0, call))
    added = connection.execute(llm_calls.insert().values(values).returning(llm_calls.c.n))
    return Started(n=added.scalar_one(), again=found is not None)


def _reused(connection: Connection, call: Call) -> Call:
    counted = (
        update(llm_calls)
        .where(llm_calls.c.n == call.n)
        .values(reused=llm_calls.c.reused + 1)
        .returning(*_OF_A_CALL)
    )
    return _call_of(connection.execute(counted).one())


def _spent(connection: Connection, budget: Budget) -> Spent:
    which: list[ColumnElement[bool]] = []
    if budget.since is not None:
        which.append(llm_calls.c.at >= budget.since)
    if budget.run is not None:
        which.append(llm_calls.c.run == budget.run)
    if budget.channel is not None:
        which.append(llm_calls.c.channel == budget.channel)
    tokens, usd = llm_calls.c.counted_tokens, llm_calls.c.counted_usd
    row = connection.execute(select(func.sum(tokens), func.sum(usd)).where(*which)).one()
    return Spent(tokens=int(row[0] or 0), usd=row[1] or Decimal(0))


def _renew(connection: Connection, n: int, until: datetime) -> bool:
    renewed = (
        update(llm_calls)
        .where(llm_calls.c.n == n, llm_calls.c.state == CallState.IN_FLIGHT.value)
        .values(until=until)
        .returning(llm_calls.c.n)
    )
    return connection.execute(renewed).first() is not None


def _end(connection: Connection, n: int, ending: Ending | None) -> None:
    query = select(*_OF_A_CALL).where(llm_calls.c.n == n).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        return
    call = _call_of(row)
    if ending is not None:
        _replace(connection, ended(call, ending))
    elif call.state is CallState.IN_FLIGHT:
        connection.execute(llm_calls.delete().where(llm_calls.c.n == n))


def _replace(connection: Connection, call: Call) -> None:
    values = _fields_of(call)
    connection.execute(update(llm_calls).where(llm_calls.c.n == call.n).values(values))


def _calls_since(connection: Connection, since: datetime | None) -> list[Call]:
    query = select(*_LIST).order_by(llm_calls.c.n)
    if since is not None:
        query = query.where(llm_calls.c.at >= since)
    return [_call_of(row) for row in connection.execute(query)]


def _call_of(row: AnyRow) -> Call:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Call(**values | {"state": CallState(row.state)})


def _fields_of(call: Call) -> Fields:
    values: Fields = {name: getattr(call, name) for name in _FIELDS if name != "n"}
    return values | {
        "state": call.state.value,
        "counted_tokens": call.counted_tokens,
        "counted_usd": call.counted_usd,
    }
