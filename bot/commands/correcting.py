"""What becomes of a report of an error: upheld, and corrected wherever it was posted; or dismissed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.delivery.replacing import Replacing, said_last
from bot.delivery.telling import notice, person
from digests.compose import without_claim
from digests.errors import UserError
from digests.model import (
    Claim,
    DeliveryState,
    ErrorReport,
    Published,
    ReportState,
    Superseded,
)
from digests.ports import Feedback, Outbox, Replies, Store
from digests.text.clean import one_line

LONGEST = 300
"""Characters of a correction: it stands in every message that it corrects."""
_UPHELD = (
    "You were right about “{claim}”: {what} It is corrected wherever it was posted. Thank you."
)
_DISMISSED = "Your report on “{claim}” was looked at, and the statement stays: {why}"
_SHORT = 120
_UNSENT = (DeliveryState.PLANNED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Decides on reports, for somebody who is named."""

    store: Store
    replies: Replies
    feedback: Feedback
    outbox: Outbox
    by: str
    now: datetime
    record_url: Callable[[Published], str | None] = lambda _: None
    """The address of the record page of a digest or a reply."""

    async def find(self, report_id: str) -> ErrorReport:
        """Return a report.

        Raises:
            UserError: there is none of that id.
        """
        report = await self.feedback.report(report_id)
        if report is None:
            raise UserError(
                "There is no such report; `citewire reports list` shows those there are."
            )
        return report

    @property
    def _replacing(self) -> Replacing:
        return Replacing(
            store=self.store,
            replies=self.replies,
            feedback=self.feedback,
            outbox=self.outbox,
            now=self.now,
            record_url=self.record_url,
        )

    async def published(self, kept_id: str) -> Published | None:
        """Return a digest or a reply, None where it is not kept any more."""
        return await self._replacing.published(kept_id)

    async def uphold(self, report_id: str, what: str) -> ErrorReport:
        """Take the statement out of what was published, and edit what was posted of it.

        What waits to be posted is posted as corrected. Killed on the way, it can be said again:
        nothing is corrected twice.

        Raises:
            UserError: the report is dismissed, or what it is about is not kept.
        """
        report = await self.find(report_id)
        if report.state is ReportState.UPHELD:
            await self._edit(report)
            return report
        report = await self._open(report_id)
        words = self._said(what, "--what")
        newest = await self._replacing.newest(report.published_id)
        claim = _claim(await self.published(report.published_id), report.claim_id)
        if newest is None or claim is None:
            raise UserError("What it is about is not kept any more; dismiss it, and say so.")
        decided = replace(report, state=ReportState.UPHELD)
        if _claim(newest, claim.id) is not None:
            corrected = await self._without(newest, claim.id, words)
            decided = replace(decided, corrected=newest.id, corrected_as=corrected.id)
        shown = _short(claim.text)
        upheld = await self._decide(decided, words, _UPHELD.format(claim=shown, what=_ended(words)))
        # Whatever is posted from here on is posted as corrected; what is there already is edited.
        await self._edit(upheld)
        return upheld

    async def dismiss(self, report_id: str, why: str) -> ErrorReport:
        """Let the statement stand.

        Raises:
            UserError: the report is decided.
        """
        report = await self._open(report_id)
        words = self._said(why, "--why")
        claim = _claim(await self.published(report.published_id), report.claim_id)
        shown = _short(claim.text) if claim else "a statement"
        told = _DISMISSED.format(claim=shown, why=_ended(words))
        return await self._decide(replace(report, state=ReportState.DISMISSED), words, told)

    async def _open(self, report_id: str) -> ErrorReport:
        report = await self.find(report_id)
        if report.state is not ReportState.OPEN:
            raise UserError(_decided(report))
        return report

    def _said(self, words: str, option: str) -> str:
        said = one_line(words)
        if not 0 < len(said) <= LONGEST:
            raise UserError(f"{option} takes 1 to {LONGEST} characters: readers see them.")
        return said

    async def on_their_way(self, report: ErrorReport) -> int:
        """Count the messages that wait to be sent with a statement that was taken out since."""
        waiting, kept_id = 0, report.corrected
        while kept_id is not None:
            found = await self.outbox.deliveries(digest_id=kept_id, states=_UNSENT)
            waiting += sum(one.replaces is None for one in found)
            earlier = await self.published(kept_id)
            kept_id = earlier.provenance.supersedes if earlier else None
        return waiting

    async def _edit(self, report: ErrorReport) -> None:
        """Edit what was posted of it; whatever else was corrected at the same time, it is taken out."""
        if report.corrected_as is None:
            return
        newest = await self._replacing.newest(report.published_id)
        if _claim(newest, report.claim_id) is not None and newest is not None:
            newest = await self._without(newest, report.claim_id, report.why or "")
            kept_as = Superseded(
                corrected=newest.provenance.supersedes or "", corrected_as=newest.id, at=self.now
            )
            await self.feedback.supersede(kept_as)
        if newest is not None:
            await self._replacing.edit(newest, said_last(newest.provenance.corrections))

    async def _without(self, published: Published, claim_id: str, what: str) -> Published:
        version = without_claim(published, claim_id, what=what, at=self.now)
        return await self._replacing.save(version)

    async def _decide(self, report: ErrorReport, words: str, told: str) -> ErrorReport:
        decided = replace(report, decided_by=self.by, decided_at=self.now, why=words)
        who = person(report.channel, report.by)
        await self.outbox.enqueue([notice(who, told, group=f"{report.id}/decided", now=self.now)])
        if not await self.feedback.decide(decided):
            raise UserError(_decided(await self.find(report.id)))
        return decided


def _claim(published: Published | None, claim_id: str) -> Claim | None:
    claims = published.claims() if published else ()
    return next((claim for claim in claims if claim.id == claim_id), None)


def _decided(report: ErrorReport) -> str:
    return f"That report was {report.state.value} by {report.decided_by}; nothing was changed."


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rpartition(' ')[0] or line[:_SHORT]}…"


def _ended(words: str) -> str:
    return words if words[-1] in ".!?" else f"{words}."
