"""Replies and questions in memory: for tests, and for trying things out."""

from datetime import datetime

from typing_extensions import override

from digests.model import Reply, Turn
from digests.ports import Replies


class MemoryReplies(Replies):
    """`Replies` in dicts. No operation awaits anything, so each is one transaction."""

    def __init__(self) -> None:
        self._replies: dict[str, Reply] = {}
        self._turns: dict[str, list[Turn]] = {}

    @override
    async def save_reply(self, reply: Reply) -> Reply:
        return self._replies.setdefault(reply.id, reply)

    @override
    async def reply(self, reply_id: str) -> Reply | None:
        return self._replies.get(reply_id)

    @override
    async def replies(self) -> list[Reply]:
        return sorted(self._replies.values(), key=lambda reply: reply.created_at)

    @override
    async def save_turn(self, turn: Turn, reply: Reply, *, keep_since: datetime) -> Reply:
        kept = [old for old in self._turns.get(turn.asker, []) if old.at >= keep_since]
        self._turns[turn.asker] = [*kept, turn]
        return await self.save_reply(reply)

    @override
    async def turns(self, asker: str, *, since: datetime) -> list[Turn]:
        kept = [turn for turn in self._turns.get(asker, []) if turn.at >= since]
        return sorted(kept, key=lambda turn: turn.at)
