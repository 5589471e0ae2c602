"""What is watched, in memory: for tests, and for trying things out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from digests.model import Closing, Watched
from digests.model.watching import in_order_of_watching
from digests.ports import Watching


class MemoryWatching(Watching):
    """`Watching` in a dict. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], Watched] = {}

    @override
    async def watch(self, items: Sequence[Watched]) -> int:
        before = len(self._items)
        for item in items:
            self._items.setdefault((item.topic_id, item.id), item)
        return len(self._items) - before

    @override
    async def watched(
        self, topic_id: str, *, closed_since: datetime | None = None
    ) -> list[Watched]:
        return in_order_of_watching(
            item
            for (topic, _), item in self._items.items()
            if topic == topic_id
            and (
                item.closing is None
                or (closed_since is not None and item.closing.at >= closed_since)
            )
        )

    @override
    async def close(self, item_id: str, topic_id: str, closing: Closing) -> bool:
        item = self._items.get((topic_id, item_id))
        if item is None or item.closing is not None:
            return False
        self._items[topic_id, item_id] = replace(item, closing=closing)
        return True
