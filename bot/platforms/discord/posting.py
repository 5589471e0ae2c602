"""Post to Discord: channels, threads, announcement channels, forums, people; and edit."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from typing_extensions import override

from bot.platforms.discord.finding import find_message, find_thread
from bot.platforms.discord.places import Kind, Place, Places, reference
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.shapes import (
    Json,
    Options,
    edit_body,
    options_of,
    post_body,
    starter_body,
    tag_ids,
    thread_name,
)
from bot.platforms.discord.troubles import (
    ARCHIVED,
    CROSSPOSTED_ALREADY,
    THREAD_GONE,
    UNREADABLE_HISTORY,
    RefusalError,
)
from bot.render.discord_limits import edit_faults, faults, thread_faults
from digests.errors import PlatformError, Trouble
from digests.model import Message, MessageRef
from digests.ports import Platform

DEDUPES_FOR = timedelta(minutes=2)
"""Discord knows a nonce again "in the past few minutes" (docs.discord.com, Create Message)."""
LOOK_AFTER = timedelta(seconds=30)
"""A forum post in doubt, which no nonce covers, is looked for no sooner: it may still be on its way."""

log = structlog.get_logger()


class DiscordPlatform(Platform):
    """Posts as one bot. What the nonce does not cover is looked for before it is posted again."""

    def __init__(self, rest: Rest, *, now: Callable[[], datetime]) -> None:
        self.dedupes_for = DEDUPES_FOR
        self._rest = rest
        self._now = now
        self._places = Places(rest)

    @override
    async def post(self, message: Message) -> MessageRef:
        place = self._places.of(message)
        try:
            return await self._put(message, place)
        except RefusalError as refusal:
            if place.passing and refusal.code in THREAD_GONE:
                raise PlatformError(str(refusal), trouble=Trouble.REFUSED) from refusal
            learned = await self._places.learn(message.channel, refusal)
            if learned is None:
                raise
        return await self._put(message, learned)

    @override
    async def find(self, message: Message) -> MessageRef | None:
        place = self._places.of(message)
        try:
            return await self._found(message, place)
        except RefusalError as refusal:
            learned = await self._places.learn(message.channel, refusal)
            if learned is None:
                raise
        return await self._found(message, learned)

    async def _put(self, message: Message, place: Place) -> MessageRef:
        if message.replaces is not None:
            return await self._edit(message, message.replaces, place)
        if place.kind is Kind.FORUM:
            return await self._start_thread(message, place.id)
        return await self._send(message, place.id)

    async def _send(self, message: Message, channel: str) -> MessageRef:
        first = message.thread_of.rpartition("/")[2] if message.thread_of else None
        path = f"/channels/{channel}/messages"
        # In a thread of its own it follows; elsewhere it answers the first part.
        in_thread = message.thread_of is not None and "/" in message.thread_of
        body = post_body(message, reply_to=None if in_thread else first)
        _check(faults(body))
        try:
            sent = await self._write("POST", path, body, channel)
        except RefusalError as refusal:
            if refusal.code != UNREADABLE_HISTORY:
                raise
            sent = await self._write("POST", path, post_body(message), channel)
        if options_of(message).crosspost:
            await self._crosspost(channel, str(sent["id"]))
        return reference(message.channel, channel, str(sent["id"]))

    async def _edit(self, message: Message, replaces: str, place: Place) -> MessageRef:
        message_id = replaces.rpartition("/")[2]
        body = edit_body(message)
        _check(edit_faults(body))
        # A forum post's first message has its thread's id.
        channel = message_id if place.kind is Kind.FORUM else place.id
        await self._write("PATCH", f"/channels/{channel}/messages/{message_id}", body, channel)
        return MessageRef(channel=message.channel, message_id=replaces)

    async def _start_thread(self, message: Message, forum: str) -> MessageRef:
        if message.doubtful_since is not None and (found := await self._again(message, forum)):
            return found
        starter = starter_body(message)
        body = {
            "name": thread_name(starter),
            "message": starter,
            "applied_tags": await self._tags(options_of(message), forum),
        }
        _check(thread_faults(body))
        thread = _mapping(await self._rest.ask("POST", f"/channels/{forum}/threads", body))
        started = _mapping(thread.get("message", {"id": thread["id"]}))
        return reference(message.channel, str(thread["id"]), str(started["id"]))

    async def _again(self, message: Message, forum: str) -> MessageRef | None:
        """Look for a forum post in doubt before it is made again.

        Raises:
            PlatformError: it is too early to tell.
        """
        since = message.doubtful_since or self._now()
        if (left := since + LOOK_AFTER - self._now()) > timedelta():
            raise PlatformError(
                "a forum post in doubt is looked for later",
                trouble=Trouble.FAILED,
                retry_after=left,
            )
        return await self._found(message, Place(kind=Kind.FORUM, id=forum))

    async def _tags(self, options: Options, forum: str) -> list[str]:
        if not options.forum_tags:
            return []
        found = _mapping(await self._rest.ask("GET", f"/channels/{forum}"))
        return tag_ids(found.get("available_tags"), options.forum_tags)

    async def _write(
        self, method: str, path: str, body: Json, channel: str
    ) -> Mapping[str, object]:
        try:
            return _mapping(await self._rest.ask(method, path, body))
        except RefusalError as refusal:
            if refusal.code != ARCHIVED:
                raise
            await self._unarchive(channel, refusal)
        return _mapping(await self._rest.ask(method, path, body))

    async def _unarchive(self, thread: str, refusal: RefusalError) -> None:
        try:
            await self._rest.ask("PATCH", f"/channels/{thread}", {"archived": False})
        except RefusalError as second:
            # Locked by a moderator: what the first refusal asks people to do is right.
            raise (second if second.retryable else refusal) from second

    async def _crosspost(self, channel: str, message_id: str) -> None:
        """Publish to a channel's followers: the digest is posted whatever comes of it."""
        path = f"/channels/{channel}/messages/{message_id}/crosspost"
        try:
            await self._rest.ask("POST", path)
        except PlatformError as error:
            if not isinstance(error, RefusalError) or error.code != CROSSPOSTED_ALREADY:
                log.warning("not_crossposted", channel=channel, reason=str(error))

    async def _found(self, message: Message, place: Place) -> MessageRef | None:
        if place.kind is Kind.FORUM:
            thread = await find_thread(self._rest, message, place.id)
            return reference(message.channel, thread, thread) if thread else None
        found = await find_message(self._rest, message, place.id)
        return reference(message.channel, place.id, found) if found else None


def _check(faults: list[str]) -> None:
    if faults:
        raise PlatformError(
            f"not sent, since Discord would refuse it: {'; '.join(faults)}"[:300],
            trouble=Trouble.REFUSED,
        )


def _mapping(answer: object) -> Mapping[str, object]:
    if not isinstance(answer, Mapping):
        raise PlatformError("an answer that says nothing", trouble=Trouble.UNDECIDED)
    return answer
