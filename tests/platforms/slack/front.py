"""What stands before the workspaces: it routes by token, checks, keeps metadata, and makes trouble.

To an app it is Slack: Web API and Socket Mode. Where it knows better than the stand-in behind it,
it does as Slack does: it refuses unknown tokens, and returns messages with their metadata.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from tests.platforms.slack.checks import against
from tests.platforms.slack.oauth import OAuthDesk
from tests.platforms.slack.sockets import Sockets
from tests.platforms.slack.standin import Slack
from tests.platforms.slack.trouble import DONE, Kind, Trouble, busy

_STATUS = {Kind.BUSY: 429, Kind.UNREACHABLE: 503, Kind.BREAKS: 503, Kind.FORBIDDEN: 403}
_WORDLESS = frozenset({Kind.UNREACHABLE, Kind.BREAKS, Kind.FORBIDDEN, Kind.NONSENSE})
_HISTORY = frozenset({"conversations.history", "conversations.replies"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the Web API, whatever came of it."""

    method: str
    token: str
    body: Mapping[str, Any]


@dataclass(kw_only=True)
class Front:
    """A Slack with troubles that a test orders."""

    workspaces: Sequence[Slack]
    session: aiohttp.ClientSession
    address: str = ""
    calls: list[Call] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What was said against calls; a test that ends with any of it fails."""
    next: defaultdict[str, deque[Trouble | None]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    """Method -> what befalls its next calls; None: nothing."""
    revoked: dict[str, str] = field(default_factory=dict)
    """Token -> the code with which all its calls are refused."""
    closed: dict[str, str] = field(default_factory=dict)
    """Channel -> the code with which all posts are refused."""
    little_history: bool = False
    """15 messages, once a minute, as commercial apps outside Slack's Marketplace have it."""
    overdue: list[Mapping[str, Any]] = field(default_factory=list)
    """What was sent to a `response_url` that was over."""
    scopes: str = ""
    """What Slack says was granted; empty: it does not say."""
    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Method -> what it answers, whatever the workspace would: it knows no admin, no stranger."""
    tokens: dict[str, Slack] = field(default_factory=dict)
    """Whose token it is; those of the workspaces, and what was installed since."""

    def __post_init__(self) -> None:
        for one in self.workspaces:
            for token in (one.bot_token, one.app_token, one.http_token):
                self.tokens[token] = one
        self.sockets = Sockets(self.session)
        self.oauth = OAuthDesk(tokens=self.tokens)
        self._metadata: dict[tuple[str, str, str], Any] = {}

    @property
    def api(self) -> str:
        """The address for `CITEWIRE_SLACK_URL`."""
        return f"{self.address}/api/"

    def expire_response_urls(self) -> None:
        """Let the `response_url` of whatever comes by the sockets be over: 30 minutes, 5 answers."""
        self.sockets.response_urls = f"{self.address}/response/over"

    async def over(self, request: web.Request) -> web.StreamResponse:
        """Answer as Slack does of a `response_url` that is over."""
        self.overdue.append(await request.json())
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)

    def made(self, method: str) -> list[Call]:
        """Return the calls of a method, in order."""
        return [one for one in self.calls if one.method == method]

    async def called(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of the Web API."""
        method = request.match_info["method"]
        raw = await request.read()
        body = _body(request, raw)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.append(Call(method=method, token=token, body=body))
        self.wrong += against(method, body)
        if method == "oauth.v2.access":
            return web.json_response(self.oauth.access(request, body))
        if (refusal := self._refused(method, token, body)) is not None:
            return web.json_response({"ok": False, "error": refusal})
        if self.little_history and method in _HISTORY and len(self.made(method)) > 1:
            return await _befallen(request, busy(60))
        if method in self.answers:
            return web.json_response({"ok": True, **self.answers[method]})
        waiting = self.next[method]
        trouble = waiting.popleft() if waiting else None
        if trouble is None:
            return await self._forward(request, method, token, raw, body)
        if trouble.kind in DONE:
            await self._forward(request, method, token, raw, body)
        return await _befallen(request, trouble)

    def _refused(self, method: str, token: str, body: Mapping[str, Any]) -> str | None:
        if token in self.revoked:
            return self.revoked[token]
        if token not in self.tokens:
            return "invalid_auth"
        if method.startswith("chat."):
            return self.closed.get(str(body.get("channel")))
        return None

    async def _forward(
        self, request: web.Request, method: str, token: str, raw: bytes, body: Mapping[str, Any]
    ) -> web.StreamResponse:
        slack = self.tokens[token]
        asked = dict(request.query)
        if method in _HISTORY:
            # The stand-in has no pages.
            asked = {**asked, "limit": "1000", "cursor": ""}
        kept = {
            name: request.headers[name]
            for name in ("Authorization", "Content-Type")
            if name in request.headers
        }
        async with self.session.request(
            request.method,
            f"{slack.base}/api/{method}",
            data=raw,
            headers=kept,
            params=asked,
        ) as reply:
            said = await reply.json()
        self._as_slack(slack, method, body, said)
        headers = {"x-oauth-scopes": self.scopes} if self.scopes else None
        return web.json_response(said, status=reply.status, headers=headers)

    def _as_slack(
        self, slack: Slack, method: str, body: Mapping[str, Any], said: dict[str, Any]
    ) -> None:
        if method == "apps.connections.open" and said.get("ok"):
            said["url"] = self.sockets.through(said["url"], self.address)
        elif method in {"chat.postMessage", "chat.update"} and said.get("ok"):
            self._metadata[slack.team, said["channel"], said["ts"]] = body.get("metadata")
        if method in _HISTORY and said.get("ok"):
            limit = min(int(body.get("limit", 100)), 15 if self.little_history else 1_000)
            _cut_to_a_page(said, limit, int(body.get("cursor") or 0))
        for message in said.get("messages") or ():
            place = (slack.team, str(body.get("channel")), str(message.get("ts")))
            if body.get("include_all_metadata") and (kept := self._metadata.get(place)):
                message["metadata"] = kept


def _cut_to_a_page(said: dict[str, Any], limit: int, begin: int) -> None:
    end = begin + limit
    more = len(said["messages"]) > end
    said["messages"] = said["messages"][begin:end]
    said["has_more"] = more
    said["response_metadata"] = {"next_cursor": str(end) if more else ""}


async def _befallen(request: web.Request, trouble: Trouble) -> web.StreamResponse:
    if trouble.kind is Kind.SLOW:
        await asyncio.sleep(trouble.seconds)
    if trouble.kind is Kind.DROPS and request.transport is not None:
        request.transport.abort()
    after = trouble.retry_after
    status, headers = _STATUS.get(trouble.kind, 200), {"Retry-After": str(after)} if after else None
    if trouble.kind in _WORDLESS:
        return web.Response(status=status, text="<html>A gateway</html>", content_type="text/html")
    said = {"ok": False, "error": trouble.code} if trouble.code else {"ok": True}
    return web.json_response(said, status=status, headers=headers)


def _body(request: web.Request, raw: bytes) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        sent: dict[str, Any] = json.loads(raw or b"{}")
        return given | sent
    if request.content_type == "application/x-www-form-urlencoded":
        return given | {name: _value(value) for name, value in parse_qsl(raw.decode())}
    return given


def _value(text: str) -> Any:  # noqa: ANN401 — JSON
    """Read a field of a form: Slack's SDK puts blocks and views there as JSON."""
    try:
        return json.loads(text) if text.startswith(("[", "{")) else text
    except ValueError:
        return text


@asynccontextmanager
async def front_of(*workspaces: Slack) -> AsyncIterator[Front]:
    """Serve a front before workspaces on a free port."""
    async with aiohttp.ClientSession() as session:
        front = Front(workspaces=workspaces, session=session)
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/api/{method}", front.called)
        app.router.add_post("/response/over", front.over)
        app.router.add_get("/oauth/v2/authorize", front.oauth.authorize)
        app.router.add_get("/socket/{n}", front.sockets.connected)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        front.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield front
        finally:
            await front.sockets.close()
            await runner.cleanup()
