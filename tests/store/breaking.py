"""Something happens in the middle of an operation, or the process dies at a commit."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from digests.store.engine import WRITING
from digests.store.sql import SqlStore


class Died(Exception):  # noqa: N818 — not an error of ours: it stands for anything
    """What a test raises where a statement would run."""


@contextmanager
def before_statement(store: SqlStore, number: int, act: Callable[[], object]) -> Iterator[None]:
    """Act before the given statement, from 1, that the store sends."""
    sent = 0

    def count(*_: object) -> None:
        nonlocal sent
        sent += 1
        if sent == number:
            act()

    engine = store.transactions.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)


def cancelling(task: "asyncio.Future[Any]") -> Callable[[], object]:
    """Return what cancels a task from the thread of an operation, and waits until that is done."""

    async def cancel() -> None:
        task.cancel()

    return lambda: asyncio.run_coroutine_threadsafe(cancel(), task.get_loop()).result(10)


def die() -> None:
    raise Died


def die_at_commit(store: SqlStore, fatal: int) -> None:
    """Kill the process before that commit of a writing transaction, from 1."""
    commits = 0

    @event.listens_for(store.transactions.engine, "commit")
    def _count(connection: Connection) -> None:
        nonlocal commits
        commits += bool(connection.get_execution_options().get(WRITING))
        if commits == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
