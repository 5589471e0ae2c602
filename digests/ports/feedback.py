"""What people say of what was posted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Channel, ErrorReport, ReportState, Review, Superseded, Vote


class Feedback(Protocol):
    """Keeps votes and reports of errors. Each operation is one transaction.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    async def cast(self, vote: Vote) -> Vote | None:
        """Keep a vote, one a person and story; return what stands, None where it was taken back.

        The same value once more takes the vote back; the other one takes its place.
        """
        ...

    async def votes(self, channels: Sequence[Channel], *, since: datetime) -> list[Vote]:
        """Return the votes of these channels cast at or after `since`, oldest first."""
        ...

    async def undo_votes(self, channel: Channel) -> int:
        """Take back all votes of a channel, and return how many there were."""
        ...

    async def save_report(self, report: ErrorReport) -> ErrorReport:
        """Keep a report; return the one that is kept: one that is there already stays as it is."""
        ...

    async def report(self, report_id: str) -> ErrorReport | None:
        """Return one report by its id."""
        ...

    async def reports(self, *, state: ReportState | None = None) -> list[ErrorReport]:
        """Return the reports in a state, or all, oldest first."""
        ...

    async def decide(self, report: ErrorReport) -> bool:
        """Keep what was decided of an open report; False where it is not open any more."""
        ...

    async def save_review(self, review: Review, *, of: str, kept_as: str) -> None:
        """Keep as what a reviewed digest is kept since; the first review of a digest stays."""
        ...

    async def corrected_as(self, published_id: str) -> str | None:
        """Return the id of what newest takes the place of a digest or reply; None: it stands.

        A correction takes its place, and so does the version that a person reviewed.
        """
        ...

    async def supersede(self, superseded: Superseded) -> None:
        """Keep that a corrected version takes the place of another; what is kept already stays."""
        ...

    async def superseded(self, *, since: datetime) -> list[Superseded]:
        """Return what corrected versions were kept at or after `since`, oldest first."""
        ...
