"""One worker over every lane that waits, without an engine and its jobs."""

import asyncio
from collections.abc import Collection
from contextlib import suppress

import structlog

from bot.delivery.desk import Desk
from bot.delivery.pacing import platform_of
from bot.delivery.posting import post_lane
from digests.errors import StoreError

IDLE = 1.0
"""Seconds between two looks at the outbox."""

log = structlog.get_logger()


async def deliver(desk: Desk, *, stop: asyncio.Event) -> None:
    """Post whatever may go, each lane for itself, until `stop`; then finish or hand back.

    A lane that fails is tried again; the others go on.
    """
    running: dict[str, asyncio.Task[bool]] = {}
    try:
        while not stop.is_set():
            for lane in await _waiting(desk):
                if lane not in running:
                    running[lane] = asyncio.create_task(post_lane(desk, lane, stop=stop))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), IDLE)
            for lane in [lane for lane, task in running.items() if task.done()]:
                _ended(lane, running.pop(lane))
        if running:
            await asyncio.wait(running.values())
    except asyncio.CancelledError:
        _cancel(running.values())
        raise
    for lane, task in running.items():
        _ended(lane, task)


async def _waiting(desk: Desk) -> list[str]:
    try:
        lanes = await desk.outbox.waiting_lanes(desk.now())
    except StoreError as error:
        log.warning("outbox_unreachable", error=str(error))
        return []
    return [lane for lane in lanes if platform_of(lane) in desk.platforms]


def _cancel(tasks: Collection[asyncio.Task[bool]]) -> None:
    for task in tasks:
        task.cancel()


def _ended(lane: str, task: asyncio.Task[bool]) -> None:
    error = task.exception()
    if isinstance(error, StoreError):
        log.warning("lane_failed", lane=lane, error=str(error))
    elif error is not None:
        log.error("lane_failed", lane=lane, exc_info=error)
