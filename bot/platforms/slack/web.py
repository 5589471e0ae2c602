"""What Slack, and whoever installs the app, calls on our web server."""

from collections.abc import Sequence

import aiohttp
import structlog
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from typing_extensions import override

from bot.platforms.slack.installations import STATE_SECONDS, Installations, States
from bot.platforms.slack.installed import InstalledWorkspaces
from bot.platforms.slack.scopes import SCOPES
from bot.platforms.slack.setup import OAuth
from digests.errors import StoreError

_log = structlog.get_logger()

LARGEST = 1_000_000
"""Bytes of a request; Slack's have a message or a form in them, tens of thousands."""

EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"


class Flow(AsyncOAuthFlow):
    """Installs the app; what was known of the workspace is forgotten."""

    def __init__(
        self,
        oauth: OAuth,
        client: AsyncWebClient,
        installations: Installations,
        states: States,
        workspaces: InstalledWorkspaces,
    ) -> None:
        settings = AsyncOAuthSettings(
            client_id=oauth.client_id,
            client_secret=oauth.client_secret,
            scopes=list(SCOPES),
            # Never left out: Bolt would look for them in the environment.
            user_scopes=[],
            redirect_uri=oauth.redirect_url,
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            # Beside the Web API: https://slack.com/api/ has https://slack.com/oauth/v2/authorize.
            authorization_url=f"{client.base_url.removesuffix('api/')}oauth/v2/authorize",
            installation_store=installations,
            state_store=states,
            state_expiration_seconds=STATE_SECONDS,
        )
        super().__init__(client=client, settings=settings)
        self._workspaces = workspaces

    @override
    async def run_installation(self, code: str) -> Installation | None:
        try:
            return await super().run_installation(code)
        except (aiohttp.ClientError, TimeoutError) as error:
            _log.warning("slack_unreachable", error=type(error).__name__)
            return None

    @override
    async def store_installation(
        self, request: AsyncBoltRequest, installation: Installation
    ) -> None:
        try:
            await super().store_installation(request, installation)
        except StoreError as error:
            raise BoltError(str(error)) from error
        self._workspaces.forget()


def routes_of(app: AsyncApp, *, over_http: bool, flow: Flow | None) -> Sequence[BaseRoute]:
    """Return what is to be served: events where Slack sends them by HTTP, the installation."""
    found: list[BaseRoute] = []
    if over_http:

        async def hear(request: Request) -> Response:
            # Anybody can call here: what Bolt cannot read it answers with an error of ours.
            body = await _body(request)
            if body is None:
                return Response(status_code=413)
            try:
                asked = to_async_bolt_request(request, body)
            except (ValueError, AttributeError, TypeError):
                return Response(status_code=400)
            return to_starlette_response(await app.async_dispatch(asked))

        found.append(Route(EVENTS, hear, methods=["POST"]))
    if flow is not None:

        async def install(request: Request) -> Response:
            asked = to_async_bolt_request(request, b"")
            return to_starlette_response(await flow.handle_installation(asked))

        async def installed(request: Request) -> Response:
            asked = to_async_bolt_request(request, b"")
            return to_starlette_response(await flow.handle_callback(asked))

        found += [
            Route(INSTALL, install, methods=["GET"]),
            Route(REDIRECT, installed, methods=["GET"]),
        ]
    return found


async def _body(request: Request) -> bytes | None:
    """Return what was sent, None where it is too much."""
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LARGEST:
            return None
    return bytes(read)
