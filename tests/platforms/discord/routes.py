"""REST as Discord serves it: by the laws where the stand-in knows them not, else passed on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import aiohttp
from aiohttp import web

from tests.platforms.discord.faults import MISSING_PERMISSIONS, UNKNOWN_CHANNEL, Fault, error
from tests.platforms.discord.laws import (
    ANNOUNCEMENT,
    TAG_NEEDED,
    TO_ANSWER,
    TO_FOLLOW,
    TOKEN_OVER,
    TOO_LATE,
    WRONG_KIND,
    Laws,
)
from tests.platforms.discord.standin import StandIn

Json = Mapping[str, object]

_THREAD = 11
PROMISE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered."""

    status: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Return it as it is sent."""
        if self.body is None:
            return web.Response(status=self.status, headers=self.headers)
        if isinstance(self.body, str):
            return web.Response(status=self.status, text=self.body, headers=self.headers)
        # discord.py reads JSON only where the type says just this.
        headers = {**self.headers, "Content-Type": "application/json"}
        return web.Response(
            status=self.status, body=json.dumps(self.body).encode(), headers=headers
        )


class Routes:
    """Answers requests that nothing fails."""

    def __init__(self, stand_in: StandIn, session: aiohttp.ClientSession, laws: Laws) -> None:
        self._stand_in = stand_in
        self._session = session
        self._laws = laws

    async def answer(  # noqa: C901, PLR0911, PLR0912 — one line a route
        self, method: str, path: str, query: Mapping[str, str], body: object, now: float
    ) -> Reply | Fault:
        """Answer one request."""
        given = body if isinstance(body, Mapping) else {}
        match [method, *path.strip("/").split("/")]:
            case ["PUT", "applications", _, "commands"]:
                return await self._pass_on(method, path, body=_spelled(body))
            case ["GET", "oauth2", "applications", "@me"]:
                return await self._application()
            case ["POST", "users", "@me", "channels"]:
                return await self._conversation(str(given.get("recipient_id")))
            case ["POST", "channels", channel, "messages"]:
                return await self._message(channel, given, now)
            case ["POST", "channels", channel, "threads"] if channel in self._laws.kinds:
                return await self._forum_post(channel, given)
            case ["POST", "channels", channel, "messages", message, "crosspost"]:
                return self._crosspost(channel, message)
            case ["PATCH", "channels", channel] if "archived" in given:
                return self._archive(channel, given)
            case ["PATCH", "channels", channel, "messages", _] if (
                refused := self._laws.refuses_edit(channel)
            ):
                return refused
            case ["GET", "channels", channel, "messages"] if channel in self._laws.unreadable:
                return Reply(status=200, body=[])
            case ["GET", "channels", channel]:
                return await self._channel(channel)
            case ["GET", "channels", _, "threads", "archived", "public"]:
                return Reply(status=200, body={"threads": [], "members": [], "has_more": False})
            case ["POST", "interactions", interaction, _, "callback"]:
                return await self._callback(interaction, method, path, body, now)
            case [_, "webhooks", _, token, *_] if self._laws.refuses_answer(
                token, now, within=TO_FOLLOW
            ):
                return TOKEN_OVER
            case ["PATCH", "webhooks", app, token, "messages", "@original"] if (
                token in self._laws.promised
            ):
                return await self._promised(app, token, given)
            case _:
                pass
        return await self._pass_on(method, path, query, body)

    async def _promised(self, app: str, token: str, body: Json) -> Reply:
        """Keep a promise by a new message; the stand-in would change the one with the button."""
        hook = f"/webhooks/{app}/{token}"
        flags = _number(body.get("flags")) | self._laws.promised[token]
        if token in self._laws.originals:
            path = f"{hook}/messages/{self._laws.originals[token]}"
            return await self._pass_on("PATCH", path, body={**body, "flags": flags})
        made = await self._pass_on("POST", hook, body={**body, "flags": flags})
        assert isinstance(made.body, Mapping)
        self._laws.originals[token] = str(made.body["id"])
        return made

    async def _pass_on(
        self, method: str, path: str, query: Mapping[str, str] | None = None, body: object = None
    ) -> Reply:
        behind = re.sub(r"(?<=/messages/)\d+", self._behind, path)
        async with self._session.request(
            method,
            f"{self._stand_in.rest}{behind}",
            params=dict(query or {}),
            json=body,
            headers={"Authorization": "Bot x"},
        ) as response:
            said = await response.json() if response.content_type == "application/json" else None
            kept = {
                key: value
                for key, value in response.headers.items()
                if key.lower().startswith("x-ratelimit")
            }
        return Reply(
            status=response.status,
            body=self._before(said),
            headers={**kept, "Via": "1.1 google"},
        )

    def _behind(self, found: re.Match[str]) -> str:
        return self._laws.starters.get(found.group(), found.group())

    def _before(self, said: object) -> object:
        """Return what the stand-in said with Discord's ids: a forum post and its thread share one."""
        ids = {message: thread for thread, message in self._laws.starters.items()}
        if isinstance(said, list):
            return [self._before(one) for one in said]
        if isinstance(said, Mapping) and said.get("id") in ids:
            return {**said, "id": ids[str(said["id"])]}
        return said

    async def _application(self) -> Reply:
        found = await self._pass_on("GET", "/applications/@me")
        owner = await self._pass_on("GET", "/users/@me")
        assert isinstance(found.body, Mapping)
        return replace(found, body={**found.body, "owner": owner.body})

    async def _conversation(self, person: str) -> Reply | Fault:
        if person not in self._stand_in.people:
            return error(400, 50033, "Invalid Recipient(s)")
        if person not in self._laws.conversations:
            made = await self._pass_on(
                "POST",
                f"/guilds/{self._stand_in.guilds[0]}/channels",
                body={"name": f"with-{person}", "type": 0},
            )
            assert isinstance(made.body, Mapping)
            self._laws.conversations[person] = str(made.body["id"])
        return Reply(status=200, body={"id": self._laws.conversations[person], "type": 1})

    async def _message(self, channel: str, body: Json, now: float) -> Reply | Fault:
        if (refused := self._laws.refuses_message(channel, body)) is not None:
            return refused
        if (known := self._laws.known(channel, body, now)) is not None:
            return Reply(status=200, body=known, headers={"Via": "1.1 google"})
        kept = dict(body)
        if isinstance(answered := body.get("message_reference"), Mapping):
            # Discord says where the message is that another one answers; the stand-in repeats what it got.
            kept["message_reference"] = {**answered, "channel_id": channel}
        reply = await self._pass_on("POST", f"/channels/{channel}/messages", body=kept)
        if isinstance(reply.body, Mapping) and reply.status == 200:
            self._laws.remember(channel, body, reply.body, now)
        return reply

    async def _forum_post(self, forum: str, body: Json) -> Reply | Fault:
        if forum in self._laws.barred:
            return MISSING_PERMISSIONS
        if forum in self._laws.tag_needed and not body.get("applied_tags"):
            return TAG_NEEDED
        made = await self._pass_on(
            "POST", f"/channels/{forum}/threads", body={"name": body["name"], "type": _THREAD}
        )
        assert isinstance(made.body, Mapping)
        thread = str(made.body["id"])
        first = await self._pass_on("POST", f"/channels/{thread}/messages", body=body["message"])
        assert isinstance(first.body, Mapping)
        self._laws.starters[thread] = str(first.body["id"])
        applied = {"applied_tags": body.get("applied_tags", [])}
        return replace(made, body={**made.body, **applied, "message": self._before(first.body)})

    def _crosspost(self, channel: str, message: str) -> Reply | Fault:
        if self._laws.kinds.get(channel) != ANNOUNCEMENT:
            return WRONG_KIND
        if message in self._laws.crossposted:
            return error(400, 40033, "This message has already been crossposted")
        self._laws.crossposted.append(message)
        return Reply(status=200, body={"id": message, "flags": 1})

    def _archive(self, channel: str, body: Json) -> Reply | Fault:
        if body["archived"] is False:
            if channel in self._laws.locked:
                return MISSING_PERMISSIONS
            self._laws.archived.discard(channel)
        else:
            self._laws.archived.add(channel)
        return Reply(status=200, body={"id": channel, "thread_metadata": dict(body)})

    async def _channel(self, channel: str) -> Reply | Fault:
        found = await self._pass_on("GET", f"/channels/{channel}")
        if not isinstance(found.body, Mapping) or found.status != 200:
            return UNKNOWN_CHANNEL
        kind = self._laws.kinds.get(channel, found.body["type"])
        tags = self._laws.tags.get(channel, [])
        return replace(found, body={**found.body, "type": kind, "available_tags": tags})

    async def _callback(
        self, interaction: str, method: str, path: str, body: object, now: float
    ) -> Reply | Fault:
        if self._laws.refuses_answer(interaction, now, within=TO_ANSWER):
            return TOO_LATE
        reply = await self._pass_on(method, path, body=body)
        if reply.status != 204:
            return reply
        if isinstance(body, Mapping) and body.get("type") == PROMISE:
            data = body.get("data")
            flags = _number(data.get("flags")) if isinstance(data, Mapping) else 0
            self._laws.promised[path.split("/")[3]] = flags
        return Reply(status=200, body={"interaction": {"id": interaction, "type": 2}})


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _spelled(commands: object) -> object:
    """Return commands with permissions in words of digits: Discord takes both, the stand-in does not."""
    if not isinstance(commands, list):
        return commands
    key = "default_member_permissions"
    return [
        {**one, key: str(one[key])} if isinstance(one, Mapping) and one.get(key) else one
        for one in commands
    ]
