"""Upkeep on SQL."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from typing_extensions import override

from digests.model import Retention
from digests.ports import Upkeep
from digests.store import pruning
from digests.store.address import Address
from digests.store.engine import LOCK_WAIT, connect_options
from digests.store.failures import translated
from digests.store.reindexing import reindex
from digests.store.schema import metadata
from digests.store.transactions import Transactions

SPARING_WAIT = timedelta(seconds=5)
"""How long a vacuum that can wait for another day waits for whoever writes; nothing interrupts that."""


class SqlUpkeep(Upkeep):
    """`Upkeep` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    @override
    async def prunable(self, retention: Retention) -> dict[str, int]:
        return await self._transactions.read(pruning.count, retention)

    @override
    async def prune(self, retention: Retention) -> dict[str, int]:
        removed = await pruning.prune(self._transactions, retention)
        await reindex(self._transactions)
        return removed

    @override
    async def vacuum(self, *, sparing: bool = False) -> bool:
        started: list[Callable[[], None]] = []
        thread = asyncio.to_thread(
            _vacuum, self._transactions.address, sparing=sparing, started=started.append
        )
        task = asyncio.create_task(thread)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            # A thread cannot be left behind: the process would wait for it before it ends.
            for interrupt in started:
                interrupt()
            await asyncio.gather(task, return_exceptions=True)
            raise


def _vacuum(
    address: Address, *, sparing: bool, started: Callable[[Callable[[], None]], None]
) -> bool:
    """Vacuum on a connection of its own, as it runs in no transaction; tell how to interrupt it."""
    wait = SPARING_WAIT if sparing else LOCK_WAIT
    engine = create_engine(
        address.url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        **connect_options(address),
    )
    with translated(address), engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is not None:
            started(driver.cancel if address.file is None else driver.interrupt)
        if address.file is None:
            names = ", ".join([*metadata.tables, "article_search"])
            connection.exec_driver_sql(f"VACUUM (ANALYZE) {names}")
            return True
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait.total_seconds() * 1000)}")
        free, pages = (
            connection.exec_driver_sql(f"PRAGMA {count}").scalar_one()
            for count in ("freelist_count", "page_count")
        )
        if sparing and 4 * free < pages:
            return False
        connection.exec_driver_sql("VACUUM")
        # What was written goes through the log, which is as long as the file by now.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return True
