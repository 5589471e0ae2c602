"""What is old and not needed goes; what stays holds, and what was seen is never new again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from digests.model import (
    Delivery,
    Embedded,
    ReportState,
    Retention,
    Review,
    Sent,
    Turn,
    Window,
)
from digests.pipeline import recheck
from digests.store import pruning
from digests.store.retention import KEPT, STEPS
from digests.store.schema import metadata
from digests.store.sql import Database
from tests.builders import MONDAY, an_article
from tests.store.breaking import Died, before_statement, die
from tests.store.builders_feedback import HERE, a_report, a_vote
from tests.store.builders_outbox import LANE, MINUTE, a_delivery, a_group, a_plan, a_subscription
from tests.store.builders_outbox import a_change as change
from tests.store.newspaper import GARDEN, JOINS, Newspaper
from tests.store.saving import save_everything
from tests.store.sending import send_everything

DAY = timedelta(days=1)
LONG_AGO = MONDAY - 500 * DAY
TERM = Retention(before=MONDAY - 400 * DAY, now=MONDAY)
MODEL, LIKE = "model", b"\0\0\x80?" + b"\0" * 12


@pytest.fixture
async def paper(database: Database) -> Newspaper:
    """Two old articles, one of them cited, and a new one that is cited, too."""
    paper = Newspaper(database)
    paper.print("joins", JOINS, LONG_AGO - DAY, title="Alibaba Cloud joins PyTorch")
    paper.print("garden", GARDEN, LONG_AGO - DAY, title="Tulips bloom")
    assert await paper.read(LONG_AGO) == (2, 2)
    assert (await paper.digest(LONG_AGO)).claims()
    for article in await database.store.articles(Window(since=LONG_AGO - 9 * DAY, until=MONDAY)):
        passages = [Embedded(start=0, end=9, vector=LIKE)]
        await database.vectors.save_vectors(MODEL, article.id, article.text_sha256, passages)
    paper.print(
        "fresh", JOINS.replace("Alibaba", "Huawei"), MONDAY - DAY, title="Huawei joins PyTorch"
    )
    assert await paper.read(MONDAY) == (1, 1)
    assert (await paper.digest(MONDAY)).claims()
    return paper


async def holds(database: Database) -> int:
    """Return how many digests and replies are kept, and check that each holds."""
    kept = [*await database.store.digests(), *await database.replies.replies()]
    for one in kept:
        assert await recheck(one, store=database.store) == []
    return len(kept)


async def count(database: Database, name: str) -> int:
    query = select(func.count()).select_from(metadata.tables[name])
    with database.store.transactions.engine.begin() as connection:
        return connection.execute(query).scalar_one()


def test_every_table_is_pruned_or_kept_for_a_reason() -> None:
    pruned = {t.name for step in STEPS for t in (step.table, *step.taken_along)}
    assert pruned.isdisjoint(KEPT)
    assert pruned | set(KEPT) == set(metadata.tables), "see CONTRIBUTING.md, “A table”"


async def test_what_no_digest_cites_goes_and_every_digest_still_holds(
    paper: Newspaper, database: Database
) -> None:
    assert await paper.texts("tulips", "pytorch") == {
        "Tulips bloom",
        "Alibaba Cloud joins PyTorch",
        "Huawei joins PyTorch",
    }
    promised = await database.upkeep.prunable(TERM)
    removed = await database.upkeep.prune(TERM)
    assert removed == promised
    assert (removed["articles"], removed["versions"], removed["stories"]) == (1, 1, 1)
    assert removed["entry texts"] == 2
    assert await paper.texts("tulips", "pytorch") == {
        "Alibaba Cloud joins PyTorch",
        "Huawei joins PyTorch",
    }
    assert await database.store.frequencies(["tulips"]) == {"tulips": 0, "": 2}
    assert await holds(database) == 2
    near = await database.vectors.nearest(MODEL, LIKE)
    assert {one.article.title for one in near} == {"Alibaba Cloud joins PyTorch"}
    assert set((await database.upkeep.prune(TERM)).values()) == {0}


async def test_an_old_entry_that_comes_back_is_no_news(
    paper: Newspaper, database: Database
) -> None:
    await database.upkeep.prune(TERM)
    paper.source.without("one", "garden")
    assert await paper.read(MONDAY + DAY) == (0, 0)
    paper.print("garden", GARDEN, LONG_AGO - DAY, title="Tulips bloom")
    assert await paper.read(MONDAY + 2 * DAY) == (0, 0)
    trace = await database.store.trace(url_key="one.example/garden")
    assert [entry.unread_reason for entry in trace.entries] == ["older than what is kept"]
    assert trace.article is None


@pytest.mark.usefixtures("paper")
async def test_of_an_article_only_versions_stay_that_are_cited_or_newest(
    database: Database,
) -> None:
    window = Window(since=LONG_AGO - 2 * DAY, until=LONG_AGO)
    joins = next(a for a in await database.store.articles(window) if "Alibaba" in a.title)
    entries = (await database.store.trace(url_key="one.example/joins")).entries
    texts = [f"{joins.title}\n\nText number {n} of the foundation." for n in (2, 3)]
    for text in texts:
        other = an_article(text, title="", url=joins.url, fetched_at=LONG_AGO)
        await database.store.save_article(replace(other, id=joins.id), entry_id=entries[0].id)
    assert (await database.upkeep.prune(TERM))["versions"] == 2
    kept = [
        await database.store.article(joins.id, text_sha256=sha)
        for sha in (joins.text_sha256, *(an_article(t, title="").text_sha256 for t in texts))
    ]
    assert [one is not None for one in kept] == [True, False, True]
    assert await holds(database) == 2


async def test_what_one_person_alone_was_shown_goes_although_digests_stay(
    paper: Newspaper, database: Database
) -> None:
    old, new = [await paper.digest(at - MINUTE, listed=False) for at in (LONG_AGO, MONDAY)]
    assert (await database.upkeep.prunable(TERM))["digests"] == 1
    assert (await database.upkeep.prune(TERM))["digests"] == 1
    assert await database.store.digest(old.id) is None
    assert await database.store.digest(new.id) == new
    assert await holds(database) == 3


async def test_digests_go_only_when_they_are_meant_and_take_what_they_alone_cite(
    paper: Newspaper, database: Database
) -> None:
    term = replace(TERM, digests=True)
    old, new = sorted(await database.store.digests(), key=lambda one: one.created_at)
    for one in (old, new):
        review = Review(reviewer="Ada", at=LONG_AGO, reviewed_sha256="0" * 64)
        await database.feedback.save_review(review, of=one.id, kept_as=f"{one.id}-reviewed")
    assert (await database.upkeep.prunable(TERM))["reviews"] == 0
    promised = await database.upkeep.prunable(term)
    assert await database.upkeep.prune(term) == promised
    assert (promised["digests"], promised["articles"], promised["reviews"]) == (1, 2, 1)
    assert await database.feedback.corrected_as(old.id) is None
    assert await database.feedback.corrected_as(new.id) is not None
    assert await paper.texts("tulips", "pytorch") == {"Huawei joins PyTorch"}
    assert await holds(database) == 1


async def test_what_an_answer_cites_stays_as_long_as_the_answer(
    paper: Newspaper, database: Database
) -> None:
    digests = replace(TERM, digests=True)
    reply = await paper.answer(MONDAY - 300 * DAY)
    cited = {source.article.title for source in reply.provenance.sources}
    assert "Alibaba Cloud joins PyTorch" in cited
    await database.replies.save_turn(
        Turn(asker="a", at=LONG_AGO, question="?", topic_id=None), reply, keep_since=LONG_AGO
    )
    removed = await database.upkeep.prune(digests)
    assert (removed["replies"], removed["turns"]) == (0, 1)
    assert "Alibaba Cloud joins PyTorch" in await paper.texts("pytorch")
    assert await holds(database) == 2
    later = Retention(before=MONDAY - 200 * DAY, now=MONDAY, digests=True)
    removed = await database.upkeep.prune(later)
    assert (removed["replies"], removed["articles"]) == (1, 1)
    assert await holds(database) == 1


async def sent(database: Database, *found: Delivery, at: datetime) -> None:
    """Have deliveries posted at a time."""
    await database.outbox.enqueue(found)
    for _ in found:
        (taken,) = await database.outbox.take(LANE, holder="w", now=at, until=at + MINUTE, limit=1)
        await database.outbox.settle(taken, Sent(message_id=f"m-{taken.id}", at=at))


async def test_message_references_are_kept_for_the_term_and_threads_whole(
    database: Database,
) -> None:
    body: dict[str, Any] = {"payload": {"text": "the same for all"}, "planned_at": LONG_AGO}
    await sent(database, a_delivery("old", **body), at=LONG_AGO)
    await sent(database, a_delivery("late", channel_id="c2", **body), at=MONDAY - DAY)
    lonely = a_delivery("lonely", channel_id="c4", payload={"text": "x"}, planned_at=LONG_AGO)
    await sent(database, lonely, at=LONG_AGO)
    thread = a_group("thread", 2, channel_id="c3", planned_at=LONG_AGO)
    await sent(database, thread[0], at=LONG_AGO)
    await database.outbox.enqueue(thread[1:])
    promised = await database.upkeep.prunable(TERM)
    assert await database.upkeep.prune(TERM) == promised
    assert (promised["deliveries"], promised["payloads"]) == (2, 1)
    kept = {one.id: one for one in await database.outbox.deliveries()}
    assert list(kept) == ["delivery-late-0", "delivery-thread-0", "delivery-thread-1"]
    assert kept["delivery-late-0"].payload == {"text": "the same for all"}
    (reply,) = await database.outbox.take(
        LANE, holder="w", now=MONDAY, until=MONDAY + MINUTE, limit=9
    )
    assert (reply.id, reply.thread_of) == ("delivery-thread-1", "m-delivery-thread-0")


async def test_what_clocks_and_schedules_leave_behind_goes(database: Database) -> None:
    kept = database.subscriptions
    for at in (LONG_AGO, MONDAY - DAY, MONDAY):
        await kept.claim_tick("plan", at)
        await database.outbox.hold(f"slack/{at:%d%m}", at)
    for name, due_at in (("c1", LONG_AGO), ("c2", MONDAY)):
        one = a_subscription(name, due_at=due_at)
        await kept.save_subscription(one, change(one.id))
        await kept.plan([a_plan(one, parts=1)])
    removed = await database.upkeep.prune(TERM)
    assert (removed["ticks"], removed["holds"], removed["slots"]) == (1, 1, 1)
    assert not await kept.claim_tick("plan", MONDAY)
    assert await kept.slots("subscription-c1") == []
    assert len(await kept.slots("subscription-c2")) == 1
    assert len(await kept.subscriptions()) == 2
    assert await kept.changes("subscription-c1")
    assert len(await database.outbox.deliveries()) == 2


async def test_old_votes_and_decided_reports_go_and_what_nobody_decided_stays(
    database: Database,
) -> None:
    feedback = database.feedback
    for at in (LONG_AGO, MONDAY):
        await feedback.cast(a_vote(person=f"{at:%Y}", at=at))
        for name in ("open", "decided"):
            report = a_report(f"{name}-{at:%Y}", at=at)
            await feedback.save_report(report)
            if name == "decided":
                await feedback.decide(replace(report, state=ReportState.DISMISSED, decided_at=at))
    promised = await database.upkeep.prunable(TERM)
    assert await database.upkeep.prune(TERM) == promised
    assert (promised["votes"], promised["error reports"]) == (1, 1)
    kept = [report.id for report in await feedback.reports()]
    assert kept == [f"report-open-{LONG_AGO:%Y}", "report-open-2026", "report-decided-2026"]
    assert [v.at for v in await feedback.votes([HERE], since=LONG_AGO)] == [MONDAY]


async def test_many_rows_go_a_few_at_a_time_and_a_prune_that_dies_is_finished(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "MOST", 3)
    for n in range(8):
        await database.subscriptions.claim_tick("plan", LONG_AGO + n * MINUTE)
    with before_statement(database.store, 6, die), pytest.raises(Died):
        await database.upkeep.prune(TERM)
    assert 0 < await count(database, "ticks") < 8
    left = await count(database, "ticks")
    assert (await database.upkeep.prune(TERM))["ticks"] == left
    assert await count(database, "ticks") == 0


async def test_an_installation_that_slept_for_years_finds_only_what_it_reads_then(
    database: Database,
) -> None:
    paper = Newspaper(database)
    paper.print("garden", GARDEN, LONG_AGO - DAY, title="Tulips bloom")
    await paper.read(LONG_AGO)
    assert (await database.upkeep.prune(TERM))["articles"] == 1
    paper.print("fresh", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
    await paper.read(MONDAY)
    assert await paper.texts("tulips") == set()
    assert await paper.texts("pytorch") == {"Alibaba Cloud joins PyTorch"}


async def test_everything_that_the_operations_write_can_be_pruned(database: Database) -> None:
    await save_everything(database.store)
    await send_everything(database)
    term = Retention(before=MONDAY + DAY, now=MONDAY + 9 * DAY, digests=True)
    promised = await database.upkeep.prunable(term)
    removed = await database.upkeep.prune(term)
    assert removed == promised
    left = {name for name in metadata.tables if await count(database, name)} - set(KEPT)
    # The last row number, which must not come again.
    assert left == {"article_versions"}
