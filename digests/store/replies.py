"""Replies to questions, kept whole as JSON, and the questions that follow-ups go on from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select
from typing_extensions import override

from digests.model import Answer, NoAnswer, Reply, Turn
from digests.ports import Replies
from digests.store.rows import AnyRow
from digests.store.schema import replies, reply_sources, turns
from digests.store.statements import insert
from digests.store.transactions import Transactions

_BODY: Mapping[bool, TypeAdapter[Any]] = {
    True: TypeAdapter(Answer),
    False: TypeAdapter(NoAnswer),
}
"""By whether it answers: both have the same fields."""


class SqlReplies(Replies):
    """`Replies` on a database that is up to date."""

    def __init__(self, transactions: Transactions) -> None:
        self._read, self._write = transactions.read, transactions.write

    @override
    async def save_reply(self, reply: Reply) -> Reply:
        return await self._write(_save_reply, reply)

    @override
    async def reply(self, reply_id: str) -> Reply | None:
        return await self._read(_reply_by, reply_id)

    @override
    async def replies(self) -> list[Reply]:
        return await self._read(_all_replies)

    @override
    async def save_turn(self, turn: Turn, reply: Reply, *, keep_since: datetime) -> Reply:
        return await self._write(_save_turn, turn, reply, keep_since)

    @override
    async def turns(self, asker: str, *, since: datetime) -> list[Turn]:
        return await self._read(_turns_of, asker, since)


def _save_reply(connection: Connection, reply: Reply) -> Reply:
    answered = isinstance(reply, Answer)
    added = connection.execute(
        insert(connection, replies)
        .values(
            id=reply.id,
            topic_id=reply.topic_id,
            answered=answered,
            created_at=reply.created_at,
            body=_BODY[answered].dump_json(reply).decode(),
        )
        .on_conflict_do_nothing()
        .returning(replies.c.n)
    )
    if added.first() is None:
        return _reply_by(connection, reply.id) or reply
    if reply.provenance.sources:
        connection.execute(
            reply_sources.insert(),
            [
                {
                    "reply_id": reply.id,
                    "n": source.n,
                    "article_id": source.article.id,
                    "text_sha256": source.article.text_sha256,
                }
                for source in reply.provenance.sources
            ],
        )
    return reply


def _reply_by(connection: Connection, reply_id: str) -> Reply | None:
    found = connection.execute(select(replies).where(replies.c.id == reply_id))
    row = found.first()
    return None if row is None else _reply_of(row)


def _all_replies(connection: Connection) -> list[Reply]:
    query = select(replies).order_by(replies.c.created_at, replies.c.n)
    return [_reply_of(row) for row in connection.execute(query)]


def _reply_of(row: AnyRow) -> Reply:
    reply: Reply = _BODY[row.answered].validate_json(row.body, strict=True)
    return reply


def _save_turn(connection: Connection, turn: Turn, reply: Reply, keep_since: datetime) -> Reply:
    old = delete(turns).where(turns.c.asker == turn.asker, turns.c.at < keep_since)
    connection.execute(old)
    connection.execute(
        turns.insert().values(
            asker=turn.asker,
            at=turn.at,
            question=turn.question,
            topic_id=turn.topic_id,
            time_words=turn.time_words,
            since=turn.since,
            reply_id=turn.reply_id,
        )
    )
    return _save_reply(connection, reply)


def _turns_of(connection: Connection, asker: str, since: datetime) -> list[Turn]:
    found = connection.execute(
        select(turns)
        .where(turns.c.asker == asker, turns.c.at >= since)
        .order_by(turns.c.at, turns.c.n)
    )
    return [
        Turn(
            asker=row.asker,
            at=row.at,
            question=row.question,
            topic_id=row.topic_id,
            time_words=row.time_words,
            since=row.since,
            reply_id=row.reply_id,
        )
        for row in found
    ]
