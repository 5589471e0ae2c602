"""Work that stands still is said, in the log and, where there is one, in the operators' channel."""

from datetime import datetime, timedelta

import structlog

from bot.delivery import Desk
from bot.delivery.telling import notice
from bot.scheduler.clock import EPOCH
from digests.model import Backlog, Channel

_log = structlog.get_logger()

STUCK = timedelta(minutes=15)
"""Whatever waits longer than this stands still: a lane posts hundreds of messages meanwhile."""
AGAIN = timedelta(hours=6)
"""The operators are told once in so long."""


async def alarm(desk: Desk, operators: Channel | None) -> list[str]:
    """Say what stands still, and return it.

    Raises:
        StoreError: the store cannot be reached, which its own health check says.
    """
    now = desk.now()
    wrong = stuck(await desk.outbox.backlog(), now)
    late = await desk.subscriptions.due(now - STUCK, limit=1)
    if late:
        wrong.append(f"digests are due since {late[0].due_at:%Y-%m-%d %H:%M} UTC and not planned")
    for what in wrong:
        _log.error("work stands still", what=what)
    if wrong and operators is not None:
        period = (now - EPOCH) // AGAIN
        words = f"Citewire: work stands still. {'; '.join(wrong)}."
        message = notice(operators, words, group=f"alarm/{operators.key}/{period}", now=now)
        await desk.outbox.enqueue([message])
    return wrong


def stuck(backlog: list[Backlog], now: datetime) -> list[str]:
    """Return in words which lanes stand still."""
    return [
        f"lane {lane.lane}: {lane.waiting} waiting, the oldest since"
        f" {lane.oldest:%Y-%m-%d %H:%M} UTC"
        for lane in backlog
        if lane.oldest is not None and now - lane.oldest > STUCK
    ]
