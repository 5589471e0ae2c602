"""Socket Mode through the front: what passes can be held back, sent twice, late, or made up."""

import asyncio
import json
from collections.abc import Mapping
from itertools import count
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web
from aiohttp.client_ws import ClientWebSocketResponse


class Sockets:
    """The connections of an app, each with its own to the workspace behind."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._behind: dict[str, str] = {}
        self._numbers = count(1)
        self.open: list[web.WebSocketResponse] = []
        self.opened = 0
        """How many connections there ever were."""
        self.most = 0
        """How many there were at once."""
        self.deaf = False
        """Connections are taken and kept, and nothing passes, not even a pong."""
        self.twice = False
        """Each event comes twice, as Slack sends one again that it takes for lost."""
        self.response_urls = ""
        """Where answers to commands go instead; empty: where the workspace says."""
        self.acknowledged: set[str] = set()

    def through(self, url: str, address: str) -> str:
        """Return an address of the front for a socket of the workspace."""
        number = str(next(self._numbers))
        self._behind[number] = url
        return f"{address.replace('http', 'ws', 1)}/socket/{number}"

    async def connected(self, request: web.Request) -> web.StreamResponse:
        """Pass messages both ways until either side ends."""
        url = self._behind.pop(request.match_info["n"], None)
        if url is None:
            return web.Response(status=404, text="an address serves once")
        app = web.WebSocketResponse(autoping=False)
        await app.prepare(request)
        self.open.append(app)
        self.opened += 1
        self.most = max(self.most, len(self.open))
        try:
            async with self._session.ws_connect(url) as slack:
                outward = asyncio.create_task(self._to_app(slack, app))
                await self._to_slack(app, slack)
                outward.cancel()
        finally:
            self.open.remove(app)
        return app

    async def send(self, event: Mapping[str, object], **outer: object) -> str:
        """Send an event that the workspace does not know how to send; return its envelope's id."""
        number = next(self._numbers)
        payload = {
            "type": "event_callback",
            "event_id": f"Ev{number}",
            "event_time": 0,
            "event": dict(event),
            **outer,
        }
        envelope_id = f"front-{number}"
        text = _envelope(envelope_id, payload)
        for app in self.open:
            await app.send_str(text)
        return envelope_id

    async def interact(self, payload: Mapping[str, object]) -> None:
        """Send a press that the workspace does not know how to send."""
        envelope = {
            "type": "interactive",
            "envelope_id": f"front-{next(self._numbers)}",
            "accepts_response_payload": True,
            "payload": dict(payload),
        }
        for app in self.open:
            await app.send_str(json.dumps(envelope))

    async def cut(self) -> None:
        """Close every connection, as Slack does from time to time."""
        for app in list(self.open):
            await app.close()

    async def close(self) -> None:
        self.deaf = False
        await self.cut()

    async def _to_app(self, slack: ClientWebSocketResponse, app: web.WebSocketResponse) -> None:
        async for message in slack:
            if message.type is not WSMsgType.TEXT or self.deaf or app.closed:
                continue
            for text in self._passed(message.data):
                await app.send_str(text)

    async def _to_slack(self, app: web.WebSocketResponse, slack: ClientWebSocketResponse) -> None:
        async for message in app:
            if self.deaf:
                continue
            if message.type is WSMsgType.PING:
                await app.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                envelope = json.loads(message.data).get("envelope_id", "")
                self.acknowledged.add(envelope)
                if not envelope.startswith(("front-", "again-")):
                    await slack.send_str(message.data)

    def _passed(self, text: str) -> list[str]:
        envelope: dict[str, Any] = json.loads(text)
        payload = envelope.get("payload")
        if self.response_urls and isinstance(payload, dict) and "response_url" in payload:
            payload["response_url"] = self.response_urls
        found = [json.dumps(envelope)]
        if self.twice and envelope.get("type") == "events_api" and isinstance(payload, dict):
            found.append(_envelope(f"again-{envelope['envelope_id']}", payload))
        return found


def _envelope(envelope_id: str, payload: Mapping[str, object]) -> str:
    return json.dumps(
        {
            "type": "events_api",
            "envelope_id": envelope_id,
            "accepts_response_payload": False,
            "retry_attempt": 1 if envelope_id.startswith("again-") else 0,
            "payload": dict(payload),
        }
    )
