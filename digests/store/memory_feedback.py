"""Votes and reports of errors in memory: for tests, and for trying things out."""

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from digests.model import Channel, ErrorReport, ReportState, Review, Superseded, Vote
from digests.ports import Feedback


class MemoryFeedback(Feedback):
    """`Feedback` in dicts. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._votes: dict[tuple[str, str, str | None, str], Vote] = {}
        self._reports: dict[str, ErrorReport] = {}
        self._reviews: dict[str, str] = {}
        self._superseded: dict[tuple[str, str], Superseded] = {}

    @override
    async def cast(self, vote: Vote) -> Vote | None:
        key = (vote.channel.key, vote.digest_id, vote.story_id, vote.person)
        before = self._votes.pop(key, None)
        if before is not None and before.value == vote.value:
            return None
        self._votes[key] = vote
        return vote

    @override
    async def votes(self, channels: Sequence[Channel], *, since: datetime) -> list[Vote]:
        keys = {channel.key for channel in channels}
        found = [v for v in self._votes.values() if v.channel.key in keys and v.at >= since]
        return sorted(found, key=lambda vote: vote.at)

    @override
    async def undo_votes(self, channel: Channel) -> int:
        gone = [key for key in self._votes if key[0] == channel.key]
        for key in gone:
            del self._votes[key]
        return len(gone)

    @override
    async def save_report(self, report: ErrorReport) -> ErrorReport:
        return self._reports.setdefault(report.id, report)

    @override
    async def report(self, report_id: str) -> ErrorReport | None:
        return self._reports.get(report_id)

    @override
    async def reports(self, *, state: ReportState | None = None) -> list[ErrorReport]:
        found = [one for one in self._reports.values() if state in {None, one.state}]
        return sorted(found, key=lambda report: report.at)

    @override
    async def decide(self, report: ErrorReport) -> bool:
        kept = self._reports.get(report.id)
        if kept is None or kept.state is not ReportState.OPEN:
            return False
        self._reports[report.id] = report
        return True

    @override
    async def save_review(self, review: Review, *, of: str, kept_as: str) -> None:
        self._reviews.setdefault(of, kept_as)

    @override
    async def corrected_as(self, published_id: str) -> str | None:
        by: dict[str, str | None] = dict(self._reviews)
        by |= {one.corrected: one.corrected_as for one in self._reports.values() if one.corrected}
        by |= dict(self._superseded.keys())
        newest: str | None = None
        while (following := by.get(newest or published_id)) is not None:
            newest = following
        return newest

    @override
    async def supersede(self, superseded: Superseded) -> None:
        self._superseded.setdefault((superseded.corrected, superseded.corrected_as), superseded)

    @override
    async def superseded(self, *, since: datetime) -> list[Superseded]:
        found = [one for one in self._superseded.values() if one.at >= since]
        return sorted(found, key=lambda one: one.at)
