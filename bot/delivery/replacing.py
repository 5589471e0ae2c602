"""A corrected version takes the place of what was published: kept, and edited wherever it was posted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.delivery.corrections import correct_versions
from bot.document import Document
from bot.fragments import web_link
from bot.present import present, present_reply
from digests.model import Answer, Correction, Digest, NoAnswer, Published
from digests.ports import Feedback, Outbox, Replies, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacing:
    """Puts corrected versions in the place of digests and replies."""

    store: Store
    replies: Replies
    feedback: Feedback
    outbox: Outbox
    now: datetime
    record_url: Callable[[Published], str | None] = lambda _: None
    """The address of the record page of a digest or a reply."""

    async def published(self, kept_id: str) -> Published | None:
        """Return a digest or a reply, None where it is not kept any more."""
        return await self.store.digest(kept_id) or await self.replies.reply(kept_id)

    async def newest(self, kept_id: str) -> Published | None:
        """Return what takes the place of a digest or a reply, itself where it stands."""
        return await self.published(await self.feedback.corrected_as(kept_id) or kept_id)

    async def save(self, corrected: Published) -> Published:
        """Keep a corrected version, and return the one that is kept."""
        match corrected:
            case Digest():
                return await self.store.save_digest(corrected)
            case Answer() | NoAnswer():
                return await self.replies.save_reply(corrected)
            case _:
                assert_never(corrected)

    def document(self, published: Published) -> Document:
        """Return what is shown of a digest or a reply, with the link to its record."""
        link = self.record_url(published)
        if isinstance(published, Digest):
            return present(published, record_url=link)
        return replace(present_reply(published), record_url=web_link(link))

    async def edit(self, corrected: Published, what: str) -> int:
        """Edit every message of it, under whichever of its versions it was first sent.

        Returns how many deliveries are new: said again, it changes nothing that people see.
        """
        return await correct_versions(
            corrected,
            self.document(corrected),
            what=what,
            earlier=self.published,
            outbox=self.outbox,
            now=self.now,
        )


def said_last(corrections: Sequence[Correction]) -> str:
    """Return in words what was corrected last."""
    return " ".join(dict.fromkeys(fix.what for fix in corrections if fix.at == corrections[-1].at))
