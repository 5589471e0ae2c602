"""People who use Discord: they give commands, press buttons, fill forms, and see what comes of it."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.platforms.discord.front import Asked, Front
from tests.platforms.discord.world import PATIENCE

Json = Mapping[str, Any]

THINKING, TURNING, FORM, CHOICES = 5, 6, 9, 8
EPHEMERAL = 1 << 6
COMMAND, COMPONENT, _COMPLETE, _FORM_SENT = 2, 3, 4, 5
_BUTTON, _SUBCOMMAND, _TEXT, _FIELD, _SELECT, _LABEL = 2, 1, 3, 4, 3, 18
_CHANNEL = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An interaction that was begun."""

    id: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a person sees of one interaction."""

    first: Json
    """The first answer: `type` says what it promises."""
    bodies: Sequence[Json] = ()
    """The messages that kept the promise."""

    @property
    def text(self) -> str:
        """Return all words, as they are written."""
        return "\n".join(text for body in self.bodies for text in texts(body))

    @property
    def plain(self) -> str:
        """Return all words without what sets them."""
        return unset(self.text)

    @property
    def buttons(self) -> dict[str, str]:
        """Return label -> custom id of all buttons."""
        return {label: name for body in self.bodies for label, name in buttons(body)}


@dataclass(kw_only=True)
class Somebody:
    """A person in a channel of a server."""

    front: Front
    guild: str
    channel: str
    person: str

    async def says(self, command: str, **options: str) -> Seen:
        """Give a command: `digest subscribe`, with options by their names."""
        return await self._does(COMMAND, a_command(command, options))

    async def says_of(self, channel: Json, command: str, **options: str) -> Seen:
        """Give a command for another channel, as Discord describes it."""
        data = a_command(command, options)
        chosen = {"name": "channel", "type": _CHANNEL, "value": channel["id"]}
        data["options"][0]["options"].append(chosen)
        return await self._does(
            COMMAND, {**data, "resolved": {"channels": {channel["id"]: channel}}}
        )

    async def completes(self, command: str, option: str, written: str) -> list[tuple[str, str]]:
        """Write an option, and return (label, value) of what is offered."""
        data = a_command(command, {option: written})
        inner = data["options"][0]["options"] if " " in command else data["options"]
        inner[-1]["focused"] = True
        seen = await self._does(_COMPLETE, data)
        return [(one["name"], one["value"]) for one in seen.first["data"]["choices"]]

    async def presses(self, custom_id: str, message: str) -> Seen:
        """Press a button of a message."""
        data = {"custom_id": custom_id, "component_type": _BUTTON}
        return await self._does(COMPONENT, data, message=message)

    async def sends(self, form: Seen, words: str, *, chosen: str | None = None) -> Seen:
        """Fill a form, and send it."""
        opened = form.first["data"]
        filled = [
            {"type": _LABEL, "component": _filled(label["component"], words, chosen)}
            for label in opened["components"]
        ]
        return await self._does(
            _FORM_SENT, {"custom_id": opened["custom_id"], "components": filled}
        )

    async def may(self, permissions: int | None) -> None:
        """Be given permissions in the server; None: all."""
        await self.front.stand_in.do(
            "permit",
            guildId=self.guild,
            userId=self.person,
            permissions=None if permissions is None else str(permissions),
        )

    async def forms(self, custom_id: str, words: str) -> Seen:
        """Send a form that was opened some time ago."""
        field = {"type": _FIELD, "custom_id": "words", "value": words}
        data = {"custom_id": custom_id, "components": [{"type": _LABEL, "component": field}]}
        return await self._does(_FORM_SENT, data)

    async def sees(self, *, at_least: int = 1) -> list[Json]:
        """Return the messages to everybody in the channel, oldest first."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.front.stand_in.do("messages", channelId=self.channel)
                public = [one for one in found if not one.get("flags", 0) & EPHEMERAL]
                if len(public) >= at_least:
                    return sorted(public, key=lambda one: int(one["id"]))
                await asyncio.sleep(0.05)

    async def begins(self, kind: int, data: Json, *, message: str | None = None) -> Begun:
        """Do something, and wait for nothing."""
        begun = await self.front.stand_in.do(
            "raw",
            type=kind,
            channelId=self.channel,
            userId=self.person,
            guildId=self.guild,
            data=dict(data),
            **({"messageId": message} if message else {}),
        )
        return Begun(id=begun["id"], token=begun["token"])

    async def _does(self, kind: int, data: Json, *, message: str | None = None) -> Seen:
        begun = await self.begins(kind, data, message=message)
        first = await self._asked(f"/interactions/{begun.id}/", "/callback")
        if first["type"] in {FORM, CHOICES}:
            return Seen(first=first)
        await self._asked("/webhooks/", f"{begun.token}/messages/@original")
        await self._quiet(begun.token)
        return Seen(first=first, bodies=tuple(self._told(begun.token)))

    async def _asked(self, begins: str, ends: str) -> Json:
        async with asyncio.timeout(PATIENCE):
            while True:
                for one in self.front.asked:
                    if one.path.startswith(begins) and one.path.endswith(ends) and one.status < 300:
                        assert isinstance(one.body, Mapping)
                        return one.body
                await asyncio.sleep(0.02)

    async def _quiet(self, token: str) -> None:
        """Wait until nothing more comes."""
        before = -1
        while (now := len(list(self._told(token)))) != before:
            before = now
            await asyncio.sleep(0.2)

    def _told(self, token: str) -> Iterator[Json]:
        for one in self.front.asked:
            if token in one.path and one.path.startswith("/webhooks/") and ok(one):
                assert isinstance(one.body, Mapping)
                yield one.body


def unset(text: str) -> str:
    """Return words without escapes and bold."""
    return text.replace("\\", "").replace("**", "")


def ok(asked: Asked) -> bool:
    """Tell whether it was done."""
    return 200 <= asked.status < 300


def texts(body: object) -> Iterator[str]:
    """Yield every text display of a body, in order."""
    if isinstance(body, Mapping):
        if body.get("type") == 10:
            yield str(body["content"])
        yield from texts(body.get("components"))
    elif isinstance(body, list | tuple):
        for part in body:
            yield from texts(part)


def buttons(body: object) -> Iterator[tuple[str, str]]:
    """Yield (label, custom id) of every button of a body."""
    if isinstance(body, Mapping):
        if body.get("type") == _BUTTON and "custom_id" in body:
            yield str(body.get("label")), str(body["custom_id"])
        yield from buttons(body.get("components"))
        yield from buttons([body["accessory"]] if "accessory" in body else [])
    elif isinstance(body, list | tuple):
        for part in body:
            yield from buttons(part)


def a_command(command: str, options: Mapping[str, str]) -> dict[str, Any]:
    name, _, inner = command.partition(" ")
    given = [{"name": key, "type": _TEXT, "value": value} for key, value in options.items()]
    if inner:
        given = [{"name": inner, "type": _SUBCOMMAND, "options": given}]
    return {"id": "1", "name": name, "type": 1, "options": given}


def _filled(component: Json, words: str, chosen: str | None) -> Json:
    if component["type"] == _SELECT:
        values = [one["value"] for one in component["options"] if one["value"] == chosen]
        return {"type": _SELECT, "custom_id": component["custom_id"], "values": values}
    return {"type": _FIELD, "custom_id": component["custom_id"], "value": words}
