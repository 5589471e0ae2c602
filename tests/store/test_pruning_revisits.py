"""What is known of old sources goes; the way to the newest version of what is kept stays."""

from datetime import timedelta

from digests.model import Retention, Superseded
from digests.store.sql import Database
from tests.builders import MONDAY
from tests.store.builders_revisits import a_check, a_watched
from tests.store.newspaper import JOINS, Newspaper

DAY = timedelta(days=1)
LONG_AGO = MONDAY - 500 * DAY
TERM = Retention(before=MONDAY - 400 * DAY, now=MONDAY)


async def test_old_checks_go_and_what_leads_to_a_kept_digest_stays(database: Database) -> None:
    paper = Newspaper(database)
    paper.print("joins", JOINS, MONDAY - DAY, title="Alibaba Cloud joins PyTorch")
    await paper.read(MONDAY)
    digest = await paper.digest(MONDAY)
    old = {"checked_at": LONG_AGO, "seen_at": None}
    await database.watching.watch([a_watched("old", opened_at=LONG_AGO), a_watched("new")])
    await database.revisits.save_checks([a_check("old", **old), a_check("new")])
    for kept_id in (digest.id, "digest-gone"):
        row = Superseded(corrected=kept_id, corrected_as="digest-none", at=LONG_AGO)
        await database.feedback.supersede(row)
    promised = await database.upkeep.prunable(TERM)
    assert await database.upkeep.prune(TERM) == promised
    assert (promised["source checks"], promised["superseded"]) == (1, 1)
    assert promised["watch items"] == 1
    assert await database.watching.watched("pytorch") == [a_watched("new")]
    assert [one.article_id for one in await database.revisits.checks()] == ["article-new"]
    assert await database.feedback.corrected_as(digest.id) == "digest-none"
