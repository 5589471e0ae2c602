"""Chat platforms: adapters that post what the renderers made."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.platforms.recording import RecordingPlatform
from config.settings import Settings
from digests.ports import Platform

Open = Callable[[Settings], AbstractAsyncContextManager[Platform]]


@asynccontextmanager
async def _recording(settings: Settings) -> AsyncIterator[Platform]:
    yield RecordingPlatform(now=settings.clock)


PLATFORMS: dict[str, Open] = {"recording": _recording}
"""What `Channel.platform` can name; `recording` stands in for any of them on a dry run."""
