"""Somebody in a workspace with Slack open: sees what they are shown, says, presses, fills in."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.platforms.slack.standin import ALICE, NEWS, Slack

PATIENCE = 20.0
"""Seconds in which what is waited for has come; it comes within one as a rule."""
_TRIGGER = re.compile(r"trigger_id[^0-9]{1,12}([0-9]+\.[0-9]+\.[0-9a-f]+)")

Json = dict[str, Any]


class NotSeenError(AssertionError):
    """Nobody saw what was waited for."""


@dataclass(kw_only=True)
class Person:
    """A person who uses one of the apps of a workspace."""

    slack: Slack
    app_id: str
    interact: Callable[[Json], Any]
    """Brings the app what the stand-in cannot: a button of a window or of a home."""
    id: str = ALICE
    channel: str = NEWS

    async def says(self, command: str, text: str = "") -> None:
        """Give a slash command."""
        body = {"channel": self.channel, "user": self.id, "command": command, "text": text}
        await asyncio.to_thread(self.slack.control, "command", {**body, "appId": self.app_id})

    async def sees(self, words: str, *, private: bool, nth: int = 0) -> Json:
        """Wait for a message with these words, to this person alone or to all, and return it."""

        async def found() -> Json | None:
            shown = [
                m for m in await self.messages() if (m.get("subtype") == "ephemeral") is private
            ]
            having = [one for one in shown if words in said_in(one)]
            return having[nth] if len(having) > nth else None

        return await self._within(found, f"“{words}” in the channel")

    async def messages(self) -> list[Json]:
        """Return what this person sees in the channel and its threads, oldest first."""
        shown = await asyncio.to_thread(self.slack.shown, self.channel)
        return [
            one
            for one in shown
            if one.get("subtype") != "ephemeral" or one.get("ephemeral_to") == self.id
        ]

    async def presses(self, message: Json, label: str) -> None:
        """Press a button of a message."""
        action = button_of(message.get("blocks") or [], label)
        await asyncio.to_thread(
            self.slack.control,
            "interact",
            {
                "channel": self.channel,
                "messageTs": message["ts"],
                "user": self.id,
                "action": action,
            },
        )

    async def window(self, words: str) -> Json:
        """Wait for the window on top to show these words, and return it."""

        async def found() -> Json | None:
            stack = (await self._state())["modalStack"]
            return (
                stack[-1] if stack and words in json.dumps(stack[-1], ensure_ascii=False) else None
            )

        return await self._within(found, f"“{words}” in a window")

    async def sends(self, view: Json, **written: str) -> None:
        """Send a form with its values as they are, but for those that are written."""
        await self._ui({"t": "view_submit", "user": self.id, "values": filled(view, written)})

    async def presses_in(self, view: Json, label: str) -> None:
        """Press a button of a window, or of this person's home."""
        action = button_of(view["blocks"], label)
        payload = {
            "type": "block_actions",
            "api_app_id": self.app_id,
            "team": {"id": self.slack.team, "domain": self.slack.name},
            "user": {"id": self.id, "name": "alice", "team_id": self.slack.team},
            "container": {"type": "view", "view_id": view["id"]},
            "trigger_id": await self._trigger(),
            "view": view,
            "actions": [{"type": "button", **action}],
            "is_enterprise_install": False,
        }
        await self.interact(payload)

    async def opens_home(self) -> None:
        """Open the app's Home tab."""
        body = {"user": self.id, "appId": self.app_id}
        await asyncio.to_thread(self.slack.control, "open-home", body)

    async def home(self, words: str) -> Json:
        """Wait for the Home tab to show these words, and return it."""

        async def found() -> Json | None:
            views = (await self._state())["homeViews"].get(self.id) or {}
            view: Json | None = views.get(self.app_id)
            return view if view and words in json.dumps(view, ensure_ascii=False) else None

        return await self._within(found, f"“{words}” at home")

    async def _trigger(self) -> str:
        """Return a trigger that the stand-in knows: it hands one out for each press in a channel."""
        log = json.dumps(await asyncio.to_thread(self.slack.control, "log"))
        return str(_TRIGGER.findall(log)[-1])

    async def _state(self) -> Json:
        return await self._ui(None)

    async def _ui(self, message: Json | None) -> Json:
        url = f"{self.slack.base.replace('http', 'ws', 1)}/ui"
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as ui:
            state: Json = json.loads((await ui.receive()).data)["state"]
            if message is not None:
                await ui.send_json(message)
                await _answered(ui)
            return state

    async def _within(self, look: Callable[[], Any], what: str) -> Json:
        for _ in range(int(PATIENCE / 0.1)):
            if (found := await look()) is not None:
                seen: Json = found
                return seen
            await asyncio.sleep(0.1)
        shown = "\n---\n".join(said_in(one) for one in await self.messages())
        stack = json.dumps((await self._state())["modalStack"], ensure_ascii=False)
        raise NotSeenError(f"{what}; seen was:\n{shown}\nwindows: {stack[:3000]}")


async def _answered(ui: aiohttp.ClientWebSocketResponse) -> None:
    """Wait until the app has answered a form: the windows change, or say what is wrong."""
    async with asyncio.timeout(PATIENCE):
        async for message in ui:
            if json.loads(message.data)["t"] in {"view", "view_errors"}:
                return


def said_in(message: Json) -> str:
    """Return all that a message says: its text, and that of its blocks."""
    return f"{message.get('text') or ''}\n{text_of(message.get('blocks') or [])}"


def text_of(node: object) -> str:
    """Return the text of blocks, runs joined as they are read."""
    if isinstance(node, list):
        return "".join(text_of(one) for one in node)
    if isinstance(node, dict):
        own = node.get("text")
        inner = [v for k, v in node.items() if k != "text" and isinstance(v, list | dict)]
        said = own if isinstance(own, str) else text_of(own)
        end = "\n" if "type" in node and node["type"] in {"section", "header", "context"} else ""
        return said + "".join(text_of(one) for one in inner) + end
    return ""


def button_of(blocks: list[Json], label: str) -> Json:
    """Return what is sent when the button with a label is pressed."""
    for block in blocks:
        for element in block.get("elements") or ():
            if element.get("type") == "button" and label in element["text"]["text"]:
                return {
                    "action_id": element["action_id"],
                    "block_id": block.get("block_id", "b"),
                    "value": element.get("value"),
                }
    raise NotSeenError(f"no button “{label}” in {json.dumps(blocks, ensure_ascii=False)[:2000]}")


def filled(view: Json, written: Mapping[str, str]) -> Json:
    """Return the values of a form as Slack sends them."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        values[name] = {element["action_id"]: _value(element, written.get(name))}
    return values


def _value(element: Json, written: str | None) -> Json:
    kind = element["type"]
    if kind == "static_select":
        options = [
            *(element.get("options") or ()),
            *(one for group in element.get("option_groups") or () for one in group["options"]),
        ]
        chosen = element.get("initial_option")
        if written is not None:
            chosen = next(one for one in options if one["value"] == written)
        return {"type": kind, "selected_option": chosen}
    if kind == "timepicker":
        return {"type": kind, "selected_time": written or element.get("initial_time")}
    return {"type": kind, "value": written if written is not None else element.get("initial_value")}
