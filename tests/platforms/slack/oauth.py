"""Slack's OAuth endpoints, on the front: consent, codes that serve once, and fresh tokens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import encode_basic_auth, web

from tests.platforms.slack.standin import ALICE, Slack

CLIENT_ID, CLIENT_SECRET = "11.22", "client-secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What an admin agrees to: a workspace, or all of an organisation."""

    slack: Slack
    enterprise: str | None = None
    whole: bool = False
    """The organisation as a whole installs the app."""


@dataclass(kw_only=True)
class OAuthDesk:
    """Where admins consent, and codes become tokens."""

    tokens: dict[str, Slack]
    """The front's: a fresh token is added."""
    consent: Consent | None = None
    """What the next visitor agrees to; None: nothing."""
    issued: list[str] = field(default_factory=list)
    """Every token, in order."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """What each visitor was shown."""
    _codes: dict[str, Consent] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """Ask whoever comes from the app's install page, and send them back."""
        self.asked.append(dict(request.query))
        back = {"state": request.query.get("state", "")}
        if self.consent is None:
            back["error"] = "access_denied"
        else:
            back["code"] = f"code-{next(self._numbers)}"
            self._codes[back["code"]] = self.consent
        raise web.HTTPFound(f"{request.query['redirect_uri']}?{urlencode(back)}")

    def access(self, request: web.Request, body: Mapping[str, Any]) -> dict[str, Any]:
        """Answer `oauth.v2.access`."""
        given = request.headers.get("Authorization", "")
        if given != encode_basic_auth(CLIENT_ID, CLIENT_SECRET):
            return {"ok": False, "error": "bad_client_secret"}
        consent = self._codes.pop(str(body.get("code")), None)
        if consent is None:
            return {"ok": False, "error": "invalid_code"}
        token = f"xoxb-{consent.slack.name}-installed-{next(self._numbers)}"
        self.issued.append(token)
        self.tokens[token] = consent.slack
        team = {"id": consent.slack.team, "name": consent.slack.name}
        enterprise = {"id": consent.enterprise, "name": "Enterprise"}
        return {
            "ok": True,
            "app_id": consent.slack.app_id,
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": "U0SOCK",
            "team": None if consent.whole else team,
            "enterprise": enterprise if consent.enterprise else None,
            "is_enterprise_install": consent.whole,
            "authed_user": {"id": ALICE},
        }
