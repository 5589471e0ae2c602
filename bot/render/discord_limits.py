"""Every limit of a Discord message, each once with its source, and the check before sending.

discord.py checks neither the 4,000 characters of a Components V2 message nor content beside V2
before it sends; Discord's OpenAPI file allows 4,000 characters of content where the pages say 2,000.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.render.discord_components import (
    COMPONENTS,
    CUSTOM_ID,
    INPUT,
    IS_COMPONENTS_V2,
    LABEL,
    ROW,
    TEXT,
    TOP_LEVEL,
    component_faults,
    kind,
    maps,
    texts,
    walk,
)
from bot.render.measure import length

__all__ = [
    "CUSTOM_ID",
    "IS_COMPONENTS_V2",
    "NONCE",
    "THREAD_NAME",
    "edit_faults",
    "faults",
    "thread_faults",
]

# docs.discord.com/developers/resources/message
CONTENT = 2_000
NONCE = 25
EMBEDS = 10
EMBEDS_TEXT = 6_000
"""Summed over all embeds."""
EMBED_PARTS = {"title": 256, "description": 4_096}
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
FOOTER = 2_048
AUTHOR = 256
OLD_ROWS = 5
"""Action rows of a message without Components V2."""

# docs.discord.com/developers/resources/channel
THREAD_NAME = 100
THREAD_TAGS = 5

_FLAGS = IS_COMPONENTS_V2 | 1 << 2 | 1 << 12
"""Beside Components V2: no link previews, no notifications. Private is for interactions only."""

Json = Mapping[str, object]


def faults(payload: Json) -> list[str]:
    """Return what Discord, or our own rules, would refuse in a message to a channel; pure."""
    flags = payload.get("flags", 0)
    fit = isinstance(flags, int) and not flags & ~_FLAGS
    found = [] if fit else [f"flags {flags} have no effect in a channel"]
    return [*found, *_mentions(payload), *_nonce(payload), *_content(payload)]


def edit_faults(payload: Json) -> list[str]:
    """Return the same of an edit, of a forum post's first message, of a reply to an interaction."""
    beside = [f"{key} has no effect here" for key in ("nonce", "enforce_nonce") if key in payload]
    return [*_mentions(payload), *beside, *_content(payload)]


def thread_faults(payload: Json) -> list[str]:
    """Return the same of a thread that a forum or media channel starts."""
    found: list[str] = []
    if not 0 < length(str(payload.get("name") or "").strip()) <= THREAD_NAME:
        found.append(f"a thread's name must have 1 to {THREAD_NAME} characters")
    tags = payload.get("applied_tags") or []
    if not isinstance(tags, list) or len(tags) > THREAD_TAGS or len(set(tags)) < len(tags):
        found.append(f"applied_tags must be at most {THREAD_TAGS} ids")
    message = payload.get("message")
    if not isinstance(message, Mapping):
        return [*found, "a forum post without a message"]
    return [*found, *edit_faults(message)]


def _content(payload: Json) -> Iterator[str]:
    components = maps(payload.get("components"))
    flags = payload.get("flags")
    if isinstance(flags, int) and flags & IS_COMPONENTS_V2:
        for key in ("content", "embeds", "sticker_ids", "poll"):
            if payload.get(key):
                yield f"{key} beside Components V2"
        yield from _v2(components)
    else:
        yield from _plain(payload, components)
    if any(kind(part) in {INPUT, LABEL} for component in components for part in walk(component)):
        yield "a form's part in a message"
    yield from component_faults(components)


def _mentions(payload: Json) -> Iterator[str]:
    if payload.get("allowed_mentions") != {"parse": []}:
        yield "allowed_mentions is not {parse: []}: foreign text could mention people"


def _nonce(payload: Json) -> Iterator[str]:
    nonce = payload.get("nonce")
    if not isinstance(nonce, str) or not 0 < length(nonce) <= NONCE:
        yield f"nonce must have 1 to {NONCE} characters"
    if payload.get("enforce_nonce") is not True:
        yield "enforce_nonce is not set: a retry could post twice"


def _v2(components: Sequence[Json]) -> Iterator[str]:
    everything = [part for component in components for part in walk(component)]
    if not components:
        yield "no components"
    if len(everything) > COMPONENTS:
        yield f"{len(everything)} components of {COMPONENTS}"
    total = sum(length(text) for part in everything for text in texts(part))
    if total > TEXT:
        yield f"{total} characters of text of {TEXT}"
    for component in components:
        if kind(component) not in TOP_LEVEL:
            yield f"component of type {component.get('type')} at the top"


def _plain(payload: Json, components: Sequence[Json]) -> Iterator[str]:
    content = str(payload.get("content") or "")
    embeds = maps(payload.get("embeds"))
    if not content.strip() and not embeds and not payload.get("poll"):
        yield "an empty message"
    if length(content) > CONTENT:
        yield f"content has {length(content)} characters of {CONTENT}"
    if len(components) > OLD_ROWS or any(kind(part) != ROW for part in components):
        yield f"components must be at most {OLD_ROWS} action rows"
    yield from _embeds(embeds)


def _embeds(embeds: Sequence[Json]) -> Iterator[str]:
    if len(embeds) > EMBEDS:
        yield f"{len(embeds)} embeds of {EMBEDS}"
    total = 0
    for embed in embeds:
        fields = maps(embed.get("fields"))
        if len(fields) > EMBED_FIELDS:
            yield f"{len(fields)} embed fields of {EMBED_FIELDS}"
        parts = [(key, str(embed.get(key) or ""), most) for key, most in EMBED_PARTS.items()]
        for field in fields:
            parts.append(("field name", str(field.get("name") or ""), FIELD_NAME))
            parts.append(("field value", str(field.get("value") or ""), FIELD_VALUE))
        for key, inner, most in (("footer", "text", FOOTER), ("author", "name", AUTHOR)):
            parts += [(key, str(m.get(inner) or ""), most) for m in maps([embed.get(key)])]
        yield from (
            "an embed field without name or value"
            for field in fields
            if not field.get("name") or not field.get("value")
        )
        total += sum(length(text) for _, text, _ in parts)
        yield from (
            f"embed {key} has {length(text)} characters of {most}"
            for key, text, most in parts
            if length(text) > most
        )
    if total > EMBEDS_TEXT:
        yield f"all embeds have {total} characters of {EMBEDS_TEXT}"
    for url, times in Counter(embed["url"] for embed in embeds if embed.get("url")).items():
        if times > 1:
            yield f"{times} embeds with the address {url} collapse into one"
