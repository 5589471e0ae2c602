"""Many people at once ask the same, as after a digest: it is answered once, for all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digests.ask.asking import Asking
from digests.model import Reply

FRESH = timedelta(seconds=5)
"""How long what was answered is the answer to the same question."""

Same = tuple[str, str | None, str, datetime | None, str | None]
"""What makes two questions one: words, topic, zone, start, words of time that were kept."""


@dataclass(slots=True)
class Rush:
    """The questions that are being answered, or were just now."""

    _replies: dict[Same, tuple[datetime, asyncio.Future[Reply]]] = field(default_factory=dict)

    async def once(self, asking: Asking, answer: Callable[[], Awaitable[Reply]]) -> Reply:
        """Return the reply to the same question of somebody else, where it is fresh, or make one."""
        for old in [key for key, (at, _) in self._replies.items() if asking.now - at > FRESH]:
            del self._replies[old]
        topic_id = asking.topic.id if asking.topic else None
        same = (asking.text, topic_id, str(asking.zone), asking.since, asking.kept_words)
        if same not in self._replies:
            made = asyncio.ensure_future(answer())
            self._replies[same] = (asking.now, made)
        found = self._replies[same][1]
        try:
            # Whoever gives up waiting does not end it for the others.
            return await asyncio.shield(found)
        except Exception:
            self._replies.pop(same, None)
            raise
