"""The Bolt app: who a request is for, and nothing else; listeners are registered on it."""

import logging

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from typing_extensions import override

from bot.platforms.slack.workspaces import Workspaces

NOT_INSTALLED = (
    "Citewire is no longer installed in this workspace. Ask an admin to install it again, then say "
    "/digest help."
)


class _ByWorkspace(AsyncAuthorize):
    """Finds whom a request is for, without asking Slack: Bolt's own asks `auth.test` each time."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    @override
    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        found = await self._workspaces.authorized(
            team_id=team_id, enterprise_id=enterprise_id, org=bool(context.is_enterprise_install)
        )
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
            bot_token=found.token,
            user_id=user_id,
        )


def build_app(
    workspaces: Workspaces, client: AsyncWebClient, *, signing_secret: str | None
) -> AsyncApp:
    """Return the app without any listener.

    `client` has no token: each request's own client is made of it, with its workspace's token, and
    answers the person who asked. It waits out a rate limit once, and tries nothing else again.
    """
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler()]
    return AsyncApp(
        name="citewire",
        logger=logging.getLogger("slack"),
        client=client,
        # Never None: Bolt would look for it in the environment.
        signing_secret=signing_secret or "",
        authorize=_ByWorkspace(workspaces),  # type: ignore[arg-type] # taken, but not declared
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
