"""The bot as the product opens it, and messages for it to post."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from typing_extensions import override

from bot.commands.reception import Reception
from bot.platforms import Adapter
from bot.platforms.discord.opening import open_discord
from bot.render.discord_limits import IS_COMPONENTS_V2
from config.loading import load_catalogue
from config.settings import Settings
from digests.model import Channel, Message
from digests.model.ids import content_id
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_replies import MemoryReplies
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.platforms.discord.front import Front

PATIENCE = 15.0
"""Seconds after which a test gives up: never waited for where all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReception(Reception):
    """Keeps what it is told of channels and servers."""

    told: list[str] = field(default_factory=list)

    @override
    async def lost(self, channel: Channel, why: str) -> None:
        self.told.append(f"lost {channel.key}: {why}")

    @override
    async def left(self, workspace: str, why: str) -> None:
        self.told.append(f"left {workspace}: {why}")


def now() -> datetime:
    """Return the time: the stand-in's ids tell it too."""
    return datetime.now(UTC)


def a_reception(outbox: MemoryOutbox | None = None) -> ToldReception:
    """Return a reception over stores in memory."""
    rows = outbox or MemoryOutbox()
    return ToldReception(
        catalogue=load_catalogue(),
        store=MemoryStore(),
        replies=MemoryReplies(),
        subscriptions=MemorySubscriptions(rows),
        outbox=rows,
        feedback=MemoryFeedback(),
        now=now,
        version="0",
    )


def settings_for(front: Front) -> Settings:
    """Return what an operator sets."""
    return Settings.model_validate(
        {"discord_token": front.token, "discord_url": front.rest, "data_dir": front.folder}
    )


@asynccontextmanager
async def opened_bot(front: Front, reception: Reception | None = None) -> AsyncIterator[Adapter]:
    """Open the bot; it posts, and does not listen."""
    async with open_discord(settings_for(front), reception or a_reception()) as adapter:
        yield adapter


@asynccontextmanager
async def listening(adapter: Adapter) -> AsyncIterator[asyncio.Event]:
    """Let the bot listen; yields its stop."""
    stop = asyncio.Event()
    assert adapter.listen is not None
    running = asyncio.create_task(adapter.listen(stop))
    try:
        yield stop
    finally:
        stop.set()
        async with asyncio.timeout(PATIENCE):
            await running


async def until(what: Callable[[], Awaitable[bool]], *, within: float = PATIENCE) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within):
        while not await what():  # noqa: ASYNC110 — what is waited for is another process's
            await asyncio.sleep(0.02)


async def connected(adapter: Adapter) -> None:
    """Wait until the gateway is well."""

    async def well() -> bool:
        assert adapter.check is not None
        return await adapter.check() is None

    await until(well)


def a_body(text: str = "## Title\nWords.", **changes: object) -> dict[str, object]:
    """Return a body as a renderer makes it."""
    return {
        "flags": IS_COMPONENTS_V2,
        "components": [{"type": 17, "components": [{"type": 10, "content": text}]}],
        "allowed_mentions": {"parse": []},
        "nonce": "the renderer's",
        "enforce_nonce": True,
        **changes,
    }


def a_message(channel: Channel, text: str = "## Title\nWords.", **changes: object) -> Message:
    """Return a message whose key follows from its words."""
    fields: dict[str, object] = {
        "channel": channel,
        "payload": a_body(text),
        "key": content_id("delivery", channel.key, text),
    }
    return Message(**(fields | changes))  # type: ignore[arg-type] # fields of Message
