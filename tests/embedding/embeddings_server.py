"""A server on loopback that speaks OpenAI's embeddings protocol."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from tests.fakes.web import FakeWeb

PATH = "/v1/embeddings"
Reply = tuple[int, Mapping[str, str], Any]


class EmbeddingsServer:
    """Answers with a vector of two numbers a text: its length in characters, and 1.

    Replies that are queued come first: `server.next(429, {"Retry-After": "1"})`.
    """

    def __init__(self, fake: FakeWeb) -> None:
        self.url = fake.answer(PATH, self._answer).removesuffix("/embeddings")
        self._next: list[Reply] = []
        self.asked: list[dict[str, Any]] = []
        """The bodies of the requests, in order."""
        self.headers: list[Mapping[str, str]] = []
        self.shape: Callable[[list[dict[str, Any]]], Any] = lambda rows: {"data": rows}
        """Makes the answer's body of its rows."""

    def next(
        self, status: int, headers: Mapping[str, str] | None = None, body: object = None
    ) -> None:
        """Answer the next request in this way."""
        self._next.append((status, headers or {}, body))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        body = json.loads(await request.read())
        self.asked.append(body)
        self.headers.append(dict(request.headers))
        if self._next:
            status, headers, reply = self._next.pop(0)
            return web.json_response(reply, status=status, headers=headers)
        rows = [
            {"object": "embedding", "index": place, "embedding": [float(len(text)), 1.0]}
            for place, text in enumerate(body["input"])
        ]
        return web.json_response(self.shape(rows))
