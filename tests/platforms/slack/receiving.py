"""An adapter opened as the product opens it, and a reception that remembers who left."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from typing_extensions import override

from bot.commands.reception import Reception
from bot.platforms import PLATFORMS, Adapter
from bot.render.notices import NOTICES
from config.loading import load_catalogue
from config.settings import Settings
from digests.model import Channel, Message
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_replies import MemoryReplies
from digests.store.memory_subscriptions import MemorySubscriptions
from tests.platforms.slack.front import Front
from tests.platforms.slack.standin import NEWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall(Reception):
    """A reception that remembers which workspaces left."""

    departures: list[str] = field(default_factory=list)

    @override
    async def left(self, workspace: str, why: str) -> None:
        self.departures.append(workspace)


def a_hall() -> Hall:
    outbox = MemoryOutbox()
    return Hall(
        catalogue=load_catalogue(None),
        store=MemoryStore(),
        replies=MemoryReplies(),
        subscriptions=MemorySubscriptions(outbox),
        outbox=outbox,
        feedback=MemoryFeedback(),
        now=lambda: datetime.now(UTC),
        version="test",
    )


def settings_of(front: Front, database_url: str, **more: object) -> Settings:
    """Return the settings of one workspace in Socket Mode, or others."""
    slack = front.workspaces[0]
    fields: dict[str, object] = {
        "slack_url": front.api,
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "database_url": database_url,
    }
    return Settings(_env_file=None, **(fields | more))  # type: ignore[arg-type]


@asynccontextmanager
async def opened(settings: Settings, hall: Hall | None = None) -> AsyncIterator[Adapter]:
    async with PLATFORMS["slack"].open(settings, hall or a_hall()) as adapter:
        yield adapter


async def until(happens: Callable[[], bool | Awaitable[bool]], *, within: float = 10.0) -> None:
    """Wait for what another task or the workspace does; fail where it does not."""
    async with asyncio.timeout(within):
        while True:
            found = happens()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


async def is_well(check: Callable[[], Awaitable[str | None]]) -> bool:
    return await check() is None


async def is_unwell(check: Callable[[], Awaitable[str | None]]) -> bool:
    return await check() is not None


def a_place(channel: str = NEWS, *, team: str = "T01ACME", thread: str | None = None) -> Channel:
    return Channel(platform="slack", workspace_id=team, channel_id=channel, thread_id=thread)


def a_message(
    words: str = "One & <all>.",
    *,
    key: str = "delivery-1",
    to: Channel | None = None,
    thread_of: str | None = None,
    replaces: str | None = None,
) -> Message:
    return Message(
        channel=to or a_place(),
        payload=NOTICES["slack"](words),
        key=key,
        thread_of=thread_of,
        replaces=replaces,
        doubtful_since=datetime.now(UTC),
    )
