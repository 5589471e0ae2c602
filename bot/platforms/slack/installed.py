"""The workspaces that installed the app, kept at hand: no database is read for each request."""

import time

import aiohttp
from typing_extensions import override

from bot.platforms.slack.calling import quiet_client
from bot.platforms.slack.installations import Installations
from bot.platforms.slack.workspaces import Workspace, Workspaces
from digests.errors import ConfigError, PlatformError, StoreError, Trouble

KEPT_SECONDS = 600.0
"""A process that hears no events, a worker, learns by then what was installed anew."""


class InstalledWorkspaces(Workspaces):
    """Reads a workspace once, and again where it was forgotten, is old, or its token is refused."""

    def __init__(
        self, installations: Installations, url: str, session: aiohttp.ClientSession
    ) -> None:
        self._installations = installations
        self._url = url
        self._session = session
        self._kept: dict[str, tuple[float, Workspace]] = {}
        """By workspace, or organisation."""
        self._noted: set[tuple[str, str]] = set()

    def forget(self) -> None:
        """Read everything anew: somebody installed the app, or withdrew it."""
        self._kept.clear()

    @override
    async def workspace(self, team_id: str, *, unlike: str | None = None) -> Workspace:
        found = await self._found(team_id, None, unlike=unlike)
        if found is None:
            raise PlatformError(
                f"Citewire is not installed in workspace {team_id}", trouble=Trouble.REVOKED
            )
        return found

    @override
    async def authorized(
        self, *, team_id: str | None, enterprise_id: str | None, org: bool
    ) -> Workspace | None:
        found = await self._found(team_id, enterprise_id if org else None)
        if org and found is not None and team_id and enterprise_id:
            await self._note(team_id, enterprise_id)
        return found

    async def _found(
        self, team_id: str | None, enterprise_id: str | None, *, unlike: str | None = None
    ) -> Workspace | None:
        place = team_id or enterprise_id or ""
        since, kept = self._kept.get(place, (0.0, None))
        if kept and kept.token != unlike and time.monotonic() - since < KEPT_SECONDS:
            return kept
        try:
            installed = await self._installations.find(team_id=team_id, enterprise_id=enterprise_id)
        except (StoreError, ConfigError) as error:
            raise PlatformError(str(error), trouble=Trouble.FAILED) from error
        if installed is None:
            self._kept.pop(place, None)
            return None
        found = Workspace(
            token=installed.token,
            client=quiet_client(installed.token, self._url, self._session),
            team_id=installed.team_id,
            enterprise_id=installed.enterprise_id,
            bot_id=installed.bot_id,
            bot_user_id=installed.bot_user_id,
        )
        self._kept[place] = (time.monotonic(), found)
        return found

    async def _note(self, team_id: str, enterprise_id: str) -> None:
        if (team_id, enterprise_id) in self._noted:
            return
        try:
            await self._installations.note_team(team_id, enterprise_id)
        except StoreError as error:
            raise PlatformError(str(error), trouble=Trouble.FAILED) from error
        self._noted.add((team_id, enterprise_id))
