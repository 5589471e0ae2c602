"""FTS5 made anew, beside the index in use, where much of that is of articles that are gone.

FTS5 gives up words only to whoever repeats them exactly, which `digests.store.fulltext` does not.
"""

from sqlalchemy import Connection, func, select, text

from digests.store import fulltext
from digests.store.rows import article_of
from digests.store.schema import article_versions, articles
from digests.store.transactions import Transactions
from digests.store.versions import NEWEST

MOST = 200
"""Articles in a transaction."""
_NEXT = "article_search_next"


async def reindex(transactions: Transactions) -> bool:
    """Make SQLite's index anew where fewer than four in five of its texts can be found; say if so."""
    if transactions.address.file is None or not await transactions.read(_is_stale):
        return False
    await transactions.write(_begin)
    last = 0
    while (reached := await transactions.write(_add, last)) > last:
        last = reached
    await transactions.write(_put_in_place, last)
    return True


def _is_stale(connection: Connection) -> bool:
    indexed = connection.execute(text("SELECT count(*) FROM article_search_docsize"))
    found = connection.execute(select(func.count()).select_from(articles))
    return 5 * int(found.scalar_one()) < 4 * int(indexed.scalar_one())


def _begin(connection: Connection) -> None:
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'article_search'"))
    statement: str = made.scalar_one()
    connection.execute(text(f"DROP TABLE IF EXISTS {_NEXT}"))
    connection.execute(text(statement.replace("article_search", _NEXT, 1)))


def _add(connection: Connection, last: int) -> int:
    """Index the next articles; return the row number that was reached."""
    query = NEWEST.where(article_versions.c.n > last).order_by(article_versions.c.n).limit(MOST)
    rows = connection.execute(query).all()
    if not rows:
        return last
    versions = [(row.n, article_of(row)) for row in rows]
    fulltext.index_newest(connection, versions, into=_NEXT)
    return int(rows[-1].n)


def _put_in_place(connection: Connection, last: int) -> None:
    """Add what came meanwhile, and take the old index's place."""
    while (reached := _add(connection, last)) > last:
        last = reached
    connection.execute(text("DROP TABLE article_search"))
    connection.execute(text(f"ALTER TABLE {_NEXT} RENAME TO article_search"))
