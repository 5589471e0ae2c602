"""What a payload of Slack's is about: who asks, where, and by what. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digests.model import Channel

PLATFORM = "slack"
_PRIVATE = ("privategroup", "directmessage", "mpdm-")
"""How Slack names conversations that not everybody in the workspace may see."""
_NAMED = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks, and where."""

    person: str
    """The person's id."""
    name: str
    channel: Channel
    private: bool
    response_url: str | None
    trigger: str | None
    """Opens a modal, once, within 3 s."""
    thread_ts: str | None = None
    """The thread that a button was pressed in: what is shown elsewhere is not seen from there."""

    def carried(self, **more: str) -> str:
        """Return what a modal's `private_metadata` carries, for `of_view`."""
        kept = {
            "channel": self.channel.channel_id,
            "private": self.private,
            # What is sent from a window has none, and answers by it reach every channel.
            "response_url": self.response_url,
            "thread_ts": self.thread_ts,
            **more,
        }
        return json.dumps(kept, separators=(",", ":"))


def of_command(body: Mapping[str, Any], team_id: str) -> Asked:
    """Return who gave a slash command."""
    return Asked(
        person=str(body["user_id"]),
        name=str(body.get("user_name") or body["user_id"])[:_NAMED],
        channel=_channel(team_id, str(body["channel_id"])),
        private=str(body.get("channel_name", "")).startswith(_PRIVATE),
        response_url=body.get("response_url"),
        trigger=body.get("trigger_id"),
    )


def of_press(body: Mapping[str, Any], team_id: str) -> Asked | None:
    """Return who pressed a button or sent a form; None on a person's home, which is in no channel."""
    user = body["user"]
    channel, carries = body.get("channel") or {}, carried_by(body)
    channel_id = channel.get("id") or carries.get("channel")
    if not channel_id:
        return None
    private = str(channel.get("name", "")).startswith(_PRIVATE) or bool(carries.get("private"))
    return Asked(
        person=str(user["id"]),
        name=str(user.get("name") or user.get("username") or user["id"])[:_NAMED],
        channel=_channel(team_id, str(channel_id)),
        private=private,
        response_url=body.get("response_url") or carries.get("response_url"),
        trigger=body.get("trigger_id"),
        thread_ts=_thread(body) or carries.get("thread_ts"),
    )


def _thread(body: Mapping[str, Any]) -> str | None:
    """Return the thread that a button was pressed in; the message that it hangs on stands in the channel."""
    place, message = body.get("container") or {}, body.get("message") or {}
    thread = place.get("thread_ts") or message.get("thread_ts")
    return thread if thread != (place.get("message_ts") or message.get("ts")) else None


def carried_by(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a modal carries along."""
    try:
        carried = json.loads((body.get("view") or {}).get("private_metadata") or "{}")
    except ValueError:
        return {}
    return carried if isinstance(carried, dict) else {}


def _channel(team_id: str, channel_id: str) -> Channel:
    return Channel(platform=PLATFORM, workspace_id=team_id, channel_id=channel_id)
