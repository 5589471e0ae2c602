"""One operation, one transaction, on either engine."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import nullcontext
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.store.address import Address
from digests.store.engine import WRITING
from digests.store.failures import translated

P = ParamSpec("P")
T = TypeVar("T")
Operation = Callable[Concatenate[AsyncConnection, P], Awaitable[T]]


class Transactions:
    """Runs operations on a database that is up to date; belongs to its maker's event loop."""

    def __init__(self, engine: AsyncEngine, address: Address) -> None:
        self.address = address
        self.engine = engine
        self.writing = engine.execution_options(**{WRITING: True})
        # What several statements read must fit together; SQLite shows a transaction one state anyway.
        self._reading = (
            engine
            if address.file is not None
            else engine.execution_options(isolation_level="REPEATABLE READ")
        )
        # SQLite lets one write at a time and its waiters poll; here they queue instead.
        self._turn = asyncio.Lock() if address.file is not None else nullcontext()

    async def read(self, operation: Operation[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Run an operation that writes nothing."""

        async def transaction() -> T:
            with translated(self.address):
                async with self._reading.begin() as connection:
                    return await operation(connection, *args, **options)

        return await uninterrupted(transaction())

    async def write(self, operation: Operation[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Run an operation that writes: all of it is kept, or nothing."""

        async def transaction() -> T:
            with translated(self.address):
                async with self._turn, self.writing.begin() as connection:
                    return await operation(connection, *args, **options)

        return await uninterrupted(transaction())


async def uninterrupted(transaction: Coroutine[None, None, T]) -> T:
    """Return the transaction's result; a cancelled caller waits for its end before it stops.

    A driver that is cancelled within a statement leaves the connection in the transaction, and on
    SQLite the file locked (aiosqlite 0.22: the statement goes on in its thread).
    """
    task = asyncio.ensure_future(transaction)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        # Its own failure is nobody's any more; gathered, it is not reported as forgotten.
        await asyncio.gather(task, return_exceptions=True)
        raise
