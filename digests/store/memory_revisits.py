"""What became of cited texts in memory: for tests, and for trying things out."""

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from digests.model import Citing, Published, SourceCheck
from digests.ports import Feedback, Outbox, Replies, Revisits, Store


class MemoryRevisits(Revisits):
    """`Revisits` in a dict, over the ports that keep what is published."""

    def __init__(
        self, store: Store, replies: Replies, *, outbox: Outbox, feedback: Feedback
    ) -> None:
        self._store, self._replies = store, replies
        self._outbox, self._feedback = outbox, feedback
        self._checks: dict[tuple[str, str], SourceCheck] = {}

    @override
    async def citing(self, *, since: datetime) -> list[Citing]:
        shared = [
            reply
            for reply in await self._replies.replies()
            if await self._outbox.deliveries(digest_id=reply.id, limit=1)
        ]
        published: list[Published] = [*await self._store.digests(), *shared]
        found = [
            Citing(
                published_id=one.id,
                article_id=source.article.id,
                text_sha256=source.article.text_sha256,
                url=source.article.url,
            )
            for one in published
            if one.created_at >= since and await self._feedback.corrected_as(one.id) is None
            for source in one.provenance.sources
        ]
        return sorted(found, key=lambda one: (one.article_id, one.published_id, one.text_sha256))

    @override
    async def checks(self, article_ids: Sequence[str] | None = None) -> list[SourceCheck]:
        return [
            check
            for key, check in sorted(self._checks.items())
            if article_ids is None or key[0] in article_ids
        ]

    @override
    async def last(self) -> datetime | None:
        return max((check.checked_at for check in self._checks.values()), default=None)

    @override
    async def save_checks(self, checks: Sequence[SourceCheck]) -> None:
        self._checks |= {(check.article_id, check.text_sha256): check for check in checks}
