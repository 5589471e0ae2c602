"""One operation, one transaction, on either engine.

An operation is a plain function that runs in a thread. A driver for an event loop would go there and
back for each statement and each end of a transaction: on SQLite five times the processor's time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from digests.store.address import Address
from digests.store.engine import CONNECTIONS, WRITING
from digests.store.failures import translated

P = ParamSpec("P")
T = TypeVar("T")
Operation = Callable[Concatenate[Connection, P], T]


class Transactions:
    """Runs operations on a database that is up to date; belongs to its maker's event loop."""

    def __init__(self, engine: Engine, address: Address) -> None:
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
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="store")

    async def read(self, operation: Operation[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Run an operation that writes nothing."""

        def transaction() -> T:
            with self._reading.begin() as connection:
                return operation(connection, *args, **options)

        return await self.run(transaction)

    async def write(self, operation: Operation[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Run an operation that writes: all of it is kept, or nothing."""

        def transaction() -> T:
            with self.begun() as connection:
                return operation(connection, *args, **options)

        async def in_turn() -> T:
            async with self._turn:
                return await self.run(transaction)

        return await uninterrupted(in_turn())

    @contextmanager
    def begun(self) -> Iterator[Connection]:
        """Begin a transaction that writes, in the thread of the caller, and commit it at the end."""
        with translated(self.address), self.writing.begin() as connection:
            yield connection

    async def run(self, call: Callable[[], T]) -> T:
        """Run in a thread what begins its transactions by itself."""

        def translating() -> T:
            with translated(self.address):
                return call()

        loop = asyncio.get_running_loop()
        return await uninterrupted(loop.run_in_executor(self._threads, translating))

    def close(self) -> None:
        """Close the connections; what runs is waited for."""
        self._threads.shutdown()
        self.engine.dispose()


async def uninterrupted(work: Awaitable[T]) -> T:
    """Return the work's result; a cancelled caller waits for its end before it stops.

    A thread cannot be cancelled, and what it has not yet committed is nobody else's to decide on.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        # Its own failure is nobody's any more; gathered, it is not reported as forgotten.
        await asyncio.gather(task, return_exceptions=True)
        raise
