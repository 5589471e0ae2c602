"""What waits in the outbox is posted as it was corrected last, not as it was rendered."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping

from bot.delivery.beside import Beside, beside
from bot.delivery.corrections import CHART_PART, added, corrected
from bot.delivery.replacing import Replacing, said_last
from bot.render.notices import MESSAGES
from digests.model import Delivery, Published

KEPT = 64
"""Versions at hand, rendered: a wave has one digest for many channels."""

Body = Mapping[str, object]


class Renewing:
    """Knows the newest version of what messages say.

    A version is kept before anybody looks for messages of it, and a message is settled before it is
    looked whether there is one: so whichever comes first, one of the two edits it.

    Raises:
        StoreError: from any operation, when the database cannot be reached.
    """

    def __init__(self, replacing: Callable[[], Replacing]) -> None:
        self._replacing = replacing
        self._rendered: OrderedDict[tuple[str, str, Beside], list[dict[str, object]]] = (
            OrderedDict()
        )

    async def newest(self, delivery: Delivery) -> str | None:
        """Return the id of what takes the place of what a message says; None where that stands."""
        edits = delivery.replaces is not None
        if delivery.digest_id is None or edits or delivery.part >= CHART_PART:
            return None
        return await self._replacing().feedback.corrected_as(delivery.digest_id)

    async def body(self, delivery: Delivery, version_id: str) -> Body | None:
        """Return a message as a version says it; None where it has no such part any more."""
        replacing = self._replacing()
        version = await replacing.published(version_id)
        if version is None:
            return delivery.payload
        bodies = await self._bodies(replacing, version, await self._first(delivery))
        if delivery.part >= len(bodies):
            return None
        options = delivery.payload.get("options")
        body = bodies[delivery.part]
        return {**body, "options": options} if options else body

    async def follow(self, delivery: Delivery, *, said: str | None, sure: bool) -> None:
        """Edit what was posted where it was corrected meanwhile, and add what a version has more.

        `said` is the version it was posted as, None for the text that was planned; not `sure`: an
        earlier attempt may have posted that one.
        """
        newest, replacing = await self.newest(delivery), self._replacing()
        version = await replacing.published(newest) if newest else None
        if version is None:
            return
        parts = await replacing.outbox.deliveries(group=delivery.group)
        bodies = await self._bodies(replacing, version, parts[0])
        if sure and said == newest:
            following = added(parts, bodies, now=replacing.now)
        else:
            before = (said if sure else None) or delivery.digest_id or ""
            what = _news(version, await replacing.published(before))
            document = replacing.document(version)
            following = corrected(parts, bodies, document, what, now=replacing.now)
        await replacing.outbox.enqueue(following)

    async def _first(self, delivery: Delivery) -> Delivery:
        if delivery.part == 0:
            return delivery
        found = await self._replacing().outbox.deliveries(group=delivery.group, limit=1)
        return found[0] if found else delivery

    async def _bodies(
        self, replacing: Replacing, version: Published, first: Delivery
    ) -> list[dict[str, object]]:
        platform, apart = first.channel.platform, beside(first)
        key = (version.id, platform, apart)
        if key not in self._rendered:
            document = apart.put(replacing.document(version))
            self._rendered[key] = await asyncio.to_thread(MESSAGES[platform], document)
            if len(self._rendered) > KEPT:
                self._rendered.popitem(last=False)
        return self._rendered[key]


def _news(version: Published, before: Published | None) -> str | None:
    """Return in words what a version corrects of an earlier one; None where it has the same text."""
    fixes = version.provenance.corrections
    known = before.provenance.corrections if before else ()
    return said_last(fixes) if fixes != known else None
