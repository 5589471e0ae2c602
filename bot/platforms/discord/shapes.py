"""From a rendered body to what is sent: the channel's own parts added, an edit's left out. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.render.discord_limits import NONCE, THREAD_NAME
from bot.render.measure import length
from digests.model import Message
from digests.model.ids import sha256

Json = dict[str, object]

TAGS = 5
"""Tags of a forum post: docs.discord.com/developers/resources/channel, Start Thread in Forum."""
_PLACE = re.compile(r" · 1 of \d+$")
_MARKS = re.compile(r"^(?:#{1,3} |-# |> |• )|\*\*|\\(?=[^\w\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a subscription wants beside the body."""

    forum_tags: tuple[str, ...] = ()
    crosspost: bool = False


def options_of(message: Message) -> Options:
    """Return the payload's `options`."""
    given = message.payload.get("options")
    if not isinstance(given, Mapping):
        return Options()
    tags = given.get("forum_tags")
    return Options(
        forum_tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        crosspost=given.get("crosspost") is True,
    )


def post_body(message: Message, *, reply_to: str | None = None) -> Json:
    """Return the body of a new message, with the nonce and the mark that it is known by."""
    body: Json = {**starter_body(message), "nonce": message.key[:NONCE], "enforce_nonce": True}
    if reply_to is not None:
        body["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": False}
    return body


def starter_body(message: Message) -> Json:
    """Return the message that a forum post starts with: it takes no nonce."""
    body = _bare(message)
    components = body.get("components")
    if isinstance(components, list) and components:
        first, *others = components
        body["components"] = [{**first, "id": mark_of(message.key)}, *others]
    return body


def edit_body(message: Message) -> Json:
    """Return what an edit can carry."""
    return _bare(message)


def _bare(message: Message) -> Json:
    left_out = {"options", "nonce", "enforce_nonce"}
    return {key: value for key, value in message.payload.items() if key not in left_out}


def mark_of(key: str) -> int:
    """Return the id of the first component, by which a post is found again.

    Discord keeps it; a nonce it tells nobody afterwards. 1 to 2^31 - 1, above what it gives itself.
    """
    return int(sha256(key)[:8], 16) % (2**31 - 10_000) + 9_999


def bears_mark(message: Mapping[str, object], key: str) -> bool:
    """Tell whether a message that Discord returned is the post of a key."""
    components = message.get("components")
    return (
        isinstance(components, list)
        and bool(components)
        and isinstance(components[0], Mapping)
        and components[0].get("id") == mark_of(key)
    )


def thread_name(body: Mapping[str, object]) -> str:
    """Return what a forum post is called: the title of its message, else its first words."""
    lines = [line for text in _texts(body.get("components")) for line in text.splitlines()]
    title = next((line for line in lines if line.startswith("#")), lines[0] if lines else "")
    name = _PLACE.sub("", " ".join(_MARKS.sub("", title).split()))
    if length(name) <= THREAD_NAME:
        return name
    while length(name) >= THREAD_NAME:
        name = name[:-1]
    return f"{name}…"


def _texts(components: object) -> list[str]:
    if not isinstance(components, list):
        return []
    found: list[str] = []
    for part in components:
        if isinstance(part, Mapping):
            content = part.get("content")
            found += [content] if isinstance(content, str) else []
            found += _texts(part.get("components"))
    return found


def tag_ids(available: object, wanted: Sequence[str]) -> list[str]:
    """Return the ids of a forum's tags by their names, whatever their capitals, in wanted order."""
    named = {
        str(tag.get("name", "")).casefold(): str(tag.get("id"))
        for tag in (available if isinstance(available, list) else [])
        if isinstance(tag, Mapping)
    }
    found = [named[name] for one in wanted if (name := one.lstrip("#").casefold()) in named]
    return list(dict.fromkeys(found))[:TAGS]
