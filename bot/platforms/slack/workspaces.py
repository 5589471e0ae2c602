"""Whose token is used where: one workspace by a token, or the many that installed the app."""

from dataclasses import dataclass, field
from typing import Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

from bot.platforms.slack.calling import answer, quiet_client
from digests.errors import PlatformError, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace that Citewire is installed in, or an organisation with all its workspaces."""

    token: str = field(repr=False)
    client: AsyncWebClient = field(repr=False)
    """With the token; tries nothing again."""
    team_id: str | None
    """None for an organisation."""
    enterprise_id: str | None
    bot_id: str | None
    bot_user_id: str | None


class Workspaces(Protocol):
    """The workspaces that Citewire is installed in."""

    async def workspace(self, team_id: str, *, unlike: str | None = None) -> Workspace:
        """Return a workspace, read anew where its token is `unlike`.

        Raises:
            PlatformError: Citewire is not installed there, or nobody can tell now.
        """
        ...

    async def authorized(
        self, *, team_id: str | None, enterprise_id: str | None, org: bool
    ) -> Workspace | None:
        """Return who a request from Slack is for; `org`: the app is installed in the organisation.

        Raises:
            PlatformError: nobody can tell now.
        """
        ...


class OneWorkspace(Workspaces):
    """The workspace of one bot token."""

    def __init__(self, token: str, url: str, session: aiohttp.ClientSession) -> None:
        self._token = token
        self._client = quiet_client(token, url, session)
        self._found: Workspace | None = None

    async def known(self) -> Workspace:
        """Return the token's workspace, asked for once.

        Raises:
            PlatformError: Slack knows no such token, or cannot be reached.
        """
        if self._found is None:
            said = await answer(self._client.auth_test(), "auth.test", repeatable=True)
            org = bool(said.get("is_enterprise_install"))
            self._found = Workspace(
                token=self._token,
                client=self._client,
                team_id=None if org else str(said["team_id"]),
                enterprise_id=said.get("enterprise_id"),
                bot_id=said.get("bot_id"),
                bot_user_id=said.get("user_id"),
            )
        return self._found

    @override
    async def workspace(self, team_id: str, *, unlike: str | None = None) -> Workspace:
        found = await self.known()
        if found.team_id in {team_id, None}:
            return found
        # A setting that can be put right loses no subscription.
        raise PlatformError(
            f"CITEWIRE_SLACK_BOT_TOKEN is a token of workspace {found.team_id}, not of {team_id}",
            trouble=Trouble.FAILED,
        )

    @override
    async def authorized(
        self, *, team_id: str | None, enterprise_id: str | None, org: bool
    ) -> Workspace | None:
        # Whoever asks: people of other organisations do in shared channels.
        return await self.known()
