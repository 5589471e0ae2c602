"""Votes and reports of errors, on SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from typing_extensions import override

from digests.model import (
    Channel,
    ErrorReport,
    ReportState,
    Review,
    Superseded,
    Vote,
    VotedStory,
)
from digests.ports import Feedback
from digests.store.delivery_rows import channel_fields, channel_of
from digests.store.feedback_schema import error_reports, reviews, votes
from digests.store.revisit_schema import superseded
from digests.store.rows import AnyRow
from digests.store.statements import insert, queue_by, rows_in
from digests.store.transactions import Transactions


class SqlFeedback(Feedback):
    """`Feedback` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def cast(self, vote: Vote) -> Vote | None:
        return await self._write(_cast, vote)

    @override
    async def votes(self, channels: Sequence[Channel], *, since: datetime) -> list[Vote]:
        return await self._read(_votes_of, channels, since)

    @override
    async def undo_votes(self, channel: Channel) -> int:
        return await self._write(_undo, channel)

    @override
    async def save_report(self, report: ErrorReport) -> ErrorReport:
        return await self._write(_save_report, report)

    @override
    async def report(self, report_id: str) -> ErrorReport | None:
        return await self._read(_report_by, report_id)

    @override
    async def reports(self, *, state: ReportState | None = None) -> list[ErrorReport]:
        return await self._read(_reports, state)

    @override
    async def decide(self, report: ErrorReport) -> bool:
        return await self._write(_decide, report)

    @override
    async def save_review(self, review: Review, *, of: str, kept_as: str) -> None:
        await self._write(_save_review, review, of, kept_as)

    @override
    async def corrected_as(self, published_id: str) -> str | None:
        return await self._read(_corrected_as, published_id)

    @override
    async def supersede(self, superseded: Superseded) -> None:
        await self._write(_supersede, superseded)

    @override
    async def superseded(self, *, since: datetime) -> list[Superseded]:
        return await self._read(_superseded, since)


def _cast(connection: Connection, vote: Vote) -> Vote | None:
    key = (vote.channel.key, vote.digest_id, vote.story_id or "", vote.person)
    queue_by(connection, "vote", *key)
    place = (
        (votes.c.channel == key[0])
        & (votes.c.digest_id == key[1])
        & (votes.c.story_id == key[2])
        & (votes.c.person == key[3])
    )
    before = connection.execute(select(votes.c.value).where(place)).scalar()
    connection.execute(delete(votes).where(place))
    if before == vote.value:
        return None
    connection.execute(
        votes.insert().values(
            **channel_fields(vote.channel),
            digest_id=vote.digest_id,
            story_id=vote.story_id or "",
            person=vote.person,
            value=vote.value,
            at=vote.at,
            stories=[
                {"tags": list(story.tags), "outlets": list(story.outlets)} for story in vote.stories
            ],
        )
    )
    return vote


def _votes_of(connection: Connection, channels: Sequence[Channel], since: datetime) -> list[Vote]:
    query = select(votes).where(votes.c.at >= since)
    keys = [channel.key for channel in channels]
    rows = rows_in(connection, query, votes.c.channel, keys)
    return [_vote_of(row) for row in sorted(rows, key=lambda row: (row.at, row.n))]


def _vote_of(row: AnyRow) -> Vote:
    return Vote(
        channel=channel_of(row),
        digest_id=row.digest_id,
        story_id=row.story_id or None,
        person=row.person,
        value=row.value,
        at=row.at,
        stories=tuple(
            VotedStory(tags=tuple(story["tags"]), outlets=tuple(story["outlets"]))
            for story in row.stories
        ),
    )


def _undo(connection: Connection, channel: Channel) -> int:
    return connection.execute(delete(votes).where(votes.c.channel == channel.key)).rowcount


def _save_report(connection: Connection, report: ErrorReport) -> ErrorReport:
    added = connection.execute(
        insert(connection, error_reports)
        .values(
            id=report.id,
            at=report.at,
            reporter=report.by,
            **channel_fields(report.channel),
            published_id=report.published_id,
            claim_id=report.claim_id,
            words=report.words,
            state=report.state.value,
        )
        .on_conflict_do_nothing()
        .returning(error_reports.c.n)
    )
    if added.first() is None:
        return _report_by(connection, report.id) or report
    return report


def _report_by(connection: Connection, report_id: str) -> ErrorReport | None:
    found = connection.execute(select(error_reports).where(error_reports.c.id == report_id))
    row = found.first()
    return None if row is None else _report_of(row)


def _reports(connection: Connection, state: ReportState | None) -> list[ErrorReport]:
    query = select(error_reports).order_by(error_reports.c.at, error_reports.c.n)
    if state is not None:
        query = query.where(error_reports.c.state == state.value)
    return [_report_of(row) for row in connection.execute(query)]


def _report_of(row: AnyRow) -> ErrorReport:
    return ErrorReport(
        id=row.id,
        at=row.at,
        by=row.reporter,
        channel=channel_of(row),
        published_id=row.published_id,
        claim_id=row.claim_id,
        words=row.words,
        state=ReportState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        why=row.why,
        corrected=row.corrected,
        corrected_as=row.corrected_as,
    )


def _decide(connection: Connection, report: ErrorReport) -> bool:
    decided = connection.execute(
        update(error_reports)
        .where(error_reports.c.id == report.id, error_reports.c.state == ReportState.OPEN.value)
        .values(
            state=report.state.value,
            decided_by=report.decided_by,
            decided_at=report.decided_at,
            why=report.why,
            corrected=report.corrected,
            corrected_as=report.corrected_as,
        )
    )
    return decided.rowcount == 1


def _corrected_as(connection: Connection, published_id: str) -> str | None:
    newest: str | None = None
    while following := _following(connection, newest or published_id):
        newest = following
    return newest


def _following(connection: Connection, published_id: str) -> str | None:
    reports = select(error_reports.c.decided_at, error_reports.c.corrected_as).where(
        error_reports.c.corrected == published_id
    )
    others = select(superseded.c.at, superseded.c.corrected_as).where(
        superseded.c.corrected == published_id
    )
    approved = select(reviews.c.at, reviews.c.reviewed_as).where(
        reviews.c.digest_id == published_id
    )
    rows = [row for query in (reports, others, approved) for row in connection.execute(query)]
    newest = max(rows, key=lambda row: row[0], default=None)
    return None if newest is None else newest[1]


def _supersede(connection: Connection, one: Superseded) -> None:
    connection.execute(
        insert(connection, superseded)
        .values(corrected=one.corrected, corrected_as=one.corrected_as, at=one.at)
        .on_conflict_do_nothing()
    )


def _superseded(connection: Connection, since: datetime) -> list[Superseded]:
    query = select(superseded).where(superseded.c.at >= since)
    rows = connection.execute(query.order_by(superseded.c.at, superseded.c.n))
    return [
        Superseded(corrected=row.corrected, corrected_as=row.corrected_as, at=row.at)
        for row in rows
    ]


def _save_review(connection: Connection, review: Review, of: str, kept_as: str) -> None:
    connection.execute(
        insert(connection, reviews)
        .values(
            digest_id=of,
            reviewed_as=kept_as,
            reviewer=review.reviewer,
            at=review.at,
            reviewed_sha256=review.reviewed_sha256,
        )
        .on_conflict_do_nothing()
    )
