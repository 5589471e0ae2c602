"""What is being answered: a process that is told to stop finishes it."""

import asyncio

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from typing_extensions import override

FINISHED_WITHIN = 10.0
"""Seconds; a process has 25 to stop in."""


class UnderWay:
    """Counts an app's listeners that run: Bolt starts them and forgets them."""

    def __init__(self, app: AsyncApp) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        app.listener_runner.listener_start_handler = _Start(self)
        app.listener_runner.listener_completion_handler = _Completion(self)

    def count(self, change: int) -> None:
        """Note that a listener began (1) or ended (-1)."""
        self._running += change
        if self._running:
            self._idle.clear()
        else:
            self._idle.set()

    async def finish(self) -> bool:
        """Wait until nothing runs; False where something takes too long."""
        try:
            await asyncio.wait_for(self._idle.wait(), FINISHED_WITHIN)
        except TimeoutError:
            return False
        return True


class _Start(AsyncListenerStartHandler):
    def __init__(self, under_way: UnderWay) -> None:
        self._under_way = under_way

    @override
    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._under_way.count(1)


class _Completion(AsyncListenerCompletionHandler):
    def __init__(self, under_way: UnderWay) -> None:
        self._under_way = under_way

    @override
    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._under_way.count(-1)
