"""What became of cited texts, on SQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, func, or_, select
from typing_extensions import override

from digests.model import Citing, Quote, SourceCheck, SourceState
from digests.ports import Revisits
from digests.store.delivery_schema import deliveries
from digests.store.feedback_schema import error_reports
from digests.store.revisit_schema import source_checks, superseded
from digests.store.rows import AnyRow, Fields
from digests.store.schema import article_versions, digest_sources, digests, replies, reply_sources
from digests.store.statements import insert, rows_in
from digests.store.transactions import Transactions


class SqlRevisits(Revisits):
    """`Revisits` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def citing(self, *, since: datetime) -> list[Citing]:
        return await self._read(_citing, since)

    @override
    async def checks(self, article_ids: Sequence[str] | None = None) -> list[SourceCheck]:
        return await self._read(_checks, article_ids)

    @override
    async def last(self) -> datetime | None:
        return await self._read(_last)

    @override
    async def save_checks(self, checks: Sequence[SourceCheck]) -> None:
        await self._write(_save_checks, checks)


def _citing(connection: Connection, since: datetime) -> list[Citing]:
    shared = select(deliveries.c.n).where(deliveries.c.digest_id == replies.c.id).exists()
    found = [
        *_cited_by(connection, digests, digest_sources, "digest_id", since),
        *_cited_by(connection, replies, reply_sources, "reply_id", since, shared),
    ]
    return sorted(found, key=lambda one: (one.article_id, one.published_id, one.text_sha256))


def _cited_by(
    connection: Connection,
    published: FromClause,
    sources: FromClause,
    key: str,
    since: datetime,
    *which: ColumnElement[bool],
) -> list[Citing]:
    version = and_(
        article_versions.c.article_id == sources.c.article_id,
        article_versions.c.text_sha256 == sources.c.text_sha256,
    )
    newer = [
        select(table.c.corrected).where(table.c.corrected == published.c.id).exists()
        for table in (superseded, error_reports)
    ]
    query = (
        # A text that came back is there as several versions.
        select(published.c.id, sources.c.article_id, sources.c.text_sha256, article_versions.c.url)
        .join(sources, sources.c[key] == published.c.id)
        .join(article_versions, version)
        .where(published.c.created_at >= since, ~or_(*newer), *which)
        .order_by(article_versions.c.n)
    )
    rows = {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}
    return [
        Citing(published_id=by, article_id=article_id, text_sha256=sha, url=url)
        for (by, article_id, sha), url in rows.items()
    ]


def _checks(connection: Connection, article_ids: Sequence[str] | None) -> list[SourceCheck]:
    query = select(source_checks)
    if article_ids is None:
        rows = list(connection.execute(query))
    else:
        rows = rows_in(connection, query, source_checks.c.article_id, article_ids)
    return sorted(map(_check_of, rows), key=lambda one: (one.article_id, one.text_sha256))


def _last(connection: Connection) -> datetime | None:
    found: datetime | None = (
        connection.execute(select(func.max(source_checks.c.checked_at)))
    ).scalar()
    return found


def _save_checks(connection: Connection, checks: Sequence[SourceCheck]) -> None:
    for check in checks:
        fields = _fields(check)
        connection.execute(
            insert(connection, source_checks)
            .values(article_id=check.article_id, text_sha256=check.text_sha256, **fields)
            .on_conflict_do_update(index_elements=["article_id", "text_sha256"], set_=fields)
        )


def _fields(check: SourceCheck) -> Fields:
    return {
        "state": check.state.value,
        "checked_at": check.checked_at,
        "reason": check.reason,
        "failures": check.failures,
        "seen_at": check.seen_at,
        "differs": check.differs,
        "held": _spans(check.held),
        "lost": _spans(check.lost),
        "etag": check.etag,
        "last_modified": check.last_modified,
    }


def _check_of(row: AnyRow) -> SourceCheck:
    return SourceCheck(
        article_id=row.article_id,
        text_sha256=row.text_sha256,
        state=SourceState(row.state),
        checked_at=row.checked_at,
        reason=row.reason,
        failures=row.failures,
        seen_at=row.seen_at,
        differs=row.differs,
        held=_quotes(row.article_id, row.held),
        lost=_quotes(row.article_id, row.lost),
        etag=row.etag,
        last_modified=row.last_modified,
    )


def _spans(quotes: Iterable[Quote]) -> list[list[int]]:
    return sorted([quote.start, quote.end] for quote in quotes)


def _quotes(article_id: str, spans: Sequence[Sequence[int]]) -> frozenset[Quote]:
    return frozenset(Quote(article_id=article_id, start=start, end=end) for start, end in spans)
