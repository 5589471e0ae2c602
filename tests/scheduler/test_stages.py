"""What the clock asks for once a day."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import structlog
import structlog.testing

from bot.commands.correcting import Editor
from bot.delivery import Desk
from bot.engine import Job
from bot.scheduler import Parts, Stages
from digests.articles import ScriptedReader
from digests.model import SlotState
from digests.ports import Sought
from digests.store.sql import Database, open_database
from tests.builders import MONDAY
from tests.store.builders_feedback import a_report
from tests.store.builders_outbox import a_change, a_subscription
from tests.store.newspaper import DAY, FEED, GARDEN, JOINS, TOPIC, Newspaper

PRUNE = Job(name="prune", queue="poll")
PLAN = Job(name="plan", queue="digest")


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@pytest.fixture
async def paper(sqlite_url: str) -> AsyncIterator[Newspaper]:
    """Read an article that nothing needs, 500 days ago."""
    async with open_database(sqlite_url) as database:
        paper = Newspaper(database)
        paper.print("garden", GARDEN, MONDAY - 501 * DAY)
        await paper.read(MONDAY - 500 * DAY)
        yield paper


def stages_of(paper: Newspaper, keep: timedelta) -> Stages:
    database: Database = paper.database
    desk = Desk(
        holder="w",
        outbox=database.outbox,
        subscriptions=database.subscriptions,
        platforms={},
        now=lambda: MONDAY,
    )
    parts = Parts(
        feeds=[FEED],
        topics={TOPIC.id: TOPIC},
        store=database.store,
        source=paper.source,
        reader=ScriptedReader(),
        desk=desk,
        version="test",
        upkeep=database.upkeep,
        keep=keep,
        feedback=database.feedback,
        record_url=lambda digest: f"https://citewire.example/d/{digest.id}",
    )
    return Stages(parts, stop=asyncio.Event())


async def test_once_a_day_what_is_old_is_removed(paper: Newspaper) -> None:
    stages = stages_of(paper, 400 * DAY)
    (tick,) = [tick for tick in stages.ticks() if tick.name == "prune"]
    assert tick.every == DAY
    assert await tick.jobs(MONDAY) == [PRUNE]
    await stages(PRUNE)
    assert (await paper.database.store.counts())["articles"] == 0


async def test_nothing_is_removed_where_everything_is_kept_for_ever(paper: Newspaper) -> None:
    stages = stages_of(paper, timedelta(0))
    assert "prune" not in [tick.name for tick in stages.ticks()]
    await stages(PRUNE)
    assert (await paper.database.store.counts())["articles"] == 1


async def test_a_digest_that_was_corrected_since_is_planned_as_corrected(paper: Newspaper) -> None:
    database = paper.database
    paper.print("joins", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
    await paper.read(MONDAY)
    digest = await paper.digest(MONDAY)
    report = a_report(published_id=digest.id, claim_id=digest.claims()[0].id)
    await database.feedback.save_report(report)
    editor = Editor(
        store=database.store,
        replies=database.replies,
        feedback=database.feedback,
        outbox=database.outbox,
        by="ada",
        now=MONDAY,
    )
    decided = await editor.uphold(report.id, "it is Gold")
    one = a_subscription("c1", topic_id=TOPIC.id, covered_until=MONDAY - 7 * DAY)
    await database.subscriptions.save_subscription(one, a_change(one.id))
    await stages_of(paper, DAY)(PLAN)
    (slot,) = await database.subscriptions.slots(one.id)
    assert slot.digest_id == decided.corrected_as
    assert slot.digest_id != digest.id


async def test_lists_show_what_channels_get_and_no_quiet_digest_that_none_got(
    paper: Newspaper,
) -> None:
    database, sought = paper.database, Sought(topic_id=TOPIC.id)
    one = a_subscription("c1", topic_id=TOPIC.id, covered_until=MONDAY - 7 * DAY)
    await database.subscriptions.save_subscription(one, a_change(one.id))
    await stages_of(paper, DAY)(PLAN)
    (slot,) = await database.subscriptions.slots(one.id)
    assert slot.state is SlotState.QUIET
    assert await database.archive.listings(sought, limit=9) == []
    paper.print("joins", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
    await paper.read(MONDAY)
    other = a_subscription("c2", topic_id=TOPIC.id, covered_until=MONDAY - 7 * DAY)
    await database.subscriptions.save_subscription(other, a_change(other.id))
    await stages_of(paper, DAY)(PLAN)
    (slot,) = await database.subscriptions.slots(other.id)
    listed = await database.archive.listings(sought, limit=9)
    assert [listing.digest_id for listing in listed] == [slot.digest_id]


async def test_what_is_planned_links_to_the_digests_page(paper: Newspaper) -> None:
    database = paper.database
    paper.print("joins", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
    await paper.read(MONDAY)
    one = a_subscription("c1", topic_id=TOPIC.id, covered_until=MONDAY - 7 * DAY)
    await database.subscriptions.save_subscription(one, a_change(one.id))
    await stages_of(paper, DAY)(PLAN)
    (first, *_) = await database.outbox.deliveries()
    assert f"https://citewire.example/d/{first.digest_id}" in str(first.payload)


async def test_a_topic_that_is_configured_no_more_is_passed_over_and_holds_nothing_up(
    paper: Newspaper,
) -> None:
    database = paper.database
    one = a_subscription("c1", topic_id="retired", covered_until=MONDAY - 7 * DAY)
    await database.subscriptions.save_subscription(one, a_change(one.id))
    with structlog.testing.capture_logs() as logs:
        await stages_of(paper, DAY)(PLAN)
    assert [log for log in logs if log["log_level"] == "error"] == []
    (slot,) = await database.subscriptions.slots(one.id)
    assert slot.state is SlotState.SKIPPED
    assert await database.subscriptions.due(MONDAY) == []
    kept = await database.subscriptions.subscription(one.id)
    assert kept is not None
    assert kept.covered_until == MONDAY - 7 * DAY
    assert await database.outbox.deliveries() == []
