"""An event loop whose time is made up: where all wait, the clock leaps to who is next."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple, Unpack

from typing_extensions import override

from tests.builders import MONDAY

_Result = TypeVar("_Result")
_Given = TypeVarTuple("_Given")
_THREAD_SECONDS = 10


class _Leaping(selectors.SelectSelector):
    """Waits for nothing; the time that it should have waited has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        # Without a timer, only a thread can go on: that takes time of ours.
        found = super().select(0 if timeout is not None else _THREAD_SECONDS)
        if not found and timeout is None:
            raise RuntimeError("everything waits, and nothing will ever happen")
        if not found and timeout is not None:
            self.passed += max(timeout, 0.0)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """`asyncio.sleep(3600)` takes an hour of its time, and none of ours."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    @override
    def time(self) -> float:
        return self._leaping.passed

    @override
    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[Unpack[_Given]], _Result],
        *args: *_Given,
    ) -> asyncio.Future[_Result]:
        """Run it at once: the clock would leap while a thread works."""
        done: asyncio.Future[_Result] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 — as a thread hands on whatever it was
            done.set_exception(error)
        return done


def now() -> datetime:
    """Return the time on the wall in the running virtual loop: Monday at nine, and what passed."""
    return MONDAY + timedelta(seconds=asyncio.get_running_loop().time())


def in_virtual_time(work: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
    """Run work on a clock that starts on Monday at nine."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work())
