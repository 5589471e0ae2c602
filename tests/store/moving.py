"""A file with rows in every table, and its move to PostgreSQL.

`python -m tests.store.moving FILE_URL URL` kills itself before PostgreSQL commits.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from digests.ask import Asking, ask
from digests.model import Embedded, NewCall, Turn
from digests.store.moving import move
from digests.store.sql import Database, open_database
from tests.builders import MONDAY, a_feed, an_article
from tests.store.breaking import die_at_commit
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
    await database.replies.save_reply(replace(reply, provenance=provenance))
    call = NewCall(
        key="k", model="tiny", prompt="extract.v1", at=MONDAY, until=MONDAY, expected_tokens=9
    )
    await database.calls.begin(replace(call, expected_usd=Decimal("0.000000000001")))
    turn = Turn(asker="ada", at=MONDAY, question="who joined", topic_id=None, since=MONDAY)
    await database.replies.save_turn(turn, keep_since=MONDAY)


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
