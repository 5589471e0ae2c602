"""What a digest names as to come is watched; what its articles resolve, or nobody heard of, is closed."""

import asyncio
from datetime import datetime

from digests.model import Closing, Digest
from digests.ports import Watching
from digests.sections import Ledger, Material
from digests.sections.watched import resolution, watched_in
from digests.watch.resolving import is_overdue


async def take_up(digest: Digest, material: Material, watching: Watching, *, now: datetime) -> None:
    """Keep what the digest names, and close what the material ends, for the whole topic.

    Made again, it does no harm: what is there stays, and what is closed stays closed.
    """
    ledger = Ledger(material)
    for one in await watching.watched(digest.topic_id):
        found = resolution(one, material.articles, material.facts, ledger)
        if found is None and not is_overdue(one, now.date()):
            continue
        text_sha256 = material.articles[found.quotes[0].article_id].text_sha256 if found else None
        closing = Closing(at=now, digest_id=digest.id, claim=found, text_sha256=text_sha256)
        await watching.close(one.id, one.topic_id, closing)
    await watching.watch(await asyncio.to_thread(lambda: list(watched_in(digest))))
