"""A person's review of a digest that a model wrote: recorded, and shown wherever it was posted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import correct_versions
from bot.present import present
from digests.compose import reviewed
from digests.errors import UserError
from digests.model import DeliveryState, Digest, Level, Published
from digests.ports import Feedback, Outbox, Store
from digests.text.clean import one_line

LONGEST_NAME = 80
_CORRECTED = "Something was corrected in it since. Read and review what stands now: {newest}"
_UNSENT = (DeliveryState.PLANNED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Reviews digests under a person's name."""

    name: str
    store: Store
    feedback: Feedback
    outbox: Outbox
    now: datetime
    record_url: Callable[[Published], str | None] = lambda _: None

    async def find(self, digest_id: str) -> Digest:
        """Return the digest whose text is to be reviewed.

        Raises:
            UserError: there is none, something took its place, or no model wrote any of it.
        """
        digest = await self.store.digest(digest_id)
        if digest is None:
            raise UserError(
                "There is no such digest; its record, and the end of its page, have its id."
            )
        newest = await self.feedback.corrected_as(digest_id)
        if newest is not None and not await self._is_review_of(newest, digest):
            raise UserError(_CORRECTED.format(newest=newest))
        if digest.provenance.authorship.level is Level.EXTRACTIVE:
            raise UserError(
                "No model wrote any of it: it is quotes only, and its label says so. A review is"
                " for AI-authored digests; report a wrong quote with /digest, Report an error."
            )
        return digest

    async def approve(self, digest: Digest) -> Digest:
        """Keep that the person approved this exact text, and edit what was posted of it.

        What waits to be posted is posted with the new label. Killed on the way, it can be said again.

        Raises:
            UserError: the name cannot stand in the label, somebody else reviewed it, or something
                was corrected while the person read it.
        """
        name = one_line(self.name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise UserError(f"--as takes a name of 1 to {LONGEST_NAME} characters: readers see it.")
        done = await self._done(digest)
        if done is None:
            made = reviewed(digest, reviewer=name, at=self.now)
            done = await self.store.save_digest(made)
            review = done.provenance.review
            if review is not None:
                await self.feedback.save_review(review, of=digest.id, kept_as=done.id)
        review = done.provenance.review
        if review is None or review.reviewed_sha256 != digest.provenance.content_sha256:
            raise UserError(_CORRECTED.format(newest=done.id))
        if review.reviewer != name:
            raise UserError(f"This text is reviewed already, by {review.reviewer}: {done.id}")
        await correct_versions(
            done,
            present(done, record_url=self.record_url(done)),
            what=None,
            earlier=self.store.digest,
            outbox=self.outbox,
            now=self.now,
        )
        return done

    async def on_their_way(self, digest: Digest) -> int:
        """Count the messages that wait to be sent with the label of before."""
        found = await self.outbox.deliveries(digest_id=digest.id, states=_UNSENT)
        return sum(one.replaces is None for one in found)

    async def _done(self, digest: Digest) -> Digest | None:
        if digest.provenance.authorship.level is Level.AI_AUTHORED_REVIEWED:
            return digest
        newest = await self.feedback.corrected_as(digest.id)
        return await self.store.digest(newest) if newest else None

    async def _is_review_of(self, newest: str, digest: Digest) -> bool:
        kept = await self.store.digest(newest)
        return kept is not None and (
            kept.provenance.content_sha256 == digest.provenance.content_sha256
        )
