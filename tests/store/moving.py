"""A move that kills itself before PostgreSQL commits: `python -m tests.store.moving FILE_URL URL`."""

import asyncio
import sys

from digests.store.moving import move
from digests.store.sql import open_database
from tests.builders import MONDAY
from tests.store.breaking import die_at_commit


async def _main(source: str, target: str) -> None:
    async with open_database(source) as old, open_database(target) as new:
        die_at_commit(new.store, 1)
        transactions = old.store.transactions, new.store.transactions
        await move(*transactions, now=MONDAY, tell=lambda _, __: None)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
