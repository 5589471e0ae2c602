"""The bodies of posts and edits, made of what was rendered. Pure."""

import re
from collections.abc import Mapping

from bot.render.slack_limits import EDIT_TEXT
from digests.model import Message

KEY = "key"
"""Where a post's metadata holds the delivery's key, by which it is found again."""
_EVENT = "message_posted"
"""`metadata.event_type` of what has none of its own: Slack asks for one."""

_NOT_SENT = frozenset({"options", "thread_ts", "channel"})
# docs.slack.dev/reference/methods/chat.update: an edit fetches no previews.
_EDITABLE = ("text", "blocks", "metadata", "link_names", "parse")

Json = dict[str, object]


def thread_of(message: Message) -> str | None:
    """Return the `ts` of the thread that a message goes into; threads have no threads."""
    return message.channel.thread_id or message.thread_of


def posted(message: Message, *, to: str) -> Json:
    """Return the body of `chat.postMessage`."""
    body = {name: value for name, value in message.payload.items() if name not in _NOT_SENT}
    body |= {"channel": to, "metadata": _keyed(message)}
    if (thread := thread_of(message)) is not None:
        body["thread_ts"] = thread
    return body


def edited(message: Message, *, to: str) -> Json:
    """Return the body of `chat.update`."""
    body = {name: message.payload[name] for name in _EDITABLE if name in message.payload}
    body |= {"channel": to, "ts": message.replaces, "metadata": _keyed(message)}
    body["text"] = within(str(body.get("text", "")), EDIT_TEXT)
    return body


def key_in(post: Mapping[str, object]) -> object:
    """Return the key of a message as Slack's history has it; None where it has none."""
    metadata = post.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    return payload.get(KEY) if isinstance(payload, Mapping) else None


def within(text: str, most: int) -> str:
    """Return text of at most so many bytes, cut at a word and never in an entity such as `&amp;`."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len("…".encode())].decode(errors="ignore")
    end = max(kept.rfind(" "), kept.rfind("\n"))
    kept = kept[:end] if end > 0 else re.sub(r"&[a-z]*$", "", kept)
    return f"{kept.rstrip()}…"


def _keyed(message: Message) -> Json:
    given = message.payload.get("metadata")
    metadata = dict(given) if isinstance(given, Mapping) else {"event_type": _EVENT}
    payload = metadata.get("event_payload")
    kept = dict(payload) if isinstance(payload, Mapping) else {}
    return {**metadata, "event_payload": {**kept, KEY: message.key}}
