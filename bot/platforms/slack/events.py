"""Events: each is acted on once, however often Slack sends it; who withdraws our access is let go.

Bolt acknowledges an event before its listener begins, so what is done here may take its time.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from sqlalchemy import Connection, delete

from digests.store.slack_schema import slack_events
from digests.store.statements import insert
from digests.store.transactions import Transactions

REMEMBERED_FOR = timedelta(hours=1)
"""Slack sends an event that it takes for lost again at once, after 1 min and after 5 min
(docs.slack.dev/apis/events-api, “Retries”)."""

Handle = Callable[[Mapping[str, Any], AsyncBoltContext], Awaitable[None]]

_log = structlog.get_logger()


class SeenEvents:
    """The events of the last hour, in the database: they outlive a restart.

    Of Slack alone, so no port: no other platform sends an event twice.
    """

    def __init__(self, transactions: Transactions, now: Callable[[], datetime]) -> None:
        self._transactions = transactions
        self._now = now

    async def is_new(self, event_id: str) -> bool:
        """Remember an event; False where it is known.

        Raises:
            StoreError: it could not be remembered, so nothing may be done about it.
        """
        return await self._transactions.write(_remember, event_id, self._now())


def _remember(connection: Connection, event_id: str, now: datetime) -> bool:
    connection.execute(delete(slack_events).where(slack_events.c.seen_at < now - REMEMBERED_FOR))
    fresh = (
        insert(connection, slack_events)
        .values(event_id=event_id, seen_at=now)
        .on_conflict_do_nothing()
        .returning(slack_events.c.event_id)
    )
    return connection.execute(fresh).scalar() is not None


def on_event(app: AsyncApp, kind: str, seen: SeenEvents, handle: Handle) -> None:
    """Call `handle(event, context)` once for each event of a kind; `event_time` is added to it."""

    @app.event(kind)
    async def once(body: dict[str, Any], context: AsyncBoltContext) -> None:
        if not await seen.is_new(str(body["event_id"])):
            _log.info("slack_event_again", kind=kind, event_id=body["event_id"])
            return
        sent_at = datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
        await handle({**body["event"], "event_time": sent_at}, context)


def catch_all(app: AsyncApp) -> None:
    """Acknowledge what nobody listens to: Bolt answers 404 otherwise, and Slack sends it again.

    Registered last: the first listener that matches has the event.
    """

    @app.event(re.compile(".*"))
    async def nobody_listens(event: dict[str, Any]) -> None:
        _log.debug("slack_event_ignored", kind=event.get("type"))
