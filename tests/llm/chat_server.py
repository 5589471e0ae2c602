"""A server on loopback that speaks OpenAI's chat completions, does as it is told, and keeps a log."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.web import Answer, FakeWeb

PATH, MODELS = "/v1/chat/completions", "/v1/models"
JSON = "application/json"
USAGE = {"prompt_tokens": 70, "completion_tokens": 10, "total_tokens": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, as the server saw it."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def instructions(self) -> str:
        """The system message."""
        return str(self.body["messages"][0]["content"])

    @property
    def material(self) -> str:
        """The user message."""
        return str(self.body["messages"][1]["content"])

    @property
    def format(self) -> str:
        """The type of the reply that is asked for."""
        return str(self.body["response_format"]["type"])


class ChatServer:
    """Says `{"claims": []}`, or what `say` makes of a request; answers queued by verbs come first.

    server.refuses(429, {"Retry-After": "7"})
    server.says("no JSON")
    """

    def __init__(self, fake: FakeWeb) -> None:
        self.url = fake.answer(PATH, self._answer).removesuffix("/chat/completions")
        fake.status(MODELS, 200, body='{"object": "list", "data": []}', content_type=JSON)
        self.asked: list[Asked] = []
        """The log: every request, in order."""
        self.say: Callable[[Asked], str] = lambda _: '{"claims": []}'
        self.knows: Callable[[Mapping[str, Any]], str | None] = lambda _: None
        """Returns the parameter that the server refuses, if any."""
        self._next: list[Answer] = []

    # What to answer next.

    def says(self, content: str | None, **changes: object) -> None:
        """Answer with this content; `finish_reason`, `refusal`, `usage` or `model` may differ."""
        self._next.append(_answering(lambda: web.json_response(completion(content, **changes))))

    def gives(self, body: object) -> None:
        """Answer 200 with this JSON, whatever it is; bytes as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": JSON}
        self._next.append(_answering(lambda: web.Response(body=raw, headers=headers)))

    def refuses(
        self, status: int, headers: Mapping[str, str] | None = None, body: object = None
    ) -> None:
        """Answer with a status."""
        self._next.append(
            _answering(lambda: web.json_response(body, status=status, headers=headers))
        )

    def breaks_off(self) -> None:
        """Begin an answer, and close the connection in the middle of it."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            whole = json.dumps(completion('{"claims": []}')).encode()
            response = web.StreamResponse(headers={"Content-Length": str(len(whole))})
            await response.prepare(request)
            await response.write(whole[: len(whole) // 2])
            assert request.transport is not None
            request.transport.abort()
            return response

        self._next.append(answer)

    def drips(self, *, after: Callable[[], Awaitable[object]]) -> None:
        """Begin an answer, and go on once `after` is over."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            response = web.StreamResponse()
            await response.prepare(request)
            await response.write(b" ")
            await after()
            await response.write(json.dumps(completion('{"claims": []}')).encode())
            return response

        self._next.append(answer)

    def never_ends(self, piece: bytes = b" " * 65_536) -> None:
        """Send pieces for as long as anyone listens."""

        async def answer(request: web.BaseRequest) -> web.StreamResponse:
            response = web.StreamResponse()
            await response.prepare(request)
            while True:
                await response.write(piece)
                await asyncio.sleep(0)

        self._next.append(answer)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        asked = Asked(body=json.loads(await request.read()), headers=dict(request.headers))
        self.asked.append(asked)
        if param := self.knows(asked.body):
            error = {"message": f"{param}: not here", "param": param, "code": "unknown_parameter"}
            return web.json_response({"error": error}, status=400)
        if self._next:
            return await self._next.pop(0)(request)
        return web.json_response(completion(self.say(asked), model=asked.body["model"]))


def completion(content: str | None, **changes: object) -> dict[str, object]:
    """Return the body of an answer with this content."""
    message = {"role": "assistant", "content": content, "refusal": changes.pop("refusal", None)}
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": changes.pop("finish_reason", "stop"),
    }
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "tiny",
        "choices": [choice],
        "usage": USAGE,
        **changes,
    }


def _answering(make: Callable[[], web.Response]) -> Answer:
    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return make()

    return answer
