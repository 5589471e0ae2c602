"""What was seen is remembered for an hour, on each engine, and nothing of it is kept for ever."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from bot.platforms.slack.events import SeenEvents
from digests.model import Retention
from digests.store.schema import metadata
from digests.store.slack_schema import slack_oauth_states
from digests.store.sql import Database
from tests.builders import MONDAY

MINUTE = timedelta(minutes=1)


async def _rows(database: Database, name: str) -> int:
    query = select(func.count()).select_from(metadata.tables[name])
    with database.store.transactions.engine.begin() as connection:
        return int(connection.execute(query).scalar_one())


async def test_an_event_is_new_once_in_an_hour(database: Database) -> None:
    moment = MONDAY

    def now() -> datetime:
        return moment

    seen = SeenEvents(database.store.transactions, now)
    assert await seen.is_new("Ev1")
    moment += 59 * MINUTE
    again = SeenEvents(database.store.transactions, now)
    assert not await again.is_new("Ev1")
    assert await again.is_new("Ev2")
    moment += 2 * MINUTE
    assert await seen.is_new("Ev3")
    assert await _rows(database, "slack_events") == 2


async def test_of_two_who_see_it_at_once_one_acts(database: Database) -> None:
    seen = [SeenEvents(database.store.transactions, lambda: MONDAY) for _ in range(8)]
    assert sum(await asyncio.gather(*(one.is_new("Ev1") for one in seen))) == 1


async def test_pruning_takes_old_events_and_installations_that_were_never_ended(
    database: Database,
) -> None:
    transactions = database.store.transactions
    for age in (timedelta(hours=1), timedelta(days=3)):
        assert await SeenEvents(transactions, lambda age=age: MONDAY - age).is_new(f"Ev{age.days}")  # type: ignore[misc]
        then = (MONDAY - age).replace(tzinfo=None)
        with transactions.writing.begin() as connection:
            row = {"state": str(age), "expire_at": then}
            connection.execute(insert(slack_oauth_states).values(row))
    removed = await database.upkeep.prune(
        Retention(before=MONDAY - timedelta(days=400), now=MONDAY)
    )
    assert (removed["slack events"], removed["slack states"]) == (1, 1)
    assert await _rows(database, "slack_events") == 1
    assert await _rows(database, "slack_oauth_states") == 1
