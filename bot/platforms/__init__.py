"""Chat platforms: adapters that post what the renderers made."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.platforms.recording import RecordingPlatform, open_remote
from config.settings import Settings
from digests.ports import Platform

Open = Callable[[Settings], AbstractAsyncContextManager[Platform]]


@asynccontextmanager
async def _recording(settings: Settings) -> AsyncIterator[Platform]:
    if settings.recording_url is None:
        yield RecordingPlatform(now=settings.clock)
        return
    async with open_remote(settings.recording_url) as remote:
        yield remote


PLATFORMS: dict[str, Open] = {"recording": _recording}
"""What `Channel.platform` can name; `recording` stands in for any of them on a dry run."""
