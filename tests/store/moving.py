"""A file with rows in every table, and its move to PostgreSQL.

`python -m tests.store.moving FILE_URL URL` kills itself before PostgreSQL commits.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection, insert

from digests.ask import Asking, ask
from digests.model import Embedded, NewCall, Review, Superseded, Turn
from digests.store.moving import move
from digests.store.slack_schema import (
    slack_bots,
    slack_events,
    slack_installations,
    slack_oauth_states,
    slack_teams,
)
from digests.store.sql import Database, open_database
from tests.builders import MONDAY, a_feed, an_article
from tests.store.breaking import die_at_commit
from tests.store.builders_feedback import a_report, a_vote, upheld
from tests.store.builders_revisits import a_check, a_watched
from tests.store.saving import save_everything
from tests.store.sending import send_everything

LATER = MONDAY + timedelta(hours=2)
MODEL, LIKE = "model", b"\0\0\x80?" + b"\0" * 12


async def populate(database: Database) -> None:
    """Write into every table."""
    await save_everything(database.store)
    await send_everything(database)
    article = an_article("One text.")
    passages = [Embedded(start=0, end=9, vector=LIKE)]
    await database.vectors.save_vectors(MODEL, article.id, article.text_sha256, passages)
    asking = Asking(text="who joined", topic=None, now=MONDAY)
    reply = await ask(asking, feeds=[a_feed()], store=database.store, version="test")
    (digest,) = await database.store.digests()
    provenance = replace(reply.provenance, sources=digest.provenance.sources[:1])
    reply = replace(reply, provenance=provenance)
    call = NewCall(
        key="k", model="tiny", prompt="extract.v1", at=MONDAY, until=MONDAY, expected_tokens=9
    )
    await database.calls.begin(replace(call, expected_usd=Decimal("0.000000000001")))
    turn = Turn(
        asker="ada",
        at=MONDAY,
        question="who joined",
        topic_id=None,
        since=MONDAY,
        reply_id=reply.id,
    )
    await database.replies.save_turn(turn, reply, keep_since=MONDAY)
    await database.feedback.cast(a_vote())
    await database.feedback.save_report(a_report())
    await database.feedback.decide(upheld(a_report(), 1, digest.id, "digest-2"))
    review = Review(reviewer="Ada", at=MONDAY, reviewed_sha256=digest.provenance.content_sha256)
    await database.feedback.save_review(review, of="digest-2", kept_as="digest-3")
    await database.feedback.supersede(
        Superseded(corrected=digest.id, corrected_as="digest-2", at=MONDAY)
    )
    await database.revisits.save_checks([a_check()])
    await database.watching.watch([a_watched()])
    await database.store.transactions.write(_install)


def _install(connection: Connection) -> None:
    """Write what Slack's adapter keeps; it has no port."""
    then = MONDAY.replace(tzinfo=None)
    who = {"client_id": "1.2", "app_id": "A1", "team_id": "T1", "bot_token": "sealed"}
    when = {"is_enterprise_install": False, "installed_at": then}
    for table in (slack_installations, slack_bots):
        user = {"user_id": "U1"} if "user_id" in table.c else {}
        connection.execute(insert(table).values(**who, **when, **user))
    connection.execute(insert(slack_teams).values(team_id="T1", enterprise_id="E1"))
    connection.execute(insert(slack_oauth_states).values(state="s", expire_at=then))
    connection.execute(insert(slack_events).values(event_id="Ev1", seen_at=MONDAY))


async def moved(old: Database, new: Database, *, now: datetime = LATER) -> dict[str, int]:
    return await move(
        old.store.transactions, new.store.transactions, now=now, tell=lambda _, __: None
    )


async def _main(source: str, target: str) -> None:
    async with open_database(source) as old, open_database(target) as new:
        die_at_commit(new.store, 1)
        transactions = old.store.transactions, new.store.transactions
        await move(*transactions, now=MONDAY, tell=lambda _, __: None)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
